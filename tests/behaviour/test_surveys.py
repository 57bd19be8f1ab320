"""Virtual surveys: clusters of interviews with real rows, their error, and what fear and interference add."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.driver import call
from ssrsim.phases import monitoring
from ssrsim.world.world import World
from tests.behaviour.paired import run

ITEMS = {
    "pending_trust_police": "trust_police",
    "pending_trust_army": "trust_army",
    "pending_perceived_corruption": "perceived_corruption",
    "pending_perceived_performance": "perceived_performance",
}


def surveys(world: World, seeds: int, **nation: float) -> dict[str, np.ndarray]:
    """What surveys of the same country find under many seeds; `nation` sets columns of the nation beforehand."""
    copy = world.copied()
    for name, value in nation.items():
        setattr(copy.nation[0], name, value)
    names = [name for name in copy.nation.dtype.names if name.startswith("pending_")]
    found: dict[str, list[float]] = {name: [] for name in names}
    for seed in range(seeds):
        copy.key[:] = (seed, 0)
        call(monitoring.hold_survey, copy, 0, 0, 1)
        for name in names:
            found[name].append(float(copy.nation[name][0]))
    return {name: np.array(values) for name, values in found.items()}


def set_parameters(world: World, **parameters: float) -> World:
    """A copy of a world with other parameters."""
    copy = world.copied()
    for name, value in parameters.items():
        setattr(copy.parameters[0], name, value)
    return copy


def mean_of(world: World, column: str) -> float:
    """The mean of a column of civilians over people."""
    return float(np.average(getattr(world.civilians, column), weights=world.civilians.weight))


@pytest.fixture
def calm(ends: dict[str, World]) -> World:
    """Liberia after two quiet years."""
    return ends["calm"].copied()


def test_surveys_are_unbiased_without_interference_and_fear_of_interviews(calm: World) -> None:
    """Over 400 samples of the same country the mean is the truth within 3 standard errors, question by question."""
    world = set_parameters(calm, survey_refusal_fear=0.0)
    found = surveys(world, 400, interference=0.0)
    truth = {item: mean_of(world, column) for item, column in ITEMS.items()}
    civilians = world.civilians
    truth["pending_feel_safe"] = 1 - float(
        np.average(world.districts.insecurity[civilians.district], weights=civilians.weight)
    )
    met = civilians.weight * (civilians.contact_year != 0)
    truth["pending_bribe_experience"] = float(np.average(civilians.bribe_year != 0, weights=met))
    most = world.groups.most_excluded[civilians.group] == 1
    truth["pending_trust_police_excluded"] = float(np.average(civilians.trust_police, weights=civilians.weight * most))
    for item, value in truth.items():
        error = found[item].std(ddof=1) / np.sqrt(len(found[item]))
        assert abs(found[item].mean() - value) < 3 * error, item


def test_published_error_is_the_error_there_is(calm: World) -> None:
    """Over 400 samples the spread of trust is what each survey says, and more than that of a simple sample."""
    found = surveys(calm, 400, interference=0.0)
    trust, stated = found["pending_trust_police"], found["pending_trust_police_se"].mean()
    assert 0.85 < stated / trust.std(ddof=1) < 1.15
    interviews = 1200 * (1 - calm.parameters.survey_refusal[0])
    assert stated > 0.97 * np.sqrt(trust.mean() * (1 - trust.mean()) / interviews)


def test_places_that_differ_make_surveys_less_exact(calm: World) -> None:
    """The design effect comes out of differences between places: where half of them trust fully, it is near eight."""
    split = calm.copied()
    split.civilians.trust_police[:] = split.civilians.stratum % 2
    found = surveys(set_parameters(split, survey_refusal=0.0, survey_refusal_fear=0.0), 200, interference=0.0)
    share = found["pending_trust_police"].mean()
    simple = np.sqrt(share * (1 - share) / 1200)
    assert 6.5 < (found["pending_trust_police"].std(ddof=1) / simple) ** 2 < 9.5
    assert 6.5 < (found["pending_trust_police_se"].mean() / simple) ** 2 < 9.5


def test_fewer_interviews_change_measured_trust_not_the_trust_there_is(calm: World) -> None:
    """A quarter of the interviews doubles the error of measured trust; the people asked are the same people."""
    before = calm.civilians.trust_police.tobytes()
    many = surveys(calm, 300)["pending_trust_police"]
    few = surveys(set_parameters(calm, survey_n=300.0), 300)["pending_trust_police"]
    assert 1.6 < few.std(ddof=1) / many.std(ddof=1) < 2.4
    assert abs(few.mean() - many.mean()) < 3 * np.hypot(few.std(ddof=1), many.std(ddof=1)) / np.sqrt(300)
    assert calm.civilians.trust_police.tobytes() == before


def test_noise_of_surveys_leaves_true_trust_alone() -> None:
    """Over whole runs the sample size moves true trust only through what politicians and donors hear: below .01."""
    small, large = run("parameters.survey_n=150"), run("parameters.survey_n=4800")
    error = [
        np.abs(r.values("survey_trust_police")[:, 8::6] - r.values("trust_police")[:, 6:-2:6]) for r in (small, large)
    ]
    assert error[0].mean() > 2 * error[1].mean()
    assert np.abs(small.values("trust_police") - large.values("trust_police")).mean() < 0.01


def test_declared_trust_exceeds_true_trust_under_fear_and_interference(calm: World) -> None:
    """Both are needed: people say what is wanted where they are afraid and those who ask are not free."""
    world = set_parameters(calm, fear_bias=0.5, survey_refusal_fear=0.0)
    world.civilians.fear[:] = 0.8
    truth = mean_of(world, "trust_police")
    pressed, free = surveys(world, 60, interference=0.8), surveys(world, 60, interference=0.0)
    expected = truth + (1 - truth) * 0.5 * 0.8 * 0.8
    assert abs(pressed["pending_trust_police"].mean() - expected) < 0.01
    assert abs(free["pending_trust_police"].mean() - truth) < 0.01
    assert pressed["pending_bribe_experience"].mean() < free["pending_bribe_experience"].mean() - 0.1
    world.civilians.fear[:] = 0.0
    assert abs(surveys(world, 60, interference=0.8)["pending_trust_police"].mean() - truth) < 0.01


def test_a_survey_of_everybody_is_what_samples_find_on_average(calm: World) -> None:
    """Switching sampling off keeps the bias: the mean over 400 samples, within 3 standard errors."""
    world = set_parameters(calm, fear_bias=0.5)
    found = surveys(world, 400, interference=0.6)
    world.mechanisms.survey_noise[0] = 0
    exact = surveys(world, 1, interference=0.6)
    for item in (name for name in found if name not in ("pending_trust_police_se", "pending_complaints")):
        error = found[item].std(ddof=1) / np.sqrt(400)
        assert abs(found[item].mean() - exact[item][0]) <= 3.5 * error, item
    assert exact["pending_trust_police_se"][0] == 0


def test_surveys_come_as_often_as_asked() -> None:
    """Once a year instead of twice: published values change in months 14, 26, 38 ... only."""
    results = run("parameters.survey_every=12")
    changes = np.diff(results.values("survey_trust_police"), axis=1) != 0
    months = {int(month) + 1 for month in np.nonzero(changes)[1]}
    assert months == {14, 26, 38, 50}


def test_monitoring_reform_asks_more_people(calm: World) -> None:
    """A full reform of monitoring doubles the sample: the error falls by a third."""
    better = calm.copied()
    better.effects[1, monitoring.MEASUREMENT] = 1.0
    calm.effects[1, monitoring.MEASUREMENT] = 0.0
    errors = [surveys(world, 20)["pending_trust_police_se"].mean() for world in (better, calm)]
    assert 0.6 < errors[0] / errors[1] < 0.8
