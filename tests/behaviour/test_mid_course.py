"""Decisions and events in mid-course: each has its month, does what it says from then on, and nothing before."""

from __future__ import annotations

import numpy as np
import pytest
from plans import DDR, TRAINING, Life, clock, lived, same_until

from ssrsim.scenario.changes import LEVERS
from ssrsim.scenario.events import KIND
from tests.behaviour.paired import end, events, run, total

PLACE = "nimba"
ACTIONS = (f"+plan.actions.dd={DDR}", f"+plan.actions.tt={TRAINING}")


def shock(kind: str, more: str = "", start: int = 13, size: float = 1.0, name: str = "blow") -> str:
    """The override that schedules one shock."""
    return f"+shocks.{name}={{title: {name}, kind: {kind}, start: {start}, size: {size}{more}}}"


def change(lever: str, value: float, month: int = 13, name: str = "turn") -> str:
    """The override that changes one lever of the context."""
    return f"+changes.{name}={{title: {name}, lever: {lever}, month: {month}, value: {value}}}"


def rule(when: str, *deeds: str, name: str = "decide") -> str:
    """The override that adds a rule."""
    return f"+plan.rules.{name}={{when: {when}, do: [{', '.join(deeds)}]}}"


def months(life: Life, kind: str) -> list[int]:
    """The months of all events of one kind."""
    log = life.world.events[: life.world.nation.n_events[0]]
    return log.month[log.kind == KIND[kind]].tolist()


def weights(life: Life) -> dict[str, float]:
    """What each action weighs at the end."""
    names = [name for name, _ in life.scenario.plan.in_order()]
    return dict(zip(names, life.world.actions.share.tolist(), strict=True))


MASSACRE = shock("massacre", f", district: {PLACE}, service: army")
DATED = {
    "pause": rule("{month: 13}", "{pause: dd, months: 6}"),
    "share": rule("{month: 13}", "{share: dd, to: 0.05}"),
    "massacre": MASSACRE,
    "early_election": shock("early_election"),
    "mission_exit": shock("mission_exit"),
    **{lever: change(lever, 0.95) for lever in LEVERS},
}


@pytest.mark.parametrize("what", DATED)
def test_what_has_a_month_changes_nothing_before_it(what: str) -> None:
    """Nobody foresees a decision, a shock or a change: up to its month the history is the same to the bit."""
    plain, changed = lived(*ACTIONS), lived(*ACTIONS, DATED[what])
    last = same_until(plain, changed)
    assert 12 <= last < 36
    if what != "mission_exit":  # in its month everybody is still there
        assert last < 24


def test_a_rule_of_the_calendar_acts_in_its_month_and_once() -> None:
    """The calendar is known beforehand: no month passes between the rule and its deed; a rule by condition has one."""
    by_month = lived(*ACTIONS, rule("{month: 13}", "{pause: dd, months: 6}"))
    assert by_month.told("rule_fired", "decide") == [(13, "scheduled")]
    assert by_month.told("paused", "dd") == [(13, "rule")]
    assert by_month.told("resumed", "dd") == [(19, "pause_over")]
    condition = f"+plan.rules.decide={{when: {clock(12)}, do: [{{pause: dd, months: 6}}], max_fires: 1}}"
    assert same_until(by_month, lived(*ACTIONS, condition)) == 36  # the same deed, ordered in the two ways


def test_a_month_after_the_run_never_comes() -> None:
    """A rule may lie beyond the run: it does nothing, and is no fault."""
    late = lived(*ACTIONS, rule("{month: 600}", "{stop: dd}"))
    assert months(late, "rule_fired") == []
    assert same_until(lived(*ACTIONS), late) == 36


def test_a_deed_gives_a_weight_and_of_several_the_smallest_counts() -> None:
    """By month at once, by condition a month later; whoever tells an action two weights gets the smaller."""
    two = rule("{month: 13}", "{share: tt, to: 0.5}", "{share: tt, to: 0.1}", "{share: dd, to: 0.7}")
    weighed = lived(*ACTIONS, two)
    assert weights(weighed) == pytest.approx({"dd": 0.7, "tt": 0.1})
    assert same_until(lived(*ACTIONS), weighed) == 12
    late = lived(*ACTIONS, f"+plan.rules.decide={{when: {clock(13)}, do: [{{share: tt, to: 0.1}}], max_fires: 1}}")
    assert same_until(late, lived(*ACTIONS, rule("{month: 14}", "{share: tt, to: 0.1}"))) == 36


def test_money_follows_the_weight() -> None:
    """Where two actions are short of money, the one that weighs more from month 13 on gets more of it."""
    poor = ("donors.us.pledge_usd_m=1",)
    heavy = lived(*ACTIONS, *poor, rule("{month: 13}", "{share: tt, to: 0.9}", "{share: dd, to: 0.05}"))
    light = lived(*ACTIONS, *poor, rule("{month: 13}", "{share: tt, to: 0.05}", "{share: dd, to: 0.9}"))
    spent = [dict(zip(weights(life), life.world.actions.spent.tolist(), strict=True)) for life in (heavy, light)]
    assert spent[0]["tt"] > spent[1]["tt"]
    assert spent[0]["dd"] < spent[1]["dd"]


