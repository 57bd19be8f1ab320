"""Gates 1 and 2: that no plan is best everywhere, and that the plan that is best on average is a bad choice somewhere.

Plans are chosen in one half of the random worlds and judged in the other: whoever picks the best of fifty by what it
reached there takes luck for merit. Chance alone makes different winners, too; so what the gate asks is told once more
with plans within three peace-months of the winner counted as winners as well.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ssrsim.analysis.gates import HORIZONS, LEVEL, ZONE, Line, Outcomes, halves, line, means
from ssrsim.analysis.intervals import t_quantile

MOST_SHARE, FEWEST_WINNERS, FEWEST_CHANGES, LEAST_REGRET = 0.5, 4, 1 / 3, 6.0
RESAMPLES = 400


class Counts(NamedTuple):
    """What gate 1 counts."""

    top_share: float  # of contexts, of the plan that wins most often
    distinct: float
    changes: float  # share of contexts in which five and ten years have different winners


def winners(values: np.ndarray) -> np.ndarray:
    """int[contexts]: the plan with the highest mean; of equal ones the first."""
    known = means(values)
    return np.argmax(np.where(np.isfinite(known), known, -np.inf), axis=1)


def counted_winners(short: np.ndarray, long: np.ndarray) -> Counts:
    """What gate 1 counts, of float64[contexts, plans, replicates] at both horizons."""
    first, last = winners(short), winners(long)
    _, times = np.unique(last, return_counts=True)
    return Counts(float(times.max() / len(last)), float(len(times)), float((first != last).mean()))


def as_good(values: np.ndarray, best: np.ndarray, zone: float = ZONE) -> np.ndarray:
    """bool[contexts, plans]: whose mean is at most `zone` below that of the plan that is taken for the best."""
    known = means(values)
    chosen = known[np.arange(len(best)), best]
    return known >= (chosen - zone)[:, None]


def fewest_covering(good: np.ndarray) -> list[int]:
    """Plans of which one is as good as the best in every context, few of them: always the one that serves most next."""
    left, chosen = np.ones(len(good), bool), []
    while left.any() and (good[left].sum(axis=0) > 0).any():
        chosen.append(int(np.argmax(good[left].sum(axis=0))))
        left &= ~good[:, chosen[-1]]
    return chosen


def gate_winners(outcomes: Outcomes, luck: np.random.Generator) -> list[Line]:
    """Gate 1 and, as told, what is left of it when plans that are as good count as winners too."""
    static = outcomes.static()
    (short, short_rest), (long, long_rest) = (halves(outcomes.peace(months)[:, static]) for months in HORIZONS)
    found = counted_winners(short, long)
    low, high = _bootstrap(short, long, luck)
    wanted = (MOST_SHARE, FEWEST_WINNERS, FEWEST_CHANGES)
    words = ("share of contexts in which one plan is best", "plans that are best somewhere",
             "share of contexts whose winner is another at five and at ten years")  # fmt: skip
    asked = ("at most 0.50", "at least 4", "at least 0.33")
    passed = (found.top_share <= wanted[0], found.distinct >= wanted[1], found.changes >= wanted[2])
    numbers = zip(found, low, high, strict=True)
    lines = [line(1, word, ask, _shown(*three), ok, *three)
             for word, ask, ok, three in zip(words, asked, passed, numbers, strict=True)]  # fmt: skip
    best = winners(long)
    good, good_short = as_good(long_rest, best), as_good(short_rest, winners(short))
    covering = [outcomes.plans[static[place]] for place in fewest_covering(good)]
    top, apart = good.mean(axis=0), ~(good & good_short).any(axis=1)
    most = int(np.argmax(top))
    tied = ((float(top[most]), f"{top[most]:.2f} ({outcomes.plans[static[most]]})", top[most] <= wanted[0]),
            (float(len(covering)), f"{len(covering)} ({', '.join(covering)})", len(covering) >= wanted[1]),
            (float(apart.mean()), f"{apart.mean():.2f}", apart.mean() >= wanted[2]))  # fmt: skip
    for word, ask, (value, text, ok) in zip(_tied_words(), asked, tied, strict=True):
        lines.append(line(1, word, ask, text, None, value, would=bool(ok)))
    return lines


def _tied_words() -> tuple[str, str, str]:
    within = f"within {ZONE:g} peace-months"
    return (f"share of contexts in which one plan is {within} of the best",
            f"fewest plans of which one is {within} of the best in every context",
            f"share of contexts in which no plan is {within} of the best at both horizons")  # fmt: skip


def _bootstrap(short: np.ndarray, long: np.ndarray, luck: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Where the counts lie in 95 of 100 draws of the same number of random worlds, with replacement."""
    n = short.shape[-1]
    draws = luck.integers(0, n, (RESAMPLES, n))
    counts = np.array([counted_winners(short[..., draw], long[..., draw]) for draw in draws])
    low, high = np.quantile(counts, [LEVEL / 2, 1 - LEVEL / 2], axis=0)
    return low, high


