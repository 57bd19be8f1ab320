"""Parts of phases 1 and 8: fighters who leave, with and without a programme, and camps across the border."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.fighters import (
    disarming_chance,
    homecoming_chance,
    let_go,
    tie_kept_by_enrolled,
    tie_kept_by_leavers,
)
from ssrsim.equations.money import share_of, unfixed
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import binomial_quantile
from ssrsim.equations.sanctuary import bases_built, camps_left
from ssrsim.phases.camps import reaching
from ssrsim.phases.leaders import CRIMINAL
from ssrsim.world.streams import HOMECOMING, one_uniform

float32 = np.float32
int64 = np.int64


@phase
def keep_camps(world, month, first, last):
    """Armed groups: camps abroad become bases, and shrink to what the neighbour lets be and by those who come back."""
    groups = world.armed_groups
    hostility = world.nation[0].neighbour_hostility
    for row in range(first, last):
        # who arms a faction gives it room; who is hostile closes no camp
        tolerated = groups.patron[row] if groups.patron[row] > hostility else hostility
        left = camps_left(groups.sanctuary[row], groups.sanctuary_at_start[row], tolerated, _returning(world, row),
                          world.parameters[0])  # fmt: skip
        groups.sanctuary[row] = clipped(left, 0.0, 1.0)
        groups.bases[row] = clipped(
            bases_built(groups.bases[row], groups.sanctuary[row], world.parameters[0]), 0.0, 1.0
        )


@part
def _returning(world, row):
    """Share of the men in camps who come back this month: as many as would go home if they stood in the country."""
    groups = world.armed_groups
    released = let_go(believed_by_commanders(world, row), groups.cohesion[row], world.parameters[0])
    chance = _of_faction(world, row, released, world.nation[0].livelihood)
    return clipped(chance, 0.0, 1.0) if groups.active[row] == 0 else float32(0.0)


@part
def believed_by_commanders(world, faction):
    """Credibility as it bears on commanders, who let men go as if all was promised well where nobody hoards."""
    return world.armed_groups.credibility[faction] if world.mechanisms[0].hoarding == 1 else float32(1.0)


@part
def leave(world, row, month, programme, u):
    """Fighters of one stratum: how many enrol, go unpaid or go home by themselves, and the tie that they keep."""
    strata, groups, fronts = world.strata, world.armed_groups, world.fronts
    p = world.parameters[0]
    faction, front = strata.faction[row], strata.front[row]
    believed = believed_by_commanders(world, faction)
    released = let_go(believed, groups.cohesion[faction], p)
    obedient = 1.0 - clipped(share_of(fronts.defiant[front], strata.people[row]), 0.0, 1.0)
    obedient = obedient if fronts.spoiling[front] == 1 else float32(1.0)
    obedient = float32(0.0) if groups.active[faction] == 1 else obedient
    obedient = reaching(world, faction, obedient)
    enrolled = disarming_chance(programme, released, p) * obedient
    unpaid = p.unpaid_leave * _unpaid_here(groups, fronts, front, strata.people[row])
    either = clipped(enrolled + unpaid, 0.0, 1.0)
    leaving = binomial_quantile(strata.people[row], either, u)
    home = obedient * _homecoming(world, row, released)
    v = one_uniform(world.key, HOMECOMING, month, strata.id[row])
    strata.homecoming[row] = binomial_quantile(strata.people[row] - leaving, clipped(home, 0.0, 1.0), v)
    tie = tie_kept_by_leavers(enrolled, unpaid, (1.0 - either) * home, tie_kept_by_enrolled(believed, p), p)
    strata.tie_kept[row] = clipped(tie, 0.0, 1.0)
    strata.advancing[row] = leaving + strata.homecoming[row]


@part
def _homecoming(world, row, released):
    """Chance that a fighter of a stratum goes home by himself."""
    districts = world.districts
    district = world.strata.district[row]
    livelihood = clipped(unfixed(districts.livelihood_total[district], districts.people[district]), 0.0, 1.0)
    return _of_faction(world, world.strata.faction[row], released, livelihood)


@part
def _of_faction(world, faction, released, livelihood):
    """Chance to go home by oneself: from criminal factions, which end no war, nobody does."""
    stays = world.mechanisms[0].homecoming == 0 or world.armed_groups.kind[faction] == CRIMINAL
    credible = world.armed_groups.credibility[faction]
    return float32(0.0) if stays else homecoming_chance(released, credible, livelihood, world.parameters[0])


@part
def _unpaid_here(groups, fronts, front, men):
    """Share of the men of a front who are not paid: those who fight on alone live from what they earn here."""
    unpaid = groups.unpaid[fronts.faction[front]]
    if fronts.spoiling[front] == 0 or men == 0:
        return unpaid
    alone = clipped(share_of(fronts.defiant[front], men), 0.0, 1.0)
    return alone * unpaid_share(fronts.defiant[front], fronts.posts[front]) + (1.0 - alone) * unpaid


@part
def unpaid_share(men, payable):
    """Share of men beyond those who can be paid."""
    return share_of(men - payable, men) if men > payable else float32(0.0)