def test_an_action_without_weight_waits_for_it_and_costs_nothing() -> None:
    """It is not before politicians, takes no place and no money until a rule gives it a weight; then it is tried."""
    idle = f"+plan.actions.tt={TRAINING.replace('0.3', '0')}"
    given = rule("{month: 13}", "{share: tt, to: 0.3}")
    alone, woken = lived(ACTIONS[0]), lived(ACTIONS[0], idle, given)
    assert same_until(alone, woken) == 12
    tried = woken.months("authorised", "tt") + woken.months("blocked", "tt")
    assert tried
    assert min(tried) >= 13


def test_an_action_that_loses_its_weight_gets_no_more_money() -> None:
    """Its months pass, and not a cent flows."""
    for last in (12, 36):
        life = lived(ACTIONS[1], rule("{month: 13}", "{share: tt, to: 0}"), months=last)
        if last == 12:
            before = int(life.world.actions.spent[0])
    assert 0 < before == int(life.world.actions.spent[0])
    assert life.world.actions.worked[0] == 30


def test_a_massacre_kills_people_who_are_in_no_count_of_battle() -> None:
    """The dead leave the strata of the district, everybody is still accounted for, and no coder counts a battle."""
    plain, struck = lived(months=13), lived(MASSACRE, months=13)
    here = list(struck.scenario.country.districts).index(PLACE)
    dead = int(struck.world.nation.massacre_dead[0])
    assert dead > 100
    assert struck.world.districts.massacred[here] == dead
    alive = [int(life.world.strata.people.sum() + life.world.units.strength.sum()) for life in (plain, struck)]
    assert alive[0] + int(plain.world.nation.dead[0]) == alive[1] + int(struck.world.nation.dead[0]) + dead
    for column in ("dead", "deaths", "coder_deaths", "coder_deaths_year", "recurrence_month"):
        assert plain.world.nation[column][0] == struck.world.nation[column][0]
    log = struck.world.events[: struck.world.nation.n_events[0]]
    (line,) = log[log.kind == KIND["massacre"]]
    assert (line.month, line.district, line.subject, line.amount) == (13, here, -1, dead)


def mean_there(life: Life, district: int, column: str) -> float:
    """A feeling of the people of one district."""
    civilians = life.world.civilians
    here = civilians.district == district
    return float(np.average(getattr(civilians, column)[here], weights=civilians.weight[here]))


def test_a_massacre_by_a_service_costs_it_trust_most_where_it_happened() -> None:
    """Fear and resentment rise there, people leave; trust in the army falls there most, everywhere by the scandal."""
    plain, struck = lived(months=15), lived(MASSACRE, months=15)
    districts = list(struck.scenario.country.districts)
    here, away = districts.index(PLACE), districts.index("maryland")
    for column in ("fear", "grievance", "victimisation"):
        assert mean_there(struck, here, column) > mean_there(plain, here, column) + 0.005
    kept = [mean_there(struck, place, "trust_army") / mean_there(plain, place, "trust_army") for place in (here, away)]
    assert kept[0] < 0.9 * kept[1] < 0.9
    assert 13 in months(struck, "scandal")
    assert struck.world.record.fled.sum() > plain.world.record.fled.sum()


def test_a_massacre_by_a_faction_is_nobody_elses() -> None:
    """People fear and resent, and no service has a scandal: trust elsewhere is as it was in that month."""
    by = shock("massacre", f", district: {PLACE}, faction: lurd")
    plain, struck = lived(months=13), lived(by, months=13)
    here = list(struck.scenario.country.districts).index(PLACE)
    assert mean_there(struck, here, "fear") > mean_there(plain, here, "fear")
    assert months(struck, "scandal") == months(plain, "scandal")
    log = struck.world.events[: struck.world.nation.n_events[0]]
    factions = list(struck.scenario.country.factions)
    assert log.subject[log.kind == KIND["massacre"]].tolist() == [factions.index("lurd")]


def test_a_massacre_acts_through_switches_that_exist() -> None:
    """Memory goes with `victimisation`, flight with `displacement`: off, nobody remembers or leaves because of it."""
    for switch, column in (("victimisation", "victimisation"), ("displacement", "fled")):
        off = f"mechanisms.{switch}=false"
        plain, struck = lived(off, months=15), lived(off, MASSACRE, months=15)
        if column == "fled":
            assert struck.world.record.fled.sum() == plain.world.record.fled.sum() == 0
        else:
            here = list(struck.scenario.country.districts).index(PLACE)
            assert mean_there(struck, here, column) <= mean_there(plain, here, column)


