/* SSR-REF-1 in C, the limit that the other engines are held against; reference_rules.py says what it is. FORM 0:
   short stages over blocks, as reference_numba.py. FORM 1: one branch-free loop. Both give the same sums, as long as
   the compiler neither contracts nor reorders: compile with -ffp-contract=off and without -ffast-math. */
#include "portable.h"

#define DISTRICTS 64

typedef struct {
  f32 *grievance, *fear, *wealth;
  const int8_t *group;
  int8_t *state;
  const i32 *peers;
} People;

typedef struct { f32 met_below, served_below, one_below, other_below; } Place;

INLINE f32 heard_from(const f32 *trust, const i32 *of) {
  f32 first = trust[(u32)of[0]] + trust[(u32)of[1]] + trust[(u32)of[2]];
  return first + (trust[(u32)of[3]] + trust[(u32)of[4]] + trust[(u32)of[5]]);
}

INLINE i32 live_through(f32 u, f32 v, f32 heard, Place at, int group, f32 t, f32 *trust, f32 *grievance, f32 *fear,
                        f32 *wealth) {
  f32 g = *grievance, f = *fear, w = *wealth, below = group ? at.other_below : at.one_below;
  int met = u < at.met_below, served = met & (v < at.served_below);
  int extorted = met & (v >= at.served_below) & (v < below), abused = met & (v >= at.served_below) & (v >= below);
  f32 change = 0.0625f * (heard * (1.0f / 6.0f) - t);
  change = change + (served ? 0.03125f * (1.0f - t) : 0.0f);
  change = change - (extorted ? 0.0625f * t : (abused ? 0.125f * t : 0.0f));
  f32 jump = abused ? 0.1875f * (1.0f - g) : 0.0f;
  jump = extorted ? 0.09375f * (1.0f - g) : jump;
  jump = served ? -(0.0625f * g) : jump;
  w = w + (served ? 0.0078125f * (1.0f - w) : (extorted ? -(0.03125f * w) : 0.0f));
  f = f + (abused ? 0.3125f * (1.0f - f) : 0.0f);
  t = t + change;
  t = t > 0.0f ? t : 0.0f;
  t = t < 1.0f ? t : 1.0f;
  g = g + jump;
  g = g + (0.03125f * ((1.0f - t) * (1.0f - w)) - 0.03125f * g);
  *trust = t, *grievance = g, *fear = f - 0.03125f * f, *wealth = w;
  return served | extorted << 1 | abused << 2 | (abused & (u < 0.25f * at.met_below)) << 3;
}

INLINE i32 choose(f32 luck_of_choice, f32 t, f32 g, f32 f, i32 fact, i32 *state) {
  f32 mobilise = exponential(-6.0f + 5.0f * g - 3.0f * t - f);
  f32 cooperate = exponential(-1.5f + 2.5f * t - f);
  f32 protest = exponential(-4.0f + 4.0f * g - 2.0f * f);
  f32 v = luck_of_choice * (1.0f + mobilise + cooperate + protest);
  int joins = v < mobilise, tells = (v >= mobilise) & (v < mobilise + cooperate);
  int protests = (v >= mobilise + cooperate) & (v < mobilise + cooperate + protest);
  i32 civilian = joins ? 2 : (fact >> 3) & 1, displaced = fact & 1 ? 0 : 1, insurgent = tells ? 0 : 2;
  *state = *state == 0 ? civilian : (*state == 1 ? displaced : insurgent);
  return fact | tells << 4 | protests << 5;
}

#if FORM == 0
static void live_block(i64 first, int rows, u32 month, const u32 *key, Place at, const f32 *restrict before,
                       f32 *restrict after, People who, i64 *sums) {
  static f32 u[BLOCK], v[BLOCK], w[BLOCK], heard[BLOCK];
  static i32 facts[BLOCK], states[BLOCK];
  f32 *restrict trust = after + first, *restrict grievance = who.grievance + first, *restrict fear = who.fear + first;
  f32 *restrict wealth = who.wealth + first;
  const f32 *restrict old = before + first;
  const int8_t *restrict group = who.group + first;
  int8_t *restrict state = who.state + first;
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    f32 unused;
    four_uniforms((u32)(first + j), month, 0, key, u + j, v + j, w + j, &unused);
  }
