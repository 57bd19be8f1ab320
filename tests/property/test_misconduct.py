"""Misconduct: bounds, directions and limits, and the tipping of norms, over everything the arguments may be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import misconduct
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    P,
    assert_directions,
    floats,
    interpreted,
    logit,
    months,
    share,
    with_changes,
)

pay_level = floats(0.25, 4)


@given(c=logit, norm=share, arrears=months, pay=pay_level, integrity=logit, skill=share, sanction=share)
def test_bribery_is_a_share_and_falls_with_sanctions(c, norm, arrears, pay, integrity, skill, sanction) -> None:
    """Disposition, norm and arrears lead to bribes; integrity of commanders and expected sanctions away from them."""
    bribery = interpreted(misconduct.bribery_propensity)
    here = (c, norm, arrears, pay, integrity, skill, sanction, P)
    assert 0 <= bribery(*here) <= 1
    assert bribery(ZERO, HALF, ZERO, ONE, ZERO, skill, ZERO, P) == HALF  # with nothing for or against it
    assert_directions(bribery, here, "+++----")


@given(c=logit, norm=share, skill=share, pay=pay_level, sanction=share)
def test_training_and_pay_act_on_bribes_only_through_sanctions(c, norm, skill, pay, sanction) -> None:
    """Where nobody is sanctioned neither skill nor pay moves a bribe (weight of pay 0); elsewhere both lower it."""
    bribery = interpreted(misconduct.bribery_propensity)
    assert bribery(c, norm, ZERO, pay, ZERO, skill, ZERO, P) == bribery(c, norm, ZERO, ONE, ZERO, ZERO, ZERO, P)
    here = bribery(c, norm, ZERO, pay, ZERO, skill, sanction, P)
    assert bribery(c, norm, ZERO, pay, ZERO, ONE, sanction, P) <= here
    assert bribery(c, norm, ZERO, np.float32(5), ZERO, skill, sanction, P) <= here


@given(c=logit, norm=share, weight=st.floats(np.float32(0.125), 1, width=32))
def test_pay_has_no_sign_of_its_own(c, norm, weight) -> None:
    """The sign of the effect of pay is that of its weight: a rise may bring more bribes (Ghana 2010) or fewer."""
    bribery = interpreted(misconduct.bribery_propensity)
    up, down = with_changes(pay_weight=weight), with_changes(pay_weight=-weight)
    before = bribery(c, norm, ZERO, ONE, ZERO, ZERO, ZERO, P)
    assert bribery(c, norm, ZERO, np.float32(2), ZERO, ZERO, ZERO, up) >= before
    assert bribery(c, norm, ZERO, np.float32(2), ZERO, ZERO, ZERO, down) <= before


@given(
    b=logit, norm=share, threat=share, constraint=share, woman=st.booleans(), restraint=logit, skill=share,
    sanction=share,
)  # fmt: skip
def test_abuse_is_a_share_and_needs_threat_without_constraint(
    b, norm, threat, constraint, woman, restraint, skill, sanction
) -> None:
    """Threat to the regime raises abuse only as far as nothing constrains the forces; restraint and skill lower it."""
    abuse = interpreted(misconduct.abuse_propensity)
    here = (b, norm, threat, constraint, woman, restraint, skill, sanction, P)
    assert 0 <= abuse(*here) <= 1
    assert abuse(ZERO, HALF, ZERO, constraint, woman, ZERO, ZERO, ZERO, P) == HALF  # with nothing for or against it
    assert_directions(abuse, here, "+++-.---")
    unthreatened = abuse(b, norm, ZERO, constraint, woman, restraint, skill, sanction, P)
    assert unthreatened == abuse(b, norm, ZERO, ONE, woman, restraint, skill, sanction, P)


@given(b=logit, norm=share)
def test_women_differ_only_where_somebody_says_so(b, norm) -> None:
    """By default sex changes nothing; the sign of the parameter is the sign of the effect."""
    abuse = interpreted(misconduct.abuse_propensity)
    man = abuse(b, norm, ZERO, ZERO, False, ZERO, ZERO, ZERO, P)
    assert abuse(b, norm, ZERO, ZERO, True, ZERO, ZERO, ZERO, P) == man
    gentler = with_changes(woman_restraint=0.5)
    assert abuse(b, norm, ZERO, ZERO, True, ZERO, ZERO, ZERO, gentler) <= man
    assert abuse(ZERO, HALF, ZERO, ZERO, True, ZERO, ZERO, ZERO, gentler) < HALF


@given(expected=share, seen=share)
def test_sanctions_are_learnt_faster_than_forgotten(expected, seen) -> None:
    """Expectations move toward what was seen, never past it, and faster upwards than downwards."""
    update = interpreted(misconduct.updated_expected_sanction)
    after = update(expected, seen, P)
    assert min(expected, seen) - 1e-6 <= after <= max(expected, seen) + 1e-6
    assert update(ZERO, ONE, P) > ONE - update(ONE, ZERO, P)
    assert update(expected, expected, P) == expected
    assert_directions(update, (expected, seen, P), "++")


@given(norm=share, conduct=share)
def test_norms_follow_conduct_slowly(norm, conduct) -> None:
    """A share that rests at the conduct of the unit; of a distance the persistence is left after a month."""
    update = interpreted(misconduct.updated_norm)
    assert 0 <= update(norm, conduct, P) <= 1
    assert update(norm, norm, P) == norm
    assert update(ONE, ZERO, P) == pytest.approx(P.norm_persistence, abs=1e-6)
    assert_directions(update, (norm, conduct, P), "++")


@given(norm=share, entering=share, lean=logit)
def test_newcomers_bring_a_norm_only_if_they_were_chosen_otherwise(norm, entering, lean) -> None:
    """Growth by people like those who serve changes nothing; cleaner entrants lower the norm, the more who enter."""
    after = interpreted(misconduct.norm_with_newcomers)
    assert 0 <= after(norm, entering, lean, P) <= 1 + 1e-6
    assert after(norm, entering, ZERO, P) == pytest.approx(norm, abs=1e-6)
    assert after(norm, ZERO, lean, P) == after(norm, entering, lean, with_changes(newcomer_norm=0.0)) == norm
    assert after(ZERO, entering, lean, P) == 0
    assert after(ONE, entering, lean, P) == pytest.approx(1, abs=1e-6)
    assert (after(norm, entering, lean, P) - norm) * lean >= -1e-6
    assert_directions(after, (norm, entering, lean, P), "+.+")


@given(mean=share, part=share)
def test_mixed_norms_are_shares_with_the_mean_that_observers_saw(mean, part) -> None:
    """If a share `mean` of the force serves under the high norm, the mean norm over the force is `mean`."""
    norm = interpreted(misconduct.mixed_norm)
    low, high = norm(mean, ZERO, P), norm(mean, ONE, P)
    assert 0 <= low <= norm(mean, part, P) + 1e-6
    assert norm(mean, part, P) <= high + 1e-6 <= 1 + 1e-5
    assert abs(mean * high + (1 - mean) * low - mean) < 1e-5
    assert norm(mean, part, with_changes(norm_mix=0.0)) == pytest.approx(mean, abs=1e-6)
    assert_directions(norm, (mean, part, P), "++")


@given(level=logit, start=logit, merit=share)
def test_commanders_rest_where_they_started_unless_merit_counts(level, start, merit) -> None:
    """Without reform the commanders of the settlement are followed by their like; merit never makes them worse."""
    update = interpreted(misconduct.updated_command)
    assert update(start, start, ZERO, P) == start
    better = start + P.leadership_effect * merit
    assert update(better, start, merit, P) == pytest.approx(better, abs=1e-6)
    assert_directions(update, (level, start, merit, P), "+++")


def rest_of(norm: float, weight: float) -> float:
    """Where the norm of a large unit comes to rest from a starting norm, with commanders of integrity 0."""
    bribery = interpreted(misconduct.bribery_propensity)
    update = interpreted(misconduct.updated_norm)
    p = with_changes(norm_weight=weight)
    people = np.float32(np.linspace(-2.5, 2.5, 41))
    density = np.exp(-0.5 * people.astype(float) ** 2)
    here = np.float32(norm)
    for _ in range(2000):
        conduct = [bribery(c, here, ZERO, ONE, ZERO, ZERO, ZERO, p) for c in people]
        here = np.float32(update(here, np.float32(np.average(conduct, weights=density)), p))
    return float(here)


def test_norms_tip() -> None:
    """Units alike in all but their norm stay apart at the default weight of norms, and meet where norms weigh little.

    That is what makes corruption sticky, and what a strong push can tip (Andvig and Moene 1990).
    """
    low, high = rest_of(0.3, P.norm_weight), rest_of(0.7, P.norm_weight)
    assert low < 0.35
    assert high > 0.65
    assert rest_of(0.7, 2.0) - rest_of(0.3, 2.0) < 0.02
