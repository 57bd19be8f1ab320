"""Phase 10: surveys, event coder, experts, reports and registers: all that donors and plans can see."""

import numpy as np

from ssrsim.compiled import part, phase, words_of_block
from ssrsim.equations.money import fixed, share_of
from ssrsim.equations.monitoring import (
    INTERVIEWS,
    answer_or_wanted,
    cluster_error,
    cowed_chance,
    refusal_chance,
    survey_clusters,
    trust_answer,
)
from ssrsim.world.streams import RESPONDENT, SURVEY, one_uniform, philox, unit_interval
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int32 = np.int32
int64 = np.int64
uint32 = np.uint32
uint64 = np.uint64

MEASUREMENT = EFFECT["measurement"]
SURVEY_LAG = 2  # months from the field to publication; less than the months between surveys
# what a survey adds up in world.answers: people for each answer, or their weight x chance where everybody is asked
ANSWERED, POLICE, ARMY, SAFE, CORRUPT, PERFORMS, MET, PAID, EXCLUDED, EXCLUDED_POLICE = range(10)
DRAWS = 12  # random numbers of an interview
YES_YES, YES_N, N_N = 10, 11, 12  # of answers on the police by cluster: what their error is made of


@phase
def hold_survey(world, month, first, last):
    """Nation: every `survey_every` months people are asked what they think and what they lived through.

    A sample in clusters of eight, or everybody where surveys do not err; who is afraid refuses, or says what is wanted.
    """
    nation = world.nation[0]
    p = world.parameters[0]
    if month % int64(p.survey_every) == 0:
        sums = world.answers
        for answer in range(sums.shape[0]):
            sums[answer] = 0
        clusters = survey_clusters(world.effects[EFFECTIVE, MEASUREMENT], p)
        samples = world.mechanisms[0].survey_noise == 1
        if samples:
            _ask_sample(world, month, clusters, sums)
        else:
            _ask_everybody(world, sums)
        answered = sums[ANSWERED]
        police = share_of(sums[POLICE], answered)
        error = cluster_error(answered, sums[POLICE], sums[YES_YES], sums[YES_N], sums[N_N], clusters)
        nation.pending_trust_police = police
        nation.pending_trust_police_se = error if samples else float32(0.0)
        # of a question that nobody in the sample could answer the country's answer is the best guess
        excluded = share_of(sums[EXCLUDED_POLICE], sums[EXCLUDED])
        nation.pending_trust_police_excluded = excluded if sums[EXCLUDED] > 0 else police
        nation.pending_trust_army = share_of(sums[ARMY], answered)
        nation.pending_feel_safe = share_of(sums[SAFE], answered)
        nation.pending_bribe_experience = share_of(sums[PAID], sums[MET])
        nation.pending_perceived_corruption = share_of(sums[CORRUPT], answered)
        nation.pending_perceived_performance = share_of(sums[PERFORMS], answered)


@part
def _ask_sample(world, month, clusters, sums):
    """Add up the answers of clusters that are drawn by people, over strata, with replacement."""
    strata = world.strata
    words = words_of_block()
    everybody = int64(0)
    for stratum in range(strata.shape[0]):
        everybody += strata.people[stratum]
    for cluster in range(clusters):
        person = int64(one_uniform(world.key, SURVEY, month, cluster) * float32(everybody))
        stratum, first_id = _stratum_of(strata, person)
        places = strata.rows[stratum] if strata.rows[stratum] < strata.people[stratum] else strata.people[stratum]
        n, yes = sums[ANSWERED], sums[POLICE]
        _draw_for_cluster(world.key, month, cluster, words)
        for interview in range(INTERVIEWS):
            chosen = int64(unit_interval(words[interview]) * float32(places))
            _interview(world, int64(world.residents[first_id + chosen]), words, interview, sums)
        n, yes = sums[ANSWERED] - n, sums[POLICE] - yes
        sums[YES_YES] += yes * yes
        sums[YES_N] += yes * n
        sums[N_N] += n * n


@part
def _stratum_of(strata, person):
    """The stratum of one of all people, counted stratum by stratum, and the identity of its first row."""
    below = first_id = int64(0)
    last, last_id = int64(0), int64(0)
    for stratum in range(strata.shape[0]):
        if strata.people[stratum] > 0:
            last, last_id = int64(stratum), first_id
            below += strata.people[stratum]
            if person < below:
                return last, last_id
        first_id += strata.rows[stratum]
    return last, last_id


