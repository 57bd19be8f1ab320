"""Missions: what their strength goes into, who is sent, and when they leave."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.scenario.events import CAUSE, KIND
from tests.behaviour.paired import end, run
from tests.behaviour.test_money import lived, months_of

QUICK = ("missions.unmil.drawdown=12", "missions.unmil.exit=18")


def test_equal_weights_give_every_task_the_whole_strength() -> None:
    """Deterrence, guarantee, protection and coup prevention stand where one strength stood before."""
    nation = lived(12)[0].nation[0]
    assert nation.mission_strength > 0
    for task in ("deterrence", "protection", "against_coups"):
        assert nation[f"mission_{task}"] == pytest.approx(nation.mission_strength, rel=1e-6)
    assert nation.guarantee == pytest.approx(nation.mission_strength, rel=1e-6)


def test_a_mission_that_only_guards_guarantees_nothing() -> None:
    """What goes into deterrence is missing elsewhere: the credibility of the peace falls."""
    guards = run("parameters.mission_to_deterrence=10", "parameters.mission_to_guarantee=0")
    guarantees = run("parameters.mission_to_deterrence=0", "parameters.mission_to_guarantee=10")
    assert end(guards, "credibility") < end(guarantees, "credibility")


def test_a_mission_leaves_by_date_or_by_benchmark() -> None:
    """By date in the month that was given; by benchmark not before it holds, and as slowly as the schedule says."""
    by_date = run(*QUICK)
    assert set(months_of(by_date, "mission_drawdown", "scheduled")) == {12}
    assert set(months_of(by_date, "mission_left")) == {18}
    never = run(*QUICK, "missions.unmil.exit_when={indicator: survey.trust_police, op: '>', value: 2}")
    assert months_of(never, "mission_drawdown") == []
    assert (never.values("mission_strength")[:, 12:] > 0.3).all()
    late = run(*QUICK, "missions.unmil.exit_when={indicator: admin.formal, op: '>=', value: 0.2}")
    begun = late.events[late.events["kind"] == KIND["mission_drawdown"]]
    left = late.events[late.events["kind"] == KIND["mission_left"]]
    assert len(begun) > 0
    assert set(begun["cause"]) == {CAUSE["benchmark_reached"]}
    for run_number, month in zip(begun["replicate"], begun["month"], strict=True):
        seen = late.values("admin_formal")[run_number]
        assert month >= 12
        assert seen[month - 1] >= 0.2  # what was published last month
        assert month == 12 or seen[month - 2] < 0.2
        assert left[left["replicate"] == run_number]["month"].tolist() == [month + 6]


def test_deployment_can_follow_difficulty_or_a_coin() -> None:
    """Hard cases get more; a coin sends all or nobody, over worlds about half each; both are data for experiments."""
    hard = lived(12, "missions.unmil.deployment=follows_difficulty", "country.insecurity=0.9")[0].missions
    easy = lived(12, "missions.unmil.deployment=follows_difficulty", "country.insecurity=0.0")[0].missions
    assert 0.5 <= easy.sent[0] < hard.sent[0] <= 1
    assert 0.5 * 16100 <= easy.present[0] < hard.present[0] < 16100
    tossed = run("missions.unmil.deployment=randomised", "run.replicates=40", "run.months=12")
    there = tossed.values("mission_strength")[:, 12] > 0
    assert 10 < there.sum() < 30
    assert np.unique(tossed.values("mission_strength")[there, 12]).size == 1
