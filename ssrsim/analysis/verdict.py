"""What may be said of two plans: more, less, the same for practical purposes, or not to be told apart.

The family is all headline outcomes times all pairs of plans. Each gets an interval of level 1 - .05 / family
(Bonferroni), so that all of them hold together with 95 %. One rule reads them, and readers can see it in the interval:

- inside the indifference zone: the same for practical purposes, even where the direction is sure;
- outside it, and 0 not in it: more or less by so much;
- else: not distinguishable, with the number of runs that would settle it if the difference is as it looks.

"Different" is therefore said wrongly in at most 5 % of comparisons of a plan with itself (docs/comparing.md tells how
often it really was). Where luck can hide, no certainty is claimed: where worlds do not differ at all, or only few do,
the interval is widened to what Wilson's limit on their share allows (as in `survival.restricted_mean`), and no
direction is told that flipping the signs of the differing worlds could not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf, isfinite, log2, log10
from typing import Literal, NamedTuple

import numpy as np

from ssrsim.analysis.intervals import LEVEL, Estimate, mean_interval, normal_quantile, proportion_interval, t_quantile
from ssrsim.analysis.outcomes import HEADLINES, Outcome, outcomes_of, shown_difference, sized, widest, zone_of
from ssrsim.analysis.paired import pair_rows
from ssrsim.records.results import Results

Answer = Literal["more", "less", "same", "open"]
FEW = 6  # worlds that differ: with fewer no direction can be told at 95 %, nor Student's t be trusted
MOST_RUNS = 1_000_000  # beyond it nobody will make them


class Judged(NamedTuple):
    """One outcome of one pair of plans: plan `changed` less plan `base`.

    `ordinary` is the plain 95 % interval of this one difference, `together` the one that holds with all others of the
    family; the answer is read off the latter. `runs` settle it if the difference is as it looks; None if it is settled
    or nothing says how many.
    """

    outcome: Outcome
    zone: float
    base: Estimate
    changed: Estimate
    ordinary: Estimate
    together: Estimate
    answer: Answer
    runs: int | None
    paired: bool


def family_level(pairs: int) -> float:
    """The level of each interval, so that all hold together with 95 %."""
    return 1.0 - (1.0 - LEVEL) / (len(HEADLINES) * max(pairs, 1))


def judge(changed: Results, base: Results, pairs: int = 1) -> tuple[Judged, ...]:
    """Every headline outcome of one pair: paired world by world under one seed, else as two strangers (Welch).

    Args:
        changed: The runs of one plan.
        base: The runs of the plan that it is compared with.
        pairs: How many pairs are judged together; the family grows with them.
    """
    these, those = outcomes_of(changed), outcomes_of(base)
    paired = changed.scenario.run.seed == base.scenario.run.seed
    if paired:
        rows, others = pair_rows(changed, base)
        these = {name: values[rows] for name, values in these.items()}
        those = {name: values[others] for name, values in those.items()}
    return tuple(
        judge_outcome(
            outcome, these[outcome.name], those[outcome.name], zone=zone_of(outcome, base.scenario),
            reach=widest(outcome, base.months), level=family_level(pairs), paired=paired,
        )
        for outcome in HEADLINES
    )  # fmt: skip


def judge_outcome(
    outcome: Outcome, changed: np.ndarray, base: np.ndarray, *, zone: float, reach: float, level: float, paired: bool
) -> Judged:
    """One outcome of two plans from its values in each run; `reach` is how far two runs can differ at most."""
    estimate = paired_interval if paired else welch_interval
    ordinary, together = estimate(changed, base, reach, LEVEL), estimate(changed, base, reach, level)
    answer = _answer(together, zone)
    runs = _runs_needed(changed, base, together, zone, level, paired, reach) if answer == "open" else None
    return Judged(
        outcome, zone, mean_interval(base), mean_interval(changed), ordinary, together, answer, runs, paired
    )  # fmt: skip


def paired_interval(changed: np.ndarray, base: np.ndarray, reach: float, level: float = LEVEL) -> Estimate:
    """The mean difference of pairs with Student's t interval, wider where hardly any pair differs."""
    gaps = changed - base
    gaps = gaps[np.isfinite(gaps)]
    found = mean_interval(gaps, level)
    n, differing = len(gaps), int(np.count_nonzero(gaps))
    if n < 2:
        return found
    if differing == n and float(gaps.std()) == 0:  # all alike: some share of worlds could differ from that by anything
        share = proportion_interval(0, n, level).high
        return found._replace(low=found.value - share * (reach + found.value),
                              high=found.value + share * (reach - found.value))  # fmt: skip
    low, high = found.low, found.high
    if differing < FEW and differing < n:  # what Wilson's limits allow of worlds that differ to either side
        most = float(np.abs(gaps).max()) if differing else reach
        below, above = (
            proportion_interval(int(np.count_nonzero(side)), n, level).high for side in (gaps < 0, gaps > 0)
        )
        low, high = min(low, -below * most), max(high, above * most)
    if 2.0 ** (1 - differing) > 1.0 - level:  # flipping their signs could not tell a direction
        low, high = min(low, 0.0), max(high, 0.0)
    return found._replace(low=low, high=high)


def welch_interval(changed: np.ndarray, base: np.ndarray, reach: float, level: float = LEVEL) -> Estimate:
    """The difference of means of two ensembles that share no luck, with Welch's interval; n is that of the smaller."""
    from scipy.special import stdtrit

    one, other = changed[np.isfinite(changed)], base[np.isfinite(base)]
    n = min(len(one), len(other))
    if n < 2:
        value = float(one.mean() - other.mean()) if n else float("nan")
        return Estimate(value, float("nan"), float("nan"), n)
    value = float(one.mean() - other.mean())
    parts = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    if sum(parts) == 0:  # as with pairs that are all alike
        share = proportion_interval(0, n, level).high
        return Estimate(value, value - share * (reach + value), value + share * (reach - value), n)
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (len(one) - 1) + parts[1] ** 2 / (len(other) - 1))
    half = float(stdtrit(freedom, 0.5 + level / 2)) * float(sum(parts)) ** 0.5
    return Estimate(value, value - half, value + half, n)


