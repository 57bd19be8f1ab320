"""Who fights for an armed group, who pays for it, and who goes home."""

from typing import TYPE_CHECKING

import numpy as np

from ssrsim.compiled import Flag, Float, equation
from ssrsim.equations.portable import clipped, logistic, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters

float32 = np.float32


@equation
def willing_recruits(supply: Float, demand: Float) -> Float:
    """Recruits of a month from the supply of willing people and the demand of paid posts.

    supply x demand / (supply + demand). Source: matching of queues, assumption.
    """
    return supply * demand / (supply + demand) if supply > 0.0 and demand > 0.0 else 0.0


@equation
def trust_in_promises(credible: Float, threshold: Float) -> Float:
    """Share of those concerned who stake their safety on promises, 0..1: logistic(8 (credible - threshold)).

    Half do at the threshold. Source: disarming is staking one's life on a promise (Walter 1997); slope assumed (A97).
    """
    return logistic(8.0 * (credible - threshold))


@equation
def let_go(credible: Float, cohesion: Float, p: "Parameters") -> Float:
    """How far commanders let their men go, 0..1.

    trust_in_promises(credible, ddr_threshold + ddr_cohesion x (cohesion - cohesion_start)): without a guarantee
    commanders hoard their men, the more the firmer they hold them. Source: Walter (1997); Humphreys and Weinstein
    (2007); ddr_cohesion assumed (A97).
    """
    return trust_in_promises(credible, p.ddr_threshold + p.ddr_cohesion * (cohesion - p.cohesion_start))


@equation
def disarming_chance(programme: Float, released: Float, p: "Parameters") -> Float:
    """Chance per month that a fighter enrols: ddr_reach x programme x released, as far as commanders let men go.

    Source: Humphreys and Weinstein (2007); product assumed (A97).
    """
    return p.ddr_reach * programme * released


@equation
def homecoming_chance(released: Float, credible: Float, livelihood: Float, p: "Parameters") -> Float:
    """Chance per month that a fighter goes home by himself, without any programme.

    homecoming_rate x released x believed x (0.5 + livelihood), believed = trust_in_promises(credible, ddr_threshold):
    whom his commander lets go, who believes himself that he will need no arms, and who can live at home. Source:
    armies that shrank to a fraction within a year or two of their settlement without a programme, as in Bosnia
    (Heinemann-Grueder and Pietz 2003), and stayed under arms where nobody guaranteed it; form assumed (A134).
    """
    believed = trust_in_promises(credible, p.ddr_threshold)
    return p.homecoming_rate * released * believed * (0.5 + livelihood)


@equation
def tie_kept_by_enrolled(credible: Float, p: "Parameters") -> Float:
    """Ties to commanders left to a man who enrols: 1 - tie_cut x trust_in_promises(credible, ddr_threshold).

    Where promises are not believed men are demobilised on paper and stay at their commander's call; where they are,
    programmes cut most ties. Source: Daly (2016), Kaplan and Nussio (2018) on ties that outlast demobilisation; form
    assumed (A96).
    """
    return 1.0 - p.tie_cut * trust_in_promises(credible, p.ddr_threshold)


@equation
def tie_kept_by_leavers(enrolled: Float, unpaid: Float, home: Float, tie: Float, p: "Parameters") -> Float:
    """Mean tie left to those who leave a faction in a month.

    (enrolled x tie + unpaid x dismissed_tie + home x homecoming_tie) / (enrolled + unpaid + home): enrolled, unpaid and
    home are the chances to leave by a programme, without pay and by oneself, 0 where nobody leaves. Who goes home by
    himself goes in peace with his commander. Source: ties that outlast demobilisation, Daly (2016), Themner (2013);
    sizes assumed (A96, A134).
    """
    leavers = enrolled + unpaid + home
    kept = enrolled * tie + unpaid * p.dismissed_tie + home * p.homecoming_tie
    return kept / leavers if leavers > 0.0 else float32(0.0)


