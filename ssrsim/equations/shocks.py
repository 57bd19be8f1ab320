"""What disasters, new threats and massacres do. Not validated: illustrations for exercises."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, equation, inlined
from ssrsim.equations.portable import clipped

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def disaster_now(before: Float, scheduled: Float, by_chance: Float, p: "Parameters") -> Float:
    """Strength of a disaster in a district, 0..1: clip(max(before x disaster_kept, scheduled, by_chance)).

    Source: assumed (A110).
    """
    left = before * p.disaster_kept
    left = left if left > scheduled else scheduled
    return clipped(left if left > by_chance else by_chance, 0.0, 1.0)


@inlined
def local_economy(economy: Float, disaster: Float, p: "Parameters") -> Float:
    """Economy as a district has it: clip(economy - disaster_livelihood x disaster). Source: assumed (A110)."""
    return clipped(economy - p.disaster_livelihood * disaster, 0.0, 1.0)


@equation
def capability_after(capability: Float, disaster: Float, p: "Parameters") -> Float:
    """Capability of a unit whose stations and vehicles a disaster hit.

    capability x (1 - disaster_capability x disaster). Source: assumed (A110).
    """
    return capability * (1.0 - p.disaster_capability * disaster)


@equation
def mismatch(threat: Float, warning: Float, skill: Float, p: "Parameters") -> Float:
    """Part of a new threat that finds forces unprepared, 0..1.

    threat x (1 - clip(adapt_warning x warning + adapt_skill x skill)): who was warned and knows the trade adapts.
    Source: assumed (A111).
    """
    return threat * (1.0 - clipped(p.adapt_warning * warning + p.adapt_skill * skill, 0.0, 1.0))


@equation
def met_in_part(capability: Float, unprepared: Float) -> Float:
    """What is left of a capability against a threat that it was not made for: capability x (1 - unprepared).

    Source: assumed (A111).
    """
    return capability * (1.0 - unprepared)


@equation
def massacred_share(size: Float) -> Float:
    """Share of the civilians of a district whom a massacre of this size kills: 0.005 x size, 1 the worst known.

    Source: assumed (A141).
    """
    return 0.005 * size


@equation
def horror(massacre: Float) -> Float:
    """How strongly a massacre is remembered as abuse by all who live where it happened: 0.5 x massacre.

    Source: assumed (A142).
    """
    return 0.5 * massacre


@equation
def driven_out(disaster: Float, massacre: Float) -> Float:
    """What drives people from home beside insecurity: max(disaster, massacre).

    Source: assumed (A142): people flee a massacre as they flee a disaster of its size.
    """
    return disaster if disaster > massacre else massacre


@equation
def kept_after_massacre(size: Float) -> Float:
    """Share of their trust in a service that people keep where it has committed a massacre: 1 - 0.5 size.

    Beside what its scandal costs everywhere. Source: assumed (A143).
    """
    return 1.0 - 0.5 * size


@equation
def scandal_of_massacre(size: Float, p: "Parameters") -> Float:
    """Size of the scandal of a service that commits a massacre: clip(2 scandal_size x size).

    The worst weighs twice as much as Marikana, by which scandal_size is set. Source: assumed (A143).
    """
    return clipped(2.0 * p.scandal_size * size, 0.0, 1.0)
