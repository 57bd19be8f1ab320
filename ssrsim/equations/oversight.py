"""Oversight bodies, courts and scandals."""

from typing import TYPE_CHECKING

from ssrsim.compiled import Float, Int, equation, inlined
from ssrsim.equations.portable import clipped, relaxed, saturating

if TYPE_CHECKING:
    from ssrsim.scenario.parameters import Parameters


@equation
def updated_formal(formal: Float, at_start: Float, reform_formal: Float, p: "Parameters") -> Float:
    """Formal level of a body after a month.

    formal drifts at formal_rate to at_start + (1 - at_start) x reform_formal, the law and budget that reforms give it;
    80 % in about 36 months.

    Source: V-Dem legislative constraints, P90 of the 10-year change +0.39 (T8); 36 months (section 3).
    """
    return relaxed(formal, at_start + (1.0 - at_start) * reform_formal, p.formal_rate)


@equation
def updated_effective(
    effective: Float, at_start: Float, formal: Float, reform_effective: Float, p: "Parameters"
) -> Float:
    """Effective level of a body after a month: lags behind, and never above what its mandate allows.

    effective drifts at effective_rate to min(formal, at_start + (1 - at_start) x reform_effective). Source: formal
    oversight and corruption correlate only -0.24 within countries (T8): form is not function.
    """
    target = at_start + (1.0 - at_start) * reform_effective
    return relaxed(effective, target if target < formal else formal, p.effective_rate)


@equation
def updated_independence(
    independence: Float, interference: Float, cohesion: Float, dialogue: Float, new_law: Float, p: "Parameters"
) -> Float:
    """Independence after a month: eroded by interference, rebuilt slowly by new law and dialogue.

    clip(independence - capture_rate x interference x (0.5 + cohesion) x independence + rebuild_rate x (new_law + 0.5
    dialogue) x (1 - independence)), cohesion = 1 - fragmentation of the elite, new_law = formal level gained since the
    settlement. Source: capture about 0.004 a month times elite cohesion (section 3); rebuilding assumed.
    """
    eroded = p.capture_rate * interference * (0.5 + cohesion) * independence
    rebuilt = p.rebuild_rate * (new_law + 0.5 * dialogue) * (1.0 - independence)
    return clipped(independence - eroded + rebuilt, 0.0, 1.0)


@equation
def is_captured(captured: Int, independence: Float, p: "Parameters") -> Int:
    """Whether a body is captured (1): independence < captured_below x (1.5 if captured before).

    So it stays captured until it is half as much again above the limit. It reads the stock of independence, and does
    nothing of its own: what a captured body fails to do follows from its independence being low. Source: threshold
    assumed.
    """
    limit = p.captured_below * (1.5 if captured == 1 else 1.0)
    return 1 if independence < limit else 0


@equation
def combined_chance(first: Float, second: Float) -> Float:
    """Chance that the first or the second of two independent things happens, or both: 1 - (1 - first) x (1 - second).

    Source: independence assumed.
    """
    return 1.0 - (1.0 - first) * (1.0 - second)


@inlined
def report_chance(trust: Float, fear: Float, complaints: Float, p: "Parameters") -> Float:
    """Chance that somebody wronged files a complaint.

    clip(report_rate x (0.5 + trust) x (1 - fear) x (1 + complaints_gain x complaints)), complaints being how they are
    handled. Source: P(complaint | abuse) about 0.05 (section 3); 63 % of Liberians feared retaliation in 2024
    (Afrobarometer).
    """
    return clipped(p.report_rate * (0.5 + trust) * (1.0 - fear) * (1.0 + p.complaints_gain * complaints), 0.0, 1.0)


@equation
def court_capacity(population_m: Float, justice: Float, p: "Parameters") -> Float:
    """Cases that courts can decide in a month, real cases: court_capacity x population_m x justice.

    The parameter is the capacity per million people (population_m are millions) of courts that work in full. Source:
    assumed.
    """
    return p.court_capacity * population_m * justice


