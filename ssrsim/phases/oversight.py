"""Phase 5: bodies find misdeeds, courts try them, scandals break. Form first, function later, if it is free."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import share_of
from ssrsim.equations.oversight import (
    combined_chance,
    conviction_share,
    court_access,
    court_capacity,
    is_captured,
    justice_delivered,
    justice_done,
    months_waiting,
    openness,
    resting_backlog,
    scandal_chance,
    survival_to_sanction,
    updated_effective,
    updated_formal,
    updated_independence,
)
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.equations.quantiles import binomial_quantile
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import (
    AUDIT_OFFICE,
    COURTS,
    INTERNAL_AFFAIRS,
    MEDIA,
    OMBUDSMAN,
    PARLIAMENT,
)
from ssrsim.world.streams import CASES, SCANDAL, four_uniforms
from ssrsim.world.world import EFFECT, EFFECTIVE, FORMAL, log_event

float32 = np.float32
int64 = np.int64

DIALOGUE, TRANSPARENCY, JUSTICE = EFFECT["dialogue"], EFFECT["transparency"], EFFECT["justice"]
# which effect builds which body, in the order of BODY_KINDS
BODY_EFFECTS = np.array(
    [EFFECT[name] for name in ("parliament", "complaints", "audit", "audit", "complaints", "justice", "media")]
)
# chance per misdeed and month that a fully effective, independent body finds it: audits look at books, not at misdeeds
DETECTION_SHARES = np.array([0.5, 1.0, 0.0, 1.0, 2.0, 0.0, 1.0], dtype=np.float32)
EVENT_SCANDAL, CAUSE_EXPOSED, CAUSE_SCHEDULED = KIND["scandal"], CAUSE["exposed_abuse"], CAUSE["scheduled"]
EVENT_CAPTURED, EVENT_FREED = KIND["body_captured"], KIND["body_freed"]
CAUSE_INTERFERENCE, CAUSE_LAW = CAUSE["interference"], CAUSE["law_and_dialogue"]


@phase
def renew_bodies(world, month, first, last):
    """Oversight bodies: mandate from reforms, practice later, independence against interference, captured when low."""
    bodies = world.oversight_bodies
    nation = world.nation[0]
    p = world.parameters[0]
    interference = nation.interference if world.mechanisms[0].capture == 1 else float32(0.0)
    for row in range(first, last):
        effect = BODY_EFFECTS[bodies.kind[row]]
        formal = updated_formal(bodies.formal[row], bodies.formal_at_start[row], world.effects[FORMAL, effect], p)
        bodies.formal[row] = formal
        bodies.effective[row] = updated_effective(
            bodies.effective[row], bodies.effective_at_start[row], formal, world.effects[EFFECTIVE, effect], p
        )
        independence = updated_independence(
            bodies.independence[row], interference, 1.0 - nation.fragmentation, world.effects[EFFECTIVE, DIALOGUE],
            formal - bodies.formal_at_start[row], p,
        )  # fmt: skip
        independence = independence * (1.0 - p.coup_damage) if nation.coup_now == 1 else independence
        captured = is_captured(bodies.body_captured[row], independence, p)
        bodies.independence[row] = independence
        bodies.turned[row] = 1 if captured != bodies.body_captured[row] else 0
        bodies.body_captured[row] = captured


@phase
def watch(world, month, first, last):
    """Nation: what all bodies together detect, how many complaints they take up, how many are captured."""
    nation = world.nation[0]
    bodies = world.oversight_bodies
    total, detection, uptake = float32(0.0), float32(0.0), float32(0.0)
    nation.captured_bodies = 0
    for row in range(bodies.shape[0]):
        works = bodies.effective[row] * bodies.independence[row]
        total += works
        chance = clipped(world.parameters[0].detection_rate * DETECTION_SHARES[bodies.kind[row]] * works, 0.0, 1.0)
        detection = combined_chance(detection, chance)
        if bodies.kind[row] == OMBUDSMAN or bodies.kind[row] == INTERNAL_AFFAIRS:
            uptake = combined_chance(uptake, works)
        nation.captured_bodies += int64(bodies.body_captured[row])
        if bodies.turned[row] == 1:
            kind = EVENT_CAPTURED if bodies.body_captured[row] == 1 else EVENT_FREED
            cause = CAUSE_INTERFERENCE if bodies.body_captured[row] == 1 else CAUSE_LAW
            log_event(world.nation, world.events, month, kind, -1, row, cause, 0)
    nation.uptake = uptake
    nation.oversight = total / float32(bodies.shape[0])
    nation.detection = detection


@phase
def open_cases(world, month, first, last):
    """Units: cases opened this month against last month's misdeeds, from complaints and from what bodies find."""
    units = world.units
    detection, uptake = world.nation[0].detection, world.nation[0].uptake
    for row in range(first, last):
        _, _, u, v = four_uniforms(world.key, CASES, month, units.id[row], 0)
        found = binomial_quantile(units.misdeeds[row], detection, u)
        taken_up = binomial_quantile(units.complaints[row], uptake, v)
        cases = taken_up + found
        units.taken_up[row] = taken_up
        units.cases[row] = cases if cases < units.misdeeds[row] else units.misdeeds[row]
        units.waiting[row] += units.cases[row]


