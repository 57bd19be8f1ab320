"""The answer in words, made from the numbers of the summary and nothing else."""

from __future__ import annotations

from ssrsim.analysis.events import authorised_shares
from ssrsim.analysis.summary import SummaryRow, shown
from ssrsim.records.results import Results

INDIFFERENCE = 0.02  # a change of trust smaller than this is called no change, however surely it is measured


def answer(results: Results, rows: tuple[SummaryRow, ...]) -> list[str]:
    """Sentences that answer: does peace hold, do people trust, how do forces behave, where did the money go?"""
    if not len(results.replicates):
        return ["No run was delivered: every replicate broke an invariant, so there is nothing to report."]
    by_name = {row.name: row for row in rows}
    sentences = [_peace(by_name, results.months), _trust(by_name), _conduct(by_name), _money(by_name)]
    sentences += _consent(results)
    if results.failed:
        sentences.append(f"{_runs(len(results.failed))} broke an invariant and stand outside all of these numbers.")
    return sentences


def _peace(rows: dict[str, SummaryRow], months: int) -> str:
    """Where nothing happened in any run there is no spread to make an interval of, so none is claimed."""
    recurrence, peace = rows["recurrence_25"], rows["peace_months"]
    hits = round(recurrence.value * recurrence.n)
    going_on = rows["war_continues"]
    never = round(going_on.value * going_on.n)
    unended = f"In {never} of {_runs(going_on.n)} the war never ended. " if never else ""
    lasted = f"peace lasted {shown(peace.value, peace.unit)} months on average{_range(peace, brackets=True)}"
    if not hits and not never:
        lasted = f"peace lasted the whole {months} months in {'every' if recurrence.n > 1 else 'that'} run"
    return unended + (
        f"Within {months} months violence returned in {hits} of {_runs(recurrence.n)} "
        f"({shown(recurrence.value, recurrence.unit)}{_range(recurrence)}); {lasted}."
    )


def _trust(rows: dict[str, SummaryRow]) -> str:
    parts = []
    for name, whom in (("trust_police", "the police"), ("trust_army", "the army")):
        change, end = rows[f"{name}_change"], rows[f"{name}_end"]
        parts.append(
            f"trust in {whom} {_moved(change)} and ended at {shown(end.value, end.unit)}{_range(end, brackets=True)}"
        )
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."


def _moved(change: SummaryRow) -> str:
    if not change.has_interval:
        return f"changed by {shown(change.value, change.unit)} (too few runs to be sure)"
    if abs(change.value) < INDIFFERENCE or change.low <= 0 <= change.high:
        return "hardly changed"
    return f"{'rose' if change.value > 0 else 'fell'} by {shown(abs(change.value), change.unit)}"


def _conduct(rows: dict[str, SummaryRow]) -> str:
    abuse, bribes = rows["abuse_rate_end"], rows["bribe_incidence_end"]
    return (
        f"In the last year there were {shown(abuse.value, abuse.unit)} acts of abuse per 100,000 people"
        f"{_range(abuse, brackets=True)}, and {shown(bribes.value, bribes.unit)} of contacts with the police "
        f"ended in a bribe{_range(bribes, brackets=True)}."
    )


def _money(rows: dict[str, SummaryRow]) -> str:
    words = ("received", "spent", "leaked", "unspent")
    received, spent, leaked, unspent = (shown(rows[f"money_{word}"].value, "USD m") for word in words)
    return (
        f"Donors paid {received} million US dollars on average; {spent} million were spent on reforms, "
        f"{leaked} million leaked from reforms and payroll, and {unspent} million lay unspent at the end."
    )


def _consent(results: Results) -> list[str]:
    """What politicians let through: an action that is never authorised gets no money, whatever the plan says."""
    plan = results.scenario.plan
    due = [name for name, action in plan.actions.items() if action.start <= results.months]
    shares = authorised_shares(results)
    if not due or not shares:
        return []
    never = [name.replace("_", " ") for name in due if shares[name].value == 0]
    mostly = sum(shares[name].value >= 0.5 for name in due)
    many = len(results.replicates) > 1
    last = f"; never authorised{' in any run' if many else ''}: {', '.join(never)}" if never else ""
    return [
        f"Of {len(due)} actions that were due, {mostly} were authorised{' in at least half of the runs' * many}{last}."
    ]


def _range(row: SummaryRow, *, brackets: bool = False) -> str:
    if not row.has_interval:
        return ""
    inside = f"95 % interval {shown(row.low, row.unit)} to {shown(row.high, row.unit)}"
    return f" ({inside})" if brackets else f", {inside}"


def _runs(n: int) -> str:
    return f"{n} run" if n == 1 else f"{n} runs"
