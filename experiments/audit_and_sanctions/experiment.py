"""An audit reform or none, crossed with who is sanctioned: nobody, as in Liberia, or whoever working courts convict."""

from __future__ import annotations

import argparse
from pathlib import Path

from ssrsim import load_scenario, run_ensemble
from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.paired import paired_difference
from ssrsim.report.answer import Finding, write_answer
from ssrsim.scenario.reforms import REFORM_NAMES

MONTHS = 60
FIFTH_YEAR = slice(49, 61)
PROGRAMME = (
    "plan=do_nothing",
    f"+plan.actions.stations={{reform: equipment, start: 1, months: {MONTHS}, share: 0.4}}",
    "country.oversight_independence=0.9",  # auditors who may say what they find
    "mechanisms.conditionality=false",
    "mechanisms.funding_noise=false",
    "mechanisms.elections=false",
)
AUDIT = (f"+plan.actions.auditors={{reform: audit, start: 1, months: {MONTHS}, share: 0.2}}",)
SANCTIONS = {
    "nobody is sanctioned": ("mechanisms.sanctions=false",),
    "Liberia's courts": (),
    "working courts": ("country.justice=0.9",),
}
MEASURES = (
    ("ghost_share", "ghosts on the payroll", "share of names"),
    ("admin_leakage_share", "leakage that audits report", "share of spending"),
    ("bribe_incidence", "bribes", "share of contacts"),
    ("will", "political will", "share"),
)


def ensemble(size, courts, audit):
    """Five years of Liberia with a programme that can leak, under these courts, with this audit reform."""
    return run_ensemble(load_scenario("liberia_2003", [*size, *PROGRAMME, *courts, *audit, f"run.months={MONTHS}"]))


def leaks(results):
    """float64[n]: share of the fifth year's money for equipment that leaked; what is procured less leaks less."""
    stations = results.reforms[:, :, REFORM_NAMES.index("equipment")]
    leaked, spent = (stations[name][:, -1] - stations[name][:, FIFTH_YEAR.start - 1] for name in ("leaked", "spent"))
    return leaked / spent


def found(size):
    """What the audit reform changes under each kind of courts, and whether courts make the difference."""
    change = {}
    for name, courts in SANCTIONS.items():
        without, audited = ensemble(size, courts, ()), ensemble(size, courts, AUDIT)
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
