"""Where the money went, as bands whose height is money: from donors and treasury to what became of it.

Drawn are only flows that the records hold, and what comes in equals what goes out or stays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.money import money_parts
from ssrsim.analysis.summary import shown
from ssrsim.plots.labels import pushed_apart
from ssrsim.plots.style import BLUE, GREEN, INK, MUTED, ORANGE, VERMILLION, WIDTH, Drawn, blank, styled
from ssrsim.records.results import Results

UNIT = "USD m"
LEFT, MIDDLE, RIGHT, NODE = 2.35, 4.4, 6.35, 0.16  # inches: left edges of the three columns, width of a node
HIGHEST, TOP, SPREAD, LEAST_LABEL = 2.5, 0.55, 0.22, 0.5  # inches: all money, head room, between ends, between labels


HEADS = ((LEFT + NODE, "Where it came from", "right"), (MIDDLE + NODE / 2, "Money for reforms", "center"),
         (RIGHT, "Where it went", "left"))  # fmt: skip


class Flow(NamedTuple):
    """One band: part of money_parts, the words at its outer end, colour, hatch, and whether it comes in."""

    part: str
    label: str
    colour: str
    hatch: str
    enters: bool


FLOWS = (
    Flow("donors", "Donors", BLUE, "", True),
    Flow("treasury", "Treasury", GREEN, "....", True),
    Flow("delivered", "Reached reforms", BLUE, "", False),
    Flow("duplicated", "Duplicated, of no use", MUTED, "", False),
    Flow("leaked", "Leaked from reforms", VERMILLION, "////", False),
    Flow("payroll", "Pay of the forces", GREEN, "", False),
    Flow("returned", "Returned", MUTED, "....", False),
    Flow("unspent", "Unspent at the end", ORANGE, "....", False),
)
CAPTION = (
    "Means over runs since the settlement in millions of US dollars; the height of a band is money. In every run "
    "donors + treasury = reached reforms + duplicated + leaked from reforms + pay of the forces + returned + "
    "unspent. Duplicated is what was paid for twice or lost between many donors. Pay of ghosts leaks from the "
    "treasury's payroll and never was money for reforms. Below each amount its 95 % interval."
)


def money_flow_figure(results: Results) -> Drawn | None:
    """The flow of money with its data; None where no money moved at all."""
    estimates = money_parts(results).estimates()
    whole = estimates["donors"].value + estimates["treasury"].value
    if not whole > 0:
        return None
    ghosts = estimates["ghosts"]
    per_inch = max(whole, ghosts.value) / HIGHEST
    base = TOP + HIGHEST + 2 * SPREAD + 0.55  # where the payroll begins
    height = base + max(ghosts.value / per_inch, 0.1) + 0.4
    with styled():
        figure, axes = blank(WIDTH, height)
        for x, text, align in HEADS:
            axes.text(x, 0.2, text, ha=align, va="center", fontsize=11, fontweight="bold")
        _draw_fund(axes, estimates, whole, per_inch)
        _draw_payroll(axes, ghosts, base, per_inch)
    title = "Where the money went"
    return Drawn("money_flow", title, CAPTION, figure, _frame(estimates, whole), _alt(estimates, whole))


def _draw_fund(axes: Any, estimates: dict[str, Estimate], whole: float, per_inch: float) -> None:
    """The node of the fund, the bands into it and out of it."""
    fund_top = TOP + SPREAD
    axes.add_patch(Rectangle((MIDDLE, fund_top), NODE, whole / per_inch, facecolor=INK))
    axes.text(MIDDLE + NODE / 2, fund_top + whole / per_inch + 0.17, f"{shown(whole, UNIT)} {UNIT}", ha="center",
              va="center", fontsize=10, fontweight="bold")  # fmt: skip
    for enters in (True, False):
        flows = [flow for flow in FLOWS if flow.enters == enters]
        at_fund, outside = fund_top, fund_top - SPREAD * (len(flows) - 1) / 2
        ends = []
        for flow in flows:
            high = estimates[flow.part].value / per_inch
            _band(axes, flow, (outside, at_fund, high))
            ends.append((outside + high / 2, flow))
            at_fund, outside = at_fund + high, outside + high + SPREAD
        _labels(axes, ends, estimates, enters=enters)


def _band(axes: Any, flow: Flow, places: tuple[float, float, float]) -> None:
    """One band of constant height between its node and the fund, and the node."""
    outside, at_fund, high = places
    if high <= 0:
        return
    x0, x1 = (LEFT + NODE, MIDDLE) if flow.enters else (MIDDLE + NODE, RIGHT)
    y0, y1 = (outside, at_fund) if flow.enters else (at_fund, outside)
    half = (x0 + x1) / 2
    corners = [(x0, y0), (half, y0), (half, y1), (x1, y1), (x1, y1 + high), (half, y1 + high), (half, y0 + high),
               (x0, y0 + high), (x0, y0)]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(corners, codes), facecolor=flow.colour, alpha=0.35, linewidth=0))
    x = LEFT if flow.enters else RIGHT
    axes.add_patch(Rectangle((x, outside), NODE, high, facecolor=flow.colour, hatch=flow.hatch, edgecolor="white",
                             linewidth=0))  # fmt: skip


def _labels(axes: Any, ends: list[tuple[float, Flow]], estimates: dict[str, Estimate], *, enters: bool) -> None:
    """Words, amount and interval at the outer ends, pushed apart where bands are thin."""
    x, align = (LEFT - 0.12, "right") if enters else (RIGHT + NODE + 0.12, "left")
    places = pushed_apart([middle for middle, _ in ends], LEAST_LABEL, TOP + HIGHEST + SPREAD)
    for place, (_, flow) in zip(places, ends, strict=True):
        _label(axes, (x, place), align, flow.label, estimates[flow.part])


def _label(axes: Any, place: tuple[float, float], align: str, words: str, estimate: Estimate) -> None:
    axes.text(place[0], place[1] - 0.1, f"{words} {shown(estimate.value, UNIT)}", ha=align, va="center",
              fontsize=10.5, fontweight="bold")  # fmt: skip
    axes.text(place[0], place[1] + 0.1, interval_text(estimate), ha=align, va="center", fontsize=9, color=MUTED)


def interval_text(estimate: Estimate) -> str:
    """The interval of an amount, or that there are too few runs for one."""
    if estimate.low != estimate.low:
        return "too few runs for an interval"
    return f"{shown(estimate.low, UNIT)} to {shown(estimate.high, UNIT)}"


def _draw_payroll(axes: Any, ghosts: Estimate, base: float, per_inch: float) -> None:
    """The leak beside the fund: pay of ghosts, straight from the treasury's payroll."""
    high = ghosts.value / per_inch
    axes.plot([0.2, WIDTH - 0.2], [base - 0.42] * 2, color=MUTED, linewidth=0.6, linestyle=(0, (2, 2)))
    if high > 0:
        axes.add_patch(Rectangle((LEFT + NODE, base), RIGHT - LEFT - NODE, high, facecolor=VERMILLION, alpha=0.35,
                                 linewidth=0))  # fmt: skip
        for x, colour, hatch in ((LEFT, GREEN, "...."), (RIGHT, VERMILLION, "////")):
            axes.add_patch(Rectangle((x, base), NODE, high, facecolor=colour, hatch=hatch, edgecolor="white",
                                     linewidth=0))  # fmt: skip
    middle = base + high / 2
    axes.text(LEFT - 0.12, middle - 0.1, "Treasury's payroll", ha="right", va="center", fontsize=10.5,
              fontweight="bold")  # fmt: skip
    axes.text(LEFT - 0.12, middle + 0.1, "not money for reforms", ha="right", va="center", fontsize=9, color=MUTED)
    _label(axes, (RIGHT + NODE + 0.12, middle), "left", "Pay of ghosts", ghosts)


def _frame(estimates: dict[str, Estimate], whole: float) -> pd.DataFrame:
    rows = [
        {"part": flow.part, "label": flow.label, "from": flow.label if flow.enters else "Money for reforms",
         "to": "Money for reforms" if flow.enters else flow.label, "unit": UNIT, **estimates[flow.part]._asdict(),
         "share_of_all": estimates[flow.part].value / whole}
        for flow in FLOWS
    ]  # fmt: skip
    ghosts = {"part": "ghosts", "label": "Pay of ghosts", "from": "Treasury's payroll", "to": "Pay of ghosts",
              "unit": UNIT, **estimates["ghosts"]._asdict(), "share_of_all": float("nan")}  # fmt: skip
    return pd.DataFrame([*rows, ghosts])


def _alt(estimates: dict[str, Estimate], whole: float) -> str:
    parts = [f"{flow.label.lower()} {shown(estimates[flow.part].value, UNIT)}" for flow in FLOWS]
    return (
        f"Money for reforms, {shown(whole, UNIT)} million dollars: {', '.join(parts[:2])}. What became of it: "
        f"{', '.join(parts[2:])}. Beside it pay of ghosts {shown(estimates['ghosts'].value, UNIT)}."
    )
