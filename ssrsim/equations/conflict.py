"""Clashes, deaths, insecurity, control, flight."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.portable import clipped, logistic, power, relaxed, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def clash_rate(fighters: Float, last_clashes: Float, deterrence: Float, active: Int, p: "Parameters") -> Float:
    """Expected clashes this month at one front.

    k fighters^0.8 (1 - deterrence) if active, + contagion x last month's clashes.

    Branching (contagion) stays below 0.8, so violence cannot run away. Source: self-exciting event models
    (Zammit-Mangion et al. 2012); k so that 300 fighters give about 25 deaths a year (section 3).
    """
    new = p.clash_scale * power(fighters, p.clash_exponent) * (1.0 - deterrence) if active == 1 else 0.0
    return new + p.clash_contagion * last_clashes


@equation
def deterrence_share(capability: Float, information: Float, mission: Float, p: "Parameters") -> Float:
    """Share of clashes deterred.

    clip(d_s capability (0.4 + 0.6 information) + d_m mission), at most 0.95. Source: Kalyvas (2006) on information;
    mission effects Fortna (2008), Hultman, Kathman, Shannon (2014); weights assumed.
    """
    state = p.deterrence_state * capability * (0.4 + 0.6 * information)
    return clipped(state + p.deterrence_mission * mission, 0.0, 0.95)


@equation
def updated_insecurity(insecurity: Float, deaths_per_100k: Float, crime: Float, p: "Parameters") -> Float:
    """Insecurity felt after a month: rises fast to 0.65 h(deaths per 100,000; 1) + 0.35 crime, falls slowly.

    Source: assumed.
    """
    felt = 0.65 * saturating(deaths_per_100k, 1.0) + 0.35 * crime
    return relaxed(insecurity, felt, p.insecurity_up if felt > insecurity else p.insecurity_down)


@equation
def updated_state_control(
    control: Float,
    capability: Float,
    information: Float,
    mission: Float,
    remoteness: Float,
    non_state: Float,
    insecurity: Float,
    p: "Parameters",
) -> Float:
    """State control of a district after a month, drifting to a logistic of what carries it and what erodes it.

    Drifts to logistic(c0 + 2 capability + information + mission - 1.2 remoteness - 0.6 non-state provision - 2
    insecurity). Source: weights assumed (A32).
    """
    x = 2.0 * capability + information + mission - 1.2 * remoteness - 0.6 * non_state - 2.0 * insecurity
    return relaxed(control, logistic(p.control_base + x), p.control_rate)


@equation
def felt_threat(insecurity: Float, at_war: Float, protest: Float, protest_at_start: Float, p: "Parameters") -> Float:
    """Threat that the regime feels.

    clip(0.5 insecurity + 0.5 at war + w (h(protest; half) - h(protest at the start; half))), at war being the share of
    factions that are, and protest the share of people expected in the streets this month: a regime is used to what
    there was at the settlement. Source: dissent and repression, Davenport (2007); weights assumed.
    """
    dissent = saturating(protest, p.protest_half) - saturating(protest_at_start, p.protest_half)
    return clipped(0.5 * insecurity + 0.5 * at_war + p.protest_threat * dissent, 0.0, 1.0)


@equation
def flight_chance(insecurity: Float, p: "Parameters") -> Float:
    """Chance per month to flee a district: rate x (insecurity above the threshold of ordinary unease)^2.

    Source: assumed.
    """
    above = clipped(insecurity - p.flight_threshold, 0.0, 1.0)
    return p.flight_rate * above * above
