"""An audit reform or none, crossed with who is sanctioned: nobody, as in Liberia, or whoever working courts convict."""

from __future__ import annotations

import argparse
from pathlib import Path

from ssrsim import load_scenario, run_ensemble
from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.paired import paired_difference
from ssrsim.analysis.validation.trials import COURTS, FIFTH_YEAR, leaks
from ssrsim.config.shipped import VALIDATION, config_folder
from ssrsim.lab.experiments import read_experiment
from ssrsim.report.answer import Finding, write_answer

TRIAL = read_experiment(config_folder() / VALIDATION, "audits")  # as `ssrsim validate` runs it for pattern P9
MEASURES = (
    ("ghost_share", "ghosts on the payroll", "share of names"),
    ("admin_leakage_share", "leakage that audits report", "share of spending"),
    ("bribe_incidence", "bribes", "share of contacts"),
    ("will", "political will", "share"),
)


def ensemble(size, arm):
    """Five years of Liberia with a programme that can leak, in one arm of the trial."""
    overrides = [*size, *TRIAL.overrides, *TRIAL.arms[arm].overrides, f"run.months={TRIAL.months}"]
    return run_ensemble(load_scenario(TRIAL.scenario, overrides))


def found(size):
    """What the audit reform changes under each kind of courts, and whether courts make the difference."""
    change = {}
    for name in COURTS:
        without, audited = ensemble(size, name), ensemble(size, f"{name}, audited")
        change[name] = leaks(audited) - leaks(without)
        level = mean_interval(leaks(without))
        yield Finding(name, "leakage without the reform", "share of spending", level, level=True)
        yield Finding(name, "leakage of the programme", "share of spending", mean_interval(change[name]))
        for indicator, measure, unit in MEASURES:
            yield Finding(name, measure, unit, paired_difference(audited, without, indicator, FIFTH_YEAR))
    apart = mean_interval(change["working courts"] - change["nobody is sanctioned"])
    yield Finding("working courts less nobody", "what audit does to leakage", "share of spending", apart)


def main():
    """Run all pairs, write the answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=12, help="random worlds (12)")
    parser.add_argument("--civilians", type=int, default=1500, help="sampled civilians a world (1500)")
    given = parser.parse_args()
    size = (f"run.replicates={given.replicates}", f"run.civilians={given.civilians}", "run.officers=600")
    print(write_answer(Path(__file__).parent, list(found(size))))


if __name__ == "__main__":
    main()