def _answer(together: Estimate, zone: float) -> Answer:
    low, high = together.low, together.high
    if not (isfinite(low) and isfinite(high)):
        return "open"
    if -zone <= low and high <= zone:
        return "same"
    return "more" if low > 0 else "less" if high < 0 else "open"


def _runs_needed(
    changed: np.ndarray, base: np.ndarray, together: Estimate, zone: float, level: float, paired: bool, reach: float
) -> int | None:
    """Runs after which the interval would leave 0 out or lie in the zone, were the difference as it looks."""
    n = together.n
    if n < 2:
        return None
    gaps = changed - base if paired else changed
    spread = float(np.nanvar(gaps, ddof=1)) + (0.0 if paired else float(np.nanvar(base, ddof=1)))
    size = abs(together.value)
    room = max(size, zone - size)
    if spread == 0:  # then it is the share of worlds that could differ that must fall
        if not isfinite(reach) or size:
            return None
        needed = normal_quantile(level) ** 2 * (reach / zone - 1.0)
    else:
        needed = t_quantile(n, level) ** 2 * spread / room**2 if room else inf
    if needed > MOST_RUNS:
        return None
    differing = int(np.count_nonzero(gaps)) if paired else 0
    if differing:  # enough worlds that differ, to tell a direction from chance
        needed = max(needed, n / differing * (1.0 - log2(1.0 - level)))
    return _round_up(max(needed, 1.2 * n))  # it is not settled yet, so more than now


def _round_up(number: float) -> int:
    """To two leading digits, upwards: nobody can promise more."""
    step = 10 ** max(int(log10(max(number, 1.0))) - 1, 0)
    return ceil(number / step) * step


def identical(changed: Results, base: Results) -> bool:
    """Whether every month of every world is the same in both, to the last bit."""
    if changed.scenario.run.seed != base.scenario.run.seed or not len(base.replicates):
        return False
    if not np.array_equal(changed.replicates, base.replicates):
        return False
    return not np.isfinite(first_months_apart(changed, base)).any()


def first_months_apart(changed: Results, base: Results) -> np.ndarray:
    """float64[n_pairs]: the first month in which anything recorded differs in each world, NaN where nothing ever does.

    What is recorded: the national series, and those by district and donor where they were kept. Those by reform are
    left out: they have no trace that the national series lacks.
    """
    rows, others = pair_rows(changed, base)
    apart = np.zeros((len(rows), base.months + 1), bool)
    for ours, theirs in ((changed.series, base.series), (changed.districts, base.districts),
                         (changed.donors, base.donors)):  # fmt: skip
        if ours is not None and theirs is not None:
            apart |= _bytes_differ(ours[rows], theirs[others])
    return np.where(apart.any(axis=1), apart.argmax(axis=1), np.nan)


def _bytes_differ(these: np.ndarray, those: np.ndarray) -> np.ndarray:
    """bool[n, months]: whether any byte differs, so that NaN equals NaN."""
    shape = (*these.shape[:2], -1)
    flat = [np.ascontiguousarray(values).view(np.uint8).reshape(shape) for values in (these, those)]
    return (flat[0] != flat[1]).any(axis=2)


def told(judged: Judged, changed: str, base: str) -> str:
    """One sentence on one outcome: what is true of plan `changed`, compared with plan `base`."""
    outcome, (value, low, high, _) = judged.outcome, judged.together
    unit = outcome.unit
    if judged.answer == "same":
        small = f" ({sized(abs(value), unit)} is there, but too small to matter)" if not low <= 0 <= high else ""
        return (
            f"{changed} and {base} are the same for practical purposes in {outcome.what}: the difference is less than "
            f"{sized(judged.zone, unit)}{small}."
        )
    if judged.answer == "open":
        return f"{changed} and {base} cannot be told apart in {outcome.what}{_how_open(judged)}."
    phrase = outcome.more if judged.answer == "more" else outcome.less
    near, far = (shown_difference(end, unit) for end in sorted((abs(low), abs(high))))
    return (
        f"Under {changed} {phrase.format(by=shown_difference(abs(value), unit))} than under {base} ({near} to {far})."
    )


def _how_open(judged: Judged) -> str:
    value, low, high, n = judged.together
    unit = judged.outcome.unit
    if not isfinite(value) or n < 2:
        return ": too few runs"
    if not (isfinite(low) and isfinite(high)):
        return ": no run differed from the others, which proves little"
    seen = f": the difference is {sized(value, unit)}, and anything from {shown_difference(low, unit)} to "
    more = f"; about {judged.runs:,} runs would settle it" if judged.runs else ""
    return f"{seen}{shown_difference(high, unit)} is possible{more}"


def sentences(judged: Sequence[Judged], changed: str, base: str, *, alike: bool) -> list[str]:
    """The verdict on one pair, the peace first; one sentence alone where no month of any world differs."""
    n = max((one.together.n for one in judged), default=0)
    if alike:
        return [f"{changed} and {base} are the same plan in this scenario: every month of all {n} worlds is identical."]
    order = {"more": 0, "less": 0, "same": 1, "open": 2}
    rest = sorted(judged[1:], key=lambda one: order[one.answer])
    return [told(one, changed, base) for one in (*judged[:1], *rest)]
