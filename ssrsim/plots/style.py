"""One visual language for all figures: Okabe-Ito colours, quiet axes, direct labels, small clean SVG without a display.

Figures are made without pyplot, so there is no window, no global figure list and nothing to close.
"""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from ssrsim.scenario.country import Country
from ssrsim.scenario.faults import printable
from ssrsim.scenario.words.terms import month_name

BLUE, VERMILLION, GREEN, PURPLE, ORANGE = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"
WORDS = {
    VERMILLION: "#a34700",
    GREEN: "#006b4e",
    ORANGE: "#835900",
}  # darker where a colour writes: contrast 4.5 and up
INK, MUTED, GRID = "#222222", "#505763", "#e4e6ea"
YEAR = 12
POINTS_PER_INCH = 72
WIDTH = 9.0  # inches; about 900 px on a page
SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
MARK_HEIGHT = 14.0  # points above a figure
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
    "hatch.linewidth": 1.2,
    "lines.solid_capstyle": "round",
    "path.simplify": True,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.12,
    "figure.constrained_layout.h_pad": 0.10,
}


class Drawn(NamedTuple):
    """A figure with the data that it shows, its name, title and a caption in plain words.

    `alt` says what is seen, for those who cannot see it; where it is empty the caption must do. `mark` is a word of
    warning that is drawn above the figure and goes with it wherever it is copied.
    """

    name: str
    title: str
    caption: str
    figure: Figure
    data: pd.DataFrame
    alt: str = ""
    mark: str = ""


def blank(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure whose coordinates are inches from the top left, for what is drawn by hand."""
    figure = Figure(figsize=(width, height))
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return figure, axes


@contextmanager
def styled() -> Iterator[None]:
    """Our style for the figures made in the block, whatever the user's matplotlibrc says."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(RC)
        yield


def time_axis(axes: Axes, months: int, country: Country) -> None:
    """A time axis in years after the settlement with the calendar year below; short runs in months.

    At most seven ticks. The tick at year k stands for the same calendar month k years on.
    """
    axes.set_xlim(0, max(months, 1))
    if months < 2 * YEAR:
        step = next(step for step in (1, 2, 3, 6) if months / step <= 7 or step == 6)
        axes.set_xticks(range(0, months + 1, step), [str(month) for month in range(0, months + 1, step)])
        axes.set_xlabel(f"months after {month_name(country, 0)}")
        return
    years = next(step for step in (1, 2, 3, 5, 10, 20) if months / YEAR / step <= 7)
    ticks = range(0, months // YEAR + 1, years)
    labels = [f"{year}\n{country.settlement_year + year}" for year in ticks]
    axes.set_xticks([YEAR * year for year in ticks], labels)
    axes.set_xlabel(f"years after {month_name(country, 0)}")


def to_svg(drawn: Drawn) -> str:
    """The figure as small, deterministic SVG whose ids start with its name, so that figures can share one page."""
    buffer = io.StringIO()
    nothing: Any = {"Date": None, "Creator": None, "Format": None, "Type": None}
    with mpl.rc_context({**RC, "svg.hashsalt": drawn.name}), warnings.catch_warnings():
        # text stays text, so it is the reader's font that must have the letter, not ours
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        _print(drawn.figure, buffer, nothing)
    return _cleaned(buffer.getvalue(), drawn)


def _print(figure: Figure, buffer: io.StringIO, metadata: Any) -> None:
    """As `figure.savefig`, which draws every figure twice, the first time for its layout alone."""
    canvas, layout, dpi = FigureCanvasSVG(figure), figure.get_layout_engine(), figure.dpi
    try:
        if layout is not None:
            figure.dpi = POINTS_PER_INCH
            layout.execute(figure)
            figure.set_layout_engine("none")
        canvas.print_svg(buffer, metadata=metadata)
    finally:
        figure.dpi = dpi
        figure.set_layout_engine(layout)


def _cleaned(svg: str, drawn: Drawn) -> str:
    """Drops metadata and unused ids, prefixes the used ones, rounds to 0.01 pt, leaves the font to the page."""
    root = ET.fromstring(svg)
    if root.find(f".//{{{SVG}}}image") is not None:
        raise ValueError(f"figure {drawn.name} holds a picture of pixels; draw shapes, which stay sharp on any screen")
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith(("}metadata", "}style")):  # its style sheet would leak into the page around it
                parent.remove(child)
    for element in root.iter():
        _clean_element(element, drawn.name, used)
    root.attrib.pop("version", None)
    ids = f"{drawn.name}-title {drawn.name}-desc"
    root.attrib.update({"stroke-linejoin": "round", "font-family": FONTS, "role": "img", "aria-labelledby": ids})
    for place, (kind, text) in enumerate((("title", drawn.title), ("desc", drawn.alt or drawn.caption))):
        label = ET.Element(f"{{{SVG}}}{kind}", {"id": f"{drawn.name}-{kind}"})
        label.text = printable(text)
        root.insert(place, label)
    if drawn.mark:
        _put_mark(root, drawn.mark)
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")


def _put_mark(root: ET.Element, words: str) -> None:
    """Writes words into the corner of a strip of its own above the figure, where it can cover nothing."""
    width, height = (float(size) for size in root.attrib["viewBox"].split()[2:])
    root.set("viewBox", f"0 {-MARK_HEIGHT:g} {width:g} {height + MARK_HEIGHT:g}")
    root.set("height", f"{height + MARK_HEIGHT:g}pt")
    style = f"font-size: 9px; text-anchor: end; fill: {MUTED}"
    mark = ET.SubElement(root, f"{{{SVG}}}text", {"x": f"{width - 4:g}", "y": "-4", "style": style})
    mark.text = printable(words)


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
            short = re.sub(r"font: ((?:italic )?)((?:bold )?)([0-9.]+px) [^;]+", _short_font, value)
            short = short.replace("url(#", f"url(#{name}-")  # hatches
            element.set(key, re.sub(r"font-family: [^;]+(; )?", "", short))
        elif key in ("d", "x", "y", "transform"):
            element.set(key, re.sub(r"-?\d+\.\d{3,}", _rounded, value))


def _short_font(match: re.Match[str]) -> str:
    slant = "font-style: italic; " if match[1] else ""
    weight = "font-weight: bold; " if match[2] else ""
    return f"{slant}{weight}font-size: {match[3]}"


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.2f}"