@equation
def reintegrating_chance(programme: Float, livelihood: Float, p: "Parameters") -> Float:
    """Chance per month that a demobilised fighter is reintegrated.

    (reintegration_base + reintegration_programme x programme) x (0.5 + livelihood). Source: assumed; participation
    alone shows little effect (Humphreys and Weinstein 2007), economic help some (Blattman and Annan 2016).
    """
    return (p.reintegration_base + p.reintegration_programme * programme) * (0.5 + livelihood)


@equation
def income_at_front(rent: Float, boom: Float, protected: Float, crime: Float, preys: Flag, p: "Parameters") -> Float:
    """What a faction can earn where it stands, before it is set against what it earned at the settlement.

    finance_rents x rent x (1 + boom) + finance_taxes x (1 - protected) + finance_crime x crime x multiple, multiple =
    finance_preying where preys, else 1: resources, taxes on people whom nobody protects, and crime, which pays more to
    criminal and successor groups, who prey. Source: channels after Collier and Hoeffler (2004), Ross (2004), Weinstein
    (2007); weights assumed (A98).
    """
    crooked = p.finance_crime * crime * (p.finance_preying if preys else 1.0)
    return p.finance_rents * rent * (1.0 + boom) + p.finance_taxes * (1.0 - protected) + crooked


@equation
def income_from_abroad(patron: Float, diaspora: Float, p: "Parameters") -> Float:
    """What comes from outside whatever happens at the fronts: finance_patron x patron + finance_diaspora x diaspora.

    Source: Salehyan, Gleditsch and Cunningham (2011) on support from outside; weights assumed (A98).
    """
    return p.finance_patron * patron + p.finance_diaspora * diaspora


@equation
def relative_income(now: Float, at_start: Float, windfall: Float) -> Float:
    """Income relative to the settlement: clip(now / at_start + windfall, 0, 4).

    1 + windfall where there was nothing at the start. Source: follows from `income_at_front`; the limit of 4 is assumed
    (A98).
    """
    ratio = now / at_start if at_start > 0.0 else float32(1.0)
    return clipped(ratio + windfall, 0.0, 4.0)


@equation
def cohesion_target(
    programme: Float, credible: Float, armed: Float, unpaid: Float, killed: Float, sponsored: Float, p: "Parameters"
) -> Float:
    """Where the hold of a leader over his commanders and men drifts to, 0..1.

    clip(cohesion_start + programme x (cohesion_hoarding x (1 - believed) x armed - cohesion_ddr x believed) -
    cohesion_unpaid x unpaid - cohesion_deaths x h(killed; 0.02) + cohesion_sponsor x sponsored), believed =
    trust_in_promises(credible, ddr_threshold): a programme that nobody believes in makes commanders hoard the men
    who are still armed, one under a guarantee takes men from their hold; pay that fell short of that at the
    settlement, deaths of fighters and want of sponsors loosen it. At rest at the start. Source: model of hoarding
    after Walter (1997); weights assumed (A97).
    """
    believed = trust_in_promises(credible, p.ddr_threshold)
    hoarded = programme * (p.cohesion_hoarding * (1.0 - believed) * armed - p.cohesion_ddr * believed)
    worn = p.cohesion_unpaid * unpaid + p.cohesion_deaths * saturating(killed, 0.02)
    return clipped(p.cohesion_start + hoarded - worn + p.cohesion_sponsor * sponsored, 0.0, 1.0)


@equation
def capture_chance(capability: Float, information: Float, p: "Parameters") -> Float:
    """Chance per month that a fighter who fights is captured: prisoner_rate x capability x information.

    Forces that can act and are told where to look take prisoners; neither is enough alone. Source: information as the
    bottleneck of counter-insurgency, Berman, Shapiro and Felter (2011); rate assumed (A99).
    """
    return p.prisoner_rate * capability * information
