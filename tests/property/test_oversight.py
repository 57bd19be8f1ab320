"""Bodies, courts and scandals: bounds, directions, where they rest and what each needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import oversight
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, floats, interpreted, number, share, small


@given(formal=share, start=share, reform=share)
def test_law_follows_reform_from_where_it_started(formal, start, reform) -> None:
    """A share that rests at the start without reform, and at 1 under a full one."""
    after = interpreted(oversight.updated_formal)
    assert 0 <= after(formal, start, reform, P) <= 1 + 1e-6
    assert after(start, start, ZERO, P) == start
    assert after(ONE, start, ONE, P) == pytest.approx(1, abs=1e-6)
    assert_directions(after, (formal, start, reform, P), "+++")


def test_four_fifths_of_a_body_are_built_in_three_years() -> None:
    """36 months of full reform from nothing: what the rate was chosen for."""
    level = ZERO
    for _ in range(36):
        level = interpreted(oversight.updated_formal)(level, ZERO, ONE, P)
    assert level == pytest.approx(0.8, abs=0.02)


@given(effective=share, start=share, formal=share, reform=share)
def test_bodies_do_what_reform_makes_them_do_and_law_allows(effective, start, formal, reform) -> None:
    """A share, never above a law that it was not above before; at rest at the start without reform."""
    after = interpreted(oversight.updated_effective)
    here = (effective, start, formal, reform, P)
    assert 0 <= after(*here) <= max(effective, formal) + 1e-6
    assert formal < start or after(start, start, formal, ZERO, P) == start
    assert_directions(after, here, "++.+", at=(0.2, 0.1, 0.9, 0.5))
    assert_directions(after, here, "+.+", at=(0.2, 0.5, 0.4, 0.9))
    assert after(effective, start, ZERO, reform, P) == after(effective, start, ZERO, ZERO, P)


@given(independence=share, interference=share, cohesion=share, dialogue=share, law=share)
def test_independence_stays_a_share_and_falls_under_interference(
    independence, interference, cohesion, dialogue, law
) -> None:
    """Interference never helps the independence of oversight, least of all under a cohesive elite."""
    after = interpreted(oversight.updated_independence)
    here = (independence, interference, cohesion, dialogue, law, P)
    assert 0 <= after(*here) <= 1
    assert_directions(after, here, "+--++")
    assert after(independence, ZERO, cohesion, ZERO, ZERO, P) == independence
    assert after(ZERO, interference, cohesion, ZERO, ZERO, P) == 0
    assert after(ONE, ZERO, cohesion, dialogue, law, P) == 1
    lost = ONE - after(ONE, interference, ZERO, dialogue, law, P)
    assert ONE - after(ONE, interference, ONE, dialogue, law, P) == pytest.approx(3 * lost, abs=2e-6)


@given(independence=share)
def test_a_captured_body_is_freed_later_than_it_was_captured(independence) -> None:
    """Capture reads the stock of independence with hysteresis, so that a body does not flicker at the limit."""
    captured = interpreted(oversight.is_captured)
    assert captured(1, independence, P) >= captured(0, independence, P)
    assert captured(0, ZERO, P) == 1
    assert captured(1, ONE, P) == 0
    between = np.float32(1.25) * P.captured_below
    assert captured(1, between, P) == 1
    assert captured(0, between, P) == 0


@given(a=share, b=share)
def test_combined_chance_is_at_least_each(a, b) -> None:
    """Two ways to be found are never worse than one, and as good as one where the other finds nothing."""
    both = interpreted(oversight.combined_chance)
    assert max(a, b) - 1e-6 <= both(a, b) <= 1
    assert both(a, ZERO) == pytest.approx(a, abs=1e-6)
    assert both(a, ONE) == 1
    assert both(a, b) == both(b, a)
    assert_directions(both, (a, b), "++")


@given(trust=share, fear=share, complaints=share)
def test_complaints_need_trust_more_than_fear(trust, fear, complaints) -> None:
    """A chance; who is afraid enough complains to nobody; handling of complaints multiplies what there is."""
    files = interpreted(oversight.report_chance)
    assert 0 <= files(trust, fear, complaints, P) <= 1
    assert files(trust, ONE, complaints, P) == 0
    assert files(HALF, ZERO, ZERO, P) == P.report_rate
    assert files(trust, fear, ONE, P) == pytest.approx((1 + P.complaints_gain) * files(trust, fear, ZERO, P), rel=1e-4)
    assert_directions(files, (trust, fear, complaints, P), "+-+")


@given(people=number, justice=share)
def test_courts_decide_in_proportion_to_people_and_worth(people, justice) -> None:
    """No courts that work, no decisions; twice the country, twice the cases."""
    capacity = interpreted(oversight.court_capacity)
    assert capacity(people, ZERO, P) == capacity(ZERO, justice, P) == 0
    assert capacity(ONE, ONE, P) == P.court_capacity
    assert capacity(people * np.float32(2), justice, P) == pytest.approx(2 * capacity(people, justice, P), rel=1e-5)
    assert_directions(capacity, (people, justice, P), "++")


@given(remoteness=share, reached=share, effective=share, independence=share, decided=share)
def test_justice_is_a_share_that_distance_and_delay_lower(
    remoteness, reached, effective, independence, decided
) -> None:
    """Far from the courts, or behind a backlog, people get less justice; reform of the courts reaches further."""
    access, justice = interpreted(oversight.court_access), interpreted(oversight.justice_done)
    near, here = access(ZERO, reached), access(remoteness, reached)
    assert 0 <= here <= near == 1
    assert access(remoteness, ONE) == 1
    assert access(ONE, ZERO) == pytest.approx(0.2)
    assert_directions(access, (remoteness, reached), "-+")
    assert 0 <= justice(effective, independence, here, decided) <= justice(effective, independence, near, decided) <= 1
    assert justice(ONE, ONE, ONE, ONE) == 1
    assert justice(ZERO, independence, here, decided) == justice(effective, independence, ZERO, decided) == 0
    assert justice(ONE, ZERO, ONE, ONE) == justice(ONE, ONE, ONE, ZERO) == HALF
    assert_directions(justice, (effective, independence, here, decided), "++++")


@given(done=share, odds=floats(0.001, 1000))
def test_justice_as_people_get_it_follows_what_courts_do(done, odds) -> None:
    """The odds of the country bend what courts do and never turn it round: nothing is nothing, all nearly all."""
    delivered = interpreted(oversight.justice_delivered)
    assert 0 <= delivered(done, odds) <= 1
    assert delivered(ZERO, odds) == 0
    assert delivered(ONE, odds) >= 0.999 - 1e-6
    assert delivered(done, ONE) == pytest.approx(done, abs=1e-5)
    assert_directions(delivered, (done, odds), "++", at=(0.4, 2.0))


@given(works=share, decided=share)
def test_courts_convict_more_and_sooner_the_better_they_work(works, decided) -> None:
    """Convictions rise with what courts are worth; a case waits the longer the fewer are decided, 1 month at least."""
    convicts, waits = interpreted(oversight.conviction_share), interpreted(oversight.months_waiting)
    assert P.conviction_floor - 1e-6 <= convicts(works, P) <= 1
    assert convicts(ZERO, P) == P.conviction_floor
    assert convicts(ONE, P) == 1
    assert 0.999 <= waits(decided, P) <= 1200
    assert waits(ZERO, P) == pytest.approx(1 / P.case_death, rel=1e-3)
    assert_directions(convicts, (works, P), "+")
    assert_directions(waits, (decided, P), "-")


@given(media=share, hearings=share, freedom=share, transparency=share)
def test_openness_is_a_share_that_each_part_raises(media, hearings, freedom, transparency) -> None:
    """Press, parliament, freedom and open books never make it harder to talk about a case."""
    openness = interpreted(oversight.openness)
    assert 0 <= openness(media, hearings, freedom, transparency) <= 1
    assert openness(ZERO, ZERO, ZERO, ZERO) == 0
    assert openness(ONE, ZERO, ONE, ZERO) == 1
    assert_directions(openness, (media, hearings, freedom, transparency), "++++", at=(0.2, 0.2, 0.2, 0.2))


@given(conviction=share, decided=small)
def test_sanction_probability_is_below_conviction(conviction, decided) -> None:
    """Cases that die in the queue are never sanctioned; quicker courts sanction more of them."""
    survives = interpreted(oversight.survival_to_sanction)
    assert 0 <= survives(conviction, decided, P) <= conviction
    assert survives(conviction, ONE, P) == pytest.approx(conviction, rel=1e-5)
    assert survives(conviction, ZERO, P) == 0
    assert_directions(survives, (conviction, decided, P), "++")


@given(new=st.integers(1, 10**6), capacity=floats(0, 1e6))
def test_resting_backlog_is_at_rest(new, capacity) -> None:
    """A month of courts at the resting backlog leaves the same backlog: as many come in as are decided or die."""
    new = np.float32(new)
    rest = interpreted(oversight.resting_backlog)
    waiting = rest(new, capacity, P)
    assert waiting >= new
    if waiting > new:
        left = (waiting - min(capacity, waiting)) * (1 - P.case_death)
        assert abs(left + new - waiting) <= 1e-3 * waiting + 1
    assert rest(new, ZERO, P) == pytest.approx(new / P.case_death, rel=1e-5)
    assert_directions(rest, (new, capacity, P), "+-", at=(100.0, 20.0))


@given(exposed=number, media=share, news=share)
def test_scandals_need_cases_a_press_and_novelty(exposed, media, news) -> None:
    """A chance up to the hazard; none without cases or press or while the last one fills the papers."""
    breaks = interpreted(oversight.scandal_chance)
    assert 0 <= breaks(exposed, media, news, P) <= P.scandal_hazard
    assert breaks(ZERO, media, news, P) == breaks(exposed, ZERO, news, P) == breaks(exposed, media, ONE, P) == 0
    assert breaks(P.scandal_half, ONE, ZERO, P) == pytest.approx(P.scandal_hazard / 2)
    assert breaks(exposed, media, HALF, P) == pytest.approx(breaks(exposed, media, ZERO, P) / 4)
    assert_directions(breaks, (exposed, media, news, P), "++-")
