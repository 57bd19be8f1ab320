"""4d, the limit of many people who do not differ: they live by their mean field, with an error that halves by fours."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from toy import data, off, settled

from ssrsim.equations.forces import presence_of
from ssrsim.phases.engine import advance
from ssrsim.world.world import World

pytestmark = pytest.mark.slow

Z = 4.9  # two-sided normal quantile of a false-alarm rate of 1e-6
MEAN_FIELD = (
    "parameters.contact_help=0", "parameters.contact_army=0", "parameters.contact_stop=0.2", "parameters.attrition=0",
    "parameters.trust_corruption=0", "parameters.recruit_throughput=0",
    *off("performance", "sanctions", "scandals", "desertion", "dismissals", "random_shocks", "coups", "elections"),
    *off("displacement"),
)  # fmt: skip


def chances_of(world: World) -> tuple[np.ndarray, np.ndarray]:
    """By civilian: the chances of good service and of a wrong in the coming contact, over all officers of the unit."""
    p, officers, units, people = world.parameters[0], world.officers, world.units, world.civilians
    good, bad = np.empty(len(people.id)), np.empty(len(people.id))
    constraint = (1.0 - float(world.nation.oversight[0])) * (1.0 - officers.skill.astype(float))
    for district, unit in enumerate(world.districts.police_unit):
        here = officers.unit == unit
        equipment = float(units.equipment[unit])
        armed = 1 + p.equipment_abuse * equipment * constraint[here]
        bribery, abuse = officers.bribery[here].astype(float), officers.abuse[here] * armed
        served = 0.2 + 0.6 * officers.skill[here] + 0.15 * equipment
        stopped = float(p.contact_stop * presence_of(units.strength[unit], units.target[unit]))
        for group in range(len(world.groups)):
            bias = np.where(officers.group[here] == group, 1.0, p.group_bias)
            abused = p.abuse_scale * abuse * bias
            bribed = (1 - abused) * bribery * bias / (1 - bribery + bribery * bias)
            rows = (people.district == district) & (people.group == group)
            good[rows] = stopped * ((1 - abused - bribed) * served).mean()
            bad[rows] = stopped * (abused + bribed).mean()
    return good, bad


def mean_field(start: World, months: int, talk: float = 1.0) -> float:
    """Expected trust after so many months, mean over people: T + (a - T) / tau + gain ((1 - T) good - ratio T bad)."""
    world, p = start.copied(), start.parameters[0]
    trust = world.civilians.trust_police.astype(float)
    anchor = 1 / (1 + np.exp(-world.civilians.trust_trait.astype(float)))
    for month in range(1, months + 1):
        advance(world, month, month)
        good, bad = (own + talk * p.peer_weight * own[world.civilians.peers].sum(axis=1) for own in chances_of(world))
        trust += (anchor - trust) / p.trust_months + p.trust_gain * ((1 - trust) * good - p.trust_ratio * trust * bad)
    return float(np.average(trust, weights=world.civilians.weight))


def errors_of(rows: int, runs: int, months: int = 12) -> tuple[np.ndarray, Any]:
    """Mean trust of so many worlds that begin alike less its expectation; and the world they begin as."""
    start = settled(data(*MEAN_FIELD, civilians=rows, months=months))
    start.civilians.trust_police[:] = 0.5  # away from rest
    expected = mean_field(start, months)
    found = np.empty(runs)
    for replicate in range(runs):
        world = start.copied()
        world.key[1] = replicate + 1
        advance(world, 1, months)
        found[replicate] = np.average(world.civilians.trust_police.astype(float), weights=world.civilians.weight)
    return found - expected, start


def test_many_people_live_by_their_mean_field() -> None:
    """42: mean trust is its mean-field recursion up to an error that halves with four times the people.

    Runs: 600 worlds of 500 and 600 of 2,000 people, 12 months from trust .5. False-alarm rate: 1e-6 (bias within 4.9
    standard errors; ratio of variances, log with standard error .082, within 2.7 and 6). Mutants: peers that are not
    heard (bias of many standard errors) and an error that does not shrink (ratio 1), caught with probability above
    .999.
    """
    runs = 600
    few, start = errors_of(500, runs)
    many, _ = errors_of(2_000, runs)
    for errors in (few, many):
        assert abs(errors.mean()) < Z * errors.std() / np.sqrt(runs)
    assert abs(np.log(few.var() / many.var()) - np.log(4)) < Z * np.sqrt(4 / runs)
    deaf = mean_field(start, 12, talk=0.0) - mean_field(start, 12)
    assert abs(deaf) > (Z + 4.75) * few.std() / np.sqrt(runs)
