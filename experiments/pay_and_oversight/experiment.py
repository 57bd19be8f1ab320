"""Pay doubled or not, without sanctions, with Liberia's courts and with working ones; the sign of pay is open."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from ssrsim import load_scenario, run_ensemble
from ssrsim.analysis.intervals import SHARE, mean_interval
from ssrsim.analysis.paired import differences, paired_difference
from ssrsim.analysis.validation.trials import PAY_WEIGHTS, THIRD_YEAR, chance_to_fall
from ssrsim.report.answer import Finding, write_answer

MONTHS = 36
PAY_REFORM = (
    "plan=do_nothing",
    f"+plan.actions.pay={{reform: payroll, start: 1, months: {MONTHS}, share: 1.0}}",
)
WORKING = ("country.justice=0.9", "country.oversight_independence=0.9", "country.oversight_effective=0.9")
COURTS = {
    "no sanctions": ("mechanisms.sanctions=false",),
    "no sanctions, rich treasury": ("mechanisms.sanctions=false", "country.revenue_usd_m=400"),
    "Liberia's courts": (),
    "working courts": WORKING,
    "working courts, no dismissals": (*WORKING, "mechanisms.dismissals=false"),
}


def ensemble(size, courts, weight, rise):
    """Three years of Liberia in which a reform of the payroll raises pay by this share where it works fully."""
    overrides = (*size, *PAY_REFORM, *COURTS[courts], f"run.months={MONTHS}", "run.officers=600")
    return run_ensemble(
        load_scenario(
            "liberia_2003", [*overrides, f"parameters.pay_weight={weight}", f"parameters.pay_rise={rise:.3f}"]
        )
    )


def compared(size, courts):
    """What doubled pay does under these courts; each n is a number of worlds."""
    changes = []
    for weight in PAY_WEIGHTS:
        same = ensemble(size, courts, weight, 0.0)
        level = same.values("reform_effective")[:, THIRD_YEAR].mean()
        doubled = ensemble(size, courts, weight, 1.0 / level)  # the reform works in part, so more is promised
        changes.append(differences(doubled, same, "bribe_incidence", THIRD_YEAR))
        yield Finding(courts, f"bribes, weight of pay {weight}", "share of contacts", mean_interval(changes[-1]))
        if weight == 0.0:
            pay = 1.0 + doubled.values("reform_effective")[:, THIRD_YEAR].mean(axis=1) / level
            arrears = paired_difference(doubled, same, "pay_arrears", THIRD_YEAR)
            money = paired_difference(doubled, same, "money_domestic")
            yield Finding(courts, "pay reached", "times the settlement's", mean_interval(pay), level=True)
            left = mean_interval(doubled.values("police_strength")[:, -1])
            yield Finding(courts, "police left in month 36", "people", left, level=True)
            yield Finding(courts, "pay owed", "months", arrears)
            yield Finding(courts, "treasury's money for reforms", "USD m in 36 months", money)
    falls = mean_interval(chance_to_fall(np.array(changes)), within=SHARE)
    yield Finding(courts, "chance that bribes fall", "share of the prior", falls, level=True)


def main():
    """Run all pairs, write the answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=12, help="random worlds (12)")
    parser.add_argument("--civilians", type=int, default=1500, help="sampled civilians a world (1500)")
    given = parser.parse_args()
    size = (f"run.replicates={given.replicates}", f"run.civilians={given.civilians}")
    findings = [finding for courts in COURTS for finding in compared(size, courts)]
    print(write_answer(Path(__file__).parent, findings))


if __name__ == "__main__":
    main()