@part
def _draw_for_cluster(key, month, cluster, words):
    """The random words of the interviews of one cluster: `words[n * INTERVIEWS + interview]` is number n of each.

    All at once, whether used or not: the processor makes those of eight interviews in the time of three or so.
    """
    key0, key1, at = key[0], key[1], uint32(cluster * INTERVIEWS)
    interviews = uint64(INTERVIEWS)
    for draw in range(uint64(DRAWS // 4)):
        first = uint64(4) * draw * interviews
        for interview in range(interviews):
            a, b, c, d = philox(at + uint32(interview), uint32(month), RESPONDENT, uint32(draw), key0, key1)
            words[first + interview] = a
            words[first + interviews + interview] = b
            words[first + uint64(2) * interviews + interview] = c
            words[first + uint64(3) * interviews + interview] = d


@part
def _drawn(words, interview, number):
    """Uniform random number so many of an interview."""
    return unit_interval(words[number * INTERVIEWS + interview])


@part
def _interview(world, row, words, interview, sums):
    """Add one interview to the sums, unless it is refused. Numbers 4 to 7 are for trust, 8 and 9 for other views."""
    civilians = world.civilians
    p = world.parameters[0]
    bias_counts = float32(world.mechanisms[0].observation_bias)
    fear = civilians.fear[row]
    if _drawn(words, interview, 1) >= refusal_chance(fear, bias_counts, p):
        cowed = _drawn(words, interview, 2) < cowed_chance(fear, world.nation[0].interference, bias_counts, p)
        police = trust_answer(civilians.trust_police[row], cowed, _drawn(words, interview, 4),
                              _drawn(words, interview, 5))  # fmt: skip
        army = trust_answer(civilians.trust_army[row], cowed, _drawn(words, interview, 6), _drawn(words, interview, 7))
        trusts = int64(police >= 2)
        met = int64(civilians.contact_year[row] != 0)
        excluded = int64(world.groups.most_excluded[civilians.group[row]])
        safe = _drawn(words, interview, 3) >= world.districts.insecurity[civilians.district[row]]
        sums[ANSWERED] += 1
        sums[POLICE] += trusts
        sums[ARMY] += int64(army >= 2)
        sums[SAFE] += int64(safe)
        # no branches: what somebody answers is anybody's guess, the processor's too
        sums[CORRUPT] += int64((_drawn(words, interview, 8) < civilians.perceived_corruption[row]) & (not cowed))
        sums[PERFORMS] += int64((_drawn(words, interview, 9) < civilians.perceived_performance[row]) | cowed)
        sums[MET] += met
        sums[PAID] += met * int64((civilians.bribe_year[row] != 0) & (not cowed))
        sums[EXCLUDED] += excluded
        sums[EXCLUDED_POLICE] += excluded * trusts


@part
def _ask_everybody(world, sums):
    """Add up the mean answers of all people, each with the chance to answer: no sampling error, the same bias."""
    civilians = world.civilians
    p = world.parameters[0]
    bias_counts = float32(world.mechanisms[0].observation_bias)
    for row in range(civilians.id.shape[0]):
        fear = civilians.fear[row]
        weight = int64(civilians.weight[row])
        answers = 1.0 - refusal_chance(fear, bias_counts, p)
        cowed = cowed_chance(fear, world.nation[0].interference, bias_counts, p)
        trusts = weight * fixed(answers * answer_or_wanted(civilians.trust_police[row], 1.0, cowed))
        army = answer_or_wanted(civilians.trust_army[row], 1.0, cowed)
        safe = 1.0 - world.districts.insecurity[civilians.district[row]]
        corrupt = answer_or_wanted(civilians.perceived_corruption[row], 0.0, cowed)
        performs = answer_or_wanted(civilians.perceived_performance[row], 1.0, cowed)
        met = float32(civilians.contact_year[row] != 0)
        paid = answer_or_wanted(float32(civilians.bribe_year[row] != 0), 0.0, cowed)
        excluded = int64(world.groups.most_excluded[civilians.group[row]])
        sums[ANSWERED] += weight * fixed(answers)
        sums[POLICE] += trusts
        sums[ARMY] += weight * fixed(answers * army)
        sums[SAFE] += weight * fixed(answers * safe)
        sums[CORRUPT] += weight * fixed(answers * corrupt)
        sums[PERFORMS] += weight * fixed(answers * performs)
        sums[MET] += weight * fixed(answers * met)
        sums[PAID] += weight * fixed(answers * met * paid)
        sums[EXCLUDED] += excluded * weight * fixed(answers)
        sums[EXCLUDED_POLICE] += excluded * trusts


@phase
def publish_survey(world, month, first, last):
    """Nation: two months after the field a survey is published; the baseline of month 0 at once."""
    nation = world.nation[0]
    if month == 0 or month % int64(world.parameters[0].survey_every) == SURVEY_LAG:
        nation.survey_trust_police = nation.pending_trust_police
        nation.survey_trust_police_se = nation.pending_trust_police_se
        nation.survey_trust_police_excluded = nation.pending_trust_police_excluded
        nation.survey_trust_army = nation.pending_trust_army
        nation.survey_feel_safe = nation.pending_feel_safe
        nation.survey_bribe_experience = nation.pending_bribe_experience
        nation.survey_perceived_corruption = nation.pending_perceived_corruption
        nation.survey_perceived_performance = nation.pending_perceived_performance
