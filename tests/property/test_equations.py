"""Equations: bounds, monotone directions, fixed points and limits, over everything their arguments may be."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.compiled import interpreted
from ssrsim.equations import conflict, factions, funding, money, oversight, politics, programmes, settlement
from ssrsim.scenario.parameters import Parameters

P = SimpleNamespace(**{name: np.float32(value) for name, value in Parameters().model_dump().items()})

share = st.floats(0, 1, width=32).map(np.float32)
small = st.floats(np.float32(0.01), np.float32(0.99), width=32).map(np.float32)
positive = st.floats(0, 1e5, width=32).map(np.float32)
normal = st.floats(-3, 3, width=32).map(np.float32)
upto_two = st.floats(0, 2, width=32).map(np.float32)
length = st.integers(1, 100)


@given(a=share, b=share)
def test_combined_chance_is_at_least_each(a, b) -> None:
    """Two ways to be found are never worse than one."""
    both = interpreted(oversight.combined_chance)(a, b)
    assert max(a, b) - 1e-6 <= both <= 1


@given(independence=share, interference=share, cohesion=share, dialogue=share, law=share)
def test_independence_stays_a_share_and_falls_under_interference(
    independence, interference, cohesion, dialogue, law
) -> None:
    """Interference never helps the independence of oversight, least of all under a cohesive elite."""
    after = interpreted(oversight.updated_independence)
    one = np.float32(1)
    here = after(independence, interference, cohesion, dialogue, law, P)
    assert 0 <= here <= 1
    assert after(independence, one, cohesion, dialogue, law, P) <= here
    assert after(independence, interference, one, dialogue, law, P) <= here
    assert after(independence, np.float32(0), cohesion, np.float32(0), np.float32(0), P) == independence


@given(independence=share)
def test_a_captured_body_is_freed_later_than_it_was_captured(independence) -> None:
    """Capture reads the stock of independence with hysteresis, so that a body does not flicker at the limit."""
    captured = interpreted(oversight.is_captured)
    assert captured(1, independence, P) >= captured(0, independence, P)
    assert captured(0, np.float32(0), P) == 1
    assert captured(1, np.float32(1), P) == 0


@given(remoteness=share, reached=share, effective=share, independence=share, decided=share)
def test_justice_is_a_share_that_distance_and_delay_lower(
    remoteness, reached, effective, independence, decided
) -> None:
    """Far from the courts, or behind a backlog, people get less justice; reform of the courts reaches further."""
    access, justice = interpreted(oversight.court_access), interpreted(oversight.justice_delivered)
    near, here = access(np.float32(0), reached), access(remoteness, reached)
    assert 0 <= here <= near == 1
    assert access(remoteness, np.float32(1)) >= here
    assert 0 <= justice(effective, independence, here, decided) <= justice(effective, independence, near, decided) <= 1
    assert justice(effective, independence, here, np.float32(1)) >= justice(effective, independence, here, decided)


@given(works=share, decided=share)
def test_courts_convict_more_and_sooner_the_better_they_work(works, decided) -> None:
    """Convictions rise with what courts are worth; a case waits the longer the fewer are decided, 1 month at least."""
    convicts, waits = interpreted(oversight.conviction_share), interpreted(oversight.months_waiting)
    assert P.conviction_floor - 1e-6 <= convicts(works, P) <= 1
    assert convicts(np.float32(1), P) == 1
    assert waits(np.float32(1), P) <= waits(decided, P) <= 1200


@given(media=share, hearings=share, freedom=share, transparency=share)
def test_openness_is_a_share_that_each_part_raises(media, hearings, freedom, transparency) -> None:
    """Press, parliament, freedom and open books never make it harder to talk about a case."""
    openness = interpreted(oversight.openness)
    here = openness(media, hearings, freedom, transparency)
    one = np.float32(1)
    assert 0 <= here <= 1
    assert openness(one, hearings, freedom, transparency) >= here
    assert openness(media, one, freedom, transparency) >= here
    assert openness(media, hearings, freedom, one) >= here


@given(conviction=share, decided=small)
def test_sanction_probability_is_below_conviction(conviction, decided) -> None:
    """Cases that die in the queue are never sanctioned; quicker courts sanction more of them."""
    survives = interpreted(oversight.survival_to_sanction)
    assert survives(conviction, decided, P) <= conviction
    assert survives(conviction, np.float32(1), P) >= survives(conviction, decided, P)


@given(new=st.integers(1, 10**6), capacity=st.floats(0, 1e6, width=32).map(np.float32))
def test_resting_backlog_is_at_rest(new, capacity) -> None:
    """A month of courts at the resting backlog leaves the same backlog: as many come in as are decided or die."""
    new = np.float32(new)
    waiting = interpreted(oversight.resting_backlog)(new, capacity, P)
    if waiting > new:
        left = (waiting - min(capacity, waiting)) * (1 - P.case_death)
        assert abs(left + new - waiting) <= 1e-3 * waiting + 1


@given(chance=share, q=small, inclusion=share, after=share)
def test_cost_at_indifference_makes_war_and_peace_equal(chance, q, inclusion, after) -> None:
    """At the cost that a signatory must at least have borne, war is worth exactly what peace is."""
    after = min(after, chance)  # disarming never makes stronger
    cost = interpreted(factions.cost_at_indifference)(chance, q, inclusion, after)
    assert abs(interpreted(factions.war_minus_peace)(chance, cost, q, inclusion, after)) < 2e-3


@given(chance=share, cost=share, q=share, inclusion=share, after=share)
def test_more_credible_promises_make_peace_worth_more(chance, cost, q, inclusion, after) -> None:
    """If the promise beats being betrayed, credibility never raises the value of war (the commitment problem)."""
    value = interpreted(factions.war_minus_peace)
    if inclusion >= after - cost:
        assert value(chance, cost, np.float32(1), inclusion, after) <= value(chance, cost, q, inclusion, after) + 1e-6


@given(u=small, least=st.floats(-2, 2, width=32).map(np.float32))
def test_leaders_who_signed_bear_at_least_the_cost_that_made_them_sign(u, least) -> None:
    """Truncation by inversion: no draw below the cut, and the order of luck is kept."""
    draw = interpreted(factions.leader_cost)
    assert draw(u, least, P) >= least - 1e-2
    assert draw(np.float32(0.995), least, P) >= draw(u, least, P) - 1e-4


@given(men=st.floats(0, 1e6, width=32).map(np.float32), state=st.floats(0, 1e6, width=32).map(np.float32))
def test_winning_is_a_contest(men, state) -> None:
    """More men never lower the chance to win, more enemies never raise it."""
    chance = interpreted(factions.winning_chance)
    zero = np.float32(0)
    here = chance(men, zero, state, zero)
    assert 0 <= here <= 1
    assert chance(men + np.float32(1000), zero, state, zero) >= here
    assert chance(men, zero, state, np.float32(1000)) <= here


@given(will=share, dialogue=share, ready=small, watched=share)
def test_effectiveness_is_a_share_that_ownership_raises(will, dialogue, ready, watched) -> None:
    """Money works better where it is wanted; nothing works more than fully."""
    works = interpreted(programmes.effectiveness)
    here = works(will, dialogue, ready, watched)
    assert 0 < here <= 1.0001
    assert works(np.float32(1), dialogue, ready, watched) >= here - 1e-6


@given(effective=share, formal=share, delivered=share, works=share)
def test_form_bounds_function(effective, formal, delivered, works) -> None:
    """The effective level of a reform never exceeds its formal level."""
    level = interpreted(programmes.updated_effective_level)(effective, formal, delivered, works, True, np.float32(0), P)
    assert 0 <= level <= formal


@given(
    full=st.integers(0, 10**6),
    month=st.integers(0, 400),
    start=st.integers(1, 50),
    stay=st.integers(1, 100),
    leave=st.integers(1, 100),
)
def test_missions_rise_stay_and_leave(full, month, start, stay, leave) -> None:
    """Troops are never more than planned, all are there between start and drawdown, none after the exit."""
    drawdown, exits = start + stay, start + stay + leave
    troops = interpreted(funding.troops_present)(np.int64(full), month, start, drawdown, exits)
    assert 0 <= troops <= full
    assert month < exits or troops == 0
    assert not start <= month < drawdown or troops == full


@given(
    z=st.floats(-3, 3, width=32).map(np.float32),
    volatility=st.floats(0, 2, width=32).map(np.float32),
    coordination=share,
)
def test_funding_noise_is_positive_and_calmed_by_coordination(z, volatility, coordination) -> None:
    """Noise scales a disbursement, it never turns it round; coordinated donors are steadier."""
    noise = interpreted(funding.disbursement_noise)
    assert noise(z, volatility, coordination) > 0
    assert noise(z, np.float32(0), coordination) == 1


@given(
    fighters=st.floats(0, 1e5, width=32).map(np.float32),
    last=st.floats(0, 50, width=32).map(np.float32),
    deterred=share,
)
def test_nobody_clashes_who_has_not_chosen_war(fighters, last, deterred) -> None:
    """Dormant factions start no clashes (no base hazard), deterrence adds none, violence cannot feed itself."""
    rate = interpreted(conflict.clash_rate)
    assert rate(fighters, np.float32(0), deterred, 0, P) == 0
    assert rate(fighters, last, deterred, 1, P) <= rate(fighters, last, np.float32(0), 1, P)
    assert rate(fighters, last, deterred, 0, P) < max(0.8 * last, 1e-9)


@given(mean=small, spread=st.floats(0, 2, width=32).map(np.float32))
def test_spread_shares_keep_their_mean(mean, spread) -> None:
    """A population of dispositions has about the mean that observers saw, however different its people are."""
    z = np.float32(np.linspace(-3, 3, 241))
    weights = np.exp(-0.5 * z.astype(float) ** 2)
    values = [interpreted(settlement.spread_share)(mean, spread, x, np.float32(0)) for x in z]
    assert abs(np.average(values, weights=weights) - mean) < 0.03


@given(will=share, patronage=share)
def test_interference_needs_patronage_and_unwillingness(will, patronage) -> None:
    """Who wants reform, or lives from nothing that it closes, does not interfere."""
    interferes = interpreted(politics.interference_share)
    assert 0 <= interferes(will, patronage) <= 1
    assert interferes(np.float32(1), patronage) == 0
    assert interferes(will, np.float32(0)) == 0


@given(total=st.integers(0, 10**9), places=st.integers(1, 500))
def test_equal_shares_add_up(total, places) -> None:
    """Dealing out people over rows loses nobody."""
    dealt = [interpreted(money.equal_share)(total, places, place) for place in range(places)]
    assert sum(dealt) == total
    assert max(dealt) - min(dealt) <= 1
