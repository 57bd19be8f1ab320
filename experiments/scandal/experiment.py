"""One scandal of the police in month 12 and what it leaves, in worlds in which no other scandal breaks."""

from __future__ import annotations

import argparse
from pathlib import Path

from ssrsim import load_scenario, run_ensemble
from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.paired import differences, paired_difference
from ssrsim.analysis.validation.trials import STRUCK, SURVEY_LAG
from ssrsim.config.shipped import VALIDATION, config_folder
from ssrsim.lab.experiments import read_experiment
from ssrsim.report.answer import Finding, write_answer

TRIAL = read_experiment(config_folder() / VALIDATION, "scandal")  # as `ssrsim validate` runs it for pattern P11
COURTS = ("Liberia's courts", "working courts")
AFTER = (0, 12, 24, 36, 60)  # months after the scandal


def ensemble(size, arm):
    """Six years of Liberia without other scandals, in one arm of the trial."""
    settings = [*size, f"run.months={TRIAL.months}", f"run.officers={TRIAL.officers}"]
    return run_ensemble(load_scenario(TRIAL.scenario, [*settings, *TRIAL.overrides, *TRIAL.arms[arm].overrides]))


def compared(runs, hit, spared):
    """What the scandal did in these runs; each n is a number of worlds."""
    for service in ("police", "army"):
        for months in AFTER:
            change = paired_difference(hit, spared, f"trust_{service}", STRUCK + months)
            yield Finding(runs, f"trust in the {service}, {months} months after", "share", change)
    lost = differences(hit, spared, "trust_police", STRUCK)
    for months in (24, 36):
        left = differences(hit, spared, "trust_police", STRUCK + months)
        recovered = mean_interval(1.0 - left / lost)
        yield Finding(runs, f"loss recovered {months} months after", "share of the loss", recovered, level=True)
    survey = paired_difference(hit, spared, "survey_trust_police", STRUCK + SURVEY_LAG)
    yield Finding(runs, "trust in the police, survey published 2 months after", "share", survey)


def main():
    """Run both pairs, write the answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=24, help="random worlds (24)")
    parser.add_argument("--civilians", type=int, default=2500, help="sampled civilians a world (2500)")
    given = parser.parse_args()
    size = (f"run.replicates={given.replicates}", f"run.civilians={given.civilians}")
    findings = []
    for runs in COURTS:
        findings += compared(runs, ensemble(size, f"{runs}, struck"), ensemble(size, f"{runs}, spared"))
    print(write_answer(Path(__file__).parent, findings))


if __name__ == "__main__":
    main()
