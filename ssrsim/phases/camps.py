"""What forces, missions and programmes reach of a faction that has camps across the border."""

import numpy as np

from ssrsim.compiled import part
from ssrsim.equations.sanctuary import safety_abroad, within_reach

float32 = np.float32


@part
def camps_of(world, faction):
    """Share of a faction's fighters across the border, none where camps make no difference."""
    return world.armed_groups.sanctuary[faction] if world.mechanisms[0].sanctuary == 1 else float32(0.0)


@part
def reaching(world, faction, chance):
    """What comes of a chance inside the country where a part of the faction's fighters is across the border."""
    return within_reach(chance, camps_of(world, faction))


@part
def safer_abroad(world, faction):
    """What war costs the leader of a faction less than if all his men stood in the country."""
    bases = world.armed_groups.bases[faction] if world.mechanisms[0].sanctuary == 1 else float32(0.0)
    return safety_abroad(bases, world.parameters[0])
