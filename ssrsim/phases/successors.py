"""Phase 6: who comes after an officer who went, and the communities that officers come from and go back to."""

import numpy as np

from ssrsim.compiled import inlined, part
from ssrsim.equations.careers import (
    chosen_on_merit,
    share_among_entrants,
    successor_brutality,
    successor_corruptibility,
)
from ssrsim.equations.money import share_of
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import normal_quantile
from ssrsim.world.streams import OFFICER_SUCCESSOR, four_uniforms
from ssrsim.world.world import EFFECT

float32 = np.float32
int64 = np.int64

MERIT = EFFECT["recruitment_integrity"]


@part
def find_communities(world, begins, ends):
    """begins, ends: uint32[BLOCK] by district: between which rows of the strata its communities lie.

    So nobody looks through the strata of the whole country for the few of one district.
    """
    strata = world.strata
    for district in range(world.districts.shape[0]):
        begins[district] = ends[district] = 0
    for stratum in range(strata.shape[0]):
        if strata.stage[stratum] == 0:
            district = strata.district[stratum]
            begins[district] = begins[district] if ends[district] > 0 else stratum
            ends[district] = stratum + 1


@inlined
def is_community(strata, stratum, district):
    """Whether these are people of the district who never fought."""
    return strata.district[stratum] == district and strata.stage[stratum] == 0


@part
def people_living(strata, district, begin, end):
    """Civilians of a district, whose communities lie in begin .. end - 1; former fighters not counted."""
    living = int64(0)
    for row in range(begin, end):
        living += strata.people[row] if is_community(strata, row, district) else int64(0)
    return living


@part
def succeed(world, row, vetting, begin, end):
    """Fill a post anew: dispositions drawn for (post, generation), the usual skill of the service, an empty file.

    The communities of the district lie in begin .. end - 1.
    """
    officers = world.officers
    p = world.parameters[0]
    nation = world.nation[0]
    switches = world.mechanisms[0]
    merit = world.local_effects[officers.unit[row], MERIT]
    officers.generation[row] += 1
    a, b, c, d = four_uniforms(world.key, OFFICER_SUCCESSOR, officers.generation[row], officers.id[row], 0)
    e, _, _, _ = four_uniforms(world.key, OFFICER_SUCCESSOR, officers.generation[row], officers.id[row], 1)
    chosen = switches.selection == 1
    lean = successor_corruptibility(normal_quantile(a), chosen_on_merit(merit, vetting), nation.patronage, p)
    officers.corruptibility[row] = clipped(lean if chosen else normal_quantile(a), -8.0, 8.0)
    lean = successor_brutality(normal_quantile(b), vetting, p)
    officers.brutality[row] = clipped(lean if chosen else normal_quantile(b), -8.0, 8.0)
    officers.skill[row] = world.units.skill_at_start[officers.unit[row]]
    opened = merit if switches.representation == 1 else float32(0.0)
    aim = p.women_recruits if p.women_recruits > nation.women else nation.women
    officers.woman[row] = 1 if c < share_among_entrants(nation.women, aim, opened) else 0
    officers.group[row] = _group_of_entrant(world, world.units.district[officers.unit[row]], opened, e, begin, end)
    officers.vetted[row] = 1 if d < vetting else 0
    officers.on_file[row] = 0.0
    officers.expected_sanction[row] = world.units.sanctions_per_misdeed[officers.unit[row]]


@part
def _group_of_entrant(world, district, opened, u, begin, end):
    """The identity group at quantile u of entrants here: like the corps so far, or like the people of the district."""
    strata = world.strata
    living = people_living(strata, district, begin, end)
    below = float32(0.0)
    for group in range(world.groups.shape[0]):
        here = int64(0)
        for row in range(begin, end):
            if is_community(strata, row, district) and strata.group[row] == group:
                here += strata.people[row]
        below += share_among_entrants(world.groups.representation[group], share_of(here, living), opened)
        if u < below:
            return group
    return world.groups.shape[0] - 1
