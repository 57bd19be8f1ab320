"""What money becomes: bounds, directions, half-lives, what each step needs, what leaks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import corruption, programmes
from tests.property.strategies import ONE, ZERO, P, assert_directions, floats, interpreted, share, small


@given(capability=share, control=share, measurement=share)
def test_absorption_has_a_floor_and_a_ceiling(capability, control, measurement) -> None:
    """Some money can always be spent, never more than there is."""
    absorbs = interpreted(programmes.absorbed_share)
    assert P.absorption_floor - 1e-6 <= absorbs(capability, control, measurement, P) <= 1 + 1e-6
    assert absorbs(ZERO, ZERO, ZERO, P) == P.absorption_floor
    assert absorbs(ONE, ONE, ONE, P) == pytest.approx(1, abs=1e-6)
    assert_directions(absorbs, (capability, control, measurement, P), "+++")


@given(will=share, dialogue=share, ready=small, watched=share, owned=share)
def test_effectiveness_is_a_share_that_ownership_raises(will, dialogue, ready, watched, owned) -> None:
    """Money works better where it is wanted, owned, prepared and watched; nothing works more than fully."""
    works = interpreted(programmes.effectiveness)
    assert 0 < works(will, dialogue, ready, watched, owned) <= 1.0001
    assert works(ONE, dialogue, ONE, ONE, ONE) == pytest.approx(1, abs=1e-5)
    nobody_to_convince = works(ONE, ONE, ready, watched, owned)
    assert works(ONE, ZERO, ready, watched, owned) == pytest.approx(nobody_to_convince)
    assert works(ZERO, ZERO, ONE, ONE, owned) == pytest.approx(0.15**0.5, rel=1e-4)
    assert works(ONE, ZERO, ONE, ZERO, ONE) == pytest.approx(0.3**0.2, rel=1e-4)
    assert works(will, dialogue, ready, watched, ZERO) > 0.94 * works(will, dialogue, ready, watched, ONE)
    assert_directions(works, (will, dialogue, ready, watched, owned), "+++++")


def _formal_after(formal, paid, upkept, p):
    """The formal level after a month of a reform whose upkeep is paid so far; what fades is a share."""
    fading = interpreted(programmes.formal_fading)(upkept, p)
    assert 0 <= fading <= 1
    return interpreted(programmes.updated_formal_level)(formal, paid, fading)


def _effective_after(effective, formal, delivered, works, running, reversal, upkept, p):
    """The effective level after a month of a reform that runs or not and whose upkeep is paid so far."""
    decay = interpreted(programmes.effective_decay)(running, upkept, p)
    assert 0 <= decay <= 1
    return interpreted(programmes.updated_effective_level)(effective, formal, delivered, works, decay, reversal)


@given(formal=share, paid=share, upkept=share)
def test_law_and_office_wear_off_without_upkeep(formal, paid, upkept) -> None:
    """A share that grows by what is paid, else falls or, kept up, stays; nothing comes of nothing."""
    after = _formal_after
    assert 0 <= after(formal, paid, upkept, P) <= 1
    assert after(formal, ZERO, upkept, P) <= formal
    assert after(formal, ZERO, ONE, P) == formal
    assert after(ZERO, paid, upkept, P) == paid
    assert_directions(after, (formal, paid, upkept, P), "+++", at=(0.3, 0.2, 0.2))


@given(effective=share, formal=share, delivered=share, works=share, running=st.booleans(), reversal=share, upkept=share)
def test_form_bounds_function(effective, formal, delivered, works, running, reversal, upkept) -> None:
    """The effective level never exceeds the formal one; deliveries raise it, a new government takes from it."""
    after = _effective_after
    here = (effective, formal, delivered, works, running, reversal, upkept, P)
    assert 0 <= after(*here) <= formal
    assert after(effective, formal, ZERO, works, running, ONE, upkept, P) == 0
    runs = after(effective, formal, delivered, works, True, reversal, upkept, P)
    assert runs >= after(effective, formal, delivered, works, False, reversal, upkept, P)
    assert_directions(after, here, "+.++.-.", at=(0.3, 0.9, 0.2, 0.5, running, 0.5, 0.5))


@given(effective=share, upkept=share)
def test_what_is_kept_up_wears_off_as_slowly_as_while_it_runs(effective, upkept) -> None:
    """Upkeep that is paid in full halves decay; without any it is that of reforms after donors left."""
    after = _effective_after
    kept = after(effective, ONE, ZERO, ONE, False, ZERO, ONE, P)
    assert kept == after(effective, ONE, ZERO, ONE, True, ZERO, upkept, P)
    ended = (effective, ONE, ZERO, ONE, False, ZERO, upkept, P)
    assert_directions(after, ended, "+.....+", at=(0.3, 0.9, 0.0, 0.5, False, 0.0, 0.5))


def test_levels_are_half_gone_after_their_half_lives() -> None:
    """Formal levels without upkeep, effective ones when the reform has ended; while it runs half as much is lost."""
    formal, ended, running = ONE, ONE, ONE
    update, effect = _formal_after, _effective_after
    for month in range(round(float(P.formal_half_life))):
        formal = update(formal, ZERO, ZERO, P)
        if month < P.effective_half_life:
            ended = effect(ended, ONE, ZERO, ONE, False, ZERO, ZERO, P)
            running = effect(running, ONE, ZERO, ONE, True, ZERO, ZERO, P)
    assert formal == pytest.approx(0.5, abs=1e-3)
    assert ended == pytest.approx(0.5, abs=1e-3)
    assert running == pytest.approx(0.5**0.5, abs=5e-3)


@given(public=share, audit=share, sanction=share, transparency=share)
def test_audit_does_nothing_without_sanctions(public, audit, sanction, transparency) -> None:
    """Leakage falls with audit only where somebody is sanctioned, and never below half of what it was."""
    leak = interpreted(corruption.leakage_rate)
    here = (public, audit, sanction, transparency, P)
    assert 0 <= leak(*here) <= np.float32(0.9)
    assert leak(public, audit, ZERO, transparency, P) == leak(public, ZERO, ZERO, transparency, P)
    assert leak(public, ZERO, sanction, transparency, P) == leak(public, ZERO, ZERO, transparency, P)
    assert 0.45 * leak(public, ZERO, sanction, transparency, P) <= leak(*here)
    assert leak(np.float32(0.75), ZERO, ZERO, ZERO, P) == pytest.approx(P.leakage_base)
    assert leak(public, ZERO, ZERO, ONE, P) == pytest.approx(0.9 * leak(public, ZERO, ZERO, ZERO, P))
    assert_directions(leak, here, "+---")


@given(rate=floats(0, 0.9), procured=share, noise=floats(0, 5))
def test_what_is_procured_leaks_more(rate, procured, noise) -> None:
    """Never all of it; half procured, a reform leaks at the country's rate; where nothing leaks, nothing does."""
    leak = interpreted(corruption.channel_leakage)
    assert 0 <= leak(rate, procured, noise) <= np.float32(0.95)
    assert leak(rate, np.float32(0.5), ONE) == pytest.approx(rate)
    assert leak(ZERO, procured, noise) == 0
    assert leak(np.float32(0.2), ONE, ONE) == pytest.approx(0.28)
    assert_directions(leak, (rate, procured, noise), "+++", at=(0.2, 0.5, 0.5))
