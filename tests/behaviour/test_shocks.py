"""Disasters and new threats: they strike where they are said to, fade, and are met by those who were warned."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import ConfigFaults, load_scenario
from ssrsim.phases.engine import advance, settle
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.scenario.shocks import THREATS
from ssrsim.world.build import build
from ssrsim.world.world import World
from tests.behaviour.paired import WAR, end, events, only, run, total

STILL = ("plan=do_nothing", "mechanisms.random_shocks=false", "parameters.leader_cost=3.5", "shocks=none")
PLACE = "nimba"


def shock(kind: str, more: str = "", start: int = 6, months: int = 3) -> str:
    """An override that schedules one shock of full size."""
    return f"+shocks.blow={{title: Blow, kind: {kind}, start: {start}, months: {months}, size: 1.0{more}}}"


def lived(months: int, *overrides: str) -> World:
    """A small world after some months."""
    size = ("run.civilians=1000", "run.officers=300", "run.months=24", "run.seed=11")
    world = settle(build(load_scenario("liberia_2003", [*size, *STILL, *overrides])), 11, 0)
    advance(world, 1, months)
    return world


def livelihood(world: World) -> np.ndarray:
    """Mean livelihood by district."""
    return world.districts.livelihood_total / world.districts.people


def test_a_disaster_strikes_its_district_and_no_other() -> None:
    """Incomes, capability and safety fall there, people leave; elsewhere life goes on as it did."""
    here = list(load_scenario().country.districts).index(PLACE)
    struck, spared = lived(8, shock("disaster", f", district: {PLACE}")), lived(8)
    assert struck.districts.disaster[here] == 1
    assert np.delete(struck.districts.disaster, here).max() == 0
    fell = livelihood(spared) - livelihood(struck)
    assert fell[here] > 5 * np.abs(np.delete(fell, here)).max()
    assert struck.districts.insecurity[here] > spared.districts.insecurity[here] + 0.02
    unit = struck.districts.police_unit[here]
    assert struck.units.capability[unit] < 0.7 * spared.units.capability[unit]
    assert struck.strata.away[struck.strata.district == here].sum() > 0
    log = struck.events[: struck.nation.n_events[0]]
    told = log[log.kind == KIND["shock"]]
    assert (told.district.tolist(), told.month.tolist(), told.cause.tolist()) == ([here], [6], [CAUSE["scheduled"]])


def test_what_a_disaster_took_comes_back() -> None:
    """Damage fades, and a year and a half later most of what was lost is there again."""
    here = list(load_scenario().country.districts).index(PLACE)
    struck, spared = (lived(24, *more) for more in ((shock("disaster", f", district: {PLACE}"),), ()))
    assert struck.districts.disaster[here] < 0.1
    assert livelihood(struck)[here] > 0.8 * livelihood(spared)[here]


def test_disasters_by_chance_strike_where_people_live_and_are_told() -> None:
    """At the given rate over the whole country, each with its place in the log; none without random shocks."""
    results = run("plan=do_nothing", "parameters.disaster_rate=0.1")
    told = results.events[results.events["kind"] == KIND["disaster"]]
    assert 30 < len(told) < 95  # 600 months
    assert (told["district"] >= 0).all()
    assert (told["cause"] == CAUSE["chance"]).all()
    assert len(set(told["district"].tolist())) > 5
    assert events(run(*STILL, "parameters.disaster_rate=0.1"), "disaster") == 0


@pytest.mark.parametrize("threat", THREATS)
def test_a_new_threat_finds_those_unprepared_who_were_not_warned(threat: str) -> None:
    """Every kind takes something; early warning makes up for part of it."""
    given = shock("new_threat", f", threat: {threat}", start=2, months=24)
    world, warned = lived(24, given), lived(24, given, only("adaptation", 24)[1])
    missing = [w.districts.unprepared_army + w.districts.unprepared_police for w in (world, warned)]
    assert missing[0].min() > 0
    assert missing[1].mean() < missing[0].mean()
    assert lived(24).districts.unprepared_army.max() == 0


def test_organised_crime_grows_where_police_were_not_made_for_it() -> None:
    """A threat to policing lets more people live from crime."""
    threat = shock("new_threat", ", threat: organised_crime", start=2, months=58)
    assert end(run(*STILL, threat), "gang_members") > 1.05 * end(run(*STILL), "gang_members")


def test_terrorism_kills_more_civilians_in_war() -> None:
    """Deterrence fails and civilians are exposed: more of the dead are civilians."""
    threat = shock("new_threat", ", threat: terrorism", start=2, months=58)
    plain, exposed = run(*WAR), run(*WAR, threat)
    shares = [total(results, "deaths_civilians") / total(results, "battle_deaths") for results in (plain, exposed)]
    assert shares[1] > shares[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (", district: atlantis", "known districts"),
        (", district: nimba", "strikes the whole country"),
    ],
)
def test_a_shock_in_an_unknown_or_impossible_place_is_a_fault(more: str, said: str) -> None:
    """A sentence that says what is allowed, not a shock that silently strikes everywhere."""
    kind = "disaster" if "atlantis" in more else "aid_cut"
    with pytest.raises(ConfigFaults, match=said):
        load_scenario("liberia_2003", [shock(kind, more)])
