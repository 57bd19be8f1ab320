"""A sample may have more rows than there are people: a row that stands for nobody changes nothing."""

from __future__ import annotations

import numpy as np

from ssrsim.world.world import World
from tests.relations.toy import changed, data, lived, off, settled

FEW = {"country__districts__east__population": 1_000, "country__districts__west__population": 1_500}
# what one person tells another is heard whether or not that row stands for somebody
ALONE = off("peer_talk", "abuse_heard", "displacement")


def crowded() -> World:
    """2,500 people, 4,000 rows."""
    return settled(changed(data(*ALONE, civilians=4_000), **FEW))


def test_rows_that_stand_for_nobody_change_nothing() -> None:
    """They are not counted, not asked in surveys, and their complaints are nobody's."""
    world, other = crowded(), crowded()
    nobody = other.civilians.weight == 0
    assert nobody.any()
    for column in ("trust_police", "trust_army", "grievance", "fear", "livelihood"):
        values = getattr(other.civilians, column)
        values[nobody] = 1 - values[nobody]
    assert lived(other).record.tobytes() == lived(world).record.tobytes()
    nobody[np.flatnonzero(~nobody)[::2]] = True  # the same done to some who count is seen
    other.civilians.trust_police[nobody] = 0
    assert lived(other).record.tobytes() != lived(world).record.tobytes()


def test_every_person_is_one_row_then() -> None:
    """Weights add up to the people of each stratum and are 0 or 1."""
    end = lived(crowded())
    assert set(np.unique(end.civilians.weight)) == {0, 1}
    assert (np.bincount(end.civilians.stratum, end.civilians.weight) == end.strata.people).all()
