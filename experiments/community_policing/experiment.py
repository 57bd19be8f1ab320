"""Paired stations: the same police stations in the same random worlds, with and without community policing."""

from __future__ import annotations

import argparse
from pathlib import Path

from ssrsim import SSRModel, load_scenario, run_ensemble
from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.paired import differences, district_differences, paired_difference
from ssrsim.analysis.validation.trials import POLICE
from ssrsim.config.shipped import VALIDATION, config_folder
from ssrsim.lab.experiment_runs import spread_of_trust
from ssrsim.lab.experiments import read_experiment
from ssrsim.report.answer import Finding, write_answer

TRIAL = read_experiment(config_folder() / VALIDATION, "community_policing")  # as `ssrsim validate` runs it for P8
EVERY_MONTH = slice(1, TRIAL.months + 1)  # without the month of the settlement


def scenario(size, arm):
    """Fourteen months of Liberia in one arm of the trial."""
    settings = [*size, f"run.months={TRIAL.months}", f"run.officers={TRIAL.officers}"]
    return load_scenario(TRIAL.scenario, [*settings, *TRIAL.overrides, *TRIAL.arms[arm].overrides])


def spread_at_the_end(untreated):
    """Standard deviation of trust in the police over people after 14 months, in one random world."""
    with SSRModel(untreated) as model:
        for _ in range(TRIAL.months):
            model.step()
        return spread_of_trust(model.world)


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
    for police in POLICE:
        without = scenario(size, f"{police}, control")
        spread = spread_at_the_end(without)
        control = run_ensemble(without)
        treated = run_ensemble(scenario(size, f"{police}, programme"))
        findings += [*reached(police, treated), *compared(f"{police}, programme", treated, control, spread)]
        strongly = run_ensemble(scenario(size, f"{police}, strong programme"))
        findings += compared(f"{police}, strong programme", strongly, control, spread)
    print(write_answer(Path(__file__).parent, findings))


if __name__ == "__main__":
    main()
