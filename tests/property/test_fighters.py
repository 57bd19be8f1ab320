"""Who fights, who pays and who goes home: bounds, directions and what each needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import fighters
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    P,
    assert_directions,
    interpreted,
    number,
    rare,
    share,
    with_changes,
)


@given(supply=number, demand=number)
def test_recruits_are_no_more_than_the_willing_or_the_posts(supply, demand) -> None:
    """Both sides alike limit the match; equal sides meet by half."""
    matched = interpreted(fighters.willing_recruits)
    assert 0 <= matched(supply, demand) <= min(supply, demand) * (1 + 1e-6)
    assert matched(supply, demand) == pytest.approx(matched(demand, supply), rel=1e-5)
    assert matched(supply, supply) == pytest.approx(supply / 2, rel=1e-5)
    assert matched(supply, ZERO) == matched(ZERO, demand) == 0
    assert_directions(matched, (supply, demand), "++")


@given(credible=share, cohesion=share)
def test_commanders_let_go_where_promises_are_believed(credible, cohesion) -> None:
    """Half of the men at the threshold under the usual hold; a firm hold keeps men."""
    released = interpreted(fighters.let_go)
    assert 0 <= released(credible, cohesion, P) <= 1
    assert released(P.ddr_threshold, P.cohesion_start, P) == pytest.approx(0.5, rel=1e-5)
    assert_directions(released, (credible, cohesion, P), "+-")


@given(programme=share, released=share)
def test_fighters_enrol_where_there_is_a_programme_and_commanders_let_them(programme, released) -> None:
    """Nobody enrols in nothing, nobody whom his commander holds; a full programme reaches what it can of the others."""
    enrols = interpreted(fighters.disarming_chance)
    assert 0 <= enrols(programme, released, P) <= P.ddr_reach
    assert enrols(ZERO, released, P) == enrols(programme, ZERO, P) == 0
    assert enrols(ONE, ONE, P) == P.ddr_reach
    assert_directions(enrols, (programme, released, P), "++")


@given(released=share, credible=share, livelihood=share)
def test_men_go_home_who_are_let_go_believe_and_can_live(released, credible, livelihood) -> None:
    """Half of the rate where half believe and all are let go; three times as many in comfort as in need."""
    goes = interpreted(fighters.homecoming_chance)
    assert 0 <= goes(released, credible, livelihood, P) <= 1.5 * P.homecoming_rate * (1 + 1e-6)
    assert goes(ZERO, credible, livelihood, P) == 0
    assert goes(released, credible, livelihood, with_changes(homecoming_rate=0.0)) == 0
    assert goes(ONE, P.ddr_threshold, HALF, P) == pytest.approx(P.homecoming_rate / 2, rel=1e-5)
    full, none = goes(released, credible, ONE, P), goes(released, credible, ZERO, P)
    assert full == pytest.approx(3 * none, rel=1e-5)
    assert_directions(goes, (released, credible, livelihood, P), "+++")


@given(credible=share, threshold=share)
def test_half_stake_their_safety_at_the_threshold(credible, threshold) -> None:
    """More do the more can be believed, fewer the more it takes; half at the threshold."""
    staked = interpreted(fighters.trust_in_promises)
    assert 0 <= staked(credible, threshold) <= 1
    assert staked(threshold, threshold) == pytest.approx(0.5, rel=1e-5)
    assert_directions(staked, (credible, threshold), "+-")


@given(credible=share)
def test_enrolment_cuts_ties_where_promises_are_believed(credible) -> None:
    """Demobilised on paper where nobody believes, most ties cut where everybody does; b cuts nothing at 0."""
    kept = interpreted(fighters.tie_kept_by_enrolled)
    assert 1 - P.tie_cut <= kept(credible, P) <= 1
    assert kept(ZERO, P) > 0.9
    assert kept(ONE, P) < 1 - 0.9 * P.tie_cut
    assert kept(P.ddr_threshold, P) == pytest.approx(1 - P.tie_cut / 2, rel=1e-5)
    assert kept(credible, with_changes(tie_cut=0.0)) == 1
    assert_directions(kept, (credible, P), "-")


@given(enrolled=rare, unpaid=rare, home=rare, tie=share)
def test_leavers_keep_the_ties_of_their_way_out(enrolled, unpaid, home, tie) -> None:
    """A mean of all ways: of one alone where nobody takes another."""
    kept = interpreted(fighters.tie_kept_by_leavers)
    ways = (tie, P.dismissed_tie, P.homecoming_tie)
    assert kept(ZERO, ZERO, ZERO, tie, P) == 0
    if enrolled + unpaid + home > 1e-6:
        assert min(ways) - 1e-5 <= kept(enrolled, unpaid, home, tie, P) <= max(ways) + 1e-5
    assert kept(ONE, ZERO, ZERO, tie, P) == pytest.approx(tie)
    assert kept(ZERO, ONE, ZERO, tie, P) == pytest.approx(P.dismissed_tie)
    assert kept(ZERO, ZERO, ONE, tie, P) == pytest.approx(P.homecoming_tie)
    assert P.dismissed_tie < P.homecoming_tie < 1
    assert_directions(kept, (enrolled, unpaid, home, tie, P), "...+")


@given(programme=share, livelihood=share)
def test_reintegration_needs_a_living(programme, livelihood) -> None:
    """Base and programme add up, at a usual livelihood, and a good one helps three times as well as none."""
    returns = interpreted(fighters.reintegrating_chance)
    assert 0 <= returns(programme, livelihood, P) <= 1
    assert returns(ZERO, HALF, P) == pytest.approx(P.reintegration_base)
    assert returns(ONE, HALF, P) == pytest.approx(P.reintegration_base + P.reintegration_programme)
    assert returns(programme, ONE, P) == pytest.approx(3 * returns(programme, ZERO, P), rel=1e-5)
    assert_directions(returns, (programme, livelihood, P), "++")


@given(rent=share, boom=share, protected=share, crime=share, preys=st.booleans())
def test_armed_men_earn_from_rents_taxes_and_crime(rent, boom, protected, crime, preys) -> None:
    """Booms pay where there are rents, protection takes the taxes, crime pays those who prey more."""
    income = interpreted(fighters.income_at_front)
    assert 0 <= income(rent, boom, protected, crime, preys, P) <= 2 * P.finance_rents + P.finance_taxes + 1
    assert income(ZERO, ZERO, ONE, ZERO, preys, P) == 0
    assert income(ZERO, boom, protected, crime, preys, P) == income(ZERO, ZERO, protected, crime, preys, P)
    assert income(rent, ONE, ONE, ZERO, preys, P) == pytest.approx(2 * P.finance_rents * rent)
    assert income(rent, boom, protected, crime, True, P) >= income(rent, boom, protected, crime, False, P)
    assert_directions(income, (rent, boom, protected, crime, preys, P), "++-+", at=(0.5, 0.5, 0.5, 0.5, False))


@given(patron=share, diaspora=share)
def test_friends_abroad_pay(patron, diaspora) -> None:
    """Patron and diaspora add up by their weights."""
    income = interpreted(fighters.income_from_abroad)
    both = income(patron, diaspora, P)
    assert both == pytest.approx(income(patron, ZERO, P) + income(ZERO, diaspora, P), abs=1e-6)
    assert income(ONE, ZERO, P) == P.finance_patron
    assert income(ZERO, ONE, P) == P.finance_diaspora
    assert_directions(income, (patron, diaspora, P), "++")


@given(now=share, at_start=share, windfall=share)
def test_income_is_that_of_the_settlement_where_nothing_changed(now, at_start, windfall) -> None:
    """One at the channels of the settlement, at most four times as much, and no division by nothing."""
    income = interpreted(fighters.relative_income)
    assert 0 <= income(now, at_start, windfall) <= 4
    assert income(now, ZERO, ZERO) == 1
    if at_start > 1e-6:
        assert income(at_start, at_start, ZERO) == 1
    assert_directions(income, (now, at_start, windfall), "+.+")


@given(programme=share, credible=share, armed=share, unpaid=share, killed=rare, sponsored=st.sampled_from([ZERO, ONE]))
def test_the_hold_of_leaders_rests_where_nothing_happens(programme, credible, armed, unpaid, killed, sponsored) -> None:
    """A failed programme strengthens commanders, one that is believed in weakens them; hunger and losses too."""
    target = interpreted(fighters.cohesion_target)
    assert 0 <= target(programme, credible, armed, unpaid, killed, sponsored, P) <= 1
    assert target(ZERO, credible, armed, ZERO, ZERO, ZERO, P) == P.cohesion_start
    assert target(ONE, ZERO, ONE, ZERO, ZERO, ZERO, P) > P.cohesion_start + 0.2
    assert target(ONE, ONE, armed, ZERO, ZERO, ZERO, P) < P.cohesion_start - 0.2
    assert target(ONE, ZERO, ONE, ZERO, ZERO, ZERO, with_changes(cohesion_hoarding=0.0)) <= P.cohesion_start
    here = (programme, credible, armed, unpaid, killed, sponsored, P)
    assert_directions(target, here, ".-+--+", at=(0.5, 0.4, 0.5, 0.1, 0.01, 0.0))


@given(capability=share, information=share)
def test_prisoners_need_force_and_information(capability, information) -> None:
    """Neither alone catches anybody; both in full catch at the rate."""
    chance = interpreted(fighters.capture_chance)
    assert 0 <= chance(capability, information, P) <= P.prisoner_rate
    assert chance(ZERO, information, P) == chance(capability, ZERO, P) == 0
    assert chance(ONE, ONE, P) == P.prisoner_rate
    assert_directions(chance, (capability, information, P), "++")
