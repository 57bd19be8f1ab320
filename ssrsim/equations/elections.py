"""Who governs: verdicts of voters, discontent of armies, changes of ministers and what they undo."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import clipped, exponential, logistic, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32


@equation
def electoral_pressure(months_to_election: Int) -> Float:
    """Pressure of a coming election.

    1 - months_to_election / 12 in the last 12 months before it, else 0; none is due where months_to_election < 0.
    Source: assumed.
    """
    near = months_to_election >= 0 and months_to_election < 12
    return 1.0 - float32(months_to_election) / 12.0 if near else 0.0


@equation
def voters_verdict(feel_safe: Float, bribes: Float, livelihood: Float, media: Float, p: "Parameters") -> Float:
    """How voters judge those who govern, -1 to 1.

    2 logistic(election_slope x (0.5 + 0.5 media) x (performance - election_reference)) - 1: free media let people know.
    performance = 0.4 feel_safe + 0.3 (1 - bribes) + 0.3 livelihood. Source: retrospective voting (Healy and Malhotra
    2013); assumed (A23).
    """
    performance = 0.4 * feel_safe + 0.3 * (1.0 - bribes) + 0.3 * livelihood
    slope = p.election_slope * (0.5 + 0.5 * media)
    return 2.0 * logistic(slope * (performance - p.election_reference)) - 1.0


@equation
def power_at_polls(power: Float, governing: Int, verdict: Float, luck: Float, p: "Parameters") -> Float:
    """Weight of a bloc after an election, before all are made to add up to 1.

    power x exp(election_swing x verdict x governing + election_luck x luck), governing being 1 or 0. Source: assumed
    (A89).
    """
    judged = p.election_swing * verdict if governing == 1 else float32(0.0)
    return power * exponential(judged + p.election_luck * luck)


@equation
def army_discontent(arrears: Float, squeeze: Float, purge: Float, exclusion: Float, cuts: Float) -> Float:
    """Discontent of the army, 0..1: 0.4 h(arrears; 4) + 0.2 squeeze + 0.15 purge + 0.15 exclusion + 0.1 cuts.

    Squeeze is ghost income lost. Source: assumed (A24).
    """
    return 0.4 * saturating(arrears, 4.0) + 0.2 * squeeze + 0.15 * purge + 0.15 * exclusion + 0.1 * cuts


@equation
def updated_cuts(cuts: Float, laid_off: Float, pay_coverage: Float) -> Float:
    """Budget cuts as the army feels them: clip(0.9 cuts + 5 laid_off + 0.1 (1 - pay_coverage)).

    laid_off is the share of soldiers who lost their posts this month: a fiftieth a month weighs as much as no pay at
    all. Source: assumed (A91).
    """
    return clipped(0.9 * cuts + 5.0 * laid_off + 0.1 * (1.0 - pay_coverage), 0.0, 1.0)


@equation
def controlled_army(at_start: Float, parliament_works: Float, p: "Parameters") -> Float:
    """Civilian control: at_start + (1 - at_start) x control_by_parliament x parliament_works.

    What parliament does beyond the settlement, times its independence. Source: monitoring of armed servants, direction
    Feaver (2003); size assumed (A91).
    """
    return at_start + (1.0 - at_start) * p.control_by_parliament * parliament_works


@equation
def coup_chance(discontent: Float, civilian_control: Float, mission: Float, p: "Parameters") -> Float:
    """Chance of a coup attempt this month: logistic(coup_base + 5 discontent - 2 civilian_control - 2 mission).

    Source: about 0.001 a month in post-war states (section 3, weak).
    """
    return logistic(p.coup_base + 5.0 * discontent - 2.0 * civilian_control - 2.0 * mission)


@equation
def reshuffle_chance(scandal: Float, defied: Int, p: "Parameters") -> Float:
    """Chance that a minister is replaced this month, at most 1.

    reshuffle_rate x (1 + reshuffle_scandal x scandal + reshuffle_defiance x defied), scandal being that of the service,
    defied whether the minister defied the head of government (1). Source: scandals and ministers' careers, direction
    Dewan and Dowding (2005); sizes assumed (A90).
    """
    defiance = p.reshuffle_defiance if defied == 1 else float32(0.0)
    return clipped(p.reshuffle_rate * (1.0 + p.reshuffle_scandal * scandal + defiance), 0.0, 1.0)


@equation
def reversal_chance(will: Float, p: "Parameters") -> Float:
    """Chance that a reform is partly undone by those who come into office: min(1, reversal x (2 - 2 will)).

    At middling will it is the parameter. Source: section 3, weak (Beta(2, 18) per change of leaders); slope assumed
    (A92).
    """
    return clipped(p.reversal * (2.0 - 2.0 * will), 0.0, 1.0)
