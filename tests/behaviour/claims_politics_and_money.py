"""What each mechanism of politics, donors, programmes and oversight does, as a claim that fails where it is off."""

from __future__ import annotations

import numpy as np

from ssrsim.config import load_scenario
from tests.behaviour.paired import ALL_REFORMS, WAR, Claim, end, events, only, total

STRICT_DONORS = tuple(f"donors.{d}.strictness=1.0" for d in load_scenario().donors)
CLAIMS = {
    "random_shocks": Claim(
        (),
        lambda on, off: np.ptp(on.values("economy")[:, -1]) > 0 and np.ptp(off.values("economy")[:, -1]) == 0,
        "without shocks every random world has the same economy",
    ),
    "derived_will": Claim(
        (),
        lambda on, off: np.ptp(on.values("will")[0]) > 0.05 and np.ptp(off.values("will")[0]) < 1e-5,
        "will that is not derived stays where it starts",
    ),
    "elections": Claim(
        (),
        lambda on, off: events(on, "election") > 0 and events(off, "election") == 0,
        "no voters are asked",
    ),
    "cancelled_elections": Claim(
        ("parameters.cancel_base=4.0",),
        lambda on, off: events(on, "election_cancelled") > events(off, "election_cancelled") == 0
        and end(on, "autocratization") > end(off, "autocratization")
        and end(on, "constraints") < end(off, "constraints"),
        "those who govern unbound do not hold elections that they would lose",
    ),
    "coups": Claim(
        ("parameters.coup_base=-3.0",),
        lambda on, off: end(on, "coup") > 0 and end(off, "coup") == 0,
        "discontent armies act, unless the switch forbids it",
    ),
    "civilian_control": Claim(
        (
            *only("parliament_oversight"),
            "country.oversight_independence=0.9",
            "parameters.control_by_parliament=1.0",
            "parameters.coup_base=-2.0",
            "parameters.coup_success=0.0",
        ),
        lambda on, off: events(on, "coup_attempt") < events(off, "coup_attempt"),
        "armies that a parliament oversees try less often",
    ),
    "reshuffles": Claim(
        ("parameters.reshuffle_rate=0.2", "mechanisms.elections=false"),
        lambda on, off: events(on, "reshuffle") > events(off, "reshuffle") == 0
        and total(on, "rents") < total(off, "rents"),
        "new ministers bring no habits",
    ),
    "reversal": Claim(
        (*ALL_REFORMS, "parameters.reversal=1.0", "parameters.reversal_depth=1.0"),
        lambda on, off: events(on, "reversed") > events(off, "reversed") == 0
        and total(on, "reform_effective") < total(off, "reform_effective"),
        "those who come into office undo what was there",
    ),
    "mimicry": Claim(
        (*ALL_REFORMS, "parameters.will_base=-1.5", "parameters.paper_pressure=0.3"),
        lambda on, off: total(on, "actions_blocked") < total(off, "actions_blocked")
        and end(on, "reform_formal") > end(off, "reform_formal"),
        "donors who press get laws from rulers who do not want them",
    ),
    "side_payments": Claim(
        (*ALL_REFORMS, "country.revenue_usd_m=200.0", "parameters.will_base=-0.5", "parameters.side_payment_reach=0.3"),
        lambda on, off: end(on, "money_side_payments") > end(off, "money_side_payments") == 0
        and total(on, "actions_blocked") < total(off, "actions_blocked"),
        "votes that are missing are bought, and cost money",
    ),
    "reconciliation": Claim(
        only("dialogue"),
        lambda on, off: total(on, "grievance") < total(off, "grievance"),
        "groups that are let in resent less",
    ),
    "early_warning": Claim(
        (*WAR, *only("adaptation")),
        lambda on, off: total(on, "battle_deaths") < total(off, "battle_deaths"),
        "forces that are warned deter more clashes",
    ),
    "donor_fatigue": Claim(
        (),
        lambda on, off: end(on, "money_received") < end(off, "money_received"),
        "attention that fades brings less money",
    ),
    "conditionality": Claim(
        STRICT_DONORS,
        lambda on, off: end(on, "money_received") < end(off, "money_received"),
        "strict donors hold money back while it leaks",
    ),
    "funding_noise": Claim(
        ("mechanisms.conditionality=false", "mechanisms.random_shocks=false"),
        lambda on, off: np.ptp(on.values("money_committed")[:, 1]) > 0
        and np.ptp(off.values("money_committed")[:, 1]) == 0,
        "without noise donors commit the same in every random world, as long as none has spent more than another",
    ),
    "looking_away": Claim(
        STRICT_DONORS,
        lambda on, off: total(on, "suspension") < total(off, "suspension"),
        "donors who want to be seen suspend less",
    ),
    "disbursement_lag": Claim(
        (),
        lambda on, off: end(on, "money_received") < end(on, "money_committed")
        and on.values("money_received")[:, 6].mean() < off.values("money_received")[:, 6].mean(),
        "money that takes months is not there when work begins",
    ),
    "fragmentation": Claim(
        ALL_REFORMS,
        lambda on, off: end(on, "money_duplicated") > 0
        and end(off, "money_duplicated") == 0
        and end(on, "reform_effective") < end(off, "reform_effective"),
        "many donors who plan alone buy things twice and reach less",
    ),
    "running_costs": Claim(
        (*ALL_REFORMS, "country.security_share=0.6"),
        lambda on, off: end(on, "money_running_costs") > end(off, "money_running_costs") == 0
        and end(on, "money_domestic") < 0.5 * end(off, "money_domestic"),
        "what running costs take the treasury cannot give to reforms",
    ),
    "payroll_support": Claim(
        ("plan=do_nothing", "country.security_share=0.1"),
        lambda on, off: end(on, "money_payroll") > 0
        and end(off, "money_payroll") == 0
        and total(on, "pay_arrears") < total(off, "pay_arrears"),
        "officers are owed less where donors cover a part of missing pay",
    ),
    "upkeep": Claim(
        only("training", 24),
        lambda on, off: end(on, "reform_effective") > end(off, "reform_effective")
        and end(on, "reform_formal") > end(off, "reform_formal"),
        "what has ended lasts longer where somebody pays for it",
    ),
    "absorption": Claim(
        ALL_REFORMS,
        lambda on, off: total(on, "money_unspent") > total(off, "money_unspent"),
        "weak states cannot spend what they have",
    ),
    "leakage": Claim(
        ALL_REFORMS,
        lambda on, off: total(on, "leakage_share") > 0 and total(off, "leakage_share") == 0,
        "programme money leaks only where leakage is on",
    ),
    "ghosts": Claim(
        (),
        lambda on, off: end(on, "ghost_share") > 0.1 and end(off, "ghost_share") == 0,
        "without the mechanism no name is without a man",
    ),
    "capture": Claim(
        ("country.patronage=1.0",),
        lambda on, off: end(on, "oversight_independence") < end(off, "oversight_independence"),
        "interference erodes the independence of oversight",
    ),
}  # fmt: skip
