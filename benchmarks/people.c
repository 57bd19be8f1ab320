/* The civilians' phases of ssrsim as somebody would write them by hand for speed: two passes over the people, in
   short stages over blocks that stay in the nearest cache, with everything that is the same for a stratum in
   registers. Facts of a month are packed into one word, so that six peers are read once. It is the limit that the
   phases are held against: the same draws, exponentials, divisions, columns and sums, and the same result but for
   rounding. */
#include "portable.h"

#define ONE 1048576.0f
enum { SUMS = 17 };

typedef struct {
  f32 help, stop, patrol, visit, community, reporting, norm, performs, protects, pushed, living, resented, afraid,
      police, army;
} Place;
typedef struct { f32 strength, first, rows, equipment, answered, careless; } Unit;
typedef struct { i32 first, rows, district, weight, remainder, stage, moves_tie; f32 excluded, removed, tie; } Stratum;
typedef struct {
  f32 trust_performance, trust_corruption, trust_scandal, trust_rate, trust_gain, talk_rate, bribe_lesson,
      performance_rate, service_lesson, abuse_scale, group_bias, report_rate, report_gain, memory_kept,
      livelihood_rate, grievance_rate, fear_rate, cooperate_base, protest_base, recruit_base, recruit_trust,
      recruit_tie, recruit_reintegrated, criminal_base, criminal_living, criminal_idle, criminal_tie, criminal_fear,
      talk, ratio, judged, remembers, heard, biased, trust_tells, scandal, lost, lost_army, news, news_army;
} Rules;
typedef struct {
  const i32 *id, *peers;
  const int8_t *group;
  const f32 *trust_trait, *outlook, *trust_trait_army, *livelihood_trait;
  i32 *weight;
  f32 *trust_police, *trust_army, *perceived_corruption, *perceived_performance, *perceived_protection, *grievance,
      *fear, *livelihood, *victimisation, *commander_tie;
  int8_t *contact, *outcome;
  i32 *officer;
  int8_t *choice, *complained;
  int16_t *contact_year, *bribe_year;
  f32 *cooperative, *protesting, *recruitable, *criminal, *fleeing_propensity;
} People;
typedef struct { const f32 *bribery, *abuse, *skill; const int8_t *group; const i32 *roster; } Officers;

INLINE f32 logistic(f32 x) { return 1.0f / (1.0f + exponential(-x)); }
INLINE f32 held(f32 x) {
  x = x > 0.0f ? x : 0.0f;
  return x < 1.0f ? x : 1.0f;
}
INLINE i64 fixed(f32 x) { return (i32)(x * ONE); }

/* facts, four bits each: good, neglected, bad, bribed by police; good, neglected, bad by army; abused */
INLINE u32 packed(int contact, int outcome) {
  u32 own = (u32)(outcome == 1) | (u32)(outcome == 2) << 4 | (u32)(outcome >= 3) << 8;
  return (contact == 1 ? own | (u32)(outcome == 3) << 12 : own << 16) | (u32)(outcome == 4) << 28;
}

static void treat(People who, Officers all, const Unit *units, const Place *at, const Rules *p, i64 row, f32 u,
                  f32 v, f32 w, f32 x, u32 *facts) {
  f32 helped = (0.5f + who.trust_police[row]) * at->help, stopped = helped + at->stop, met_army = stopped + at->patrol;
  int by_army = u >= stopped && u < met_army;
  const Unit *unit = units + (int)(by_army ? at->army : at->police);
  if (unit->strength <= 0.0f) return;
  i32 officer = all.roster[(i32)unit->first + (i32)(v * unit->rows)];
  int coercive = u >= helped + 0.5f * at->community * (stopped - helped) && u < met_army;
  f32 skill = all.skill[officer], bribery = all.bribery[officer];
  f32 bias = p->biased != 0.0f && all.group[officer] != who.group[row] ? p->group_bias : 1.0f;
  f32 abused = p->abuse_scale * all.abuse[officer] * (1.0f + unit->careless * (1.0f - skill)) * bias
      * (coercive ? 1.0f : 0.33f);
  f32 odds = bribery * bias, bribed = (1.0f - abused) * odds / (1.0f - bribery + odds);
  f32 service = (0.2f + 0.6f * skill + 0.15f * unit->equipment) * (u < helped ? units[(int)at->police].answered : 1.0f);
  int outcome = w < abused ? 4 : w < abused + bribed ? 3 : x < service ? 1 : 2, contact = by_army ? 2 : 1;
  who.contact[row] = (int8_t)contact, who.outcome[row] = (int8_t)outcome, who.officer[row] = officer;
  facts[row] = packed(contact, outcome);
  who.contact_year[row] |= (int16_t)(contact == 1), who.bribe_year[row] |= (int16_t)(contact == 1 && outcome == 3);
}

