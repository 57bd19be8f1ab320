"""Oversight bodies, courts and scandals."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, equation
from ssrsim.equations.portable import clipped, relaxed, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def updated_formal(formal: Float, at_start: Float, reform_formal: Float, p: "Parameters") -> Float:
    """Formal level of a body after a month.

    moves toward the law and budget that reforms give it, 80 % in about 36 months.

    Source: V-Dem legislative constraints, P90 of the 10-year change +0.39 (T8); 36 months (section 3).
    """
    return relaxed(formal, at_start + (1.0 - at_start) * reform_formal, p.formal_rate)


@equation
def updated_effective(
    effective: Float, at_start: Float, formal: Float, reform_effective: Float, p: "Parameters"
) -> Float:
    """Effective level of a body after a month: lags behind, and never above what its mandate allows.

    Target min(formal, start + (1 - start) x reform effective). Source: formal oversight and corruption correlate only
    -0.24 within countries (T8): form is not function.
    """
    target = at_start + (1.0 - at_start) * reform_effective
    return relaxed(effective, target if target < formal else formal, p.effective_rate)


@equation
def updated_independence(
    independence: Float, interference: Float, dialogue: Float, new_law: Float, p: "Parameters"
) -> Float:
    """Independence after a month: eroded by interference, rebuilt slowly by new law and dialogue.

    I - capture x interference x I + rebuild x (new law + 0.5 dialogue) x (1 - I), new law = formal level gained since
    the settlement. Source: capture about 0.004 a month (section 3); rebuilding assumed.
    """
    eroded = p.capture_rate * interference * independence
    rebuilt = p.rebuild_rate * (new_law + 0.5 * dialogue) * (1.0 - independence)
    return clipped(independence - eroded + rebuilt, 0.0, 1.0)


@equation
def combined_chance(first: Float, second: Float) -> Float:
    """Chance that at least one of two independent things happens: 1 - (1 - a)(1 - b)."""
    return 1.0 - (1.0 - first) * (1.0 - second)


@equation
def report_chance(trust: Float, fear: Float, complaints: Float, p: "Parameters") -> Float:
    """Chance that somebody wronged files a complaint: rho (0.5 + trust) (1 - fear) (1 + gain x complaint handling).

    Source: P(complaint | abuse) about 0.05; 63 % of Liberians feared retaliation in 2024 (Afrobarometer).
    """
    return clipped(p.report_rate * (0.5 + trust) * (1.0 - fear) * (1.0 + p.complaints_gain * complaints), 0.0, 1.0)


@equation
def court_capacity(population_m: Float, justice: Float, p: "Parameters") -> Float:
    """Cases that courts can decide in a month, real cases: capacity per million people at full justice x justice.

    Source: assumed.
    """
    return p.court_capacity * population_m * justice


@equation
def resting_backlog(new: Float, capacity: Float, p: "Parameters") -> Float:
    """Waiting cases (this month's included) at which as many come in as are decided or die.

    W = new + (W - capacity)(1 - death), hence (new - capacity (1 - death)) / death, and never less than new.
    """
    waiting = (new - capacity * (1.0 - p.case_death)) / p.case_death
    return waiting if waiting > new else new


@equation
def survival_to_sanction(conviction: Float, decided: Float, p: "Parameters") -> Float:
    """Chance that a case ends in a sanction before it dies of old age.

    conviction x d / (d + (1 - d) death), d = share of waiting cases decided a month. Source: geometric waiting times;
    prior for sanction given detection Beta(1, 9) (section 3).
    """
    return conviction * decided / (decided + (1.0 - decided) * p.case_death + 0.000001)


@equation
def scandal_chance(exposed_per_million: Float, media: Float, news: Float, p: "Parameters") -> Float:
    """Chance of a national scandal this month.

    hazard x h(exposed cases per million; half) x media x (1 - what is in the news)^2.

    Source: hazard assumed; novelty decays as attention does (Marikana 2012, HSRC series).
    """
    novelty = (1.0 - news) * (1.0 - news)
    return p.scandal_hazard * saturating(exposed_per_million, p.scandal_half) * media * novelty