@phase
def reach_out(world, month, first, last):
    """Districts: how far courts reach, in spite of distance, and what share of all court work is done here."""
    for row in range(first, last):
        reached = world.local_effects[world.districts.police_unit[row], JUSTICE]
        world.districts.access[row] = court_access(world.districts.remoteness[row], reached)


@part
def _capacity_here(world, district):
    """Cases that the courts of one district can decide in a month: of the country's, by people within reach."""
    bodies = world.oversight_bodies
    p = world.parameters[0]
    works = bodies.effective[COURTS] * bodies.independence[COURTS]
    here, everywhere = float32(0.0), float32(0.0)
    for row in range(world.districts.shape[0]):
        within = world.districts.access[row] * float32(world.districts.people[row])
        everywhere += within
        here = within if row == district else here
    country = court_capacity(float32(world.nation.population_at_start[0]) / 1000000.0, works, p)
    return country * here / everywhere if everywhere > 0.0 else float32(0.0)


@phase
def fill_courts(world, month, first, last):
    """Districts, at the settlement: the backlog at which courts are at rest, unit by unit.

    New cases are those of the service in the whole country, by people: the few that one month of a small sample has in
    one district would bias a backlog that bends where courts are just large enough.
    """
    districts = world.districts
    units = world.units
    of_police = of_army = people = int64(0)
    for row in range(districts.shape[0]):
        of_police += units.cases[districts.police_unit[row]]
        of_army += units.cases[districts.army_unit[row]]
        people += districts.people[row]
    for row in range(first, last):
        here = share_of(districts.people[row], people)
        police, army = here * float32(of_police), here * float32(of_army)
        backlog = resting_backlog(police + army, _capacity_here(world, row), world.parameters[0])
        waits = world.mechanisms[0].queues == 1 and police + army > 0.0
        times = backlog / (police + army) if waits else 1.0
        units.waiting[districts.police_unit[row]] = int64(times * police)
        units.waiting[districts.army_unit[row]] = int64(times * army)


@phase
def hold_court(world, month, first, last):
    """Districts: the share of waiting cases decided this month, and what courts deliver to the people here."""
    districts = world.districts
    courts = world.oversight_bodies[COURTS]
    for row in range(first, last):
        waiting = world.units.waiting[districts.police_unit[row]] + world.units.waiting[districts.army_unit[row]]
        capacity = _capacity_here(world, row)
        full = float32(waiting) > capacity and world.mechanisms[0].queues == 1
        decided = capacity / float32(waiting) if full else (1.0 if capacity > 0.0 else 0.0)
        districts.backlog[row] = waiting
        districts.decided_share[row] = decided
        done = justice_done(courts.effective, courts.independence, districts.access[row], decided)
        districts.justice[row] = justice_delivered(done, world.nation[0].justice_odds)


@phase
def count_cases(world, month, first, last):
    """Nation: cases opened and waiting, the chance that one ends in a sanction, justice as people get it."""
    nation = world.nation[0]
    districts = world.districts
    p = world.parameters[0]
    works = world.oversight_bodies.effective[COURTS] * world.oversight_bodies.independence[COURTS]
    convicts = conviction_share(works, p)
    nation.conviction_share = convicts if world.mechanisms[0].sanctions == 1 else 0.0
    nation.cases_opened = nation.complaints_taken_up = nation.backlog = 0
    for row in range(world.units.shape[0]):
        nation.cases_opened += world.units.cases[row]
        nation.complaints_taken_up += world.units.taken_up[row]
    decided, justice, people = float32(0.0), float32(0.0), float32(0.0)
    for row in range(districts.shape[0]):
        nation.backlog += districts.backlog[row]
        decided += districts.decided_share[row] * float32(districts.backlog[row])
        justice += districts.justice[row] * float32(districts.people[row])
        people += float32(districts.people[row])
    waiting = float32(nation.backlog)
    share = clipped(decided / waiting, 0.0, 1.0) if waiting > 0.0 else (1.0 if works > 0.0 else 0.0)
    nation.decided_share = share
    nation.sanction_probability = survival_to_sanction(nation.conviction_share, share, p)
    nation.case_delay = months_waiting(share, p)
    nation.justice = clipped(justice / people, 0.0, 1.0)


