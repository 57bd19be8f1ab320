"""Careers of officers: what they learn, what stands on their file, who is removed and who comes after them."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Flag, Float, equation
from ssrsim.equations.portable import clipped, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def updated_skill(skill: Float, taught: Float, usual: Float, p: "Parameters") -> Float:
    """Skill of an officer after a month: what is taught (0..1) closes part of the gap, what was added decays.

    clip(skill + taught x training_rate x (1 - skill) - skill_decay x (skill - usual)), usual being what the schools and
    habits of the service kept up at the settlement (A129). Source: half-life after exit 36 months (section 3), weak.
    """
    return clipped(skill + taught * p.training_rate * (1.0 - skill) - p.skill_decay * (skill - usual), 0.0, 1.0)


@equation
def share_of_misconduct(bribery: Float, abuse: Float, unit_mean: Float) -> Float:
    """What part of a unit's misconduct one officer stands for, relative to an average one (1): held below 10.

    clip(0.5 (bribery + abuse) / unit_mean, 0, 10), unit_mean being the mean of the unit; 1 where that is not known yet.
    Source: assumed (A47).
    """
    own = 0.5 * (bribery + abuse)
    return clipped(own / unit_mean, 0.0, 10.0) if unit_mean > 0.001 else 1.0


@equation
def updated_file(on_file: Float, new: Float, p: "Parameters") -> Float:
    """Complaints on the file of an officer after a month: old ones fade, new ones are added.

    on_file x file_kept + new, held below 1,000. Source: fading assumed.
    """
    return clipped(on_file * p.file_kept + new, 0.0, 1000.0)


@equation
def is_bad_record(bribery: Float, abuse: Float, p: "Parameters") -> Flag:
    """Whether an officer is one whom vetting is meant to remove: mean propensity above a threshold.

    0.5 (bribery + abuse) > vetting_threshold. Source: threshold assumed (A12).
    """
    return 0.5 * (bribery + abuse) > p.vetting_threshold


@equation
def removal_chance(is_bad: Flag, on_file: Float, examined: Float, p: "Parameters") -> Float:
    """Chance that vetting removes an officer this month.

    examined x vetting_reach x (1 - vetting_false_negative x (1 - evidence)) where is_bad, else examined x vetting_reach
    x vetting_false_positive, evidence = h(on_file; file_half), on_file being complaints: without files vetting is
    blind, and lets more pass. Source: Bosnia removed 793 of about 18,000 (4.4 %) in six years; error rates U(.1, .7)
    and U(.02, .3), assumed.
    """
    evidence = saturating(on_file, p.file_half)
    missed = p.vetting_false_negative * (1.0 - evidence)
    return examined * p.vetting_reach * (1.0 - missed if is_bad else p.vetting_false_positive)


@equation
def dismissal_chance(sanctions_per_officer: Float, relative_misconduct: Float, p: "Parameters") -> Float:
    """Chance that an officer is dismissed by a court or a disciplinary board this month.

    clip(sanctions_per_officer x relative_misconduct x dismissal_share): sanctions per officer of the unit this month,
    and the own part in its misconduct. Source: legal discipline carries most of the effect of audits (Avis, Ferraz,
    Finan 2018); share assumed.
    """
    return clipped(sanctions_per_officer * relative_misconduct * p.dismissal_share, 0.0, 1.0)


@equation
def chosen_on_merit(merit: Float, vetting: Float) -> Float:
    """How far entrants are chosen for what they can do (0..1): by transparent recruitment, and half by their file.

    merit + 1/2 vetting, held in 0..1. Source: assumption (A127).
    """
    return clipped(merit + 0.5 * vetting, 0.0, 1.0)


@equation
def successor_brutality(z: Float, vetting: Float, p: "Parameters") -> Float:
    """Disposition of an entrant to abuse: z ~ Normal(0, 1), lowered where files are looked at (vetting, 0..1).

    z - merit_effect x vetting. Source: assumption (A127).
    """
    return z - p.merit_effect * vetting


@equation
def successor_corruptibility(z: Float, merit: Float, patronage: Float, p: "Parameters") -> Float:
    """Disposition of an entrant: z ~ Normal(0, 1), lowered by merit-based recruitment, raised by patronage.

    z - merit_effect x merit + patronage_effect x (patronage - 0.5) x (1 - merit). Source: assumption (Hanna and Wang
    2017 on selection into public service).
    """
    return z - p.merit_effect * merit + p.patronage_effect * (patronage - 0.5) * (1.0 - merit)


@equation
def share_among_entrants(now: Float, aim: Float, merit: Float) -> Float:
    """Share of women, or of an identity group, among entrants: now + merit x (aim - now).

    Without transparent recruitment (merit 0) entrants are like those who serve; with it they are like the aim (a quota,
    or the people of the district). Source: assumption (Bosnia, Liberia and Nepal set quotas; take-up differs).
    """
    return now + merit * (aim - now)
