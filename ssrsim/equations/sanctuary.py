"""Camps across the border: how long they last, what they keep out of reach, and what they save their leaders."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, equation

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def camps_left(camps: Float, at_start: Float, tolerated: Float, returning: Float, p: "Parameters") -> Float:
    """Share of a faction's fighters in camps across the border after a month.

    (1 - returning) x (sanctuary_kept x camps + (1 - sanctuary_kept) x tolerated x at_start): camps shrink to what the
    neighbour lets be, and as men come back over the border who would go home if they stood inside. Source: camps last
    as long as the host cannot or will not close them (Salehyan 2007); form assumed (A136).
    """
    return (1.0 - returning) * (p.sanctuary_kept * camps + (1.0 - p.sanctuary_kept) * tolerated * at_start)


@equation
def within_reach(chance: Float, camps: Float) -> Float:
    """What forces, missions and programmes of the country do to men of whom a share is across the border.

    chance x (1 - camps): nothing to those in camps. Source: rebels without borders (Salehyan 2009); form assumed
    (A136).
    """
    return chance * (1.0 - camps)


@equation
def bases_built(bases: Float, camps: Float, p: "Parameters") -> Float:
    """Share of a faction's fighters in camps that have become bases to fight from: min(built, camps).

    built = bases + bases_rate x (camps - bases): whoever has just fled has a camp and no base yet, a closed camp is a
    base no more. Source: men who lost a war took a year or two to rearm in camps (Human Rights Watch 1995 on Rwanda);
    form assumed (A137).
    """
    built = bases + p.bases_rate * (camps - bases)
    return built if built < camps else camps


@equation
def safety_abroad(bases: Float, p: "Parameters") -> Float:
    """What war costs a leader less for the part of his men in bases across the border: sanctuary_safety x bases.

    Source: transnational rebels are harder to defeat and to bargain with (Salehyan 2007, 2009); size assumed (A137).
    """
    return p.sanctuary_safety * bases
