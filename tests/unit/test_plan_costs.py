"""What words say of an action's costs and of what nobody uses: as the world has it, and no promise beside it."""

from __future__ import annotations

import pytest
from test_describe import rows_of, scenario_with, text_of

from ssrsim.scenario.plan import Action, Plan
from ssrsim.scenario.words.costs import scope_of
from ssrsim.scenario.words.plan import plan_in_words
from ssrsim.world.build import build


def test_costs_know_places_service_cap_and_needs() -> None:
    """A price for the whole country beside an action in one district would be a promise of money it can never use."""
    peaceful, service = "plan.actions.vetting.districts=[bomi]", "plan.actions.vetting.service=army"
    cap = "plan.actions.vetting.cap_usd_m=0.1"
    need = "plan.actions.vetting.needs=[{reform: audit, formal: 0.1}]"
    costs = {text: rows_of(scenario_with("plan=oversight_first", text), "vetting")["costs"]
             for text in (peaceful, service, cap, need)}  # fmt: skip
    assert "for the whole country, of which it works in a part" in costs[peaceful]
    assert ", of it USD" in costs[service]
    assert "with its cap it can use 0." in costs[cap]
    assert "half as fast while" in costs[need]


@pytest.mark.parametrize("more", [
    {"reform": "ddr", "districts": ["bomi", "lofa"]}, {"reform": "vetting", "service": "army"},
    {"reform": "justice", "districts": ["bomi"]}, {"reform": "audit"}, {"reform": "ddr", "districts": ["grand_kru"]},
])  # fmt: skip
def test_the_scope_in_words_is_that_of_the_world(more: dict[str, object]) -> None:
    """Words compute from the scenario what the world computes from its units: up to the rounding of posts and rows."""
    scenario = scenario_with("run.civilians=1000", "run.officers=300")
    action = Action.model_validate({"start": 1, "months": 12, "share": 0.1, **more})
    plan = Plan(name="test", title="Test", actions={"one": action})
    scope = scope_of(scenario.country, action, scenario.reform(action.reform))
    assert scope == pytest.approx(build(scenario.model_copy(update={"plan": plan})).actions.scope[0], abs=0.01)


def test_a_trigger_that_nobody_uses_is_told() -> None:
    """Harmless, and perhaps a rule that was forgotten."""
    condition = "{indicator: survey.feel_safe, op: '<', value: 0.4}"
    text = text_of(plan_in_words(scenario_with(f"+plan.triggers.fear={condition}")))
    assert "; nothing uses it" in text
    used = (f"+plan.triggers.fear={condition}", "plan.actions.audit.start={trigger: fear}")
    assert "nothing uses it" not in text_of(plan_in_words(scenario_with(*used)))


def test_how_money_is_dealt_out_is_told_as_it_is() -> None:
    """Shares are weights, favourites waste a part, and what has no use for money gets none."""
    said = text_of(plan_in_words(scenario_with()))
    for words in ("Its share is a weight", "one that can use no money gets none", "partly wasted on it all the same"):
        assert words in said