static void encounter(People who, Officers all, const Unit *units, const Place *at, const Rules *p, u32 month,
                      const u32 *key, i64 first, int rows, u32 *restrict facts) {
  static f32 u[BLOCK], v[BLOCK], w[BLOCK], x[BLOCK];
  static i32 flags[BLOCK];
#pragma omp simd
  for (int j = 0; j < rows; j++) four_uniforms((u32)who.id[first + j], month, 60, key, u + j, v + j, w + j, x + j);
  const f32 *restrict trust = who.trust_police + first;
  const f32 help = at->help, others = at->stop + at->patrol + at->visit;
#pragma omp simd
  for (int j = 0; j < rows; j++) flags[j] = u[j] < (0.5f + trust[j]) * help + others;
  int16_t *restrict contact_year = who.contact_year + first, *restrict bribe_year = who.bribe_year + first;
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    contact_year[j] = (int16_t)(contact_year[j] << 1 & 4095);
    bribe_year[j] = (int16_t)(bribe_year[j] << 1 & 4095);
  }
  memset(who.contact + first, 0, (size_t)rows), memset(who.outcome + first, 0, (size_t)rows);
  memset(who.officer + first, 255, (size_t)rows * 4), memset(facts + first, 0, (size_t)rows * 4);
  for (int j = 0; j < rows; j++)
    if (flags[j]) treat(who, all, units, at, p, first + j, u[j], v[j], w[j], x[j], facts);
}

INLINE f32 perceived(f32 before, f32 performs, f32 good, f32 neglected, const Rules *p) {
  f32 lesson = p->service_lesson * (good * (1.0f - before) - neglected * before);
  return held(before + p->performance_rate * (performs - before) + lesson);
}
INLINE f32 trusts(f32 before, f32 x, f32 good, f32 bad, f32 lost, const Rules *p) {
  f32 change = p->trust_gain * ((1.0f - before) * good - p->ratio * before * bad);
  return held(before + p->trust_rate * (logistic(x) - before) + change) * (1.0f - lost);
}
INLINE f32 count(u32 own, u32 heard, int field, f32 talk) {
  return (f32)(i32)(own >> field & 15) + talk * (f32)(i32)(heard >> field & 15);
}

static void learn(People who, Place at, Rules rules, i64 first, int rows, const u32 *restrict facts,
                  const u32 *restrict heard) {
  const Rules *p = &rules;
  const f32 *restrict trait = who.trust_trait + first, *restrict trait_army = who.trust_trait_army + first;
  const f32 *restrict outlook = who.outlook + first, *restrict livelihood = who.livelihood + first;
  f32 *restrict corruption = who.perceived_corruption + first, *restrict performance = who.perceived_performance
      + first;
  f32 *restrict protection = who.perceived_protection + first, *restrict trust = who.trust_police + first;
  f32 *restrict trust_army = who.trust_army + first;
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    u32 own = facts[first + j], theirs = heard[j];
    f32 good = count(own, theirs, 0, p->talk), bribed = count(own, theirs, 12, p->talk), seen = corruption[j];
    seen = seen + p->talk_rate * (at.norm - seen);
    seen = held(seen + p->bribe_lesson * bribed * (1.0f - seen) - 0.3f * p->bribe_lesson * good * seen);
    f32 performs = held(at.performs + 0.35f * livelihood[j] + outlook[j]);
    f32 felt = perceived(performance[j], performs, good, count(own, theirs, 4, p->talk), p);
    corruption[j] = seen, performance[j] = felt;
    felt = p->judged != 0.0f ? felt : 0.5f;
    f32 x = trait[j] + p->trust_performance * (felt - 0.5f) - p->trust_corruption * (seen - 0.5f)
        - p->trust_scandal * p->news;
    trust[j] = trusts(trust[j], x, good, count(own, theirs, 8, p->talk), p->lost, p);
  }
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    u32 own = facts[first + j], theirs = heard[j];
    f32 good = count(own, theirs, 16, p->talk);
    f32 guarded = perceived(protection[j], at.protects, good, count(own, theirs, 20, p->talk), p);
    protection[j] = guarded;
    guarded = p->judged != 0.0f ? guarded : 0.5f;
    f32 x = trait_army[j] + p->trust_performance * (guarded - 0.5f) - p->trust_scandal * p->news_army;
    trust_army[j] = trusts(trust_army[j], x, good, count(own, theirs, 24, p->talk), p->lost_army, p);
  }
}