def gate_regret(outcomes: Outcomes) -> list[Line]:
    """Gate 2: what is lost in the worst context by the plan that is best on average over contexts.

    Plan, winners and the worst context come from one half of the random worlds, the loss from the other.
    """
    static = outcomes.static()
    choose, judge = halves(outcomes.peace()[:, static])
    plan, worst, best = _chosen(choose)
    lost = judge[np.arange(len(best)), best] - judge[:, plan]
    value, low, high = _interval(lost[worst])
    name = outcomes.plans[static[plan]]
    found = f"{value:.1f} ({low:.1f} to {high:.1f}) in context {outcomes.contexts[worst]}, by {name}"
    lines = [line(2, "worst-context regret of the plan that is best on average, peace-months", "at least 6", found,
                  bool(value >= LEAST_REGRET), value, low, high)]  # fmt: skip
    intervals = np.array([_interval(of_context) for of_context in lost])
    surely = int((intervals[:, 1] > ZONE).sum())
    lines.append(line(2, f"contexts in which the winner is surely better than that plan by more than {ZONE:g}", "",
                      f"{surely} of {len(best)} (95 % interval of each)", None, surely))  # fmt: skip
    return lines


def _chosen(values: np.ndarray) -> tuple[int, int, np.ndarray]:
    """The plan that is best on average, the context in which it is worst, and the best plan of each context."""
    known = means(values)
    plan = int(np.nanargmax(np.nanmean(known, axis=0)))
    best = winners(values)
    regret = known[np.arange(len(best)), best] - known[:, plan]
    return plan, int(np.nanargmax(regret)), best


def _interval(values: np.ndarray) -> tuple[float, float, float]:
    """Mean and Student's interval, which paired differences may have below 0."""
    known = values[np.isfinite(values)]
    n = len(known)
    if n < 2:
        return float(known.mean()) if n else float("nan"), float("nan"), float("nan")
    half = t_quantile(n) * float(known.std(ddof=1)) / n**0.5
    return float(known.mean()), float(known.mean()) - half, float(known.mean()) + half


def regret_frame(outcomes: Outcomes) -> pd.DataFrame:
    """Each plan in each context: peace-months, how much that is below the best plan's, whether it was chosen as best.

    The best plan is chosen in one half of the random worlds; months and regret are of the other, so that regret can be
    below 0 by luck.
    """
    choose, judge = halves(outcomes.peace())
    static = outcomes.static()
    best = static[winners(choose[:, static])]
    known = means(judge)
    regret = known[np.arange(len(best)), best][:, None] - known
    rows = [(context, kind, plan, known[i, j], regret[i, j], j == best[i])
            for i, (context, kind) in enumerate(zip(outcomes.contexts, outcomes.kinds, strict=True))
            for j, plan in enumerate(outcomes.plans)]  # fmt: skip
    return pd.DataFrame(rows, columns=["context", "kind", "plan", "peace_months", "regret", "chosen"])


def convergence_frame(outcomes: Outcomes) -> pd.DataFrame:
    """What gates 1 and 2 would have found with fewer random worlds."""
    static = outcomes.static()
    n = outcomes.peace().shape[-1]
    rows: list[tuple[float, ...]] = []
    for worlds in sorted({*(size for size in range(4, n, 4)), n}):
        short, long = (outcomes.peace(months)[:, static, :worlds] for months in HORIZONS)
        counts = counted_winners(halves(short)[0], halves(long)[0])
        plan, worst, best = _chosen(halves(long)[0])
        rest = means(halves(long)[1])
        rows.append((worlds, *counts, float(rest[worst, best[worst]] - rest[worst, plan])))
    return pd.DataFrame(rows, columns=["worlds", *Counts._fields, "worst_regret"])


def _shown(value: float, low: float, high: float) -> str:
    digits = 0 if value > 1 else 2
    return f"{value:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"
