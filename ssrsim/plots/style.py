"""One visual language for all figures: Okabe-Ito colours, quiet axes, direct labels, small clean SVG without a display.

Figures are made without pyplot, so there is no window, no global figure list and nothing to close.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, VERMILLION, GREEN, PURPLE, ORANGE = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"
INK, MUTED, GRID = "#222222", "#5c6370", "#e4e6ea"
WIDTH = 9.0  # inches; about 900 px on a page
SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
RC: Any = {
    "svg.fonttype": "none",  # text stays text: small, searchable, sharp
    "text.parse_math": False,  # a title such as $\frac$ is a title
    "font.family": "DejaVu Sans",
    "font.size": 10.0,
    "axes.titlesize": 11.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 8.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.labelcolor": MUTED,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.xmargin": 0.0,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.major.size": 3.0,
    "ytick.major.size": 0.0,
    "text.color": INK,
    "lines.linewidth": 2.0,
    "lines.solid_capstyle": "round",
    "path.simplify": True,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.12,
    "figure.constrained_layout.h_pad": 0.10,
}


class Drawn(NamedTuple):
    """A figure with the data that it shows, its name, title and a caption in plain words."""

    name: str
    title: str
    caption: str
    figure: Figure
    data: pd.DataFrame


@contextmanager
def styled() -> Iterator[None]:
    """Our style for the figures made in the block, whatever the user's matplotlibrc says."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(RC)
        yield


def time_axis(axes: Axes, months: int) -> None:
    """A time axis in years after the settlement, with at most seven ticks."""
    years = next(step for step in (1, 2, 3, 5, 10, 20) if months / 12 / step <= 7)
    axes.set_xlim(0, months)
    axes.set_xticks(range(0, months + 1, 12 * years), [str(year) for year in range(0, months // 12 + 1, years)])
    axes.set_xlabel("years after the settlement")


def to_svg(drawn: Drawn) -> str:
    """The figure as small, deterministic SVG whose ids start with its name, so that figures can share one page."""
    buffer = io.StringIO()
    with mpl.rc_context({**RC, "svg.hashsalt": drawn.name}):
        drawn.figure.savefig(
            buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return _cleaned(buffer.getvalue(), drawn.name, drawn.title)


def _cleaned(svg: str, name: str, title: str) -> str:
    """Drops metadata and unused ids, prefixes the used ones, rounds to 0.01 pt, leaves the font to the page."""
    root = ET.fromstring(svg)
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith(("}metadata", "}style")):  # its style sheet would leak into the page around it
                parent.remove(child)
    for element in root.iter():
        _clean_element(element, name, used)
    root.attrib.pop("version", None)
    root.attrib.update({"stroke-linejoin": "round", "font-family": FONTS, "role": "img"})
    label = ET.Element(f"{{{SVG}}}title")
    label.text = title
    root.insert(0, label)
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")


def _clean_element(element: ET.Element, name: str, used: set[str]) -> None:
    identity = element.attrib.pop("id", None)
    if identity in used:
        element.set("id", f"{name}-{identity}")
    if XLINK in element.attrib:
        element.set("href", f"#{name}-{element.attrib.pop(XLINK)[1:]}")
    for key, value in element.attrib.items():
        if key == "clip-path":
            element.set(key, value.replace("url(#", f"url(#{name}-"))
        elif key == "style":
            short = re.sub(r"font: ((?:bold )?)([0-9.]+px) [^;]+", _short_font, value)
            element.set(key, re.sub(r"font-family: [^;]+(; )?", "", short))
        elif key in ("d", "x", "y", "transform"):
            element.set(key, re.sub(r"-?\d+\.\d{3,}", _rounded, value))


def _short_font(match: re.Match[str]) -> str:
    weight = "font-weight: bold; " if match[1] else ""
    return f"{weight}font-size: {match[2]}"


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.2f}"
