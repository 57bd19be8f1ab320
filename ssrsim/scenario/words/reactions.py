"""What a plan reacts to, in words: what actions wait for, when they end, triggers, rules, benchmarks, limits."""

from __future__ import annotations

from collections.abc import Iterator

from ssrsim.scenario.base import NOT_VALIDATED
from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.country import Country
from ssrsim.scenario.plan import Action, Benchmark, Deed, FromMonth, FromTrigger, Plan, Rule, Start
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.signals import BY_NAME, BY_REFORM
from ssrsim.scenario.words.terms import Section, calendar_text, counted, listed, usd_m

OPERATORS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}


def words(name: str) -> str:
    """A name of the plan as words."""
    return name.replace("_", " ")


def condition_text(condition: Condition) -> str:
    """A condition, such as "Feel safe, survey (survey.feel_safe) is below 0.4 in 2 months in a row"."""
    lasts = "" if condition.months == 1 else f" in {counted(condition.months, 'month')} in a row"
    value = _value(condition.indicator, condition.value)
    return f"{_signal(condition.indicator)} is {OPERATORS[condition.op]} {value}{lasts}"


def _signal(name: str) -> str:
    family, _, reform = name.rpartition(".")
    own = next((f"{words(reform)} ({NOT_VALIDATED}), {one.label}" for one in BY_REFORM if one.name == family), "")
    signal = BY_NAME.get(name)
    label = signal.label if signal is not None else own  # a reform that does not ship is one of the user's own
    return f"{label} ({name})" if label else name


def _value(name: str, value: float) -> str:
    return usd_m(value) if name.startswith("finance.") else f"{value:,.12g}"


def start_text(action: Action, country: Country) -> str:
    """When an action is due: a date, or what it waits for."""
    start = action.start
    if isinstance(start, int):
        return calendar_text(country, start)
    if start.trigger is not None:
        text = f"once the trigger {words(start.trigger)} has fired"
    elif start.after is None:
        text = f"once {condition_text(start.when)}" if start.when is not None else "never"
    elif start.when is None:
        text = f"when {words(start.after)} has ended"
    else:
        text = f"once {words(start.after)} has begun and {condition_text(start.when)}"
    return text + (f", {counted(start.lag, 'month')} later" if start.lag else "")


def months_text(action: Action) -> str:
    """How long an action runs: "24 months", "12 to 42 months"."""
    if action.shortest == action.longest or isinstance(action.months, int):
        return counted(action.longest, "month")
    return f"{action.shortest} to {counted(action.longest, 'month')}"


def reaction_rows(name: str, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The labelled lines of an action that only an adaptive plan has."""
    plan = scenario.plan
    action = plan.actions[name]
    if plan.does_nothing(name):
        idle = "works in no district" if action.districts == [] else "has no pace"
        yield "in fact", f"never tried: it {'asks for no money' if action.share == 0 else idle}"
    if action.stop is not None:
        yield "ends early", f"after {counted(action.shortest, 'month')} or later, once {condition_text(action.stop)}"
    for need in action.needs:
        what = f"{scenario.reform(need.reform).label} at {need.formal:g}, as reported"
        yield "waits for" if need.hard else "half pace until", what + (": not tried before" if need.hard else "")
    if action.cap_usd_m is not None:
        yield "costs at most", usd_m(action.cap_usd_m)
    if action.districts is not None:
        yield "works in", listed(words(name) for name in action.districts)
    if action.service != "both":
        yield "works on", f"the {action.service} only"


def reactions_in_words(plan: Plan, country: Country) -> Section:
    """Triggers, rules, benchmarks, capacity and budget: what happens besides the calendar."""
    used = _used_triggers(plan)
    rows = [
        (f"trigger {words(name)}", f"fires once {condition_text(one)}" + ("" if name in used else "; nothing uses it"))
        for name, one in plan.triggers.items()
    ]
    rows += [(f"rule {words(name)}", rule_text(rule, country)) for name, rule in plan.rules.items()]
    rows += [(f"benchmark {words(name)}", benchmark_text(one, country)) for name, one in plan.benchmarks.items()]
    if plan.capacity.reforms_at_once is not None:
        most = counted(plan.capacity.reforms_at_once, "action")
        rows.append(("capacity", f"{most} at most run or are before politicians at once; by priority, others wait"))
    if plan.budget.reserve > 0:
        rows.append(("reserve", f"{plan.budget.reserve:g} of the money is kept back for months without aid"))
    if not plan.budget.carry_over:
        rows.append(("budget", "what lies unspent at the end of a year goes back"))
    text = (
        "Planners see what is published, late and with errors, and act in the month after. Where two rules tell one "
        "action different things an end beats a pause and a pause a beginning; the longest pause, the slowest pace and "
        "the smallest weight count."
        if rows
        else "Nothing: it is a calendar."
    )
    return Section("What the plan reacts to", (text,), tuple(rows))


def _used_triggers(plan: Plan) -> set[str]:
    """The triggers that open an action or make a rule fire; others are harmless, and perhaps forgotten."""
    of_rules = {rule.when.trigger for rule in plan.rules.values() if isinstance(rule.when, FromTrigger)}
    starts = (action.start for action in plan.actions.values())
    return of_rules | {start.trigger for start in starts if isinstance(start, Start) and start.trigger is not None}


def rule_text(rule: Rule, country: Country) -> str:
    """When a rule fires, what follows, and how often."""
    if isinstance(rule.when, FromMonth):
        return f"in {calendar_text(country, rule.when.month)}: {listed(deed_text(deed) for deed in rule.do)}"
    holds = (
        f"the condition of trigger {words(rule.when.trigger)} holds"
        if isinstance(rule.when, FromTrigger)
        else condition_text(rule.when)
    )
    rests = f"; not again within {counted(rule.cooldown, 'month')}" if rule.cooldown > 1 else ""
    often = f"; {counted(rule.max_fires, 'time')} at most" if rule.max_fires < 600 else ""
    return f"while {holds}: {listed(deed_text(deed) for deed in rule.do)}{rests}{often}"


def deed_text(deed: Deed) -> str:
    """What a rule does to an action."""
    if deed.pause is not None:
        return f"{words(deed.pause)} pauses for {counted(deed.months or 0, 'month')}"
    if deed.stop is not None:
        return f"{words(deed.stop)} ends"
    if deed.start is not None:
        return f"{words(deed.start)} is due, or goes on"
    if deed.share is not None:
        return f"{words(deed.share)} has a weight of {deed.to or 0:g} in the monthly reform budget"
    return f"{words(deed.pace or '')} goes at {deed.to or 0:g} of full pace"


def benchmark_text(benchmark: Benchmark, country: Country) -> str:
    """What should be reached by when."""
    low = benchmark.at_least is not None
    value = benchmark.at_least if low else benchmark.at_most
    limit = f"{'at least' if low else 'at most'} {_value(benchmark.indicator, value or 0.0)}"
    return f"{_signal(benchmark.indicator)} {limit} in {calendar_text(country, benchmark.month)}"
