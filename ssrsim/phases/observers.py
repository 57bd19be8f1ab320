"""Part of phase 10: the event coder and the panel of experts, who watch the country from outside."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.monitoring import death_coverage, expert_error, judged_corruption, judged_oversight
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.equations.quantiles import binomial_quantile, normal_quantile
from ssrsim.phases.security_forces import mean_by_strength
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.streams import EVENT_CODER, EXPERTS, four_uniforms, one_uniform
from ssrsim.world.world import DEATHS, log_event

float32 = np.float32
int64 = np.int64

EXPERTS_EVERY = 12  # months between rounds
EVENT_RECURRENCE, EVENT_WAR, CAUSE_DEATHS = KIND["recurrence_25"], KIND["war_1000"], CAUSE["deaths_in_the_year"]
RECURRENCE_DEATHS, WAR_DEATHS = 25, 1000


@phase
def ask_experts(world, month, first, last):
    """Nation: once a year experts judge corruption and oversight, and their indices move part of the way.

    The baseline is what was known at the settlement. Later rounds err by the panel's spread, take paper for practice
    (halo) and overlook what interference hides.
    """
    nation = world.nation[0]
    p = world.parameters[0]
    bodies = world.oversight_bodies
    bias = float32(world.mechanisms[0].observation_bias)
    if month == 0:
        nation.interference_at_start = nation.interference
    if month % EXPERTS_EVERY == 0:
        u, v, _, _ = four_uniforms(world.key, EXPERTS, month, 0, 0)
        formal, gained, works = float32(0.0), float32(0.0), float32(0.0)
        for row in range(bodies.shape[0]):
            formal += bodies.formal[row] / float32(bodies.shape[0])
            gained += (bodies.formal[row] - bodies.formal_at_start[row]) / float32(bodies.shape[0])
            works += bodies.effective[row] * bodies.independence[row] / float32(bodies.shape[0])
        more = nation.interference - nation.interference_at_start
        norm = mean_by_strength(world.units.norm, world.units.strength)
        corruption = judged_corruption(norm, nation.corruption_at_start, gained, more, bias, p)
        corruption += expert_error(normal_quantile(u), p)
        oversight = judged_oversight(formal, works, more, bias, p) + expert_error(normal_quantile(v), p)
        if month == 0:  # the index of corruption at the settlement is given by the country
            nation.expert_oversight = judged_oversight(formal, works, 0.0, bias, p)
        else:
            nation.expert_corruption = clipped(relaxed(nation.expert_corruption, corruption, p.expert_rate), 0.0, 1.0)
            nation.expert_oversight = clipped(relaxed(nation.expert_oversight, oversight, p.expert_rate), 0.0, 1.0)


@phase
def code_events(world, month, first, last):
    """Nation: the event coder counts reported deaths by calendar year (or the last 12 months) and codes recurrence.

    Recurrence: 25 reported battle deaths in a year that follows at least one whole year below 25 (UCDP's threshold of
    an active conflict, and its rule that an episode ends with a year below it). War: 1,000.
    """
    nation = world.nation[0]
    u = one_uniform(world.key, EVENT_CODER, month, 0)
    bias_counts = float32(world.mechanisms[0].observation_bias)
    coverage = death_coverage(nation.interference, nation.media_freedom, bias_counts, world.parameters[0])
    seen = binomial_quantile(nation.deaths, coverage, u)
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
        place = _deadliest(world.districts)
        log_event(world.nation, world.events, month, EVENT_RECURRENCE, place, -1, CAUSE_DEATHS, in_year)
    if nation.coder_quiet == 1 and in_year >= WAR_DEATHS and nation.war_month < 0:
        nation.war_month = month
        log_event(world.nation, world.events, month, EVENT_WAR, _deadliest(world.districts), -1, CAUSE_DEATHS, in_year)
    if nation.coder_quiet == 0 and in_year >= RECURRENCE_DEATHS:
        nation.war_continues = 1  # no recurrence: the war of before the settlement has not ended
    if year_is_over and nation.coder_year_whole == 1 and in_year < RECURRENCE_DEATHS:
        nation.coder_quiet = 1
        nation.war_continues = 0


@part
def _deadliest(districts):
    """The district with most battle deaths in the running year, the first of equals, -1 where nobody died."""
    place, most = int64(-1), int64(0)
    for row in range(districts.shape[0]):
        if districts.deaths_year[row] > most:
            place, most = int64(row), districts.deaths_year[row]
    return place