@equation
def court_access(remoteness: Float, reached: Float) -> Float:
    """How far courts reach, 0..1: 1 - 0.8 remoteness x (1 - reached), reached = effective level of the justice reform.

    Source: assumed; most Liberians outside towns take cases to chiefs (Afrobarometer).
    """
    return 1.0 - 0.8 * remoteness * (1.0 - reached)


@equation
def justice_done(effective: Float, independence: Float, access: Float, decided: Float) -> Float:
    """What courts of full means, independence and reach would do for people, 0..1.

    effective x (0.5 + 0.5 independence) x access x (0.5 + 0.5 decided), decided being the share of cases that are. Most
    cases set neighbours against each other; independence counts in those that touch the powerful. Source: assumed
    (A46).
    """
    return effective * (0.5 + 0.5 * independence) * access * (0.5 + 0.5 * decided)


@equation
def justice_delivered(done: Float, odds: Float) -> Float:
    """Justice as people get it, 0..1: what courts do, by the odds that made of it what observers saw.

    done x odds / (1 - done + done x odds), odds being solved for at the settlement, one number for the country: what
    observers saw had distance, delay and interference in it. Source: assumed (A130).
    """
    return done * odds / (1.0 - done + done * odds + 0.000001)


@equation
def conviction_share(works: Float, p: "Parameters") -> Float:
    """Decided cases that end in a sanction: conviction_floor + (1 - conviction_floor) x works.

    works = effective x independence of courts. Source: prior for sanction given detection Beta(1, 9) (section 3); form
    assumed.
    """
    return p.conviction_floor + (1.0 - p.conviction_floor) * works


@equation
def months_waiting(decided: Float, p: "Parameters") -> Float:
    """Months that a case waits before it is decided or dies: 1 / (decided + (1 - decided) x case_death), at most 1,200.

    Source: geometric waiting times; Little (1961) gives the same from backlog and flow.
    """
    return clipped(1.0 / (decided + (1.0 - decided) * p.case_death + 0.000001), 0.0, 1200.0)


@equation
def openness(media: Float, hearings: Float, freedom: Float, transparency: Float) -> Float:
    """How openly cases are talked about: clip(0.5 media + 0.2 hearings + 0.5 freedom + 0.3 transparency).

    Hearings are those in parliament, freedom that of media. Source: weights assumed.
    """
    return clipped(0.5 * media + 0.2 * hearings + 0.5 * freedom + 0.3 * transparency, 0.0, 1.0)


@equation
def resting_backlog(new: Float, capacity: Float, p: "Parameters") -> Float:
    """Waiting cases (this month's included) at which as many come in as are decided or die.

    max(new, (new - capacity x (1 - case_death)) / case_death): solves waiting = new + (waiting - capacity) x (1 -
    case_death). Source: steady state of the courts (A39).
    """
    waiting = (new - capacity * (1.0 - p.case_death)) / p.case_death
    return waiting if waiting > new else new


@equation
def survival_to_sanction(conviction: Float, decided: Float, p: "Parameters") -> Float:
    """Chance that a case ends in a sanction before it dies of old age.

    conviction x decided / (decided + (1 - decided) x case_death), decided = share of waiting cases decided a month.
    Source: geometric waiting times; prior for sanction given detection Beta(1, 9) (section 3).
    """
    return conviction * decided / (decided + (1.0 - decided) * p.case_death + 0.000001)


@equation
def scandal_chance(exposed_per_million: Float, media: Float, news: Float, p: "Parameters") -> Float:
    """Chance of a national scandal this month.

    scandal_hazard x h(exposed_per_million; scandal_half) x media x (1 - news)^2, exposed_per_million being cases, news
    what is in the news.

    Source: hazard assumed; novelty decays as attention does (Marikana 2012, HSRC series).
    """
    novelty = (1.0 - news) * (1.0 - news)
    return p.scandal_hazard * saturating(exposed_per_million, p.scandal_half) * media * novelty
