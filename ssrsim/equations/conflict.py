"""Clashes, deaths, insecurity, control."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, Int, equation
from ssrsim.equations.monitoring import logit
from ssrsim.equations.portable import clipped, logistic, power, relaxed, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def clash_rate(
    fighters: Float, share: Float, last_clashes: Float, deterrence: Float, fights: Int, p: "Parameters"
) -> Float:
    """Expected clashes this month at one front, at most 1,000.

    fights x clash_scale x fighters^clash_exponent x share x (1 - deterrence) + clash_contagion x last_clashes.

    Fighters are those who fight under one command, share the part of them who stand here, fights whether they do (1):
    the power stands on the whole, so that a faction clashes as often whatever the number of districts that it is spread
    over. The exponent (0.8 by default) is below 1 because larger forces fight larger clashes rather than as many more;
    `mean_severity` has the other part of the growth of deaths. Contagion stays below 0.8, so violence cannot run away.
    Source: self-exciting event models (Zammit-Mangion et al. 2012); clash_scale so that 300 fighters give about 25
    deaths a year (section 3); clash_exponent assumed.
    """
    new = p.clash_scale * power(fighters, p.clash_exponent) * share * (1.0 - deterrence) if fights == 1 else 0.0
    return clipped(new + p.clash_contagion * last_clashes, 0.0, 1000.0)


@equation
def mean_severity(fighters: Float, p: "Parameters") -> Float:
    """Mean deaths in a clash of a faction with so many fighters: larger forces fight larger battles.

    deaths_per_clash x (fighters / 300)^clash_growth where fighters > 300, deaths_per_clash up to there. With the
    default exponents, 0.8 for the number of clashes (`clash_rate`) and 0.15 for their size, deaths grow nearly as the
    number of fighters does. Source: growth assumed.
    """
    relative = fighters / 300.0
    return p.deaths_per_clash * power(relative, p.clash_growth) if relative > 1.0 else p.deaths_per_clash


@equation
def clash_severity(u: Float, mean: Float, p: "Parameters") -> Float:
    """Severity of one clash: the quantile of u of a Pareto law with this mean, cut off at death_span times its least.

    least x (1 - u + u x cut)^(-1 / death_tail), cut = death_span^-death_tail, least = mean x (death_tail - 1) x (1 -
    cut) / (death_tail x (1 - death_span^(1 - death_tail))), death_tail being the exponent of survival. Source: sizes of
    insurgent attacks follow a power law with survival exponent of about 1.5 (Bohorquez et al. 2009; Johnson et al.
    2013); where it is cut off assumed.
    """
    cut = power(p.death_span, -p.death_tail)
    least = mean * (p.death_tail - 1.0) * (1.0 - cut) / (p.death_tail * (1.0 - power(p.death_span, 1.0 - p.death_tail)))
    return least * power((1.0 - u) + u * cut, -1.0 / p.death_tail)


@equation
def deterrence_share(capability: Float, information: Float, mission: Float, p: "Parameters") -> Float:
    """Share of clashes deterred.

    clip(deterrence_state x capability x (0.4 + 0.6 information) + deterrence_mission x mission), at most 0.95. Source:
    Kalyvas (2006) on information; mission effects Fortna (2008), Hultman, Kathman, Shannon (2014); weights assumed.
    """
    state = p.deterrence_state * capability * (0.4 + 0.6 * information)
    return clipped(state + p.deterrence_mission * mission, 0.0, 0.95)


@equation
def updated_insecurity(
    insecurity: Float, deaths_per_100k: Float, crime: Float, outside: Float, p: "Parameters"
) -> Float:
    """Insecurity felt after a month: rises fast, falls slowly to what people have to be afraid of.

    insecurity drifts at rate to felt, felt = clip(0.65 h(deaths_per_100k; 1) + 0.35 crime + outside), rate =
    insecurity_up where felt > insecurity, else insecurity_down, outside being what strikes from outside. Source:
    assumed.
    """
    felt = clipped(0.65 * saturating(deaths_per_100k, 1.0) + 0.35 * crime + outside, 0.0, 1.0)
    return relaxed(insecurity, felt, p.insecurity_up if felt > insecurity else p.insecurity_down)


@equation
def insecurity_left_by_war(insecurity: Float, crime: Float) -> Float:
    """What of the insecurity at the settlement the war that has ended left behind: clip(insecurity - 0.35 crime).

    The rest is what crime makes of it (`updated_insecurity`). Source: assumed (A128).
    """
    return clipped(insecurity - 0.35 * crime, 0.0, 1.0)


@equation
def eroded_control(fear: Float, fear_at_start: Float, armed: Float, armed_at_start: Float, p: "Parameters") -> Float:
    """What fear and armed men per 1,000 people take from state control, in logits, relative to the settlement.

    control_fear x (fear - fear_at_start) + control_armed x (h(armed; armed_half) - h(armed_at_start; armed_half)): what
    stood at the settlement is in the state control of that day. Source: Kalyvas (2006) on control and armed presence;
    weights assumed (A105).
    """
    presence = saturating(armed, p.armed_half) - saturating(armed_at_start, p.armed_half)
    return p.control_fear * (fear - fear_at_start) + p.control_armed * presence


@equation
def carried_control(
    capability: Float,
    information: Float,
    mission: Float,
    remoteness: Float,
    non_state: Float,
    insecurity: Float,
    eroded: Float,
) -> Float:
    """What carries state control less what erodes it, in logits.

    2 capability + information + mission - 1.2 remoteness - 0.6 non_state - 2 insecurity - eroded, non_state being
    provision by others, eroded what fear and armed men take. Source: weights assumed (A32).
    """
    return 2.0 * capability + information + mission - 1.2 * remoteness - 0.6 * non_state - 2.0 * insecurity - eroded


@equation
def settled_control(control: Float, carried: Float) -> Float:
    """The logits that a place has of its own, with which state control starts at rest: logit(control) - carried.

    Held in -12..12. Carried is what stood at the settlement: it is in what experts saw there, and only what changes
    afterwards moves control. Source: follows from `updated_state_control` (A128).
    """
    return clipped(logit(control) - carried, -12.0, 12.0)


@equation
def updated_state_control(control: Float, at_rest: Float, carried: Float, p: "Parameters") -> Float:
    """State control of a district after a month, drifting to a logistic of what carries it and what erodes it.

    control drifts at control_rate to logistic(at_rest + carried), at_rest being the logits of the place, solved for at
    the settlement. Source: rate assumed (A32).
    """
    return relaxed(control, logistic(at_rest + carried), p.control_rate)


@equation
def felt_threat(insecurity: Float, at_war: Float, protest: Float, protest_at_start: Float, p: "Parameters") -> Float:
    """Threat that the regime feels.

    clip(0.5 insecurity + 0.5 at_war + protest_threat x (h(protest; protest_half) - h(protest_at_start; protest_half))),
    at_war being the share of factions that are, and protest the share of people expected in the streets this month: a
    regime is used to what there was at the settlement. Source: dissent and repression, Davenport (2007); weights
    assumed.
    """
    dissent = saturating(protest, p.protest_half) - saturating(protest_at_start, p.protest_half)
    return clipped(0.5 * insecurity + 0.5 * at_war + p.protest_threat * dissent, 0.0, 1.0)
