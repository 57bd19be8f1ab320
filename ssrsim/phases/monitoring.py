"""Phase 10: surveys, event coder, auditors and expert index: all that donors and plans can see."""

import numpy as np

from ssrsim.compiled import phase
from ssrsim.equations.money import share_of, unfixed
from ssrsim.equations.monitoring import corruption_index, fear_bias, survey_answer
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.equations.quantiles import binomial_quantile, normal_quantile
from ssrsim.phases.programmes import levels_of_plan
from ssrsim.phases.security_forces import mean_by_strength
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import AUDIT_OFFICE
from ssrsim.world.streams import EVENT_CODER, SURVEY, four_uniforms, one_uniform
from ssrsim.world.world import DEATHS, EFFECT, EFFECTIVE, LEAKED, SPENT, log_event

float32 = np.float32
int64 = np.int64

SURVEY_EVERY = 6  # months between surveys
SURVEY_LAG = 2  # months from the field to publication
EVENT_RECURRENCE, EVENT_WAR, CAUSE_DEATHS = KIND["recurrence_25"], KIND["war_1000"], CAUSE["deaths_in_the_year"]
MEASUREMENT = EFFECT["measurement"]
RECURRENCE_DEATHS, WAR_DEATHS = 25, 1000


@phase
def survey(world, month, first, last):
    """Nation: a survey goes into the field every six months and is published two months later."""
    nation = world.nation[0]
    p = world.parameters[0]
    if month % SURVEY_EVERY == 0:
        noise = float32(world.mechanisms[0].survey_noise)
        a, b, c, d = four_uniforms(world.key, SURVEY, month, 0, 0)
        people = fear = army = int64(0)
        for row in range(world.districts.shape[0]):
            people += world.districts.people[row]
            fear += world.districts.fear_total[row]
            army += world.districts.trust_army_total[row]
        bias = fear_bias(unfixed(fear, people), nation.interference, p)
        trust_army = clipped(unfixed(army, people), 0.0, 1.0)
        nation.pending_trust_police = survey_answer(nation.trust_police, bias, normal_quantile(a), noise, p)
        nation.pending_trust_army = survey_answer(trust_army, bias, normal_quantile(b), noise, p)
        nation.pending_feel_safe = survey_answer(nation.feel_safe, 0.0, normal_quantile(c), noise, p)
        nation.pending_bribe_incidence = survey_answer(nation.bribe_incidence, -bias, normal_quantile(d), noise, p)
    if month % SURVEY_EVERY == SURVEY_LAG:
        nation.survey_trust_police = nation.pending_trust_police
        nation.survey_trust_army = nation.pending_trust_army
        nation.survey_feel_safe = nation.pending_feel_safe
        nation.survey_bribe_incidence = nation.pending_bribe_incidence


@phase
def report_progress(world, month, first, last):
    """Nation: what auditors find of leakage, what implementers report of reforms, what experts think of corruption."""
    nation = world.nation[0]
    bodies = world.oversight_bodies
    audit = bodies.effective[AUDIT_OFFICE] * bodies.independence[AUDIT_OFFICE]
    spent = leaked = int64(0)
    for slot in range(12):
        spent += world.recent[SPENT, slot]
        leaked += world.recent[LEAKED, slot]
    looked_at = clipped(0.2 + 0.8 * audit + 0.2 * world.effects[EFFECTIVE, MEASUREMENT], 0.0, 1.0)
    nation.admin_leakage_share = share_of(leaked, spent) * looked_at
    formal, effective = levels_of_plan(world.reforms)
    nation.admin_formal = clipped(0.8 * formal + 0.2 * effective, 0.0, 1.0)
    seen = corruption_index(mean_by_strength(world.units.norm, world.units.strength))
    nation.expert_corruption = clipped(relaxed(nation.expert_corruption, seen, 0.05), 0.0, 1.0)


@phase
def code_events(world, month, first, last):
    """Nation: the event coder counts reported deaths by calendar year (or the last 12 months) and codes recurrence.

    Recurrence: 25 reported battle deaths in a year that follows at least one whole year below 25 (UCDP's threshold of
    an active conflict, and its rule that an episode ends with a year below it). War: 1,000.
    """
    nation = world.nation[0]
    u = one_uniform(world.key, EVENT_CODER, month, 0)
    seen = binomial_quantile(nation.deaths, world.parameters[0].coder_coverage, u)
    nation.coder_deaths = seen
    world.recent[DEATHS, month % 12] = seen
    calendar_month = (nation.settlement_month - 1 + month) % 12  # 0 is January
    if nation.rolling_window == 1:
        in_year = int64(0)
        for slot in range(12):
            in_year += world.recent[DEATHS, slot]
        year_is_over = month >= 12
        nation.coder_year_whole = 1 if month >= 12 else 0
    else:
        if calendar_month == 0:
            nation.coder_deaths_year = 0
            nation.coder_year_whole = 1
        in_year = nation.coder_deaths_year + seen
        year_is_over = calendar_month == 11
    nation.coder_deaths_year = in_year
    if nation.coder_quiet == 1 and in_year >= RECURRENCE_DEATHS and nation.recurrence_month < 0:
        nation.recurrence_month = month
        log_event(world.nation, world.events, month, EVENT_RECURRENCE, -1, -1, CAUSE_DEATHS, in_year)
    if nation.coder_quiet == 1 and in_year >= WAR_DEATHS and nation.war_month < 0:
        nation.war_month = month
        log_event(world.nation, world.events, month, EVENT_WAR, -1, -1, CAUSE_DEATHS, in_year)
    if nation.coder_quiet == 0 and in_year >= RECURRENCE_DEATHS:
        nation.war_continues = 1  # no recurrence: the war of before the settlement has not ended
    if year_is_over and nation.coder_year_whole == 1 and in_year < RECURRENCE_DEATHS:
        nation.coder_quiet = 1
        nation.war_continues = 0
