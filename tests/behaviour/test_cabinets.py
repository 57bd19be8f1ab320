"""Who comes into office, who goes, and what a vote costs: single steps of politics on worlds made for them."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.driver import call
from ssrsim.phases import cabinet, elections, politics, voting
from ssrsim.scenario.events import CAUSES, KIND
from ssrsim.scenario.reforms import REFORMS
from ssrsim.world.columns_institutions import PASSED, WITHHELD
from ssrsim.world.ledger import TREASURY
from ssrsim.world.world import World
from tests.behaviour.test_politics import settled

CHANNELS = ("rents_bribes", "rents_ghosts", "rents_leakage")


@pytest.fixture
def country() -> World:
    """A small Liberia at month 0 in which everybody governs and has the same habits."""
    world = settled("plan=do_nothing")
    assert (world.blocs.governing == 1).all()
    for channel in CHANNELS:
        world.politicians[channel][:] = 0.5
    return world


def reshuffled(world: World, month: int, *offices: int) -> World:
    """The world after the head of government replaced these ministers, by a chance made sure."""
    world.nation.turnover[:] = 0
    world.parameters["reshuffle_rate"], world.parameters["reshuffle_defiance"] = 1e-9, 1e10
    world.politicians.defied[:] = np.isin(world.politicians.office, offices)
    call(cabinet.reshuffle, world, month, 0, 1)
    return world


def holder(world: World, office: int) -> int:
    """Who holds an office."""
    return int(np.flatnonzero(world.politicians.office == office)[0])


def test_the_sacked_wait_behind_all_who_have_been_out_longer(country: World) -> None:
    """First come those who never held an office, then who left longest ago; long standing brings nobody back."""
    people = country.politicians
    largest = np.argmax(np.bincount(people.bloc))
    own = people.bloc == largest
    country.blocs.power[:] = np.arange(len(country.blocs)) == largest  # it alone has claims
    people.office[people.office == 2] = 0
    people.office[np.flatnonzero(own & (people.office == 0))[0]] = 2
    veteran = int(np.flatnonzero(people.office == 2)[0])
    people.in_office_since[veteran] = 0
    waiting = set(np.flatnonzero(own & (people.office == 0)))
    successors = [holder(reshuffled(country, 40 + turn, 3), 3) for turn in range(len(waiting))]
    assert set(successors) == waiting
    reshuffled(country, 60, 2)
    assert people.out_since[veteran] == 60
    assert len(waiting) > 3
    for turn in range(len(waiting) - 2):
        left = people.out_since[own & (people.office == 0) & (people.out_since >= 0)].min()
        back = holder(reshuffled(country, 61 + turn, 3), 3)
        assert people.out_since[back] == left < 60


def test_only_who_never_held_an_office_comes_without_habits(country: World) -> None:
    """Habits of who comes back fade as they will; a month out of office does not take them away."""
    people = country.politicians
    country.blocs.power[:] = [1, 0, 0, 0]
    people.out_since[(people.bloc == 0) & (people.office == 0)] = 20  # all of the bloc have been in office before
    reshuffled(country, 40, 2)
    back = people.in_office_since == 40
    assert back.sum() == 1
    assert all((people[channel][back] == 0.5).all() for channel in CHANNELS)
    people.out_since[(people.bloc == 0) & (people.office == 0)] = -1
    reshuffled(country, 41, 2)
    new = people.in_office_since == 41
    assert new.sum() == 1
    assert all((people[channel][new] == 0).all() for channel in CHANNELS)


LAW = next(row for row, reform in enumerate(REFORMS) if reform.needs_law and reform.minister != "head_of_government")


@pytest.fixture
def chamber(country: World) -> World:
    """A vote without luck, on one law: its head of government is for it, nobody else; the treasury is full."""
    p, people = country.parameters, country.politicians
    p["vote_noise"][:] = p["resistance_rents"][:] = 0
    p["side_payment_reach"][:] = 0.1
    people.patronage_dependence[:] = people.perceived_threat[:] = 0
    people.power[:] = 1 / len(people)
    country.nation.donor_pressure[:] = 0
    country.reforms.on_agenda[:] = 0
    country.reforms.on_agenda[LAW] = 1
    country.accounts.balance[TREASURY] = 10**12
    wills(country, -0.5)
    wills(country, 0.1, int(np.flatnonzero(people.office == 1)[0]))
    return country


def wills(world: World, margin: float, *rows: int) -> None:
    """Give politicians (all, if none are named) a will this far above what the law asks."""
    world.politicians.will[list(rows) or slice(None)] = world.parameters["resistance_base"][0] + margin


def test_who_was_not_paid_has_defied(chamber: World) -> None:
    """Where buying the minister does not pass the bill nobody is bought, and the minister's refusal is noted."""
    minister = holder(chamber, int(chamber.reforms.minister[LAW]))
    wills(chamber, -0.05, minister)
    call(voting.vote, chamber, 30, 0, len(REFORMS))
    assert chamber.reforms.verdict[LAW] == WITHHELD
    assert chamber.nation.side_payments[0] == 0
    assert (chamber.politicians.bought == 0).all()
    assert np.flatnonzero(chamber.politicians.defied).tolist() == [minister]
    chamber.accounts.balance[TREASURY] = 0  # nor where there is no money
    wills(chamber, -0.05)
    wills(chamber, 0.1, int(np.flatnonzero(chamber.politicians.office == 1)[0]))
    call(voting.vote, chamber, 30, 0, len(REFORMS))
    assert np.flatnonzero(chamber.politicians.defied).tolist() == [minister]


