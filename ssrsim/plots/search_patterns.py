"""Figures of a search for plans: for which weights which plan wins, and what good orders of reforms have in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import RegularPolygon

from ssrsim.analysis.gates import Frame
from ssrsim.analysis.orders import Places
from ssrsim.plots.districts import SHADES
from ssrsim.plots.labels import broken, short_names, shortened
from ssrsim.plots.search import LETTERS, PALE, ROW, large, percent
from ssrsim.plots.style import BLUE, GREEN, INK, ORANGE, PURPLE, VERMILLION, WIDTH, Drawn

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, VERMILLION)
OTHERS = "all others"
HEIGHT = 3**0.5 / 2  # of a triangle whose sides are 1
DARK, SEEN = 0.55, 0.005  # shares from which letters are white, and below which no number is written


def weights_figure(weights: np.ndarray, winners: np.ndarray, shares: Frame, criteria: Sequence[str]) -> Drawn:
    """For which weights which plan wins: a triangle where there are three criteria, and bars of the shares.

    Args:
        weights: float64[points, m], as `weight_regions` gives them.
        winners: int64[points], rows of `shares`.
        shares: A row per plan: plan, share of the weights that it wins, low, high, n.
        criteria: m labels.
    """
    order = np.argsort(-shares["share"].to_numpy(), kind="stable")
    order = order[: int((shares["share"] > 0).sum())]
    colours = {plan: COLOURS[place] for place, plan in enumerate(order[: len(COLOURS)])}
    three = weights.shape[1] == 3
    with large():
        figure = Figure(figsize=(WIDTH, 5.2 if three else 1.5 + 1.6 * ROW * max(3, min(len(order), len(COLOURS) + 1))))
        panels = np.atleast_1d(figure.subplots(1, 2 if three else 1, width_ratios=(1.25, 1) if three else None))
        if three:
            _triangle(panels[0], weights, [colours.get(one, PALE) for one in winners], criteria)
        _share_bars(panels[-1], shares, order, colours)
        winner = shortened(str(shares["plan"].iloc[order[0]]), 24.0)
        title = f"{winner}: best for {percent(shares['share'].iloc[order[0]])} of all weights"
        figure.suptitle(title, x=0.02, ha="left", size=16, weight="bold")
    columns = {f"weight_{place + 1}": weights[:, place] for place in range(weights.shape[1])}
    data = pd.DataFrame({**columns, "plan": shares["plan"].to_numpy()[winners]})
    corner = "Each corner: all weight on one criterion; the middle: equal weights. " if three else ""
    said = (
        f"{corner}Colour: the plan with the best weighted sum of {', '.join(criteria)}. Bars: share of all weights for "
        f"which a plan wins; line: 95 % interval over draws of the {int(shares['n'].max()):,} random worlds."
    )
    return Drawn("search-weights", "For which weights which plan wins", said, figure, data)


def _triangle(axes: Axes, weights: np.ndarray, colours: list[str], criteria: Sequence[str]) -> None:
    """One hexagon a point, so that the triangle is filled; the first criterion on top, the others left and right."""
    steps = round(1 / np.diff(np.unique(weights[:, 0])).min()) if len(weights) > 3 else 1
    radius = 1 / steps / 3**0.5
    for (top, _, right), colour in zip(weights, colours, strict=True):
        place = (right + top / 2, top * HEIGHT)
        axes.add_patch(RegularPolygon(place, 6, radius=radius, facecolor=colour, edgecolor="white", linewidth=0.5))
    axes.set(xlim=(-0.22, 1.22), ylim=(-0.24, HEIGHT + 0.2), aspect="equal")
    axes.axis("off")
    corners = ((0.5, HEIGHT + 0.06, "bottom"), (0.02, -0.06, "top"), (0.98, -0.06, "top"))
    for (x, y, where), label in zip(corners, criteria, strict=True):
        words = broken(f"only {label[0].lower()}{label[1:]}", 10.0 if where == "top" else 20.0, 2)
        axes.text(x, y, words, ha="center", va=where, weight="bold", color=INK)


def _share_bars(axes: Axes, shares: Frame, order: np.ndarray, colours: dict[int, str]) -> None:
    """Names above bars; plans beyond the colours together, without an interval."""
    shown = order[: len(COLOURS)]
    names = short_names([str(plan) for plan in shares["plan"].iloc[shown]], 17.0, 1)
    for place, plan in enumerate(shown):
        row = shares.iloc[plan]
        axes.barh(place, row["share"], 0.42, color=colours[plan])
        axes.plot([row["low"], row["high"]], [place, place], color=INK, linewidth=1.6)
        axes.text(0, place - 0.27, f"{names[place]}: {percent(row['share'])}", va="bottom", color=INK)
    if len(order) > len(shown):
        rest = float(shares["share"].iloc[order[len(shown) :]].sum())
        axes.barh(len(shown), rest, 0.42, color=PALE)
        axes.text(0, len(shown) - 0.27, f"{OTHERS}: {percent(rest)}", va="bottom", color=INK)
    axes.set_ylim(max(3, len(shown) + (len(order) > len(shown))) - 0.4, -0.8)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    axes.set_xticks([0, 0.5, 1])
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("of all weights")


def order_figure(best: Places, worst: Places, reforms: Sequence[str], share: float = 0.05) -> Drawn:
    """Where each reform stands in the best orders, and where in the worst.

    Args:
        best: Places in the best orders, as `orders.places` gives them.
        worst: The same in the worst.
        reforms: Labels, in the numbering of the places.
        share: Which share of all orders counts as best and as worst, for the caption.
    """
    rows = np.argsort(_mean_place(best.share), kind="stable")
    names = [shortened(reforms[int(row)], 15.0) for row in rows]
    most = max(float(best.share.max()), float(worst.share.max()), 1e-9)
    with large():
        figure = Figure(figsize=(WIDTH, 2.0 + 0.5 * len(rows)))
        panels = figure.subplots(1, 2, sharey=True)
        for axes, found, title in zip(panels, (best, worst), ("Best orders", "Worst orders"), strict=True):
            _places(axes, found.share[rows], most)
            axes.set_title(f"{title} ({found.n:,})")
            axes.set_xlabel("comes as number")
        panels[0].set_yticks(range(len(rows)), names, color=INK)
        for axes in panels:
            axes.tick_params(length=0)
    said = (
        f"How many percent of the best {percent(share)} of all orders (left) and of the worst {percent(share)} (right) "
        "have a reform at this place; darker is more. Reforms that come early in the best orders stand on top. "
        "Intervals over draws of random worlds stand in the data. It describes these orders in this model; it is not "
        "validated."
    )
    return Drawn(
        "search-orders", "What the good orders have in common", said, figure, _order_frame(best, worst, reforms)
    )


def _mean_place(shares: np.ndarray) -> np.ndarray:
    """Mean place of each reform; one that is in none comes last."""
    total = shares.sum(axis=1)
    weighted = shares @ np.arange(shares.shape[1])
    return np.divide(weighted, total, out=np.full(len(shares), float(shares.shape[1])), where=total > 0)


def _places(axes: Axes, shares: np.ndarray, most: float) -> None:
    reforms, many = shares.shape
    axes.pcolormesh(np.arange(many + 1) - 0.5, np.arange(reforms + 1) - 0.5, shares, cmap=SHADES, vmin=0, vmax=most,
                    edgecolor="white", linewidth=1.5)  # fmt: skip
    size = LETTERS if many <= 8 else 9.0
    for (row, column), share in np.ndenumerate(shares):
        if share >= SEEN:
            color = "white" if share > DARK * most else INK
            axes.text(column, row, f"{100 * share:.0f}", ha="center", va="center", color=color, size=size)
    axes.set_xticks(range(many), [str(place + 1) for place in range(many)], color=INK)
    axes.set_ylim(reforms - 0.5, -0.5)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _order_frame(best: Places, worst: Places, reforms: Sequence[str]) -> pd.DataFrame:
    """A row per end, reform and place."""
    rows = [
        {"end": end, "reform": name, "place": place + 1, "share": found.share[reform, place],
         "low": found.low[reform, place], "high": found.high[reform, place], "n": found.n}
        for end, found in (("best", best), ("worst", worst))
        for reform, name in enumerate(reforms) for place in range(found.share.shape[1])
    ]  # fmt: skip
    return pd.DataFrame(rows)