static void bear(People who, Place at, Stratum of, Rules rules, i64 first, int rows, const u32 *restrict facts,
                 const u32 *restrict heard) {
  const Rules *p = &rules;
  const f32 *restrict trait = who.livelihood_trait + first;
  f32 *restrict livelihood = who.livelihood + first, *restrict memory = who.victimisation + first;
  f32 *restrict grievance = who.grievance + first, *restrict fear = who.fear + first;
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    f32 abused = p->remembers * held((f32)(i32)(facts[first + j] >> 28) + p->heard * (f32)(i32)(heard[j] >> 28));
    f32 kept = memory[j] * p->memory_kept, now = kept + 0.5f * (1.0f - kept) * abused, lives = livelihood[j];
    lives = lives + p->livelihood_rate * (logistic(trait[j] + at.living) - lives);
    f32 rest = held(of.removed + at.resented + 0.3f * (1.0f - lives) + of.excluded + 0.25f * now);
    memory[j] = now, livelihood[j] = lives;
    grievance[j] = grievance[j] + p->grievance_rate * (rest - grievance[j]);
    fear[j] = fear[j] + p->fear_rate * (at.afraid + 0.3f * now - fear[j]);
  }
}

static void act(People who, Place at, Rules rules, u32 month, const u32 *key, i64 first, int rows) {
  static f32 u[BLOCK], v[BLOCK], w[BLOCK], x[BLOCK];
  static i32 chosen[BLOCK], filed[BLOCK];
  const Rules *p = &rules;
#pragma omp simd
  for (int j = 0; j < rows; j++) four_uniforms((u32)who.id[first + j], month, 61, key, u + j, v + j, w + j, x + j);
  const f32 *restrict trust = who.trust_police + first, *restrict fear = who.fear + first;
  const f32 *restrict trust_army = who.trust_army + first, *restrict grievance = who.grievance + first;
  const int8_t *restrict contact = who.contact + first, *restrict outcome = who.outcome + first;
  f32 *restrict cooperative = who.cooperative + first, *restrict protesting = who.protesting + first;
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    f32 now = trust[j], told = p->trust_tells != 0.0f ? now : 0.5f;
    f32 cooperate = at.reporting * exponential(p->cooperate_base + 2.0f * told - 1.5f * fear[j]);
    f32 protest = exponential(p->protest_base + 2.5f * grievance[j] - fear[j] + p->scandal);
    f32 every = 1.0f + cooperate + protest, line = u[j] * every;
    chosen[j] = line < cooperate ? 1 : (line < cooperate + protest ? 2 : 0);
    cooperative[j] = cooperate / every, protesting[j] = protest / every;
  }
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    f32 theirs = contact[j] == 2 ? trust_army[j] : trust[j];
    f32 chance = held(p->report_rate * (0.5f + theirs) * (1.0f - fear[j]) * p->report_gain);
    filed[j] = (outcome[j] >= 3) & (v[j] < at.reporting * chance);
  }
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    who.choice[first + j] = (int8_t)chosen[j];
    who.complained[first + j] = (int8_t)filed[j];
  }
}

static void weigh(People who, Place at, Stratum of, Rules rules, i64 first, int rows) {
  const Rules *p = &rules;
  const f32 *restrict trust = who.trust_police + first, *restrict fear = who.fear + first;
  const f32 *restrict grievance = who.grievance + first, *restrict livelihood = who.livelihood + first;
  const f32 *restrict memory = who.victimisation + first, *restrict tie = who.commander_tie + first;
  f32 *restrict recruitable = who.recruitable + first, *restrict criminal = who.criminal + first;
  f32 *restrict fleeing = who.fleeing_propensity + first;
  const f32 back = p->recruit_reintegrated * (f32)(of.stage == 3), idle = p->criminal_idle * (f32)(of.stage == 2);
  const f32 may = of.stage == 1 ? 0.0f : 1.0f;
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    f32 want = p->recruit_base + 2.0f * grievance[j] + p->recruit_trust * (0.5f - trust[j]) - fear[j] - livelihood[j];
    recruitable[j] = held(logistic(want + p->recruit_tie * tie[j] + back));
    want = p->criminal_base + p->criminal_living * (0.5f - livelihood[j]) + idle;
    criminal[j] = may * held(exponential(want + p->criminal_tie * tie[j] - p->criminal_fear * fear[j]));
    fleeing[j] = held(at.pushed * (0.5f + fear[j]) * (0.5f + livelihood[j]) * (1.0f + memory[j]));
  }
}