#pragma omp simd
  for (int j = 0; j < rows; j++) heard[j] = heard_from(before, who.peers + (first + j) * 6);
#pragma omp simd
  for (int j = 0; j < rows; j++) states[j] = state[j];
#pragma omp simd
  for (int j = 0; j < rows; j++)
    facts[j] = live_through(u[j], v[j], heard[j], at, group[j], old[j], trust + j, grievance + j, fear + j, wealth + j);
#pragma omp simd
  for (int j = 0; j < rows; j++) {
    i32 become = states[j];
    facts[j] = choose(w[j], trust[j], grievance[j], fear[j], facts[j], &become);
    states[j] = become;
  }
#pragma omp simd
  for (int j = 0; j < rows; j++) state[j] = (int8_t)states[j];
  i64 trusted = 0, aggrieved = 0;
  i32 civilians = 0, insurgents = 0, told = 0, protested = 0, extorted = 0, abused = 0;
#pragma omp simd reduction(+ : trusted, aggrieved)
  for (int j = 0; j < rows; j++) {
    trusted += (i32)(trust[j] * 1048576.0f);
    aggrieved += (i32)(grievance[j] * 1048576.0f);
  }
#pragma omp simd reduction(+ : civilians, insurgents, told, protested, extorted, abused)
  for (int j = 0; j < rows; j++) {
    i32 fact = facts[j];
    civilians += states[j] == 0, insurgents += states[j] == 2;
    told += fact >> 4 & 1, protested += fact >> 5 & 1, extorted += fact >> 1 & 1, abused += fact >> 2 & 1;
  }
  const i64 all[9] = {trusted, aggrieved, civilians, rows - civilians - insurgents, insurgents,
                      told,    protested, extorted,  abused};
  for (int k = 0; k < 9; k++) sums[k] += all[k];
}
#else
static void live_block(i64 first, int rows, u32 month, const u32 *key, Place at, const f32 *restrict before,
                       f32 *restrict after, People who, i64 *sums) {
  f32 *restrict grievance = who.grievance, *restrict fear = who.fear, *restrict wealth = who.wealth;
  int8_t *restrict state = who.state;
  i64 trusted = 0, aggrieved = 0;
  i32 civilians = 0, insurgents = 0, told = 0, protested = 0, extorted = 0, abused = 0;
#pragma omp simd reduction(+ : trusted, aggrieved, civilians, insurgents, told, protested, extorted, abused)
  for (i64 i = first; i < first + rows; i++) {
    f32 u, v, luck_of_choice, unused;
    four_uniforms((u32)i, month, 0, key, &u, &v, &luck_of_choice, &unused);
    i32 become = state[i];
    f32 t, g = grievance[i], f = fear[i], w = wealth[i];
    i32 fact = live_through(u, v, heard_from(before, who.peers + i * 6), at, who.group[i], before[i], &t, &g,
                            &f, &w);
    fact = choose(luck_of_choice, t, g, f, fact, &become);
    after[i] = t, grievance[i] = g, fear[i] = f, wealth[i] = w, state[i] = (int8_t)become;
    trusted += (i32)(t * 1048576.0f), aggrieved += (i32)(g * 1048576.0f);
    civilians += become == 0, insurgents += become == 2;
    told += fact >> 4 & 1, protested += fact >> 5 & 1, extorted += fact >> 1 & 1, abused += fact >> 2 & 1;
  }
  const i64 all[9] = {trusted, aggrieved, civilians, rows - civilians - insurgents, insurgents,
                      told,    protested, extorted,  abused};
  for (int k = 0; k < 9; k++) sums[k] += all[k];
}
#endif

