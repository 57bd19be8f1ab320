"""A comparison in plain words, made from its numbers: the verdict, its condition, how to read it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ssrsim.analysis.compare import Comparison, Pair
from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.outcomes import HEADLINES, outcomes_of, shown_difference
from ssrsim.analysis.verdict import Judged, sentences
from ssrsim.report.inputs import changed_parameters, mechanisms_off
from ssrsim.scenario.words.scenario import added_in_words
from ssrsim.scenario.words.terms import counted, listed

LABEL = "Not validated: what one country does in time only illustrates; see docs/model_card.md."
ANSWERS = {"more": "more", "less": "less", "same": "the same", "open": "cannot tell"}
LARGE = 1_000  # a reduction beyond which nobody cares how large it is


def verdict(compared: Comparison) -> list[tuple[str, list[str]]]:
    """For each pair a heading and its sentences, peace first; pairs with the first plan come first."""
    return [
        (f"{compared.labels[pair.changed]} against {compared.labels[pair.base]}", pair_sentences(compared, pair))
        for pair in compared.pairs
    ]


def pair_sentences(compared: Comparison, pair: Pair) -> list[str]:
    """The verdict on one pair."""
    return sentences(pair.judged, compared.labels[pair.changed], compared.labels[pair.base], alike=pair.alike)


def condition(compared: Comparison) -> str:
    """Under which condition all of it holds."""
    scenario = compared.results[0].scenario
    changed, off = changed_parameters(scenario), mechanisms_off(scenario)
    given = [
        *([f"{counted(len(changed), 'parameter')} changed"] if changed else ["its default parameters"]),
        *([f"{counted(len(off), 'mechanism')} switched off"] if off else []),
    ]
    n = min(len(one.replicates) for one in compared.results)
    return (
        f"All of this holds in this model, with {listed(given)}, in {counted(n, 'random world')} that the plans share "
        f"(seed {scenario.run.seed}). It is not validated: it does not say what would happen in the country."
    )


def added(compared: Comparison) -> list[str]:
    """What users added to the model: their reforms, indicators, shocks and hooks, by name."""
    return [
        f"{section.title}: {', '.join(text if name.startswith('hook ') else name for name, text in section.rows)}"
        for section in added_in_words(compared.results[0].scenario)
    ]


def rule(compared: Comparison) -> str:
    """How the verdict is made."""
    tests = len(compared.pairs) * len(HEADLINES)
    return (
        f"{counted(tests, 'difference')} {'is' if tests == 1 else 'are'} judged together. Ranges in brackets hold all "
        "at once with 95 %. More or less is said only where such a range leaves 0 out; the same for practical purposes "
        "only where it lies within a difference that is too small to matter; all else cannot be told apart with so "
        "many runs."
    )


def apart(compared: Comparison, pair: Pair) -> str:
    """When the two histories part, over all worlds."""
    n, seen = len(pair.apart), pair.apart[np.isfinite(pair.apart)]
    a, b = compared.labels[pair.changed], compared.labels[pair.base]
    if not len(seen):
        return f"{a} and {b}: no month of any of {counted(n, 'world')} differs."
    first, middle, last = (int(np.quantile(seen, q, method="lower")) for q in (0.0, 0.5, 1.0))
    when = f"in month {first}" if first == last else f"between month {first} and month {last}, in half by {middle}"
    where = f"all {n} worlds" if len(seen) == n else f"{len(seen)} of {n} worlds"
    rest = "" if len(seen) == n else f"; in {n - len(seen)} no month differs"
    return f"{a} and {b} part {when}, in {where}{rest}."


def world_ends(compared: Comparison, pair: Pair, replicate: int) -> str:
    """What became of one random world under both plans."""
    told: list[str] = []
    for plan in (pair.changed, pair.base):
        results = compared.results[plan]
        row = int(np.flatnonzero(results.replicates == replicate)[0])
        values = {name: float(of_runs[row]) for name, of_runs in outcomes_of(results).items()}
        peace = "violence does not return"
        if values["recurrence_25"] > 0:
            peace = f"violence is back in month {results.first_month('recurrence_25')[row]:.0f}"
        elif results.series["war_continues"][row, -1] > 0:
            peace = "the war never ends"
        told.append(f"under {compared.labels[plan]} {peace} and trust in the police is "
                    f"{values['trust_police_end']:.2f}")  # fmt: skip
    return f"At the end of this world: {'; '.join(told)}."


def difference(judged: Judged) -> tuple[str, str]:
    """The difference and its ordinary 95 % interval."""
    return shown_difference(judged.ordinary.value, judged.outcome.unit), _range(judged.ordinary, judged)


def together(judged: Judged) -> str:
    """The range that holds together with all others."""
    return _range(judged.together, judged)


def _range(estimate: Estimate, judged: Judged) -> str:
    low, high = (shown_difference(end, judged.outcome.unit) for end in estimate[1:3])
    if not (np.isfinite(estimate.low) and np.isfinite(estimate.high)):
        return "too few runs" if estimate.n < 2 else "not known"
    return f"{low} to {high}"


def steadier(reduced: Estimate) -> str:
    """How many times less a paired difference varies, with its interval."""
    value, low, high, _ = reduced
    if np.isnan(value):
        return "n/a"
    return f"{_times(value)} ({_times(low)} to {_times(high)})" if np.isfinite(low) else _times(value)


def _times(number: float) -> str:
    if np.isinf(number):
        return "no end"
    if number >= LARGE:
        return f"over {LARGE:,}"
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"


def answered(pair: Pair, judged: Judged) -> str:
    """The answer in a word."""
    return "identical" if pair.alike else ANSWERS[judged.answer]


def failed_runs(compared: Comparison) -> Sequence[str]:
    """One sentence for each plan of which runs failed."""
    return [
        f"{label}: {len(one.failed)} of {counted(one.tried, 'run')} failed. They are in none of these numbers, and "
        "their partners under other plans in no difference."
        for label, one in zip(compared.labels, compared.results, strict=True)
        if one.failed
    ]
