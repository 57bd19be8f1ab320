"""What each mechanism of conflict, crime and of what can be seen does, as a claim that fails where it is off."""

from __future__ import annotations

import numpy as np

from tests.behaviour.paired import (
    ALL_REFORMS,
    BOOM,
    CAMPS,
    NO_MISSION,
    ROOM_IN_THE_ARMY,
    STANDS_IN,
    WAR,
    Claim,
    end,
    events,
    only,
    survey_error,
    survey_excess,
    total,
)

CLAIMS = {
    "commitment_problem": Claim(
        (*NO_MISSION, "country.settlement=none", "parameters.leader_cost=0.0"),
        lambda on, off: total(on, "active_groups") > total(off, "active_groups"),
        "leaders who fear what disarming does to them prefer war more often",
    ),
    "bargaining": Claim(
        (*NO_MISSION, "plan=do_nothing", "run.months=120", "parameters.inclusion_price=1.0"),
        lambda on, off: events(on, "promise_broken") > 0
        and events(off, "offer") == events(off, "promise_broken") == 0
        and end(on, "inclusion") < end(off, "inclusion")
        and total(on, "active_groups") > total(off, "active_groups"),
        "governments that weigh what peace costs them take risks",
    ),
    "reneging": Claim(
        (*NO_MISSION, "plan=do_nothing", "run.months=120", "parameters.inclusion_price=1.0"),
        lambda on, off: events(on, "promise_broken") > events(off, "promise_broken") == 0
        and total(on, "active_groups") > total(off, "active_groups"),
        "promises that cannot be broken keep the peace",
    ),
    "rents_buy_peace": Claim(
        (*NO_MISSION, *only("payroll", 60, 0.5), "run.months=120", "parameters.rents_of_posts=1.0"),
        lambda on, off: total(on, "active_groups") > total(off, "active_groups"),
        "a census that closes ghosts takes from leaders what peace was worth to them",
    ),
    "weariness": Claim(
        (*WAR, "parameters.weariness_deaths=0.02"),
        lambda on, off: total(on, "war_weariness") > 0 and total(on, "active_groups") < total(off, "active_groups"),
        "leaders whom war wears out make peace",
    ),
    "ddr": Claim(
        (),
        lambda on, off: end(on, "fighters") < end(off, "fighters"),
        "a demobilisation programme leaves fewer men under arms",
    ),
    "hoarding": Claim(
        (*only("ddr"), *NO_MISSION),
        lambda on, off: end(on, "fighters") > end(off, "fighters") and end(on, "cohesion") > end(off, "cohesion"),
        "a programme that nobody believes in leaves men under arms and makes commanders stronger",
    ),
    "homecoming": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "went_home") > total(off, "went_home") == 0
        and end(on, "fighters") < 0.8 * end(off, "fighters")
        and end(on, "command_network") > end(off, "command_network"),
        "under a guarantee men go home without a programme, most of them still at their commander's call",
    ),
    "rebel_finance": Claim(
        (*WAR, BOOM),
        lambda on, off: end(on, "fighters") > end(off, "fighters"),
        "a boom pays for more fighters where they live from resources",
    ),
    "prisoners": Claim(
        WAR,
        lambda on, off: total(on, "captured") > total(off, "captured") == 0
        and end(on, "fighters") < end(off, "fighters"),
        "forces that capture fighters leave fewer of them",
    ),
    "integration": Claim(
        (*ROOM_IN_THE_ARMY, "missions.unmil.drawdown=24", "missions.unmil.exit=30"),
        lambda on, off: end(on, "integrated") > end(off, "integrated") == 0
        and total(on, "army_strength") > total(off, "army_strength"),
        "fighters fill the posts of the army that are free",
    ),
    "spoilers": Claim(
        (*only("ddr"), *NO_MISSION, "parameters.cohesion_start=0.2", BOOM),
        lambda on, off: total(on, "spoilers") > total(off, "spoilers") == 0
        and end(on, "fighters") > end(off, "fighters"),
        "commanders who fight on keep their men under arms",
    ),
    "sponsorship": Claim(
        (*ALL_REFORMS, "parameters.sponsor_threshold=0.05"),
        lambda on, off: end(on, "money_sponsorship") > end(off, "money_sponsorship") == 0
        and end(on, "cohesion") > end(off, "cohesion"),
        "politicians who fear for their rents pay armed men, and commanders hold them the better",
    ),
    "patron_states": Claim(
        ("plan=do_nothing", "country.neighbour_hostility=1.0", "mechanisms.random_shocks=false"),
        lambda on, off: end(on, "fighters") > end(off, "fighters"),
        "men who are paid by a neighbouring state stay under arms",
    ),
    "sanctuary": Claim(
        (*WAR, *CAMPS, "missions.unmil.troops=15000"),
        lambda on, off: total(on, "battle_deaths") > total(off, "battle_deaths")
        and total(on, "captured") < total(off, "captured"),
        "men across the border are neither deterred nor captured",
    ),
    "deterrence": Claim(
        (*WAR, "missions.unmil.troops=15000"),
        lambda on, off: total(on, "battle_deaths") < total(off, "battle_deaths"),
        "state and mission deter clashes",
    ),
    "displacement": Claim(
        WAR,
        lambda on, off: total(on, "fled") > 0 and total(off, "fled") == 0,
        "people flee violence only where flight is possible",
    ),
    "returns": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "returned") > total(off, "returned") == 0
        and end(on, "displaced") < end(off, "displaced"),
        "once home is safe those who fled go back",
    ),
    "heavy_tail": Claim(
        WAR,
        lambda on, off: np.quantile(np.diff(on.values("battle_deaths")[:, 1:]), 0.99)
        > 1.2 * np.quantile(np.diff(off.values("battle_deaths")[:, 1:]), 0.99),
        "few clashes kill most of the dead: deaths jump from month to month",
    ),
    "army_policing": Claim(
        (*only("rightsizing"), *STANDS_IN),
        lambda on, off: end(on, "state_control") < end(off, "state_control") - 0.005
        and end(on, "crime") > end(off, "crime") + 0.002,
        "an army that stood in for police leaves a gap where it is cut",
    ),
    "armed_presence": Claim(
        ("plan=do_nothing",),
        lambda on, off: end(on, "state_control") > end(off, "state_control"),
        "as people lose the fear of the war the state holds more of the country",
    ),
    "new_threats": Claim(
        ("plan=do_nothing", "+shocks.cartels={title: Cartels, kind: new_threat, threat: organised_crime, start: 2, "
         "months: 58, size: 1.0}"),
        lambda on, off: end(on, "gang_members") > end(off, "gang_members"),
        "police who were not made for a new threat leave crime more room",
    ),
    "disasters": Claim(
        ("plan=do_nothing", "+shocks.flood={title: Flood, kind: disaster, start: 6, months: 6, size: 1.0}"),
        lambda on, off: on.values("livelihood")[:, 12].mean() < off.values("livelihood")[:, 12].mean()
        and total(on, "fled") > total(off, "fled"),
        "disasters take livelihoods and homes",
    ),
    "crime": Claim(
        (),
        lambda on, off: np.ptp(on.values("crime")[0]) > 0.02 and np.ptp(off.values("crime")[0]) < 0.02,
        "criminal groups grow or shrink with livelihoods and police; switched off only people move",
    ),
    "survey_noise": Claim(
        ("mechanisms.observation_bias=false",),
        lambda on, off: survey_error(off) < 2e-3 and survey_error(on) > 1e-2,
        "a survey of everybody publishes the truth of two months ago but for who moved meanwhile, a sample errs",
    ),
    "observation_bias": Claim(
        ("country.patronage=1.0", "parameters.fear_bias=1.0", "mechanisms.survey_noise=false"),
        lambda on, off: survey_excess(on) > survey_excess(off) + 0.02 and abs(survey_excess(off)) < 2e-3,
        "where people are afraid and those who govern interfere, more trust is declared than there is",
    ),
}  # fmt: skip
