"""Voters, armies, ministers: bounds, directions, where they rest and what each needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssrsim.equations import elections
from tests.property.strategies import (
    HALF,
    ONE,
    ZERO,
    P,
    assert_directions,
    floats,
    interpreted,
    months,
    normal,
    rare,
    share,
)


@given(ahead=st.integers(-5, 60))
def test_elections_press_in_their_last_year(ahead) -> None:
    """1 on the day, half of it six months earlier, 0 a year ahead and where none is due; it only grows on the way."""
    pressure = interpreted(elections.electoral_pressure)
    assert 0 <= pressure(ahead) <= 1
    assert pressure(0) == 1
    assert pressure(6) == 0.5
    assert 0 <= ahead < 12 or pressure(ahead) == 0
    assert ahead < 0 or pressure(ahead) >= pressure(ahead + 1)
    assert not 0 <= ahead < 12 or pressure(ahead) > pressure(ahead + 1)


@given(safe=share, bribes=share, livelihood=share, media=share)
def test_voters_judge_performance_as_far_as_they_know(safe, bribes, livelihood, media) -> None:
    """Safety and a living speak for a government, bribes against it; free media make the verdict clearer."""
    verdict = interpreted(elections.voters_verdict)
    here = verdict(safe, bribes, livelihood, media, P)
    assert -1 <= here <= 1
    assert_directions(verdict, (safe, bribes, livelihood, media, P), "+-+")
    assert abs(verdict(safe, bribes, livelihood, ONE, P)) >= abs(here) - 1e-6
    assert verdict(HALF, HALF, HALF, media, P) == pytest.approx(0, abs=1e-6)  # performance of .5 is the reference
    assert verdict(ONE, ZERO, ONE, ONE, P) > verdict(ONE, ZERO, ONE, ZERO, P)


@given(power=share, verdict=floats(-1, 1), luck=normal)
def test_verdicts_move_the_power_of_those_who_govern(power, verdict, luck) -> None:
    """Without a verdict and luck power stays; only those who govern are judged; luck strikes everybody."""
    polled = interpreted(elections.power_at_polls)
    assert polled(power, 1, verdict, luck, P) >= 0
    assert polled(power, 1, ZERO, ZERO, P) == pytest.approx(power)
    assert polled(power, 0, verdict, luck, P) == polled(power, 0, -verdict, luck, P)
    assert polled(power, 1, abs(verdict), luck, P) >= polled(power, 0, verdict, luck, P) * (1 - 1e-6)
    assert_directions(polled, (power, 1, verdict, luck, P), "+.++", at=(0.5, 1, 0.5, 0.5))


@given(arrears=months, squeeze=share, purge=share, exclusion=share, cuts=share)
def test_armies_resent_what_is_taken_from_them(arrears, squeeze, purge, exclusion, cuts) -> None:
    """A share, 0 where nothing is taken; unpaid months can weigh most, half of it after four."""
    discontent = interpreted(elections.army_discontent)
    assert 0 <= discontent(arrears, squeeze, purge, exclusion, cuts) <= 1 + 1e-6
    assert discontent(ZERO, ZERO, ZERO, ZERO, ZERO) == 0
    assert discontent(np.float32(4), ZERO, ZERO, ZERO, ZERO) == pytest.approx(0.2)
    assert discontent(np.float32(1e6), ONE, ONE, ONE, ONE) == pytest.approx(1, abs=1e-4)
    assert_directions(discontent, (arrears, squeeze, purge, exclusion, cuts), "+++++")


@given(cuts=share, laid_off=rare, coverage=share)
def test_cuts_are_felt_and_forgotten(cuts, laid_off, coverage) -> None:
    """A share; with pay in full and nobody laid off it fades; no pay at all is felt in full in the end."""
    after = interpreted(elections.updated_cuts)
    assert 0 <= after(cuts, laid_off, coverage) <= 1
    assert after(ZERO, ZERO, ONE) == 0
    assert after(cuts, ZERO, ONE) == pytest.approx(0.9 * cuts, abs=1e-6)
    assert after(ONE, ZERO, ZERO) == pytest.approx(1)
    assert after(ZERO, np.float32(0.02), ONE) == pytest.approx(after(ZERO, ZERO, ZERO))
    assert_directions(after, (cuts, laid_off, coverage), "++-", at=(0.2, 0.01, 0.5))


@given(start=share, works=share)
def test_parliaments_that_work_control_armies(start, works) -> None:
    """Control never falls below that of the settlement, and rests there while parliament does what it did then."""
    control = interpreted(elections.controlled_army)
    assert start - 1e-6 <= control(start, works, P) <= 1
    assert control(start, ZERO, P) == start
    assert control(ZERO, ONE, P) == P.control_by_parliament
    assert_directions(control, (start, works, P), "++")


@given(discontent=share, control=share, mission=share)
def test_coups_need_discontent_and_nobody_to_stop_them(discontent, control, mission) -> None:
    """A chance, below one in a thousand where nobody is discontent, lowered by civilian control and by a mission."""
    coup = interpreted(elections.coup_chance)
    assert 0 < coup(discontent, control, mission, P) < 1
    assert coup(ZERO, control, mission, P) < 0.001
    assert coup(ZERO, ONE, ZERO, P) == coup(ZERO, ZERO, ONE, P)
    assert coup(np.float32(0.4), ONE, ZERO, P) == pytest.approx(coup(ZERO, ZERO, ZERO, P), rel=1e-4)
    assert_directions(coup, (discontent, control, mission, P), "+--")


@given(scandal=share, defied=st.sampled_from([0, 1]))
def test_ministers_fall_over_scandals_and_defiance(scandal, defied) -> None:
    """A chance, the plain rate where nothing speaks against a minister."""
    fall = interpreted(elections.reshuffle_chance)
    assert 0 <= fall(scandal, defied, P) <= 1
    assert fall(ZERO, 0, P) == P.reshuffle_rate
    assert fall(scandal, 1, P) > fall(scandal, 0, P)
    assert_directions(fall, (scandal, defied, P), "+")


@given(will=share)
def test_the_unwilling_undo_more(will) -> None:
    """A chance: the parameter at middling will, nothing where those who come in want reform."""
    undone = interpreted(elections.reversal_chance)
    assert 0 <= undone(will, P) <= 1
    assert undone(HALF, P) == pytest.approx(P.reversal)
    assert undone(ONE, P) == 0
    assert_directions(undone, (will, P), "-")
