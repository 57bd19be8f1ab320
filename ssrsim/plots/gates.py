"""Figures of the gates: which plan wins where, where instruments help and hurt, whether there were enough worlds."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import Colormap, ListedColormap
from matplotlib.figure import Figure

from ssrsim.analysis.gates import LABELS, Frame
from ssrsim.plots.style import BLUE, INK, MUTED, VERMILLION, WIDTH, Drawn, styled

ROW, MOST_REGRET = 0.19, 24.0  # inches; peace-months from which on a cell is as dark as can be
GREYS = mpl.colormaps["Greys"].resampled(12)  # two months a shade; a bar of more shades would be drawn as pixels
SIGNS = ListedColormap([VERMILLION, "#ffffff", BLUE])


def gates_figures(regret: pd.DataFrame, effects: pd.DataFrame, convergence: pd.DataFrame) -> tuple[Drawn, ...]:
    """All figures of the gates, with their data."""
    return _regret_figure(regret), _sign_figure(effects), _convergence_figure(convergence)


def _regret_figure(frame: pd.DataFrame) -> Drawn:
    """Contexts across, plans down, the plans that lose least on average first."""
    contexts = list(dict.fromkeys(frame["context"]))
    table = frame.pivot_table(index="plan", columns="context", values="regret")[contexts]
    table = table.loc[table.mean(axis=1).sort_values().index]
    with styled():
        figure = Figure(figsize=(WIDTH, 1.9 + ROW * len(table)))
        axes = figure.subplots()
        shades = _cells(axes, np.clip(table.to_numpy(), 0, MOST_REGRET), GREYS, 0, MOST_REGRET)
        chosen = frame[frame["chosen"]]
        axes.plot([contexts.index(one) for one in chosen["context"]],
                  [table.index.get_loc(one) for one in chosen["plan"]], "o", color=BLUE, markersize=5)  # fmt: skip
        _axes_of_table(axes, contexts, list(table.index))
        bar = figure.colorbar(shades, ax=axes, shrink=0.5, pad=0.01)
        bar.set_label("peace-months below the best plan")
        axes.set_title("Which plan is best where, and what the others lose")
    said = (
        "Each cell: peace-months within ten years that a plan loses against the plan chosen as best in that context. "
        f"Dot: the plan that was chosen. Plans were chosen in one half of the random worlds, and the loss measured in "
        f"the other; a loss below 0 is drawn as 0, one above {MOST_REGRET:g} as {MOST_REGRET:g}."
    )
    return Drawn("regret", "Which plan is best where", said, figure, frame)


def _cells(axes: Axes, values: np.ndarray, shades: Colormap, least: float, most: float) -> QuadMesh:
    """Cells of a table as shapes, the first row on top: pictures of pixels blur and do not survive in our SVG."""
    rows, columns = values.shape
    edges = np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5
    mesh = axes.pcolormesh(*edges, values, cmap=shades, vmin=least, vmax=most)
    axes.invert_yaxis()
    axes.grid(visible=False)
    return mesh


def _axes_of_table(axes: Axes, across: list[str], down: list[str]) -> None:
    axes.set_xticks(range(len(across)), across, rotation=90, fontsize=8)
    axes.set_yticks(range(len(down)), down, fontsize=8)
    axes.grid(visible=False)


def _sign_figure(frame: Frame) -> Drawn:
    """A panel for each outcome: instruments down, contexts across, blue above 0, red below."""
    names, contexts = list(dict.fromkeys(frame["outcome"])), list(dict.fromkeys(frame["context"]))
    rows = frame["instrument"] + ", " + frame["basis"]
    order = list(dict.fromkeys(rows.sort_values()))
    with styled():
        figure = Figure(figsize=(WIDTH, 1.2 + len(names) * (0.5 + 0.15 * len(order))))
        panels = np.atleast_1d(figure.subplots(len(names), 1, sharex=True))
        for axes, name in zip(panels, names, strict=True):
            part = frame[frame["outcome"] == name].assign(row=rows)
            table = part.pivot_table(index="row", columns="context", values="sign").loc[order, contexts]
            _cells(axes, table.to_numpy(), SIGNS, -1, 1)
            _axes_of_table(axes, contexts, order)
            axes.tick_params(axis="y", labelsize=6.5)
            axes.set_title(LABELS[name].capitalize())
    said = (
        "Blue: the instrument surely raises the outcome in this context, red: it surely lowers it, white: nobody can "
        "tell. Paired by random world; Holm's correction over all tests. "
        "Added to nothing: it alone, against no reform. Part of everything: everything at once, against the same "
        "without it."
    )
    return Drawn("signs", "Where instruments raise and lower what was named beforehand", said, figure, frame)


def _convergence_figure(frame: pd.DataFrame) -> Drawn:
    """What the first two gates would have found with fewer random worlds."""
    panels = (("distinct", "Plans that are best somewhere", 4.0), ("top_share", "Share of the first winner", 0.5),
              ("changes", "Other winner at five years", 1 / 3),
              ("worst_regret", "Worst regret, peace-months", 6.0))  # fmt: skip
    with styled():
        figure = Figure(figsize=(WIDTH, 2.6))
        for axes, (column, title, asked) in zip(figure.subplots(1, 4), panels, strict=True):
            axes.plot(frame["worlds"], frame[column], "o-", color=BLUE, markersize=4)
            axes.axhline(asked, color=VERMILLION, linewidth=1.0, linestyle=(0, (4, 3)))
            axes.set_title(title, fontsize=8.5, color=INK)
            axes.set_xlabel("random worlds", color=MUTED)
            axes.margins(x=0.1)
    said = (
        "What gates 1 and 2 would have found with fewer random worlds (half choose, half judge). Dashed: what is "
        "asked. Lines that still move say that there were too few."
    )
    return Drawn("convergence", "Were there enough random worlds?", said, figure, frame)