static double held(double x) { return x < 0.0 ? 0.0 : (x > 1.0 ? 1.0 : x); }

static void answer(const i64 *sums, const i64 *start, double *units, double *politicians, double *donors,
                   double *conditions) {
  double n = (double)start[DISTRICTS], trust = 0, protests = 0, extorted = 0, insurgents = 0, funds = 0, strings = 0,
      will = 0;
  for (int d = 0; d < DISTRICTS; d++) {
    trust += (double)sums[d * 9] / 1048576.0;
    protests += (double)sums[d * 9 + 6], extorted += (double)sums[d * 9 + 7], insurgents += (double)sums[d * 9 + 4];
  }
  trust /= n, protests /= n, extorted /= n, insurgents /= n;
  for (double *of = donors; of < donors + 15; of += 3) {
    of[2] = held(of[2] + 0.002 * (1.0 - trust) - 0.001 * of[0]);
    of[0] = held(of[0] + 0.05 * (of[1] * trust - of[2] * of[0] + 0.2 * insurgents));
    funds += of[0] / 5.0, strings += of[0] * of[1] / 5.0;
  }
  for (double *of = politicians; of < politicians + 45; of += 3) {
    double capture = held(of[2] + 0.02 * (4.0 * extorted - of[2]));
    double support = held(of[1] + 0.05 * (trust - protests - of[1]));
    of[0] = held(of[0] + 0.04 * (0.6 * strings + 0.5 * protests + 0.3 * support - 0.5 * capture - 0.4 * of[0]));
    of[1] = support, of[2] = capture, will += of[0] / 15.0;
  }
  for (int k = 0; k < 48; k++) {
    double *of = units + k * 4, wanted = 0.5 * (politicians[k % 15 * 3] + will);
    double watched = wanted * (0.5 + 0.5 * strings);
    double pay = held(of[1] + 0.03 * (funds - of[1])), training = held(of[3] + 0.02 * (funds * wanted - 0.3 * of[3]));
    of[2] = held(of[2] + 0.02 * (0.5 * funds + 0.5 * training - of[2]));
    of[0] = held(of[0] + 0.03 * (watched * (0.5 + 0.5 * pay) - 0.3 * (1.0 - watched) * of[0]));
    of[1] = pay, of[3] = training;
  }
  for (int d = 0; d < DISTRICTS; d++) {
    double *of = units + d % 48 * 4, *here = conditions + d * 4, extortion = 0.4 * (1.0 - of[0]) * (1.2 - of[1]);
    double abuse = 0.25 * (1.0 - of[0]) * (1.0 - of[3]);
    abuse = abuse + 0.1 * (double)sums[d * 9 + 4] / (double)(start[d + 1] - start[d]);
    double service = 1.0 - extortion - abuse;
    here[0] = 0.1 + 0.2 * of[2], here[1] = service, here[2] = service + extortion;
    here[3] = service + extortion - 0.5 * abuse;
  }
}

void run(int months, const u32 *key, const i64 *start, f32 *trust, f32 *other, f32 *grievance, f32 *fear, f32 *wealth,
         const int8_t *group, int8_t *state, const i32 *peers, double *units, double *politicians, double *donors,
         double *conditions, i64 *sums) {
  People who = {grievance, fear, wealth, group, state, peers};
  for (int month = 0; month < months; month++) {
    answer(sums, start, units, politicians, donors, conditions);
    memset(sums, 0, DISTRICTS * 9 * sizeof *sums);
    for (int d = 0; d < DISTRICTS; d++) {
      const double *here = conditions + d * 4;
      Place at = {(f32)here[0], (f32)here[1], (f32)here[2], (f32)here[3]};
      for (i64 first = start[d]; first < start[d + 1]; first += BLOCK) {
        i64 left = start[d + 1] - first;
        live_block(first, (int)(left < BLOCK ? left : BLOCK), (u32)month, key, at, trust, other, who, sums + d * 9);
      }
    }
    f32 *swap = trust;
    trust = other, other = swap;
  }
}
