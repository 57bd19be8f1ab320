"""The figures of a run, in the order in which a reader meets them."""

from __future__ import annotations

from ssrsim.plots.districts import district_figures
from ssrsim.plots.money_flow import money_flow_figure
from ssrsim.plots.plan import plan_figure
from ssrsim.plots.style import Drawn
from ssrsim.plots.survival import survival_figure
from ssrsim.plots.timeline import timeline_figure
from ssrsim.plots.trajectories import trajectory_figures
from ssrsim.records.results import Results
from ssrsim.scenario.base import NOT_VALIDATED


def all_figures(results: Results) -> tuple[Drawn, ...]:
    """Every figure that these results allow: what was not recorded, or never happened, has none.

    What one country does in time is held against nothing (docs/model_card.md) and marked so; its plan is no result.
    """
    if not len(results.replicates):
        figures = (plan_figure(results),)
    else:
        figures = (survival_figure(results), *trajectory_figures(results), *district_figures(results),
                   timeline_figure(results), money_flow_figure(results), plan_figure(results))  # fmt: skip
    drawn = [figure for figure in figures if figure is not None]
    return tuple(figure if figure.name == "plan" else figure._replace(mark=NOT_VALIDATED) for figure in drawn)
