"""Figures of the gates: cells are shapes, so that they are sharp on a wall and survive in a page without pictures."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import product

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from ssrsim.plots.gates import LABELS, gates_figures
from ssrsim.plots.style import Drawn, to_svg

CONTEXTS, PLANS = ("1 agreement", "2 victory"), ("do_nothing", "only_ddr", "first")


def made_up() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Regret, signs and convergence from nowhere."""
    regret = [{"context": context, "plan": plan, "regret": float(place), "chosen": plan == "first"}
              for place, (context, plan) in enumerate(product(CONTEXTS, PLANS))]  # fmt: skip
    signs = [{"instrument": "ddr", "basis": basis, "outcome": outcome, "context": context, "sign": sign}
             for basis, outcome in product(("added to nothing", "part of everything"), LABELS)
             for context, sign in zip(CONTEXTS, (1, -1), strict=True)]  # fmt: skip
    worlds = [{"worlds": n, "top_share": 0.3, "distinct": 5, "changes": 0.5, "worst_regret": 7.0} for n in (4, 8)]
    return pd.DataFrame(regret), pd.DataFrame(signs), pd.DataFrame(worlds)


def test_every_cell_of_the_gates_is_a_shape() -> None:
    """Six cells of regret in their shades, sixteen at least of signs, in a drawing without a picture of pixels."""
    regret, signs, _ = (to_svg(figure) for figure in gates_figures(*made_up()))
    for svg in (regret, signs):
        assert ET.fromstring(svg).find(".//{http://www.w3.org/2000/svg}image") is None
    assert regret.count("fill: #ffffff") > 1  # no loss is white
    assert signs.count("fill: #0072b2") == signs.count("fill: #d55e00") == 2 * len(LABELS)


def test_a_figure_of_pixels_is_refused() -> None:
    """A picture in the SVG would be cut from its data by the clean-up of ids, and show as a broken one."""
    figure = Figure()
    figure.subplots().imshow(np.eye(2), cmap=mpl.colormaps["Greys"])
    with pytest.raises(ValueError, match="pixels"):
        to_svg(Drawn("eye", "Eye", "", figure, pd.DataFrame()))
