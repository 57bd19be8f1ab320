"""The figures of a run, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from ssrsim.plots.districts import district_figures
from ssrsim.plots.groups import groups_figure
from ssrsim.plots.money_flow import money_flow_figure
from ssrsim.plots.plan import plan_figure
from ssrsim.plots.style import Drawn
from ssrsim.plots.survival import survival_figure
from ssrsim.plots.timeline import timeline_figure
from ssrsim.plots.trajectories import trajectory_figures
from ssrsim.records.results import Results
from ssrsim.scenario.base import NOT_VALIDATED

FIRST_SHEETS = 4  # of the trajectories, which take longest: two processes may share them
PARTS: dict[str, Callable[[Results], Drawn | Iterable[Drawn] | None]] = {
    "survival": survival_figure,
    "trust": partial(trajectory_figures, which=slice(1)),
    "groups": groups_figure,
    "first_trajectories": partial(trajectory_figures, which=slice(1, FIRST_SHEETS)),
    "other_trajectories": partial(trajectory_figures, which=slice(FIRST_SHEETS, None)),
    "districts": district_figures,
    "timeline": timeline_figure,
    "money_flow": money_flow_figure,
    "plan": plan_figure,
}


def all_figures(results: Results) -> tuple[Drawn, ...]:
    """Every figure that these results allow: what was not recorded, or never happened, has none."""
    return tuple(figure for part in PARTS for figure in figures_of(part, results))


def figures_of(part: str, results: Results) -> tuple[Drawn, ...]:
    """The figures of one part.

    What one country does in time is held against nothing (docs/model_card.md) and marked so; its plan is no result.
    """
    if not len(results.replicates) and part != "plan":
        return ()
    drawn = PARTS[part](results)
    figures = () if drawn is None else (drawn,) if isinstance(drawn, Drawn) else tuple(drawn)
    return figures if part == "plan" else tuple(figure._replace(mark=NOT_VALIDATED) for figure in figures)
