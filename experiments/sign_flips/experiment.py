"""Eight instruments in pairs of contexts: what helps in one may hurt in the other, in the same random worlds."""

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


CLEAN = ("country.corruption=0.05", "country.police_skill=0.9", "country.army_skill=0.9",
         "country.oversight_effective=0.9", "country.oversight_independence=0.95",
         "parameters.abuse_norm_start=0.1")  # fmt: skip
VENAL = ("country.corruption=0.95", "country.police_skill=0.05", "country.army_skill=0.05",
         "country.oversight_effective=0.05", "parameters.abuse_norm_start=0.9")  # fmt: skip
STRONG_VISITS = ("parameters.contact_community=0.12", "parameters.community_reporting=1.9")
CLEAN_POLICE = ("country.corruption=0.0", "country.police_skill=0.9", "parameters.abuse_norm_start=0.1")
VENAL_POLICE = ("country.corruption=1.0", "parameters.abuse_norm_start=0.9")
GUARANTEE = ("missions.un_mission.drawdown=300", "missions.un_mission.exit=301")  # a mission that stays
NOBODY = ("missions=none",)
DDR = (action("disarmament", "ddr", 1, 60, 0.5),)
# one target in both arms, since the target is also the need; STEADY recruits make up for leavers only
LARGER = ("country.police_target_per_1000=2.7",)
FAST, STEADY = ("parameters.recruit_throughput=0.02",), ("parameters.recruit_throughput=0.0015",)
MERIT = (action("merit", "recruitment", 1, 84, 0.4), action("courts", "justice", 1, 84, 0.6), "country.patronage=0.1")


class Flip(NamedTuple):
    """An instrument, what it is compared with, two contexts, and the outcome whose sign may differ between them."""

    instrument: str
    arm: Overrides
    instead: Overrides
    contexts: dict[str, Overrides]
    outcome: tuple[str, str, str]  # indicator, label, unit
    months: int = 84
    times: int = 1  # as many random worlds as the others: where wars make the outcome uncertain


GRIEVANCE = ("grievance", "grievance", "share")
FLIPS = (
    Flip("equipment", (action("stations", "equipment", 1, 60, 1.0),), (),
         {"clean forces": (*CLEAN, *GUARANTEE), "venal forces": (*VENAL, *GUARANTEE)}, GRIEVANCE),
    Flip("expansion of the police", FAST, STEADY,
         {"clean forces": (*LARGER, *CLEAN, *GUARANTEE), "venal forces": (*LARGER, *VENAL, *GUARANTEE)}, GRIEVANCE),
    Flip("expansion of the police", FAST, STEADY,
         {"merit and courts": (*LARGER, *MERIT), "patronage": (*LARGER, "country.patronage=0.95")},
         ("bribe_incidence", "bribes of the police", "share of contacts")),
    Flip("vetting", (action("vetting", "vetting", 1, 36, 0.4),), (),
         {"DDR and a mission": (*DDR, *GUARANTEE), "neither": NOBODY}, ("state_control", "state control", "share"),
         times=4),
    Flip("early oversight", (action("parliament", "parliament_oversight", 1, 48, 0.2),
                             action("audit", "audit", 1, 48, 0.2), action("complaints", "complaints", 1, 48, 0.2)), (),
         {"few rents": ("country.patronage=0.2", "country.ghost_share=0.05", "country.corruption=0.2", *GUARANTEE),
          "many rents": ("country.patronage=0.95", "country.ghost_share=0.4", "country.corruption=0.9", *NOBODY)},
         GRIEVANCE, 120),
    Flip("DDR", DDR, (), {"a mission": GUARANTEE, "no mission": NOBODY},
         ("command_network", "men tied to commanders", "people")),
    Flip("community policing", (action("visits", "community_policing", 1, 60, 1.0), *STRONG_VISITS), STRONG_VISITS,
         {"clean police": CLEAN_POLICE, "venal police": VENAL_POLICE},
         ("perceived_performance", "state held to perform", "share"), 36),
    Flip("money early, not late", (action("training", "training", 1, 36, 0.4), action("courts", "justice", 1, 36, 0.4)),
         (action("training", "training", 43, 36, 0.4), action("courts", "justice", 43, 36, 0.4)),
         {"donors leave in month 40": all_donors(40), "donors stay": all_donors(240)},
         ("capability", "capability of the forces", "share"), 90),
    Flip("closing ghosts and leaks", (action("payroll", "payroll", 1, 36, 0.5), action("audit", "audit", 1, 48, 0.3)),
         (), {"a mission": GUARANTEE, "no mission": NOBODY}, ("fear", "fear", "share")),
)  # fmt: skip
RECURRENCE = ("recurrence_25", "recurrence", "share of runs")


def ensemble(size: Overrides, months: int, *overrides: str):
    """The generic country after an agreement, with nothing in its plan but what is asked."""
    return run_ensemble(load_scenario("settlement", [*size, f"run.months={months}", "plan=do_nothing", *overrides]))


def found(replicates: int, size: Overrides, flip: Flip):
    """What one instrument changes in each of its contexts, and how far apart the two are."""
    size = (*size, f"run.replicates={replicates * flip.times}")
    last = slice(flip.months - 11, flip.months + 1)
    changed = {}
    for context, given in flip.contexts.items():
        runs = f"{flip.instrument}: {context}"
        treated = ensemble(size, flip.months, *given, *flip.arm)
        control = ensemble(size, flip.months, *given, *flip.instead)
        name, label, unit = flip.outcome
        changed[context] = differences(treated, control, name, last)
        yield Finding(runs, label, unit, mean_interval(changed[context]))
        relapsed = differences(treated, control, RECURRENCE[0], slice(flip.months, flip.months + 1))
        yield Finding(runs, *RECURRENCE[1:], mean_interval(relapsed))
    (first, one), (second, other) = changed.items()
    yield Finding(f"{flip.instrument}: {first} less {second}", *flip.outcome[1:], mean_interval(one - other))


def main() -> None:
    """Run all pairs, write the answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=60, help="random worlds (60)")
    parser.add_argument("--civilians", type=int, default=1000, help="sampled civilians a world (1000)")
    given = parser.parse_args()
    size = (f"run.civilians={given.civilians}", "run.officers=300", "run.seed=53")
    findings = [finding for flip in FLIPS for finding in found(given.replicates, size, flip)]
    print(write_answer(Path(__file__).parent, findings))


if __name__ == "__main__":
    main()