static void tally(People who, i64 first, int rows, i64 *sums) {
  const i32 *restrict weight = who.weight + first;
  const f32 *columns[10] = {who.trust_police, who.trust_army,  who.grievance,   who.fear,     who.livelihood,
                            who.cooperative,  who.protesting, who.recruitable, who.criminal, who.fleeing_propensity};
  const int8_t *restrict choice = who.choice + first, *restrict outcome = who.outcome + first;
  i64 people = 0, cooperated = 0, protested = 0;
#pragma omp simd reduction(+ : people)
  for (int j = 0; j < rows; j++) people += weight[j];
#pragma omp simd reduction(+ : cooperated, protested)
  for (int j = 0; j < rows; j++) {
    cooperated += choice[j] == 1 ? weight[j] : 0;
    protested += choice[j] == 2 ? weight[j] : 0;
  }
  sums[0] += people, sums[11] += cooperated, sums[12] += protested;
  for (int k = 0; k < 10; k++) {
    const f32 *restrict column = columns[k] + first;
    i64 total = 0;
#pragma omp simd reduction(+ : total)
    for (int j = 0; j < rows; j++) total += (i64)weight[j] * fixed(column[j]);
    sums[1 + k] += total;
  }
  for (int j = 0; j < rows; j++)
    if (outcome[j]) {
      i64 i = first + j, police = who.contact[i] == 1, many = weight[j];
      sums[13] += police * many, sums[14] += (police && outcome[j] == 3) * many;
      sums[15] += (outcome[j] == 4) * many, sums[16] += who.complained[i] * many;
    }
}

static void follow(People who, Stratum of, i64 first, int rows) {
#pragma omp simd
  for (int j = 0; j < rows; j++) who.weight[first + j] = of.weight + (first - of.first + j < of.remainder);
  if (of.moves_tie)
#pragma omp simd
    for (int j = 0; j < rows; j++) who.commander_tie[first + j] = of.tie;
}

/* One month of the civilians. facts: u32[n], room for what the two passes share. sums: i64[districts, 17]. */
void live(int strata, int districts, u32 month, const u32 *key, const void *const *columns, const void *const *officers,
          const Place *places, const Unit *units, const Stratum *stratum, const Rules *rules, u32 *facts, i64 *sums) {
  static u32 heard[BLOCK];
  People who;
  Officers all;
  memcpy(&who, columns, sizeof who), memcpy(&all, officers, sizeof all);
  memset(sums, 0, (size_t)districts * SUMS * sizeof *sums);
  for (int pass = 0; pass < 2; pass++)
    for (const Stratum *of = stratum; of < stratum + strata; of++)
      for (i64 first = of->first, end = first + of->rows; first < end; first += BLOCK) {
        int rows = (int)(end - first < BLOCK ? end - first : BLOCK);
        const Place *at = places + of->district;
        if (pass == 0) {
          encounter(who, all, units, at, rules, month, key, first, rows, facts);
          continue;
        }
        const i32 *of_peers = who.peers + first * 6;
#pragma omp simd
        for (int j = 0; j < rows; j++) {
          const i32 *six = of_peers + 6 * j;
          heard[j] = facts[(u32)six[0]] + facts[(u32)six[1]] + facts[(u32)six[2]] + facts[(u32)six[3]] +
                     facts[(u32)six[4]] + facts[(u32)six[5]];
        }
        learn(who, *at, *rules, first, rows, facts, heard);
        bear(who, *at, *of, *rules, first, rows, facts, heard);
        act(who, *at, *rules, month, key, first, rows);
        weigh(who, *at, *of, *rules, first, rows);
        tally(who, first, rows, sums + of->district * SUMS);
        follow(who, *of, first, rows);
      }
}