@phase
def sanction(world, month, first, last):
    """Units: cases decided and sanctions this month; cases that wait too long die; what officers come to see."""
    units = world.units
    convicted, death = world.nation[0].conviction_share, world.parameters[0].case_death
    for row in range(first, last):
        u, v, w, _ = four_uniforms(world.key, CASES, month, units.id[row], 1)
        decided = binomial_quantile(units.waiting[row], world.districts.decided_share[units.district[row]], u)
        sanctions = binomial_quantile(decided, convicted, v)
        waiting = units.waiting[row] - decided
        units.waiting[row] = waiting - binomial_quantile(waiting, death, w)
        units.sanctions[row] = sanctions
        # the ratio of two averages, not the average of ratios: a small sample of misdeeds must not bias what is learnt
        units.usual_sanctions[row] = relaxed(units.usual_sanctions[row], float32(sanctions), 0.1)
        units.usual_misdeeds[row] = relaxed(units.usual_misdeeds[row], float32(units.misdeeds[row]), 0.1)
        seen = units.usual_sanctions[row] / (units.usual_misdeeds[row] + 1.0)
        units.sanctions_per_misdeed[row] = clipped(seen, 0.0, 1.0)


@part
def what_audits_are_worth(world):
    """Effective level x independence of the audit office; nothing where audits are switched off."""
    bodies = world.oversight_bodies
    worth = bodies.effective[AUDIT_OFFICE] * bodies.independence[AUDIT_OFFICE]
    return worth if world.mechanisms[0].audits == 1 else float32(0.0)


@phase
def break_scandal(world, month, first, last):
    """Nation: exposed abuse becomes news where media are free and cases are public.

    News fade with a half-life of a year.
    """
    nation = world.nation[0]
    p = world.parameters[0]
    exposed = sanctions = int64(0)
    for row in range(world.units.shape[0]):
        sanctions += world.units.sanctions[row]
        exposed += world.units.cases[row]
    nation.sanctions = sanctions
    bodies = world.oversight_bodies
    media = bodies.effective[MEDIA] * bodies.independence[MEDIA]
    hearings = bodies.effective[PARLIAMENT] * bodies.independence[PARLIAMENT]
    open_press = openness(media, hearings, nation.media_freedom, world.effects[EFFECTIVE, TRANSPARENCY])
    per_million = 1000000.0 * float32(exposed) / float32(nation.population_at_start)
    chance = scandal_chance(per_million, open_press, nation.scandal, p)
    u, v, _, _ = four_uniforms(world.key, SCANDAL, month, 0, 0)
    breaks = u < chance and world.mechanisms[0].scandals == 1
    of_army = v < _army_in_exposed_abuse(world)
    police = max(p.scandal_size if breaks and not of_army else float32(0.0), nation.shock_scandal_police)
    army = max(p.scandal_size if breaks and of_army else float32(0.0), nation.shock_scandal_army)
    size = max(police, army)
    unanswered = 1.0 - nation.sanction_probability  # a scandal whose culprits are punished costs less trust
    nation.new_scandal_police = police * unanswered
    nation.new_scandal_army = army * unanswered
    nation.scandal = clipped(nation.scandal * p.scandal_kept + size, 0.0, 1.0)
    nation.scandal_police = clipped(nation.scandal_police * p.scandal_kept + police * unanswered, 0.0, 1.0)
    nation.scandal_army = clipped(nation.scandal_army * p.scandal_kept + army * unanswered, 0.0, 1.0)
    if size > 0.0:
        cause = CAUSE_EXPOSED if breaks else CAUSE_SCHEDULED
        log_event(world.nation, world.events, month, EVENT_SCANDAL, -1, -1, cause, exposed)


@part
def _army_in_exposed_abuse(world):
    """Share of soldiers in exposed abuse: cases by the part of misdeeds that were abuse.

    A ratio of averages over many months: the share of one month in a small sample of misdeeds would be biased.
    """
    nation = world.nation[0]
    units = world.units
    police, army = float32(0.0), float32(0.0)
    for row in range(units.shape[0]):
        abuse = float32(units.cases[row]) * share_of(units.abuses[row], units.misdeeds[row])
        police += abuse if units.service[row] == 0 else float32(0.0)
        army += abuse if units.service[row] == 1 else float32(0.0)
    nation.exposed_police = relaxed(nation.exposed_police, police, 0.05)
    nation.exposed_army = relaxed(nation.exposed_army, army, 0.05)
    return nation.exposed_army / (nation.exposed_police + nation.exposed_army + 1.0)
