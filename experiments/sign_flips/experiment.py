"""Eight instruments in two contexts each: what helps in one may hurt in the other, in the same random worlds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

from ssrsim import load_scenario, run_ensemble
from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.paired import differences
from ssrsim.report.answer import Finding, write_answer

Overrides = tuple[str, ...]


def action(name: str, reform: str, start: int, months: int, share: float) -> str:
    """One action more in the plan."""
    return f"+plan.actions.{name}={{reform: {reform}, start: {start}, months: {months}, share: {share}}}"


def all_donors(horizon: int) -> Overrides:
    """Every donor leaves in this month."""
    names = ("lead_government", "regional_union", "pooled_fund", "development_bank", "second_government")
    return tuple(f"donors.{name}.horizon={horizon}" for name in names)


CLEAN = ("country.corruption=0.1", "country.police_skill=0.8", "country.army_skill=0.8",
         "country.oversight_effective=0.7", "parameters.abuse_norm_start=0.1")  # fmt: skip
VENAL = ("country.corruption=0.95", "country.police_skill=0.1", "country.army_skill=0.1",
         "country.oversight_effective=0.05", "parameters.abuse_norm_start=0.8")  # fmt: skip
DDR = (action("disarmament", "ddr", 1, 60, 0.5),)


class Flip(NamedTuple):
    """An instrument, what it is compared with, two contexts, and the outcome whose sign may differ between them."""

    instrument: str
    arm: Overrides
    instead: Overrides
    contexts: dict[str, Overrides]
    outcome: tuple[str, str, str]  # indicator, label, unit
    months: int = 60


ABUSE = ("abuse", "abuse", "incidents a month")
TRUST = ("trust_police", "trust in the police", "share")
WILL = ("will", "political will", "share")
NORM = ("corruption_norm", "norm of misconduct", "share")
FLIPS = (
    Flip("equipment", (action("stations", "equipment", 1, 60, 0.8),), (),
         {"clean forces": CLEAN, "venal forces": VENAL}, ABUSE),
    Flip("vetting", (action("vetting", "vetting", 1, 36, 0.3),), (),
         {"with DDR": DDR, "without DDR": ()}, ("crime", "crime", "share")),
    Flip("early oversight", (action("parliament", "parliament_oversight", 1, 48, 0.2),
                             action("audit", "audit", 1, 48, 0.2)), (),
         {"few rents": ("country.patronage=0.2", "country.ghost_share=0.05"),
          "high rents": ("country.patronage=0.95", "country.ghost_share=0.4")}, WILL),
    Flip("DDR", DDR, (),
         {"with a mission": (), "without": ("missions=none",)}, ("active_groups", "factions at war", "groups"), 84),
    Flip("community policing", (action("visits", "community_policing", 1, 60, 0.8),), (),
         {"clean police": CLEAN, "venal police": VENAL}, TRUST),
    Flip("money early, not late", (action("training", "training", 1, 36, 0.4), action("cars", "equipment", 1, 36, 0.4)),
         (action("training", "training", 37, 36, 0.4), action("cars", "equipment", 37, 36, 0.4)),
         {"donors stay": all_donors(240), "donors leave in month 48": all_donors(48)},
         ("reform_effective", "reforms that work", "share"), 96),
    Flip("closing ghosts and leaks", (action("payroll", "payroll", 1, 36, 0.3), action("audit", "audit", 1, 48, 0.2)),
         (), {"paid, civilians command": ("country.pay_arrears_months=0", "country.civilian_control=0.8"),
              "unpaid, nobody commands": ("country.pay_arrears_months=12", "country.civilian_control=0.1")},
         ("army_discontent", "discontent of the army", "share")),
    Flip("expansion of the police", ("country.police_target_per_1000=2.7",), ("country.police_target_per_1000=1.35",),
         {"vetting first": (action("vetting", "vetting", 1, 36, 0.3), action("merit", "recruitment", 1, 60, 0.2)),
          "vetting last": (action("vetting", "vetting", 49, 36, 0.3), action("merit", "recruitment", 49, 36, 0.2))},
         NORM, 84),
)  # fmt: skip
DEATHS = ("battle_deaths", "battle deaths", "a month")


def ensemble(size: Overrides, months: int, *overrides: str):
    """The generic country after an agreement, with nothing in its plan but what is asked."""
    return run_ensemble(load_scenario("settlement", [*size, f"run.months={months}", "plan=do_nothing", *overrides]))


def found(size: Overrides, flip: Flip):
    """What one instrument changes in each of its contexts, and how far apart the two are."""
    last = slice(flip.months - 11, flip.months + 1)
    changed = {}
    for context, given in flip.contexts.items():
        runs = f"{flip.instrument}: {context}"
        treated = ensemble(size, flip.months, *given, *flip.arm)
        control = ensemble(size, flip.months, *given, *flip.instead)
        name, label, unit = flip.outcome
        changed[context] = differences(treated, control, name, last)
        yield Finding(runs, label, unit, mean_interval(changed[context]))
        deaths = differences(treated, control, DEATHS[0], slice(1, flip.months + 1))
        yield Finding(runs, *DEATHS[1:], mean_interval(deaths))
    (first, one), (second, other) = changed.items()
    yield Finding(f"{flip.instrument}: {first} less {second}", *flip.outcome[1:], mean_interval(one - other))


def main() -> None:
    """Run all pairs, write the answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=24, help="random worlds (24)")
    parser.add_argument("--civilians", type=int, default=1500, help="sampled civilians a world (1500)")
    given = parser.parse_args()
    size = (f"run.replicates={given.replicates}", f"run.civilians={given.civilians}", "run.officers=600")
    print(write_answer(Path(__file__).parent, [finding for flip in FLIPS for finding in found(size, flip)]))


if __name__ == "__main__":
    main()
