"""Findings on what a plan reacts to: conditions that never or always hold, deeds without effect, rules without rest."""

from __future__ import annotations

from collections.abc import Iterator

from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.plain import Path
from ssrsim.scenario.plan import Benchmark, Deed, FromMonth, FromTrigger, Plan, Rule, Start
from ssrsim.scenario.plan_waits import DEEDS
from ssrsim.scenario.planning.finding import Finding
from ssrsim.scenario.planning.gates import hardly_reached, never_told
from ssrsim.scenario.planning.reach import Reach, told_to
from ssrsim.scenario.planning.seen import NEVER
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import counted

SURVEY_LAG = 2  # months from the field to publication, as in phases/monitoring.py
OFTEN = 600  # max_fires where nothing is said
HELD = {"pace": ("intensity", "pace"), "share": ("share", "weight")}  # what a deed gives anew: field, word


def reaction_findings(scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    """What is wrong with triggers, rules, stops and benchmarks, one by one."""
    plan, end = scenario.plan, scenario.run.months
    used = _used_triggers(plan)
    for name, trigger in plan.triggers.items():
        path = ("plan", "triggers", name)
        yield from _condition_findings(scenario, reach, path, trigger)
        if name not in used:
            yield Finding("unused-trigger", path, "opens no action and makes no rule fire; use it, or leave it out")
    for name, rule in plan.rules.items():
        path = ("plan", "rules", name)
        if isinstance(rule.when, Condition):
            yield from _condition_findings(scenario, reach, (*path, "when"), rule.when)
        if isinstance(rule.when, FromMonth) and rule.when.month > end:
            said = (
                f"is {rule.when.month}, after the last month of the run ({end}); the rule never acts; take an earlier"
            )
            yield Finding("after-the-end", (*path, "when", "month"), f"{said} month, or set run.months")
        elif reach.fires[name] <= end:
            yield from () if isinstance(rule.when, FromMonth) else _rest_findings(path, rule, end)
            yield from _deed_findings(plan, reach, path, name, rule, end)
    for name, action in plan.actions.items():
        if action.stop is not None and action.longest > action.shortest:
            yield from _stop_findings(reach, ("plan", "actions", name, "stop"), action.stop, end)
    for name, benchmark in plan.benchmarks.items():
        yield from _benchmark_findings(scenario, reach, ("plan", "benchmarks", name), benchmark)


def _used_triggers(plan: Plan) -> set[str]:
    starts = (action.start for action in plan.actions.values())
    of_rules = {rule.when.trigger for rule in plan.rules.values() if isinstance(rule.when, FromTrigger)}
    return of_rules | {start.trigger for start in starts if isinstance(start, Start) and start.trigger is not None}


def _condition_findings(scenario: Scenario, reach: Reach, path: Path, condition: Condition) -> Iterator[Finding]:
    """A condition that cannot hold within the run, or holds from its beginning."""
    month, end = reach.seen.first_month(condition), scenario.run.months
    asks, value = f"asks for {_text(condition)}", (*path, "value")
    if not reach.seen.can_ever(condition):
        yield Finding("never-fires", value, f"asks for {never_told(reach, condition)}")
    elif month > end:
        some_action = "only once an action begins that never does"
        when = f"in month {month:.0f} at the earliest" if month < NEVER else some_action
        yield Finding("never-fires", path, f"can hold {when}, and the run has {counted(end, 'month')}; it never does")
    elif reach.seen.always(condition, end):
        yield Finding("always-fires", value, f"{asks}, which is true in every month; change the threshold")
    elif condition.months <= SURVEY_LAG and reach.seen.known_at_start(condition):
        said = "which is true at the settlement, before anything is done; for a time limit write `for: 12` or more"
        yield Finding("fires-at-once", value, f"{asks}, {said}")
    elif condition.indicator.startswith("survey.") and end < first_survey(scenario):
        said = f"and no survey is out before month {first_survey(scenario)}; until then everybody sees the baseline"
        yield Finding("survey-too-early", value, f"{asks}, {said}; run longer, or ask for something else")
    yield from hardly_reached(reach, value, condition)


def first_survey(scenario: Scenario) -> int:
    """The month in which the first survey after the settlement is published."""
    return int(scenario.parameters.survey_every) + SURVEY_LAG


def _stop_findings(reach: Reach, path: Path, condition: Condition, end: int) -> Iterator[Finding]:
    """A condition that ends an action never, or as soon as it may."""
    if not reach.seen.can_ever(condition):
        yield Finding("never-fires", (*path, "value"), f"asks for {never_told(reach, condition)}")
    elif reach.seen.always(condition, end):
        yield Finding(
            "always-fires",
            (*path, "value"),
            f"asks for {_text(condition)}, which is true in every month: the "
            "action always ends after its shortest time; change the threshold",
        )


def _text(condition: Condition) -> str:
    return f"{condition.indicator} {condition.op} {condition.value:g}"


def _rest_findings(path: Path, rule: Rule, end: int) -> Iterator[Finding]:
    """A rule that can fire only once though it may again, or that spends all it has in a row."""
    if rule.cooldown >= end and rule.max_fires > 1:
        yield Finding("cooldown-too-long", (*path, "cooldown"), f"is {rule.cooldown}, as long as the run ({end}) or "
                      "longer, so that the rule fires once at most; shorten it, or write max_fires: 1")  # fmt: skip
    lasting = [deed for deed in rule.do if deed.pause is not None or deed.start is not None]
    if 1 < rule.max_fires < OFTEN and rule.cooldown <= 1 and lasting:
        longest = max((deed.months or 0 for deed in lasting), default=0)
        yield Finding(
            "no-rest",
            (*path, "max_fires"),
            f"is {rule.max_fires}, used up in {rule.max_fires} months in a row "
            f"while the condition holds; write `cooldown: {max(longest, 6)}`",
        )


def _deed_findings(plan: Plan, reach: Reach, path: Path, name: str, rule: Rule, end: int) -> Iterator[Finding]:
    """Deeds that come too late, or that change nothing."""
    acts = reach.fires[name] + 1
    for place, deed in enumerate(rule.do):
        verb, action = verb_of(deed)
        where = (*path, "do", str(place), verb)
        paused = [one for one in told_to(plan, "pause", action) if reach.fires[one] <= end]
        if reach.last[action] < acts:
            yield Finding(
                "idle-deed",
                where,
                f"is {action}, which has ended by month {reach.last[action]:.0f} unless it "
                f"is refused, and the rule acts in month {acts:.0f} at the earliest; react sooner, or to less",
            )
        elif verb == "stop" and reach.first[action] > end:
            yield Finding("idle-deed", where, f"is {action}, which never begins within the run; leave it out")
        elif verb == "start" and not paused and (plan.actions[action].fixed_start or NEVER) <= acts:
            yield Finding(
                "idle-deed",
                where,
                f"is {action}, which is due in month {plan.actions[action].start} anyway, "
                f"and the rule acts in month {acts:.0f} at the earliest; let it begin later, or leave it out",
            )
        elif (
            verb in HELD
            and deed.to == getattr(plan.actions[action], HELD[verb][0])
            and len(told_to(plan, verb, action)) == 1
        ):
            said = f"is {deed.to:g}, the {HELD[verb][1]} that {action} has; give another"
            yield Finding("idle-deed", (*where[:-1], "to"), said)


def verb_of(deed: Deed) -> tuple[str, str]:
    """What a deed does, and to which action."""
    return next((verb, action) for verb in DEEDS if (action := getattr(deed, verb)) is not None)


def _benchmark_findings(scenario: Scenario, reach: Reach, path: Path, benchmark: Benchmark) -> Iterator[Finding]:
    """A benchmark that nobody looks at, that looks at old news, or that is decided before."""
    end, month, name = scenario.run.months, benchmark.month, benchmark.indicator
    early = first_survey(scenario)
    if month > end:
        said = f"is {month}, after the last month of the run ({end}); nobody looks at it"
        yield Finding("after-the-end", (*path, "month"), f"{said}; take an earlier month, or set run.months")
        return
    if name.startswith("survey.") and month < early:
        said = f"is {month}, and the first survey after the settlement is out in month {early}"
        yield Finding("survey-too-early", (*path, "month"), f"{said}; until then everybody sees the baseline; take "
                      f"{early} or later")  # fmt: skip
    most = reach.seen.highest(name, month)
    key, limit = ("at_least", benchmark.at_least) if benchmark.at_least is not None else ("at_most", benchmark.at_most)
    limit = limit or 0.0
    met, missed = (limit <= 0, limit > most) if key == "at_least" else (limit >= most, limit < 0)
    if met or missed:
        lies = f"lies in 0..{most:.4g} in month {month}" if most < NEVER else "is never below 0"
        comes = "met whatever happens; change it" if met else "missed whatever happens; change it, or its month"
        yield Finding("certain-benchmark", (*path, key), f"is {limit:g}, and {name} {lies}; it is {comes}")
