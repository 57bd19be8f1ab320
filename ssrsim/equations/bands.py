"""Local commanders who fight on, men taken into the army, and politicians who pay for armed men."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Flag, Float, equation
from ssrsim.equations.portable import half_life_rate

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def local_spoils(rent: Float, boom: Float, control: Float) -> Float:
    """What there is to take in a district: rent x (1 + boom) x (1 - control), control being that of the state.

    Source: lootable resources and local conflict, Dube and Vargas (2013); form assumed (A101).
    """
    return rent * (1.0 + boom) * (1.0 - control)


@equation
def local_peace(inclusion: Float, cohesion: Float, p: "Parameters") -> Float:
    """What peace is worth to a local commander: commander_trickle x inclusion + commander_discipline x cohesion.

    His part of the posts that the leader got, and what it costs to defy a leader who holds the faction together.
    Source: spoilers and splits, Stedman (1997), Pearlman and Cunningham (2012); weights assumed (A101).
    """
    return p.commander_trickle * inclusion + p.commander_discipline * cohesion


@equation
def local_war_minus_peace(chance: Float, spoils: Float, cost: Float, peace: Float) -> Float:
    """Value to a local commander of fighting on less that of keeping still: chance x spoils - cost - peace.

    In shares of the spoils of the richest district where the state controls nothing. Source: as for leaders (Fearon
    1995), with local stakes; assumed (A101).
    """
    return chance * spoils - cost - peace


@equation
def joining_chance(granted: Float, p: "Parameters") -> Float:
    """Chance per month that a fighter is taken into the army where it has posts: integration_rate x granted.

    `granted` is what the government means to deliver to the faction. Source: military power sharing, Hartzell and
    Hoddie (2003), Glassmyer and Sambanis (2008); rate assumed (A100).
    """
    return p.integration_rate * granted


@equation
def loyalty_lost(training: Float, p: "Parameters") -> Float:
    """Share of integrated men who stop being their old commander's in a month.

    (1 - 2^(-1 / loyalty_half_life)) x (1 + training). Source: assumed (A100); training in mixed units is meant to do
    this (Samii 2013, Burundi).
    """
    return half_life_rate(p.loyalty_half_life) * (1.0 + training)


@equation
def sponsor_stake(at_risk: Float, patronage: Float, will: Float) -> Float:
    """How much a politician has to win from armed men: at_risk x patronage x (1 - will), at_risk being rents at risk.

    Source: elite backlash, after Reno (1998) and Staniland (2014); product assumed (A102).
    """
    return at_risk * patronage * (1.0 - will)


@equation
def sponsors(stake: Float, sponsored: Flag, p: "Parameters") -> Flag:
    """Whether a bloc pays the faction that it grew out of.

    stake > sponsor_threshold, and where it is sponsored already stake > 0.5 sponsor_threshold. `sponsored` is whether
    it paid last month. Source: assumed (A102).
    """
    return stake > (0.5 * p.sponsor_threshold if sponsored else p.sponsor_threshold)
