"""Paired stations: the same police stations in the same random worlds, with and without community policing."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from ssrsim import SSRModel, load_scenario, run_ensemble
from ssrsim.agents import Civilian
from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.paired import differences, district_differences, paired_difference
from ssrsim.report.answer import Finding, write_answer

MONTHS = 14
EVERY_MONTH = slice(1, MONTHS + 1)  # without the month of the settlement
NOTHING = ("plan=do_nothing",)
PROGRAMME = (
    "plan=do_nothing",
    f"+plan.actions.visits={{reform: community_policing, start: 1, months: {MONTHS}, share: 1.0}}",
)
# A programme takes more than 14 months to work fully. These visits and reports are as many as if it did from month 1.
STRONG = (*PROGRAMME, "parameters.contact_community=0.12", "parameters.community_reporting=1.9")
POLICE = {
    "Liberia": (),
    "clean police": ("country.corruption=0.0", "country.police_skill=0.9", "parameters.abuse_norm_start=0.1"),
    "venal police": ("country.corruption=1.0", "parameters.abuse_norm_start=0.9"),
}


def scenario(size, *overrides):
    """Fourteen months of Liberia."""
    return load_scenario("liberia_2003", [*size, f"run.months={MONTHS}", "run.officers=600", *overrides])


def spread_of_trust(untreated):
    """Standard deviation of trust in the police over people after 14 months, in one random world."""
    with SSRModel(untreated) as model:
        for _ in range(MONTHS):
            model.step()
        people = model.agents_by_type[Civilian]
        trust, weight = (np.array(people.get(name), dtype=float) for name in ("trust_police", "weight"))
    return float(np.sqrt(np.cov(trust, aweights=weight)))


def reached(runs, treated):
    """How well the programme worked: its effective level, 1 being full."""
    levels = treated.values("reform_effective")
    yield Finding(runs, "effective level in month 14", "share", mean_interval(levels[:, -1]), level=True)
    yield Finding(runs, "effective level, mean", "share", mean_interval(levels[:, 1:].mean(axis=1)), level=True)


def compared(runs, treated, control, spread):
    """What the programme did in these runs; each n is a number of worlds with fifteen stations."""
    by_station = district_differences(treated, control, "trust_police") / spread
    per_world = by_station.mean(axis=1)  # stations of a world share its luck, so that worlds are counted, not stations
    complaints = differences(treated, control, "complaints", EVERY_MONTH)
    information = 1000 * differences(treated, control, "cooperation", EVERY_MONTH)
    yield Finding(runs, "trust in the police per station", "SD of people", mean_interval(per_world))
    yield Finding(runs, "trust in the police of all", "share", paired_difference(treated, control, "trust_police"))
    yield Finding(runs, "complaints filed", "a month", mean_interval(complaints))
    yield Finding(runs, "information given", "per 1,000 a month", mean_interval(information))


def main():
    """Run all pairs, write the answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=24, help="random worlds (24)")
    parser.add_argument("--civilians", type=int, default=3000, help="sampled civilians a world (3000)")
    given = parser.parse_args()
    size = (f"run.replicates={given.replicates}", f"run.civilians={given.civilians}")
    findings = []
    for police, overrides in POLICE.items():
        without = scenario(size, *NOTHING, *overrides)
        spread = spread_of_trust(without)
        control = run_ensemble(without)
        treated = run_ensemble(scenario(size, *PROGRAMME, *overrides))
        findings += [*reached(police, treated), *compared(f"{police}, programme", treated, control, spread)]
        strongly = run_ensemble(scenario(size, *STRONG, *overrides))
        findings += compared(f"{police}, strong programme", strongly, control, spread)
    print(write_answer(Path(__file__).parent, findings))


if __name__ == "__main__":
    main()
