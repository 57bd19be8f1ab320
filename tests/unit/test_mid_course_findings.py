"""What a plan check says of rules by the calendar and of deeds that weigh actions anew."""

from __future__ import annotations

from typing import Any

import pytest
from made_up_plans import UNSAFE, action, codes, in_small, rules

from ssrsim.scenario.planning.reach import reach_of

TWO = {"a": action("ddr", 1, 30, 0.3), "b": action("training", 1, 30, 0.3)}
LATE = {"month": 13}


def told(named: Any, actions: Any = TWO, months: int = 36) -> list[str]:
    return codes({"actions": actions, "rules": named}, months)


@pytest.mark.parametrize(("named", "code"), [
    (rules(r=(LATE, {"share": "a", "to": 0.2})), None),
    (rules(r=(LATE, {"share": "a", "to": 0.3})), "idle-deed"),  # the weight that it has
    (rules(r=({"month": 37}, {"stop": "a"})), "after-the-end"),
    (rules(r=(LATE, {"share": "a", "to": 0.2}), s=(LATE, {"share": "a", "to": 0.1})), "contrary-rules"),
    (rules(r=(LATE, {"stop": "a"}), s=(LATE, {"start": "a"})), "contrary-rules"),
    (rules(r=(LATE, {"share": "a", "to": 0.2}), s=({"month": 14}, {"share": "a", "to": 0.1})), None),
    (rules(r=({"month": 36}, {"stop": "a"})), "idle-deed"),  # it has ended by then
])  # fmt: skip
def test_what_is_said_of_rules_by_the_calendar(named: Any, code: str | None) -> None:
    """A rule that means what it says earns no word; what cannot act, or undoes another, is told."""
    found = told(named)
    assert found == [] if code is None else code in found


def test_a_rule_by_the_calendar_and_one_by_condition_are_no_pair() -> None:
    """Whether both hold in one month nobody knows before: nothing is said of them together."""
    named = rules(r=(LATE, {"share": "a", "to": 0.2}), s=(UNSAFE, {"share": "a", "to": 0.1}))
    assert "contrary-rules" not in told(named)


def test_an_action_without_weight_can_begin_once_a_rule_gives_it_one() -> None:
    """By the calendar in that month, by condition a month after it can hold; never where no rule gives it any."""
    idle = {**TWO, "b": action("training", 1, 30, 0)}
    by_month = in_small({"actions": idle, "rules": rules(r=(LATE, {"share": "b", "to": 0.2}))})
    assert reach_of(by_month).first["b"] == 13
    assert "never-runs" in told(rules(r=(LATE, {"share": "b", "to": 0})), idle)
    assert "never-runs" in told({}, idle)
    assert not by_month.plan.does_nothing("b")
