"""The record by group of people: the country is the mean of its groups, in every month from the settlement on."""

from __future__ import annotations

import numpy as np
import pytest
from toy import changed, data, lived, settled

from ssrsim.scenario.indicators import GROUP_INDICATORS
from ssrsim.world.world import World

MEANS = [indicator.name for indicator in GROUP_INDICATORS if indicator.kind == "level" and indicator.name != "people"]


@pytest.mark.parametrize("context", ["calm", "violent"])
def test_the_country_is_the_mean_of_its_groups(ends: dict[str, World], context: str) -> None:
    """Plans are compared by group: what one group loses must be what the country's mean lacks, not an artefact."""
    national, groups = ends[context].record, ends[context].group_record
    people = groups.people.astype(float)
    assert (people.sum(axis=1) > 0).all()
    for name in MEANS:
        mean = (groups[name] * people).sum(axis=1) / people.sum(axis=1)
        np.testing.assert_allclose(mean, national[name], atol=1e-5, err_msg=name)
    assert np.ptp(groups.trust_police[-1]) > 0.01  # groups that all were the country would pass, too


@pytest.mark.parametrize("context", ["calm", "violent"])
def test_what_groups_lived_through_adds_up(ends: dict[str, World], context: str) -> None:
    """Numbers of people are whole: no act of abuse and no bribe is lost between groups or counted in two."""
    national, groups = ends[context].record, ends[context].group_record
    assert national.abuse.sum() > 0
    assert (groups.abuse.sum(axis=1) == national.abuse).all()
    bribes, contacts = groups.bribes.sum(axis=1), groups.contacts.sum(axis=1)
    assert bribes.sum() > 0
    np.testing.assert_allclose(bribes / np.maximum(contacts, 1), national.bribe_incidence, atol=1e-6)


def living(east: dict[str, float], west: dict[str, float]) -> World:
    """Six months of two districts, the west hit harder by the war, with these shares of groups."""
    hit_harder = changed(data(months=6), country__districts__west__war_exposure=0.9)
    return lived(settled(changed(hit_harder, country__districts__east__groups=east,
                                 country__districts__west__groups=west)))  # fmt: skip


def test_a_group_of_one_district_feels_as_safe_as_people_there() -> None:
    """Who lives nowhere else is in no other district's sums."""
    world = living({"ga": 1.0, "gb": 0.0}, {"ga": 0.0, "gb": 1.0})
    safe = 1 - world.district_record.insecurity
    assert abs(safe[-1, 0] - safe[-1, 1]) > 0.01
    np.testing.assert_allclose(world.group_record.feel_safe, safe, atol=1e-5)
    np.testing.assert_allclose(world.group_record.trust_police, world.district_record.trust_police, atol=1e-6)


def test_a_group_of_nobody_is_zero_and_the_other_one_is_the_country() -> None:
    """A mean of nobody is no number: it must neither stop the run nor look like perfect safety."""
    world = living({"ga": 1.0, "gb": 0.0}, {"ga": 1.0, "gb": 0.0})
    all_people, nobody = world.group_record[:, 0], world.group_record[:, 1]
    assert {name: nobody[name].max() for name in nobody.dtype.names} == dict.fromkeys(nobody.dtype.names, 0)
    for name in MEANS:
        np.testing.assert_allclose(all_people[name], world.record[name], atol=1e-5, err_msg=name)


def test_a_country_of_one_group_has_one_line_a_month() -> None:
    """The smallest country: its only group is the country."""
    tree = changed(data(months=6), country__districts__east__groups={"ga": 1.0},
                   country__districts__west__groups={"ga": 1.0})  # fmt: skip
    del tree["country"]["groups"]["gb"]
    tree["country"]["groups"]["ga"]["representation"] = 1.0
    world = lived(settled(tree))
    assert world.group_record.shape == (7, 1)
    np.testing.assert_allclose(world.group_record.trust_police[:, 0], world.record.trust_police, atol=1e-6)
