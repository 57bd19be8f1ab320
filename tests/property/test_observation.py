"""Equations of the observation layer: bounds, directions, fixed points, over everything their arguments may be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import monitoring
from ssrsim.equations.portable import logistic
from tests.property.strategies import HALF, ONE, ZERO, P, assert_directions, floats, interpreted, normal, share, small

mask = st.integers(0, 4095).map(np.int16)
answers = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=60)


@given(months=mask, now=st.booleans())
def test_a_year_is_remembered_and_then_forgotten(months, now) -> None:
    """A contact stays for twelve months, this one included, and is gone after the thirteenth."""
    remember = interpreted(monitoring.remembered_year)
    after = remember(months, now)
    assert after.dtype == np.int16
    assert 0 <= after <= 4095
    assert bool(after & 1) == now
    for _ in range(11):
        after = remember(after, False)
    assert bool(after & 2048) == now
    assert remember(after, False) == 0


@given(measurement=share)
def test_monitoring_pays_for_more_clusters(measurement) -> None:
    """150 clusters without the reform, never fewer with it."""
    clusters = interpreted(monitoring.survey_clusters)
    assert clusters(ZERO, P) == 150
    assert clusters(ONE, P) == 150 * (1 + P.survey_gain)
    assert 150 <= clusters(measurement, P) <= 300
    assert_directions(clusters, (measurement, P), "+")


@given(fear=share, interference=share)
def test_fear_makes_people_refuse_and_please(fear, interference) -> None:
    """Both are chances, grow with fear, and the second needs interference too; without bias neither is due to fear."""
    refuse, cowed = interpreted(monitoring.refusal_chance), interpreted(monitoring.cowed_chance)
    assert refuse(ZERO, ONE, P) <= refuse(fear, ONE, P) <= 1
    assert refuse(fear, ZERO, P) == refuse(ZERO, ONE, P) == P.survey_refusal
    assert_directions(refuse, (fear, ONE, P), "+")
    assert_directions(cowed, (fear, interference, ONE, P), "++")
    assert 0 <= cowed(fear, interference, ONE, P) <= cowed(ONE, ONE, ONE, P) <= 1
    assert cowed(fear, ZERO, ONE, P) == cowed(ZERO, interference, ONE, P) == cowed(fear, interference, ZERO, P) == 0


@given(trust=share, u=small, v=small)
def test_trust_answer_means_somewhat_or_a_lot_with_chance_trust(trust, u, v) -> None:
    """The answer is at least "somewhat" exactly if the first draw falls below trust; who is cowed says "a lot"."""
    answer = interpreted(monitoring.trust_answer)
    assert (answer(trust, False, u, v) >= 2) == bool(u < trust)
    assert answer(trust, False, u, v) in (0, 1, 2, 3)
    assert answer(trust, True, u, v) == 3
    grid = (np.arange(20, dtype=np.float32) + np.float32(0.5)) / np.float32(20)  # midpoints: at most 1/40 off
    mean = np.mean([answer(trust, False, a, b) for a in grid for b in grid])
    assert abs(mean / 3 - trust) <= 0.025 + 1e-6


@given(answer=share, wanted=share, cowed=share)
def test_cowed_answers_lie_between_truth_and_what_is_wanted(answer, wanted, cowed) -> None:
    """A mixture of two shares is a share between them."""
    mixed = interpreted(monitoring.answer_or_wanted)(answer, wanted, cowed)
    assert min(answer, wanted) - 1e-6 <= mixed <= max(answer, wanted) + 1e-6
    assert interpreted(monitoring.answer_or_wanted)(answer, wanted, ZERO) == answer
    assert interpreted(monitoring.answer_or_wanted)(answer, wanted, ONE) == pytest.approx(wanted, abs=1e-6)


@given(clusters=answers)
def test_cluster_error_is_that_of_the_ratio_estimator(clusters) -> None:
    """Computed from sums it equals the textbook formula computed from the clusters; like clusters have no error."""
    error = interpreted(monitoring.cluster_error)
    n = np.array([max(a, b) for a, b in clusters], np.int64)
    yes = np.array([min(a, b) for a, b in clusters], np.int64)
    k = len(clusters)
    found = error(n.sum(), yes.sum(), (yes * yes).sum(), (yes * n).sum(), (n * n).sum(), k)
    if n.sum() == 0:
        assert found == 0
        return
    residual = yes - yes.sum() / n.sum() * n
    assert abs(found - min(1.0, np.sqrt(k / (k - 1) * (residual**2).sum()) / n.sum())) < 2e-3
    assert error(8 * k, 2 * k, 4 * k, 16 * k, 64 * k, k) < 1e-3


@given(interference=share, freedom=share)
def test_deaths_go_unreported_where_nobody_may_report(interference, freedom) -> None:
    """Coverage never exceeds what free media would report, and falls only where both press and state are bad."""
    coverage = interpreted(monitoring.death_coverage)
    assert 0 <= coverage(interference, freedom, ONE, P) <= P.coder_coverage
    assert coverage(interference, ONE, ONE, P) == coverage(ZERO, freedom, ONE, P) == P.coder_coverage
    assert coverage(interference, freedom, ZERO, P) == P.coder_coverage
    assert coverage(ONE, ZERO, ONE, P) == pytest.approx(P.coder_coverage * (1 - P.coder_silence))
    assert_directions(coverage, (interference, freedom, ONE, P), "-+")


@given(norm=share, start=share, law=share, more=floats(-1, 1))
def test_experts_see_less_corruption_where_law_was_gained(norm, start, law, more) -> None:
    """Law on paper and interference never raise the index; the forces move it as far as they are the public sector."""
    judged = interpreted(monitoring.judged_corruption)
    assert 0 <= judged(norm, start, law, more, ONE, P) <= 1
    assert_directions(judged, (norm, start, law, more, ONE, P), "++--")
    index = float(interpreted(monitoring.corruption_index)(norm))
    between = min(1.0, max(0.0, start + P.expert_security_share * (index - start)))
    assert judged(norm, start, ZERO, ZERO, ONE, P) == pytest.approx(between, abs=1e-6)
    assert judged(norm, start, law, more, ZERO, P) == pytest.approx(between, abs=1e-6)


@given(formal=share, works=share)
def test_experts_take_paper_for_practice(formal, works) -> None:
    """What they see of oversight lies between what works and what stands on paper."""
    seen = interpreted(monitoring.judged_oversight)(formal, works, ZERO, ONE, P)
    assert min(formal, works) - 1e-6 <= seen <= max(formal, works) + 1e-6
    judged = interpreted(monitoring.judged_oversight)
    assert judged(formal, works, ONE, ZERO, P) == works
    assert judged(works, works, ZERO, ONE, P) == works
    assert judged(ZERO, ZERO, ONE, ONE, P) == P.expert_bias
    assert_directions(judged, (formal, works, ZERO, ONE, P), "+++", at=(0.5, 0.4, 0.2))


@given(z=normal)
def test_expert_error_shrinks_with_their_number(z) -> None:
    """Five experts err by their spread over the root of five."""
    error = interpreted(monitoring.expert_error)(z, P)
    assert abs(error - z * P.expert_spread / np.sqrt(5)) < 1e-6


@given(formal=share, effective=share, interference=share, z=normal)
def test_reports_follow_paper_and_grow_with_interference(formal, effective, interference, z) -> None:
    """A share; interference never lowers it; nobody reports a reform that has not begun."""
    reported = interpreted(monitoring.reported_level)
    here = reported(formal, effective, interference, z, ONE, P)
    assert 0 <= here <= 1
    assert reported(formal, effective, ONE, z, ONE, P) >= here >= reported(formal, effective, interference, z, ZERO, P)
    assert reported(ZERO, ZERO, interference, z, ONE, P) == 0
    assert abs(reported(formal, formal, ZERO, ZERO, ONE, P) - formal) < 1e-6
    assert reported(HALF, HALF, ZERO, ONE, ONE, P) == pytest.approx(0.5 + P.report_spread)
    assert reported(ONE, ZERO, ZERO, ZERO, ONE, P) == P.report_formal
    assert_directions(reported, (formal, effective, interference, z, ONE, P), "++++")


@given(audit=share, measurement=share)
def test_auditors_find_a_fifth_at_least(audit, measurement) -> None:
    """A share that grows with audit and measurement."""
    found = interpreted(monitoring.audited_share)
    assert 0.2 - 1e-6 <= found(audit, measurement) <= 1
    assert found(ZERO, ZERO) == np.float32(0.2)
    assert found(ONE, ZERO) == 1
    assert_directions(found, (audit, measurement), "++", at=(0.3, 0.3))


@given(base=share, complaints=share, measurement=share, interference=share)
def test_registers_are_filled_by_handling_and_emptied_by_interference(
    base, complaints, measurement, interference
) -> None:
    """Never more than was filed; the untouched register of a state that does not interfere holds its base."""
    kept = interpreted(monitoring.registered_share)
    here = kept(base, complaints, measurement, interference, ONE, P)
    assert 0 <= here <= 1
    assert kept(base, ONE, measurement, interference, ONE, P) >= here >= kept(base, ZERO, ZERO, ONE, ONE, P)
    assert kept(base, complaints, measurement, ONE, ONE, P) <= here
    assert kept(ZERO, ONE, ONE, ZERO, ONE, P) == P.register_gain
    assert kept(ONE, ZERO, ZERO, ONE, ONE, P) == pytest.approx(1 - P.register_silence)
    assert_directions(kept, (base, complaints, measurement, interference, ONE, P), "+++-")
    assert kept(base, ZERO, ZERO, ZERO, ONE, P) == kept(base, ZERO, ZERO, interference, ZERO, P) == base


@given(insecurity=share, control=share, z=normal)
def test_police_write_down_less_where_the_state_is_absent(insecurity, control, z) -> None:
    """A share; full control without error shows the truth, no control half of it."""
    statistics = interpreted(monitoring.police_statistics)
    here = statistics(insecurity, control, z, P)
    assert 0 <= here <= 1
    assert statistics(insecurity, ONE, z, P) >= here >= statistics(insecurity, ZERO, z, P)
    assert statistics(insecurity, ONE, ZERO, P) == insecurity
    assert abs(statistics(insecurity, ZERO, ZERO, P) - 0.5 * insecurity) < 1e-6
    assert_directions(statistics, (insecurity, control, z, P), "+++")


@given(index=share)
def test_the_expert_index_is_the_start_up_rule_turned_round(index) -> None:
    """The norm that goes with an index gives back that index: one bribe in twenty at 0, three in four at 1."""
    norm, back = interpreted(monitoring.bribe_norm), interpreted(monitoring.corruption_index)
    assert back(norm(index)) == pytest.approx(index, abs=1e-6)
    assert norm(ZERO) == np.float32(0.05)
    assert norm(ONE) == pytest.approx(0.75)
    assert_directions(norm, (index,), "+")


@given(level=small)
def test_logits_are_logistics_turned_round(level) -> None:
    """And finite where a share is 0 or 1."""
    logit = interpreted(monitoring.logit)
    assert logistic(logit(level)) == pytest.approx(level, abs=1e-6)
    assert logit(ONE) == pytest.approx(-logit(ZERO), abs=1e-3)
    assert logit(ONE) == pytest.approx(np.log(999), abs=1e-2)
    assert_directions(logit, (level,), "+")