def test_no_vote_is_bought_that_is_not_needed(chamber: World) -> None:
    """A small vote within easy reach is not paid for where the large one that follows is enough."""
    people = chamber.politicians
    head, minister = (holder(chamber, office) for office in (1, int(chamber.reforms.minister[LAW])))
    small, large = np.flatnonzero(people.office == 0)[:2]
    people.power[:] = 0.32 / (len(people) - 4)
    people.power[[head, minister, small, large]] = [0.35, 0.1, 0.03, 0.2]
    for row, margin in ((minister, 0.1), (small, -0.01), (large, -0.02)):
        wills(chamber, margin, int(row))
    call(voting.vote, chamber, 30, 0, len(REFORMS))
    assert chamber.reforms.verdict[LAW] == PASSED
    assert np.flatnonzero(people.bought).tolist() == [large]
    price = chamber.parameters["side_payment_price"][0] * 0.2 * chamber.nation.revenue_month[0]
    assert chamber.nation.side_payments[0] == pytest.approx(price, rel=1e-4)


def test_the_luck_of_a_vote_holds_for_a_year_of_the_calendar(country: World) -> None:
    """The first twelve months share it, as a donor's year does; the thirteenth draws anew."""
    country.mechanisms["side_payments"][:] = 0
    country.reforms.on_agenda[LAW] = 1
    margins = {}
    for month in (1, 11, 12, 13, 24, 25):
        call(voting.vote, country, month, 0, len(REFORMS))
        margins[month] = country.politicians.margin.copy()
    assert (margins[1] == margins[11]).all()
    assert (margins[1] == margins[12]).all()
    assert (margins[12] != margins[13]).all()
    assert (margins[13] == margins[24]).all()
    assert (margins[24] != margins[25]).all()


def elected(world: World, *powers: float) -> World:
    """The world after an election that gave the blocs these powers."""
    world.blocs.power[:] = powers
    world.nation.election_now[:] = 1
    call(elections.change_seats, world, 26, 0, 1)
    return world


def causes(world: World, kind: str) -> list[str]:
    """Why events of a kind happened."""
    happened = world.events[: world.nation.n_events[0]]
    return [CAUSES[event["cause"]] for event in happened if event["kind"] == KIND[kind]]


def test_the_end_of_a_government_of_all_is_not_told_as_a_defeat(country: World) -> None:
    """Voters changed the government where its head's bloc is out; else a coalition formed."""
    lead = int(country.politicians.bloc[country.politicians.office == 1][0])
    ahead = [0.55 if bloc == lead else 0.15 for bloc in range(4)]
    behind = [0.04 if bloc == lead else 0.32 for bloc in range(4)]
    stays, out = elected(country.copied(), *ahead), elected(country.copied(), *behind)
    for world, cause, changed in ((stays, "coalition_formed", 0), (out, "voters", 1)):
        assert causes(world, "government_changed") == [cause]
        assert world.nation.turnover[0] == 1
        assert world.nation.head_changed[0] == changed


def test_reforms_are_undone_by_those_who_changed(country: World) -> None:
    """All may be where another bloc leads; else those whose minister is another person."""
    country.parameters["reversal"][:] = 1e6
    country.politicians.will[:] = 0.1
    country.nation.turnover[:] = 1
    country.politicians.in_office_since[country.politicians.office == 3] = 26
    for changed in (0, 1):
        country.nation.head_changed[:] = changed
        call(cabinet.undo_progress, country, 26, 0, len(REFORMS))
        undone = country.reforms.reversed > 0
        assert (undone == ((country.reforms.minister == 3) | (changed == 1))).all()


def test_who_keeps_an_office_did_not_take_it_anew(country: World) -> None:
    """In a bloc so small that all of it governs, offices that stay with their holders count as held since before."""
    people = country.politicians
    small = np.flatnonzero(people.office == 1)
    people.bloc[:] = (people.bloc[small[0]] + 1) % 4
    people.bloc[small] = (people.bloc[small[0]] + 3) % 4
    before = people.in_office_since[small].copy()
    ahead = [0.55 if bloc == people.bloc[small[0]] else 0.15 for bloc in range(4)]
    elected(country, *ahead)
    assert (people.office[small] == 1).all()
    assert (people.in_office_since[small] == before).all()
    assert (people.out_since[people.office == 0] <= 26).all()


def test_politicians_live_from_what_reaches_them_of_leaks(country: World) -> None:
    """Their habit of programme money follows what was paid to them last month, and nothing else that leaked."""
    nation, p = country.nation[0], country.parameters[0]
    country.recent[:] = 10**9  # leaked, too, but to others
    for rents, flow in ((0, 0.0), (0.5, 0.5), (2.0, 1.0)):
        at_hand = nation.revenue_month + nation.aid_month
        country.nation.programme_rents[:] = int(rents * p.leakage_base * p.leak_to_politicians * at_hand)
        call(politics.read_the_mood, country, 1, 0, 1)
        assert country.nation.flow_leakage[0] == pytest.approx(flow, abs=1e-4)
    country.parameters["leak_to_politicians"][:] = country.nation.programme_rents[:] = 0
    call(politics.read_the_mood, country, 1, 0, 1)
    assert country.nation.flow_leakage[0] == 0


def test_month_0_shows_armies_and_finance_as_they_are() -> None:
    """What politics first reads in month 1 stands in the record of the settlement: no jump from 0, or from 1."""
    world = settled("plan=do_nothing", "country.pay_arrears_months=6")
    line = world.record[0]
    assert line["army_discontent"] > 0.1
    pledged = sum(donor.pledge_usd_m for donor in load_scenario().donors.values())
    scenario = load_scenario("liberia_2003").country
    own = scenario.revenue_usd_m * scenario.security_share
    assert line["independent_finance"] == pytest.approx(own / (own + pledged), rel=1e-5)
    call(politics.read_the_mood, world, 1, 0, 1)
    assert world.nation.army_discontent[0] == line["army_discontent"]
