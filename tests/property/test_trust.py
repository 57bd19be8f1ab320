"""Trust, perceptions and encounters: bounds, directions, what rests where, over everything their arguments may be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssrsim.equations import settlement, trust
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    P,
    assert_directions,
    factor,
    floats,
    heard,
    interpreted,
    logit,
    rare,
    share,
    small,
)


@given(perceived=share, performs=share, good=heard, neglected=heard)
def test_perception_learns_from_service(perceived, performs, good, neglected) -> None:
    """Good service never lowers what people think of the state, neglect never raises it, and it stays a share."""
    learnt = interpreted(trust.updated_perception)
    assert 0 <= learnt(perceived, performs, good, neglected, P) <= 1
    assert learnt(perceived, perceived, ZERO, ZERO, P) == perceived
    assert learnt(perceived, perceived, perceived, ONE - perceived, P) == pytest.approx(perceived, abs=1e-6)
    assert_directions(learnt, (perceived, performs, good, neglected, P), "+++-")


@given(performs=share, good=rare, neglected=rare)
def test_perception_rests_where_it_was_solved(performs, good, neglected) -> None:
    """A usual month leaves perception at its rest, which is performance itself where nobody is served."""
    rest = interpreted(trust.perception_at_rest)(performs, good, neglected, P)
    assert abs(interpreted(trust.updated_perception)(rest, performs, good, neglected, P) - rest) < 1e-6
    assert abs(interpreted(trust.perception_at_rest)(performs, ZERO, ZERO, P) - performs) < 1e-6
    assert_directions(interpreted(trust.perception_at_rest), (performs, good, neglected, P), "++-")


@given(norm=share, bribes=rare, good=rare)
def test_perceived_corruption_rests_where_it_was_solved(norm, bribes, good) -> None:
    """A usual month leaves perceived corruption at its rest; bribes put it above the talk of the town."""
    rest = interpreted(trust.perceived_corruption_at_rest)
    here = rest(norm, bribes, good, P)
    assert abs(interpreted(trust.updated_perceived_corruption)(here, bribes, good, norm, P) - here) < 1e-6
    assert rest(norm, bribes, ZERO, P) >= norm - 1e-6
    assert rest(norm, ZERO, ZERO, P) == pytest.approx(norm, abs=1e-6)
    assert_directions(rest, (norm, bribes, good, P), "++-")


@given(level=small, performance=share, corruption=share, good=rare, bad=rare)
def test_settled_trust_rests(level, performance, corruption, good, bad) -> None:
    """Trust stays where it started in a month of usual encounters, unless no anchor could make up for them."""
    settled = interpreted(settlement.settled_trust_trait)
    here = (level, performance, corruption, good, bad, P.trust_ratio, P)
    trait = settled(*here)
    assert_directions(settled, here, "+-+-++", at=(0.5, 0.5, 0.5, 0.1, 0.1, 4.0))
    anchor = interpreted(trust.trust_anchor)(trait, performance, corruption, ZERO, P)
    assume(0.002 < anchor < 0.998)
    assert abs(interpreted(trust.updated_trust)(level, anchor, good, bad, P.trust_ratio, P) - level) < 1e-5


@given(insecurity=share, capability=share)
def test_protection_is_a_share_that_safety_and_capability_raise(insecurity, capability) -> None:
    """Soldiers are asked for safety: violence lowers what they are worth, capability raises it."""
    protects = interpreted(trust.protection)
    assert 0 <= protects(insecurity, capability) <= 1
    assert protects(ZERO, ONE) == 1
    assert protects(ONE, ZERO) == 0
    assert_directions(protects, (insecurity, capability), "-+")


@given(abuse=share, equipment=share, watched=share, skill=share, weight=floats(0, 4))
def test_equipment_makes_only_the_unconstrained_abuse_more(abuse, equipment, watched, skill, weight) -> None:
    """Equipment never lowers abuse, and adds none under full oversight, full skill, or without the mechanism."""
    armed = interpreted(trust.abuse_when_armed)
    assert armed(abuse, equipment, watched, skill, weight) >= abuse
    assert armed(abuse, equipment, ONE, skill, weight) == armed(abuse, equipment, watched, ONE, weight) == abuse
    assert armed(abuse, ZERO, watched, skill, weight) == armed(abuse, equipment, watched, skill, ZERO) == abuse
    assert armed(abuse, ONE, ZERO, ZERO, weight) == pytest.approx(abuse * (1 + weight), rel=1e-5)
    assert_directions(armed, (abuse, equipment, watched, skill, weight), "++--+")


@given(skill=share, equipment=share)
def test_service_is_a_chance_that_skill_and_equipment_raise(skill, equipment) -> None:
    """A vehicle and a trade both help to serve; nobody always does."""
    chance = interpreted(trust.service_chance)
    assert 0 < chance(skill, equipment) < 1
    assert chance(ZERO, ZERO) == np.float32(0.2)
    assert chance(ONE, ONE) == pytest.approx(0.95)
    assert_directions(chance, (skill, equipment), "++")


@given(bribery=small, abuse=share, coercion=share, bias=factor)
def test_out_groups_are_never_treated_better(bribery, abuse, coercion, bias) -> None:
    """Bias raises the chance of wrong; both chances are chances."""
    chances = interpreted(trust.misconduct_chances)
    here, own = chances(bribery, abuse, coercion, bias, P), chances(bribery, abuse, coercion, ONE, P)
    assert min(here) >= 0
    assert sum(here) <= 1 + 1e-6
    assert here[0] >= own[0]
    assert sum(here) >= sum(own) - 1e-6
    assert own[1] == pytest.approx((1 - own[0]) * bribery, abs=1e-6)
    assert_directions(lambda *now: chances(*now)[0], (bribery, abuse, coercion, bias, P), "0+++")
    assert_directions(lambda *now: chances(*now)[1], (bribery, abuse, coercion, bias, P), "+--.")
    assert_directions(lambda *now: chances(now[0], ZERO, *now[1:])[1], (bribery, coercion, bias, P), "+0+")


@given(trusting=share, non_state=share, crime=share, reporting=factor)
def test_help_is_sought_by_those_who_need_it_and_trust(trusting, non_state, crime, reporting) -> None:
    """Crime, trust and police nearby never lower help-seeking; other providers never raise it."""
    seek = interpreted(trust.help_seeking_chance)
    assert 0 <= seek(trusting, non_state, crime, reporting, P) <= 1
    assert seek(HALF, ZERO, np.float32(0.3), ONE, P) == pytest.approx(P.contact_help)
    assert seek(trusting, ONE, crime, reporting, P) == pytest.approx(0.3 * seek(trusting, ZERO, crime, reporting, P))
    assert_directions(seek, (trusting, non_state, crime, reporting, P), "+-++")


@given(presence=floats(0, 2), community=share)
def test_visits_need_police_and_community_policing(presence, community) -> None:
    """Nobody visits where there is nobody, or where nobody was asked to; reports rise with what there is."""
    visit = interpreted(trust.visit_chance)
    assert visit(ZERO, community, P) == visit(presence, ZERO, P) == 0
    assert 0 <= visit(presence, community, P) <= visit(presence, ONE, P) <= 1
    reports = interpreted(trust.reporting_factor)
    assert reports(ZERO, P) == 1 <= reports(community, P) <= reports(ONE, P) == 1 + P.community_reporting
    assert_directions(visit, (presence, community, P), "++")
    assert_directions(reports, (community, P), "+")


@given(trait=logit, performance=share, corruption=share, scandal=share)
def test_trust_is_anchored_in_performance_and_clean_hands(trait, performance, corruption, scandal) -> None:
    """A share; disposition and performance raise it, corruption and scandals lower it; average is a half."""
    anchor = interpreted(trust.trust_anchor)
    assert 0 <= anchor(trait, performance, corruption, scandal, P) <= 1
    assert anchor(ZERO, HALF, HALF, ZERO, P) == HALF
    assert_directions(anchor, (trait, performance, corruption, scandal, P), "++--")


@given(level=share, anchor=share, good=heard, bad=heard, ratio=floats(1, 14))
def test_bad_encounters_weigh_more_than_good_ones(level, anchor, good, bad, ratio) -> None:
    """A share that rests at its anchor without encounters; one bad one takes `ratio` times what a good one gives."""
    after = interpreted(trust.updated_trust)
    assert 0 <= after(level, anchor, good, bad, ratio, P) <= 1
    assert after(anchor, anchor, ZERO, ZERO, ratio, P) == anchor
    gained = after(HALF, HALF, ONE, ZERO, ratio, P) - HALF
    lost = HALF - after(HALF, HALF, ZERO, ONE, ratio, P)
    assert lost == pytest.approx(ratio * gained, rel=1e-4)
    assert_directions(after, (level, anchor, good, bad, ratio, P), ".++--", at=(0.5, 0.5, 0.5, 0.5, 4.0))
    assert_directions(after, (level, anchor, ZERO, ZERO, ratio, P), "+", at=(0.5, 0.5, 0.0, 0.0, 4.0))


@given(perceived=share, bribes=heard, good=heard, talk=share)
def test_people_learn_from_bribes_service_and_talk(perceived, bribes, good, talk) -> None:
    """A share; bribes raise it, good service lowers it, less than a bribe, and talk pulls it to itself."""
    after = interpreted(trust.updated_perceived_corruption)
    assert 0 <= after(perceived, bribes, good, talk, P) <= 1
    assert after(perceived, ZERO, ZERO, perceived, P) == perceived
    bribed, served = after(HALF, ONE, ZERO, HALF, P) - HALF, HALF - after(HALF, ZERO, ONE, HALF, P)
    assert served == pytest.approx(0.3 * bribed, rel=1e-4)
    assert_directions(after, (perceived, bribes, good, talk, P), "++-+")


@given(insecurity=share, livelihood=share, service=share, outlook=floats(-0.5, 0.5))
def test_states_are_judged_by_safety_livelihood_service_and_outlook(insecurity, livelihood, service, outlook) -> None:
    """A share, all of it where all is well, none where nothing is; a brighter outlook never sees less."""
    performs = interpreted(trust.state_performance)
    assert 0 <= performs(insecurity, livelihood, service, outlook) <= 1
    assert performs(ONE, ZERO, ZERO, ZERO) == 0
    assert performs(ZERO, ONE, ONE, ZERO) == pytest.approx(1)
    assert_directions(performs, (insecurity, livelihood, service, outlook), "-+++", at=(0.5, 0.5, 0.5, 0.1))


@given(presence=floats(0, 2), community=share)
def test_stops_need_police_and_are_fewer_under_community_policing(presence, community) -> None:
    """A chance; none without police; full community policing takes three of ten."""
    stop = interpreted(trust.stop_chance)
    assert 0 <= stop(presence, community, P) <= 1
    assert stop(ZERO, community, P) == 0
    assert stop(presence, ONE, P) == pytest.approx(0.7 * stop(presence, ZERO, P))
    assert stop(ONE, ZERO, P) == P.contact_stop
    assert_directions(stop, (presence, community, P), "+-")


@given(
    u=small, v=small, bribery=small, abuse=share, service=share, coercive=st.booleans(), out_group=st.booleans()
)  # fmt: skip
def test_encounters_end_with_the_chances_that_officers_give_them(
    u, v, bribery, abuse, service, coercive, out_group
) -> None:
    """Abuse takes the lowest luck, bribes the next, and the second draw decides on service among the rest."""
    ends = interpreted(trust.encounter_outcome)
    outcome = ends(u, v, bribery, abuse, service, coercive, out_group, P)
    bias, force = P.group_bias if out_group else ONE, ONE if coercive else trust.UNFORCED
    abused, bribed = interpreted(trust.misconduct_chances)(bribery, abuse, force, bias, P)
    assert (outcome == 4) == bool(u < abused)
    assert (outcome == 3) == bool(abused <= u < abused + bribed)
    assert (outcome in (1, 2)) == bool(u >= abused + bribed)
    assert outcome not in (1, 2) or (outcome == 1) == bool(v < service)
    luck = np.float32(np.arange(0.0005, 1, 0.001))
    worse = [ends(x, v, bribery, abuse, service, True, True, P) >= 3 for x in luck]
    better = [ends(x, v, bribery, abuse, service, False, False, P) >= 3 for x in luck]
    assert np.mean(worse) >= np.mean(better)


@given(contact=st.integers(0, 3), outcome=st.integers(1, 4))
def test_encounters_count_once_for_the_service_that_was_met(contact, outcome) -> None:
    """Exactly one of good, neglected and bad, for police or army; a bribe is a bad encounter with the police."""
    counts = interpreted(trust.lived_through)(contact, outcome)
    police, bribed, army = counts[:3], counts[3], counts[4:]
    assert set(counts) <= {0, 1}
    assert sum(police) == (contact == 1)
    assert sum(army) == (contact == 2)
    assert bribed == (contact == 1 and outcome == 3)
    met = police if contact == 1 else army
    assert contact not in (1, 2) or list(met).index(1) == min(outcome, 3) - 1


@given(clearance=share)
def test_calls_that_nobody_can_answer_still_reach_the_station(clearance) -> None:
    """Service reaches all callers where every call can be dealt with, two in five where none can, and never fewer."""
    reached = interpreted(trust.answered_share)
    assert reached(ZERO) == pytest.approx(0.4)
    assert reached(ONE) == pytest.approx(1)
    assert_directions(reached, (clearance,), "+")


@given(size=share)
def test_a_scandal_takes_a_share_of_trust(size) -> None:
    """No scandal takes nothing, a larger one more, and none more than all there is; .12 takes .12 of .42 (Marikana)."""
    lost = interpreted(trust.lost_to_scandal)
    assert lost(ZERO, P) == 0
    assert 0 <= lost(size, P) <= 1
    assert 0.42 * lost(np.float32(0.12), P) == pytest.approx(0.12, abs=0.005)
    assert_directions(lost, (size, P), "+", at=(0.2,))


@given(own=st.booleans(), peers=st.integers(0, 6), talk=share)
def test_what_peers_tell_counts_beside_what_was_lived_through(own, peers, talk) -> None:
    """Each peer adds as much, nobody adds anything where nobody talks, and nothing is lost of one's own."""
    told, lived = interpreted(trust.with_peers), np.float32(own)
    assert told(lived, peers, talk) == pytest.approx(float(lived) + peers * float(talk), rel=1e-5)
    assert told(lived, peers, ZERO) == told(lived, 0, talk) == lived
