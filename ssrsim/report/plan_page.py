"""The page of a plan: one self-contained file, no script, no request, everything from outside escaped."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from ssrsim.plots.style import Drawn, to_svg
from ssrsim.records.store import versions
from ssrsim.report.plan_shown import NOTHING_RUN, Shown, money_cells
from ssrsim.report.report import environment
from ssrsim.scenario.planning.money import coming_in, price_of_plan
from ssrsim.scenario.words.terms import counted, usd_m


def plan_page(shown: Shown, figures: Sequence[Drawn], command: list[str]) -> str:
    """The page as HTML. Same inputs give the same bytes."""
    from markupsafe import Markup

    rows = [money_cells(year, place) for place, year in enumerate(shown.years, start=1)]
    return (
        environment()
        .get_template("plan.html")
        .render(
            scenario=shown.scenario,
            said=_answer(shown),
            nothing_run=NOTHING_RUN,
            bills=shown.bills,
            actions=shown.actions,
            money=rows,
            findings=shown.findings,
            figures=figures,
            pictures={figure.name: Markup(to_svg(figure)) for figure in figures},
            command=shlex.join(command),
            versions=versions(),
            counted=counted,
        )
    )


def _answer(shown: Shown) -> list[str]:
    """The plan in three sentences."""
    plan, scenario = shown.scenario.plan, shown.scenario
    reforms = len({action.reform for action in plan.actions.values()})
    there = coming_in(scenario)
    waits = sum(bar.is_open for bar in shown.bars)
    bills = len(shown.bills.rows)
    laws = f"{bills} of these {'needs' if bills == 1 else 'need'} a law" if bills else "none of these needs a law"
    opens = f"{counted(waits, 'start')} {'is' if waits == 1 else 'are'} open" if waits else "every start has its month"
    return [
        f"{counted(len(plan.actions), 'action')} for {counted(reforms, 'reform')}; {laws}; {opens}.",
        f"Within {counted(scenario.run.months, 'month')} all of it would cost {usd_m(price_of_plan(scenario))}. In "
        f"that time donors pledge {usd_m(there.donors)}, and the state can add {usd_m(there.state)} at most.",
    ]  # fmt: skip