def test_a_larger_massacre_kills_more() -> None:
    """Size is a dose."""
    dead = [
        int(lived(MASSACRE.replace("1.0", size), months=13).world.nation.massacre_dead[0]) for size in ("0.2", "0.9")
    ]
    assert 0 < dead[0] < dead[1]


def test_an_early_election_is_held_beside_the_calendar() -> None:
    """Voters are asked in that month, and in every month of the calendar as before; off with `elections`."""
    calendar = ("country.first_election_month=20", "country.election_interval_months=12",
                "mechanisms.cancelled_elections=false", "mechanisms.coups=false")  # fmt: skip
    assert months(lived(*calendar), "election") == [20, 32]
    assert months(lived(*calendar, shock("early_election")), "election") == [13, 20, 32]
    assert months(lived(*calendar, shock("early_election", ", months: 5")), "election") == [13, 20, 32]
    assert months(lived(*calendar, shock("early_election", size=0)), "election") == [20, 32]
    assert months(lived(*calendar, shock("early_election"), "mechanisms.elections=false"), "election") == []


def test_a_junta_holds_no_early_election() -> None:
    """Who took power by arms asks nobody as long as he rules, by the calendar or out of turn."""
    junta = ("parameters.coup_base=0", "parameters.coup_success=1", "parameters.junta_months=240",
             "country.first_election_month=0", "missions.unmil.troops=0", "missions.unmil.police=0")  # fmt: skip
    life = lived(*junta, shock("early_election"))
    assert min(months(life, "coup")) < 13
    assert months(life, "election") == []


def test_a_mission_leaves_when_it_is_told_to() -> None:
    """Whatever its date or benchmark; how long it takes is as scheduled, and only the mission that is named goes."""
    never = "+missions.unmil.exit_when={indicator: survey.trust_police, op: '>', value: 2}"
    for more in ((), (never,)):
        life = lived("missions.unmil.drawdown=30", "missions.unmil.exit=40", *more, shock("mission_exit"))
        log = life.world.events[: life.world.nation.n_events[0]]
        begun = log[log.kind == KIND["mission_drawdown"]]
        assert begun.month.tolist() == [13]
        assert months(life, "mission_left") == [23]
        assert life.world.missions.present[0] == 0
    second = "+missions.other={title: Other, troops: 900, police: 100, start: 1, drawdown: 34, exit: 35, mandate: 0.5}"
    life = lived(second, shock("mission_exit", ", mission: other"), months=20)
    assert life.world.missions.present.tolist()[list(life.scenario.missions).index("other")] == 0
    assert life.world.missions.begun[list(life.scenario.missions).index("unmil")] < 0


def test_a_mission_that_is_called_back_while_it_comes_leaves_from_what_is_there() -> None:
    """Half of it has come when it turns round: it never becomes more than that, and promises no more."""
    course = ("missions.unmil.start=12", "missions.unmil.drawdown=40", "missions.unmil.exit=46")
    there = [int(lived(*course, shock("mission_exit", start=6), months=last).world.missions.present[0])
             for last in (5, 6, 9, 12)]  # fmt: skip
    full = lived(*course, months=14).world.missions.present[0]
    assert there[0] == full * 5 // 12
    assert there[1] == full * 6 // 12
    assert there[1] > there[2] > there[3] == 0


def test_a_change_stays_until_the_next_of_its_lever() -> None:
    """It is no shock: nothing brings the old value back."""
    life = lived(change("media_freedom", 0.9), change("media_freedom", 0.1, month=20, name="back"), months=30)
    assert life.world.nation.media_freedom[0] == np.float32(0.1)
    assert months(life, "context_changed") == [13, 20]
    assert lived(change("media_freedom", 0.9), months=19).world.nation.media_freedom[0] == np.float32(0.9)
    strict = lived(change("donor_strictness", 0.9), months=14)
    assert set(strict.world.donors.strictness.tolist()) == {np.float32(0.9)}


def test_politicians_live_from_patronage_as_the_change_says() -> None:
    """Each keeps his place around the country's patronage: as if it had been so from the beginning."""
    changed = lived(change("patronage", 0.3, month=1), months=2).world.politicians
    given = lived("country.patronage=0.3", months=2).world.politicians
    assert changed.patronage_dependence.tolist() == given.patronage_dependence.tolist()


LEVER_CLAIMS = {
    "donor_strictness": lambda low, high: total(low, "donor_pressure") < 0.5 * total(high, "donor_pressure"),
    "neighbour_hostility": lambda low, high: events(low, "patron_intervention") < events(high, "patron_intervention"),
    "patronage": lambda low, high: end(low, "interference") < end(high, "interference"),
    "media_freedom": lambda low, high: events(low, "scandal") < events(high, "scandal"),
}


@pytest.mark.parametrize("lever", LEVERS)
def test_each_lever_acts_in_mid_course(lever: str) -> None:
    """A lever that nothing reads would be a stub: ten worlds with little of it differ from ten with much."""
    low, high = (run(change(lever, value, month=7)) for value in (0.05, 0.95))
    assert LEVER_CLAIMS[lever](low, high)
