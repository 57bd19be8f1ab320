"""What is said before anything runs holds in runs: what never begins or fires, the earliest months, sums and money."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssrsim.analysis.events import first_months
from ssrsim.analysis.plan_trial import counts, trial_findings
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.scenario.events import KIND
from ssrsim.scenario.planning.finding import KINDS
from ssrsim.scenario.planning.findings import findings_of
from ssrsim.scenario.planning.money import asked_by_month, coming_in, price_of_plan, years_of
from ssrsim.scenario.planning.overlaps import busiest
from ssrsim.scenario.planning.reach import reach_of
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.scenario.signals import SIGNALS
from tests.unit.made_up_plans import SMALL, UNSAFE, action, codes, in_small, need, rules, when
from tests.unit.test_plan_findings import EXAMPLES


@pytest.mark.parametrize("code", ["circle", "gate-never-opens", "after-never", "after-the-end"])
def test_what_is_said_never_to_begin_never_begins(code: str) -> None:
    """A bound that a run can pass is no bound."""
    has, _ = EXAMPLES[code]
    scenario = in_small(has)
    results = run_ensemble(scenario)
    told = {found.path[2] for found in findings_of(scenario) if found.code == code}
    assert told
    for row, (name, _) in enumerate(scenario.plan.in_order()):
        assert not (name in told and counts(results, "authorised", row).any())


NEVER = (when("admin.formal.audit", ">=", 0.01), when("survey.feel_safe", "<", 0), when("admin.formal.ddr", ">=", 0.7),
         when("admin.bill_blocked_months.vetting", ">=", 1), when("finance.spent_usd_m.audit", ">", 0),
         when("survey.trust_police", ">=", 0.1, 38), when("admin.response_time", ">", 1441))  # fmt: skip


@pytest.mark.parametrize("condition", NEVER, ids=lambda one: f"{one['indicator']} {one['op']} {one['value']}")
def test_rules_said_never_to_fire_never_fire(condition: dict[str, Any]) -> None:
    """Neither rule nor trigger, in no run; with money as it comes."""
    data = {"actions": {"a": action("ddr", 1, 8, 0.9)}, "triggers": {"t": condition},
            "rules": rules(r=({"trigger": "t"}, {"stop": "a"}))}  # fmt: skip
    assert "never-fires" in codes(data)
    results = run_ensemble(in_small(data))
    assert not counts(results, "rule_fired", 0).any()
    assert not counts(results, "trigger_fired", 0).any()


def test_rules_said_always_to_fire_always_fire() -> None:
    """Month after month, the settlement included."""
    data = {"rules": rules(r=(when("survey.feel_safe", "<=", 1), {"pace": "a", "to": 0.9}))}
    assert "always-fires" in codes(data)
    assert set(counts(run_ensemble(in_small(data)), "rule_fired", 0)) == {37}


def test_nothing_begins_before_it_can() -> None:
    """Earliest months hold in every run: plans whose starts wait for months, ends, beginnings, reports and rules."""
    data = {
        "actions": {
            "a": action("ddr", 3, 6, 0.4, cap_usd_m=1), "b": action("training", {"after": "a"}, 9),
            "c": action("dialogue", {"after": "b", "when": when("admin.formal.training", ">", 0.05)}, 9),
            "d": action("monitoring", {"when": when("finance.spent_usd_m", ">", 0)}, 9),
            "e": action("adaptation", 30, 6), "f": action("community_policing", 2, 6, needs=need("ddr", 0.05)),
        },
        "rules": rules(r=(when("admin.formal.ddr", ">", 0.01), {"start": "e"})),
    }  # fmt: skip
    scenario = in_small(data)
    results, reach = run_ensemble(scenario), reach_of(scenario)
    began = {}
    for row, (name, _) in enumerate(scenario.plan.in_order()):
        months = results.events["month"][(results.events["subject"] == row)
                                         & (results.events["kind"] == KIND["authorised"])]  # fmt: skip
        began[name] = min(months, default=99)
        assert began[name] >= reach.first[name], name
    assert sum(month < 37 for month in began.values()) >= 5, began  # else nothing was asked


def test_what_waits_for_an_end_never_counts_beside_it() -> None:
    """The largest sum over the forest: of a chain the largest, of branches their sum."""
    data = {"actions": {
        "a": action("ddr", 1, {"min": 3, "max": 30}, 0.5, stop=UNSAFE), "b": action("audit", {"after": "a"}, 9, 0.3),
        "c": action("training", {"after": "a"}, 9, 0.4), "d": action("justice", 1, 36, 0.2),
    }}  # fmt: skip
    scenario = in_small(data)
    month, (most, names) = busiest(scenario.plan, reach_of(scenario), 36)
    assert (month, most, sorted(names)) == (4, pytest.approx(0.9), ["b", "c", "d"])


def test_the_money_of_the_years_adds_up() -> None:
    """By year and by action the same sum, never more than the price; and pledges as they are given."""
    scenario = SMALL.model_copy(update={"mechanisms": SMALL.mechanisms.model_copy(update={"donor_fatigue": False})})
    reach = reach_of(scenario)
    years = list(years_of(scenario, reach))
    asked = asked_by_month(scenario, reach)
    assert sum(year.asked for year in years) == pytest.approx(sum(map(sum, asked.values())))
    assert sum(year.asked for year in years) <= price_of_plan(scenario) * (1 + 1e-9)
    pledged = sum(donor.pledge_usd_m / 12 * min(donor.horizon, 36) for donor in scenario.donors.values())
    assert coming_in(scenario).donors == pytest.approx(pledged)
    assert all(0 < year.absorbed < year.donors + year.state for year in years)


def test_a_trial_tells_what_never_happens_and_what_swings() -> None:
    """Measured: with the number of runs and an interval."""
    data = {
        "actions": {"a": action("dialogue", 1, 36, 0.3), "b": action("training", {"trigger": "t"})},
        "triggers": {"t": when("survey.feel_safe", "<", 0.0001)},
        "rules": rules(rest=(when("finance.received_usd_m", ">=", 0), {"pause": "a", "months": 1}, {"cooldown": 2}),
                       now=(when("finance.received_usd_m", ">=", 0), {"pace": "a", "to": 0.5})),
    }  # fmt: skip
    found = {(one.code, one.path[2]): one.said for one in trial_findings(run_ensemble(in_small(data)))}
    assert {("trial-never-fired", "t"), ("trial-never-began", "b"), ("trial-swings", "a"),
            ("trial-always-fired", "now")} <= set(found)  # fmt: skip
    assert "in 3 of 3 runs (95 % interval 0.44 to 1.00 of runs)" in found["trial-swings", "a"]
    assert trial_findings(run_ensemble(in_small({"actions": {"a": action("dialogue", 1, 36, 0.3)}}))) == ()


NAMES = st.sampled_from(["a", "b", "c", "d"])
CONDITIONS = st.builds(
    when, st.sampled_from([one.name for one in SIGNALS]), st.sampled_from(["<", "<=", ">", ">="]),
    st.floats(-1, 3).map(lambda value: round(value, 2)), st.integers(1, 40),
)  # fmt: skip
STARTS = st.one_of(
    st.integers(1, 30), st.integers(1, 600),
    st.builds(lambda other, lag: {"after": other, "lag": lag}, NAMES, st.integers(0, 120)),
    st.builds(lambda other, one: {"after": other, "when": one}, NAMES, CONDITIONS),
    st.builds(lambda one: {"when": one}, CONDITIONS), st.just({"trigger": "t"}),
)  # fmt: skip
ACTIONS = st.builds(
    action, st.sampled_from(REFORM_NAMES), STARTS, st.integers(1, 600), st.sampled_from([0.0, 0.3, 1.0]),
    intensity=st.sampled_from([0.0, 0.5, 1.0]), stop=st.none() | CONDITIONS, cap_usd_m=st.none() | st.just(0.5),
    needs=st.lists(st.builds(lambda reform, level, hard: need(reform, level, hard)[0], st.sampled_from(REFORM_NAMES),
                             st.floats(0, 1), st.booleans()), max_size=2),
)  # fmt: skip
DEEDS = st.one_of(
    st.builds(lambda name, months: {"pause": name, "months": months}, NAMES, st.integers(1, 600)),
    st.builds(lambda name: {"stop": name}, NAMES), st.builds(lambda name: {"start": name}, NAMES),
    st.builds(lambda verb, name, to: {verb: name, "to": to}, st.sampled_from(["pace", "share"]), NAMES,
              st.floats(0, 1)),
)  # fmt: skip
RULES = st.builds(
    lambda one, deeds, cooldown, most: {"when": one, "do": deeds, "cooldown": cooldown, "max_fires": most},
    CONDITIONS | st.just({"trigger": "t"}) | st.builds(lambda month: {"month": month}, st.integers(1, 40)),
    st.lists(DEEDS, min_size=1, max_size=3), st.integers(0, 600),
    st.integers(1, 600),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys("abcd", ACTIONS)), CONDITIONS,
       st.dictionaries(st.sampled_from(["r", "s", "u"]), RULES))  # fmt: skip
def test_whatever_a_plan_says_the_check_ends_and_says_what_it_knows(actions: Any, trigger: Any, rules: Any) -> None:
    """No plan that can be read makes it stumble; each finding has a known code, a place in the plan and one line."""
    for found in findings_of(in_small({"actions": actions, "triggers": {"t": trigger}, "rules": rules})):
        assert found.code in KINDS
        assert found.path[0] == "plan"
        assert "\n" not in found.said
        assert not re.search(r"\b(nan|inf|None)\b", found.said), found.said


@settings(max_examples=30, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys("abcd", ACTIONS)), CONDITIONS,
       st.dictionaries(st.sampled_from(["r", "s", "u"]), RULES))  # fmt: skip
def test_nothing_happens_before_it_can_whatever_the_plan(actions: Any, trigger: Any, rules: Any) -> None:
    """Earliest months of actions and rules are bounds: no run of any plan passes them."""
    scenario = in_small({"actions": actions, "triggers": {"t": trigger}, "rules": rules})
    results, reach = run_ensemble(scenario), reach_of(scenario)
    rows = [("authorised", row, reach.first[name]) for row, (name, _) in enumerate(scenario.plan.in_order())]
    rows += [("rule_fired", row, reach.fires[name]) for row, name in enumerate(scenario.plan.rules)]
    for kind, row, earliest in rows:
        months = first_months(results, kind, row)
        assert not (months < earliest).any(), (kind, row, months, earliest)
