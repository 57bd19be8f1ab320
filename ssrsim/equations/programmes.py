"""How money becomes reform: absorption, formal and effective levels, decay."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Flag, Float, equation, inlined
from ssrsim.equations.portable import clipped, exponential, half_life_rate, natural_log

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def absorbed_share(capability: Float, control: Float, measurement: Float, p: "Parameters") -> Float:
    """Share of the money at hand that can be spent well this month.

    absorption_floor + (1 - absorption_floor) x (0.45 capability + 0.45 control + 0.1 measurement). Source: absorptive
    capacity after wars (Collier and Hoeffler 2004; disputed by Suhrke, Villanger, Woodward 2005).
    """
    return p.absorption_floor + (1.0 - p.absorption_floor) * (0.45 * capability + 0.45 * control + 0.1 * measurement)


@inlined
def effectiveness(will: Float, dialogue: Float, prerequisites: Float, oversight: Float, owned: Float) -> Float:
    """What a unit of money does, 0..1: weighted geometric mean of ownership, prerequisites and oversight.

    (0.15 + 0.85 ownership)^0.5 x prerequisites^0.3 x (0.3 + 0.7 oversight)^0.2, ownership = (will + 0.3 dialogue x (1 -
    will)) x (0.9 + 0.1 owned), owned being the share of the money that is the state's own or a pooled fund's:
    blueprints that foreigners pay for fit a little worse. Source: model of form and function (Andrews, Pritchett,
    Woolcock 2017); weights assumed (A15).
    """
    ownership = 0.15 + 0.85 * (will + 0.3 * dialogue * (1.0 - will)) * (0.9 + 0.1 * owned)
    return exponential(0.5 * natural_log(ownership) + 0.3 * natural_log(prerequisites)
                       + 0.2 * natural_log(0.3 + 0.7 * oversight))  # fmt: skip


@equation
def formal_fading(upkept: Float, p: "Parameters") -> Float:
    """Share of its formal level that a reform loses in a month: (1 - upkept) x (1 - 2^(-1 / formal_half_life)).

    It fades slowly, not at all where its upkeep is paid. Source: half-life assumed (A16, A80).
    """
    return (1.0 - upkept) * half_life_rate(p.formal_half_life)


@inlined
def updated_formal_level(formal: Float, paid_share: Float, fading: Float) -> Float:
    """Formal level of a reform after a month in which `paid_share` of its price was paid.

    clip(formal x (1 - fading) + paid_share), fading as in `formal_fading`. Source: assumed (A16).
    """
    return clipped(formal * (1.0 - fading) + paid_share, 0.0, 1.0)


@equation
def effective_decay(running: Flag, upkept: Float, p: "Parameters") -> Float:
    """Share of its effective level that a reform loses in a month: (1 - 2^(-1 / effective_half_life)) x slowed.

    slowed = 0.5 where running, else 1 - 0.5 upkept, upkept being the share of its upkeep that is paid. Source:
    training half-life 36 months after exit (section 3); upkeep assumed (A80).
    """
    return half_life_rate(p.effective_half_life) * (0.5 if running else 1.0 - 0.5 * upkept)


@inlined
def updated_effective_level(
    effective: Float, formal: Float, delivered_share: Float, works: Float, decay: Float, reversal: Float
) -> Float:
    """Effective level of a reform after a month.

    clip(effective x (1 - decay) x (1 - reversal) + delivered_share x works, 0, formal): what was delivered x what it
    does, less `effective_decay`, never above the formal level; those who came into office may have undone the share
    `reversal`. Source: reversal 0.10 per leadership change, Beta(2, 18) (section 3); form assumed (A16).
    """
    level = effective * (1.0 - decay) * (1.0 - reversal) + delivered_share * works
    return clipped(level, 0.0, formal)
