"""The answer in words, made from the numbers of the summary and nothing else."""

from __future__ import annotations

from ssrsim.analysis.events import authorised_shares, share_of_runs
from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.precision import precision_in_words
from ssrsim.analysis.summary import SummaryRow, shown
from ssrsim.records.results import Results
from ssrsim.scenario.words.terms import counted, whole_time

YEAR = 12
INDIFFERENCE = 0.02  # a change of trust that surely is smaller than this is called no change
NAMED = 8  # actions that are called by name before the rest is counted


def answer(results: Results, rows: tuple[SummaryRow, ...]) -> list[str]:
    """Sentences that answer: does peace hold, do people trust, how do forces behave, where did the money go?"""
    if not len(results.replicates):
        return ["No run was delivered: every run broke an invariant, so there is nothing to report."]
    by_name = {row.name: row for row in rows}
    sentences = [_peace(by_name, results.months), _trust(by_name), _conduct(by_name, results.months), _money(by_name)]
    sentences += _consent(results)
    if len(results.replicates) > 1:
        sentences.append(f"In brackets: 95 % intervals of means and shares over {len(results.replicates)} runs.")
    reached = precision_in_words(results)
    if reached:
        sentences.append(f"{reached}.")
    if results.failed:
        broke, stand = counted(len(results.failed), "run"), "stands" if len(results.failed) == 1 else "stand"
        sentences.append(f"{broke} broke an invariant and {stand} outside all of these numbers.")
    return sentences


def _peace(rows: dict[str, SummaryRow], months: int) -> str:
    """Where nothing happened in any run that is told as the fact it is; the share before it has its interval."""
    recurrence, peace = rows["recurrence_25"], rows["peace_months"]
    hits = round(recurrence.value * recurrence.n)
    going_on = rows["war_continues"]
    never = round(going_on.value * going_on.n)
    unended = f"In {never} of {counted(going_on.n, 'run')} the war never ended. " if never else ""
    lasted = f"peace lasted {shown(peace.value, peace.unit)} months on average{_range(peace)}"
    if not hits and not never:
        lasted = f"peace lasted {whole_time(months, 'whole')} in {'every' if recurrence.n > 1 else 'that'} run"
    return unended + (
        f"Within {counted(months, 'month')} violence returned in {hits} of {counted(recurrence.n, 'run')}, "
        f"or {shown(recurrence.value, recurrence.unit)} of all{_range(recurrence)}; {lasted}."
    )


def _trust(rows: dict[str, SummaryRow]) -> str:
    parts = []
    for name, whom in (("trust_police", "the police"), ("trust_army", "the army")):
        change, end = rows[f"{name}_change"], rows[f"{name}_end"]
        parts.append(f"trust in {whom} {_moved(change)} and ended at {shown(end.value, end.unit)}{_range(end)}")
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."


def _moved(change: SummaryRow) -> str:
    """No change is a claim of its own, for which the whole interval must lie within the margin of indifference."""
    if not change.has_interval:
        return f"changed by {shown(change.value, change.unit)} (too few runs to be sure)"
    by = f"by {shown(change.value, change.unit)}{_range(change)}"
    if change.low > -INDIFFERENCE and change.high < INDIFFERENCE:
        return f"hardly changed, {by},"
    if change.low <= 0 <= change.high:
        return f"changed {by}, which may be luck,"
    return f"{'rose' if change.value > 0 else 'fell'} {by}"


def _conduct(rows: dict[str, SummaryRow], months: int) -> str:
    abuse, bribes = rows["abuse_rate_end"], rows["bribe_incidence_end"]
    when, rate = ("the last year", "") if months >= YEAR else (whole_time(months, "last"), " a year")
    return (
        f"In {when} there were {shown(abuse.value, abuse.unit)} acts of abuse per 100,000 people{rate}"
        f"{_range(abuse)}, and {shown(bribes.value, bribes.unit)} of contacts with the police "
        f"ended in a bribe{_range(bribes)}."
    )


def _money(rows: dict[str, SummaryRow]) -> str:
    words = ("received", "domestic", "spent", "payroll", "returned", "unspent", "leaked")
    received, domestic, spent, payroll, returned, unspent, leaked = (
        f"{shown(row.value, row.unit)} million{' US dollars' * (word == 'received')}{_range(row)}"
        for word, row in ((word, rows[f"money_{word}"]) for word in words)
    )
    return (
        f"On average donors paid {received} and the treasury {domestic} for reforms; {spent} were spent on them, "
        f"{payroll} went into pay of the forces, {returned} went back, and {unspent} lay unspent at the end. "
        f"{leaked} leaked from reforms and payroll or bought votes."
    )


def _consent(results: Results) -> list[str]:
    """What politicians let through, and what came of what was left open.

    An action that is never authorised gets no money, whatever the plan says.
    """
    actions = results.scenario.plan.actions
    shares = authorised_shares(results)
    due = [name for name, action in actions.items() if (action.fixed_start or results.months + 1) <= results.months]
    waiting = [name for name, action in actions.items() if action.fixed_start is None]
    if not shares:
        return []
    told = [_began(results, shares, due, "came due", "authorised")] if due else []
    told += [_began(results, shares, waiting, "wait for something", "begun")] if waiting else []
    return [*told, *_reactions(results)]


def _began(results: Results, shares: dict[str, Estimate], names: list[str], which: str, what: str) -> str:
    never = [name.replace("_", " ") for name in names if shares[name].value == 0]
    mostly = sum(shares[name].value >= 0.5 for name in names)
    many = len(results.replicates) > 1
    more = f" and {len(never) - NAMED} more" if len(never) > NAMED else ""
    last = f"; never {what}{' in any run' if many else ''}: {', '.join(never[:NAMED])}{more}" if never else ""
    let = f"{mostly} {'was' if mostly == 1 else 'were'} {what}{' in at least half of the runs' if many else ''}"
    return f"Of {counted(len(names), 'action')} that {which}, {let}{last}."


def _reactions(results: Results) -> list[str]:
    """In how many runs each rule fired and each benchmark was met, of those that came due."""
    plan, n = results.scenario.plan, len(results.replicates)
    fired = [
        f"{name.replace('_', ' ')} in {round(share_of_runs(results, 'rule_fired', row).value * n)}"
        for row, name in enumerate(plan.rules)
    ]
    met = [
        f"{name.replace('_', ' ')} in {round(share_of_runs(results, 'benchmark_met', row).value * n)}"
        for row, (name, benchmark) in enumerate(plan.benchmarks.items())
        if benchmark.month <= results.months
    ]
    runs = f"of {counted(n, 'run')}"
    more = [f" and {len(said) - NAMED} more" if len(said) > NAMED else "" for said in (fired, met)]
    return [
        *([f"Rules fired, {runs}: {', '.join(fired[:NAMED])}{more[0]}."] if fired else []),
        *([f"Benchmarks met, {runs}: {', '.join(met[:NAMED])}{more[1]}."] if met else []),
    ]


def _range(row: SummaryRow) -> str:
    return f" ({shown(row.low, row.unit)} to {shown(row.high, row.unit)})" if row.has_interval else ""
