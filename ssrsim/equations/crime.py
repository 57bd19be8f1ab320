"""Criminal groups: they need people who live badly, money to be made and police that look away, and no politics."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, Int, equation, inlined
from ssrsim.equations.portable import clipped, exponential, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@inlined
def criminal_propensity(livelihood: Float, fear: Float, idle: Float, tie: Float, p: "Parameters") -> Float:
    """Chance per month that somebody would begin to live from crime if it paid, 0..1.

    e^(criminal_base + criminal_living x (0.5 - livelihood) + criminal_idle x idle + criminal_tie x tie - criminal_fear
    x fear), at most 1, idle being 1 for demobilised men who are not reintegrated. Neither grievance nor trust counts.
    Source: ties to wartime commanders and crime (Daly, Paler, Samii 2020); employment and illicit work (Blattman and
    Annan 2016); weights assumed (A103).
    """
    x = p.criminal_base + p.criminal_living * (0.5 - livelihood) + p.criminal_idle * idle
    return clipped(exponential(x + p.criminal_tie * tie - p.criminal_fear * fear), 0.0, 1.0)


@equation
def held_back(capability: Float, collusion: Float) -> Float:
    """How far a force holds crime back, 0..1: capability x (1 - collusion), nothing where it is absent or in it.

    Source: assumed.
    """
    return capability * (1.0 - collusion)


@equation
def criminal_income(rents: Float, boom: Float, control: Float, unpunished: Float, p: "Parameters") -> Float:
    """What there is to be earned by crime in a district, per head, on a scale of its own.

    (gang_rents x rents x (1 + boom) + gang_extortion x (1 - control)) x unpunished: trafficking in what the place is
    rich in, and extortion of people whom the state does not reach, unpunished being the share that police leave alone.
    Source: Snyder and Duran-Martinez (2009) on state protection of crime; weights assumed (A103).
    """
    return (p.gang_rents * rents * (1.0 + boom) + p.gang_extortion * (1.0 - control)) * unpunished


@equation
def leaving_crime(held: Float, justice: Float, livelihood: Float, p: "Parameters") -> Float:
    """Share of those who live from crime that stop in a month, 0..1.

    clip(gang_arrest x held x justice + gang_exit x 2 livelihood), held being how far forces hold crime back. Source:
    most members leave gangs within about two years (Pyrooz 2014); weights assumed (A103).
    """
    arrested = p.gang_arrest * held * justice
    return clipped(arrested + p.gang_exit * 2.0 * livelihood, 0.0, 1.0)


@equation
def posts_at_rest(members: Float, leaving: Float, willing: Float) -> Float:
    """Posts in crime at which as many begin as leave.

    members + leaving x supply / (supply - leaving), supply = max(willing, 1.25 leaving); members where nobody is
    leaving. So many posts are free that supply x free / (supply + free) = leaving. Source: follows from
    `willing_recruits`.
    """
    supply = willing if willing > 1.25 * leaving else 1.25 * leaving
    return members + leaving * supply / (supply - leaving) if leaving > 0.0 else members


@equation
def crime_level(members_per_1000: Float, p: "Parameters") -> Float:
    """Strength of criminal groups that so many members per 1,000 people have: h(members_per_1000; gang_half).

    Source: assumed.
    """
    return saturating(members_per_1000, p.gang_half)


@equation
def members_behind(crime: Float, p: "Parameters") -> Float:
    """Members per 1,000 people behind a level of crime: gang_half x held / (1 - held), held = min(crime, 0.95).

    Source: follows from `crime_level`.
    """
    held = clipped(crime, 0.0, 0.95)
    return p.gang_half * held / (1.0 - held)


@equation
def homicide_rate(crime: Float, p: "Parameters") -> Float:
    """Homicides per 100,000 people and year: homicides_low + (homicides_high - homicides_low) x crime^2.

    Source: Haiti about 19 in 2022 and 41 in 2023 (T6), Liberia about 3 (UNODC); shape assumed (A104).
    """
    return p.homicides_low + (p.homicides_high - p.homicides_low) * crime * crime


@equation
def is_ruled(crime: Float, control: Float, ruled: Int, p: "Parameters") -> Int:
    """Whether criminals govern a district (1) or not (0).

    1 if crime > rule_crime - slack and control < rule_control + slack, slack being 0.05 where it was ruled already,
    else 0. Source: criminal governance needs armed criminals and an absent state (Lessing 2021); thresholds assumed
    (A104).
    """
    slack = 0.05 if ruled == 1 else 0.0
    return 1 if crime > p.rule_crime - slack and control < p.rule_control + slack else 0
