"""What `ssrsim plan check` finds: each kind in a plan that has it, and not in the nearest that has not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ssrsim.config import choices
from ssrsim.config.plan_asked import checked_plan
from ssrsim.scenario.planning.finding import KINDS, code_of
from ssrsim.scenario.reforms import REFORM_NAMES
from tests.unit.made_up_plans import DDR, UNSAFE, action, codes, need, rules, when
from tests.unit.test_plan_files import FAULTS

PACES = rules(up=(when("survey.feel_safe", ">", 0.6), {"pace": "a", "to": 1.0}),
              down=(when("survey.feel_safe", "<", 0.6), {"pace": "a", "to": 0.5}))  # fmt: skip
TOGETHER = {"a": action("ddr", 1, 24, 0.6), "b": action("training", {"when": UNSAFE}, 24, 0.6)}
# code -> a plan that has it, and the nearest plan that has not
EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "circle": (
        {"actions": {"a": action("ddr", {"trigger": "t"})}, "triggers": {"t": when("admin.formal.ddr", ">", 0.1)}},
        {"actions": {"a": action("ddr", {"trigger": "t"}), "b": action("ddr", 1, 6)},
         "triggers": {"t": when("admin.formal.ddr", ">", 0.1)}},
    ),
    "gate-never-opens": (
        {"actions": {"a": action("ddr", 1, needs=need("vetting", 0.9)), "b": action("vetting", 1, 6)}},
        {"actions": {"a": action("ddr", 1, needs=need("vetting", 0.9)), "b": action("vetting", 1, 24)}},
    ),
    "after-never": (
        {"actions": {"a": action("ddr", {"when": when("survey.feel_safe", ">", 1)}),
                     "b": action("training", {"after": "a"})}},
        {"actions": {"a": action("ddr", {"when": when("survey.feel_safe", ">=", 1)}),
                     "b": action("training", {"after": "a"}, 9)}},
    ),
    "after-the-end": ({"actions": {"a": action("ddr", 37)}}, {"actions": {"a": action("ddr", 36)}}),
    "gate-after-start": (
        {"actions": {"a": action("ddr", 2, needs=need("training", 0.3)), "b": action("training", 1)}},
        {"actions": {"a": action("ddr", 9, needs=need("training", 0.3)), "b": action("training", 1)}},
    ),
    "hardly-reached": (
        {"actions": {"a": action("ddr", 30, needs=need("training", 0.6)), "b": action("training", 1, 9)}},
        {"actions": {"a": action("ddr", 30, needs=need("training", 0.5)), "b": action("training", 1, 9)}},
    ),
    "half-pace": (
        {"actions": {"a": action("ddr", 1, needs=need("audit", 0.2, False))}},
        {"actions": {"a": action("ddr", 1, needs=need("audit", 0.2, False)), "b": action("audit", 1)}},
    ),
    "bill-too-late": ({"actions": {"a": action("audit", 34)}}, {"actions": {"a": action("audit", 33)}}),
    "prerequisite-later": (
        {"actions": {"a": action("audit", 1), "b": action("justice", 2)}},
        {"actions": {"a": action("audit", 2), "b": action("justice", 2)}},
    ),
    "twice-at-once": (
        {"actions": {"a": action("training", 1, 12), "b": action("training", 12, 12)}},
        {"actions": {"a": action("training", 1, 12), "b": action("training", 13, 12)}},
    ),
    "shares-may-pass-1": (
        {"actions": TOGETHER},
        {"actions": {**TOGETHER, "b": action("training", {"after": "a"}, 11, 0.6)}},
    ),
    "never-runs": ({"actions": {"a": action("ddr", share=0.0)}}, {"actions": DDR}),
    "money-short": (
        {"actions": {"a": action("surveillance"), **{name: action(name) for name in REFORM_NAMES[:16]}}},
        {"actions": {"a": action("ddr", 1, 12)}},
    ),
    "never-fires": (
        {"triggers": {"t": when("admin.formal.audit", ">=", 0.1)}},
        {"triggers": {"t": when("admin.formal.ddr", ">=", 0.1)}},
    ),
    "always-fires": (
        {"triggers": {"t": when("survey.feel_safe", ">=", 0)}},
        {"triggers": {"t": when("survey.feel_safe", ">", 0)}},
    ),
    "fires-at-once": (
        {"triggers": {"t": when("admin.formal.ddr", "<", 0.3)}},
        {"triggers": {"t": when("admin.formal.ddr", "<", 0.3, 12)}},
    ),
    "survey-too-early": (
        {"benchmarks": {"b": {"indicator": "survey.trust_police", "month": 7, "at_least": 0.3}}},
        {"benchmarks": {"b": {"indicator": "survey.trust_police", "month": 8, "at_least": 0.3}}},
    ),
    "certain-benchmark": (
        {"benchmarks": {"b": {"indicator": "admin.formal.ddr", "month": 6, "at_least": 0.8}}},
        {"benchmarks": {"b": {"indicator": "admin.formal.ddr", "month": 24, "at_least": 0.8}}},
    ),
    "unused-trigger": (
        {"triggers": {"t": UNSAFE}},
        {"triggers": {"t": UNSAFE}, "rules": rules(r=({"trigger": "t"}, {"stop": "a"}))},
    ),
    "idle-deed": (
        {"rules": rules(r=(when("survey.feel_safe", "<", 0.5, 30), {"pace": "a", "to": 0.5}))},
        {"rules": rules(r=(when("survey.feel_safe", "<", 0.5, 24), {"pace": "a", "to": 0.5}))},
    ),
    "cooldown-too-long": (
        {"rules": rules(r=(UNSAFE, {"pause": "a", "months": 3}, {"cooldown": 36}))},
        {"rules": rules(r=(UNSAFE, {"pause": "a", "months": 3}, {"cooldown": 36, "max_fires": 1}))},
    ),
    "no-rest": (
        {"rules": rules(r=(UNSAFE, {"pause": "a", "months": 3}, {"max_fires": 4}))},
        {"rules": rules(r=(UNSAFE, {"pause": "a", "months": 3}, {"max_fires": 4, "cooldown": 6}))},
    ),
    "contrary-rules": (
        {"rules": rules(r=(when("survey.feel_safe", "<", 0.6), {"pause": "a", "months": 3}),
                        s=(when("survey.feel_safe", ">", 0.4), {"start": "a"}))},
        {"rules": rules(r=(when("survey.feel_safe", "<", 0.4), {"pause": "a", "months": 3}),
                        s=(when("survey.feel_safe", ">", 0.6), {"start": "a"}))},
    ),
    "no-gap": ({"rules": PACES}, {"rules": {name: {**one, "cooldown": 6} for name, one in PACES.items()}}),
    "stops-at-once": (
        {"actions": {"a": action("ddr", {"when": when("survey.feel_safe", "<", 0.5)}, {"min": 3, "max": 12},
                                 stop=when("survey.feel_safe", "<", 0.6))}},
        {"actions": {"a": action("ddr", {"when": when("survey.feel_safe", "<", 0.5)}, {"min": 3, "max": 12},
                                 stop=when("survey.feel_safe", ">", 0.6))}},
    ),
}  # fmt: skip
OF_FILES = {"not-readable", "unknown-key", "unknown-name", "out-of-range", "contradiction", "does-nothing",
            "shares-over-1"}  # fmt: skip


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_plan_that_has_it_is_told_and_its_neighbour_is_not(code: str) -> None:
    """A check that cries at everything is not read; one that misses is not trusted."""
    has, has_not = EXAMPLES[code]
    assert code in codes(has)
    assert code not in codes(has_not)


def test_a_run_without_a_survey_is_told() -> None:
    """Who reacts to surveys needs one after the settlement: in month 6, out in month 8."""
    data = {"rules": rules(r=(UNSAFE, {"stop": "a"}))}
    assert "survey-too-early" in codes(data, months=7)
    assert "survey-too-early" not in codes(data, months=8)


def test_what_comes_after_all_time_is_no_circle() -> None:
    """Three of the longest actions in a row, and one that needs what the last of them brings: late, and no more."""
    waits = {
        "a": action("ddr", 600, 600), "b": action("ddr", {"after": "a"}, 600), "c": action("audit", {"after": "b"}),
        "d": action("training", 1, needs=need("audit", 0.5)),
    }  # fmt: skip
    assert codes({"actions": waits}).count("after-the-end") == 4
    assert "circle" not in codes({"actions": waits})


def test_every_kind_has_an_example() -> None:
    """A kind that no plan shows may never be found."""
    assert set(EXAMPLES) | OF_FILES | {code for code in KINDS if code.startswith("trial-")} == set(KINDS)


def test_every_sentence_of_the_rules_has_its_code() -> None:
    """What every command refuses is told with a code as well, and each of those codes is given to something."""
    found = {code_of(sentence) for sentence in FAULTS.values() if sentence.startswith("plan")}
    assert found == OF_FILES - {"not-readable", "does-nothing"} | {"gate-never-opens"}
    assert code_of(" plan.actions.a.start.after leads back to itself: a -> b -> a") == "circle"
    assert code_of(" 3: must be a mapping of keys to values") == "not-readable"
    assert code_of("3: plan.rules.r.do.0.stop is x, an action that does nothing; no deed") == "does-nothing"


PARTLY = """
name: partly
title: Partly
actions:
  disarm: {reform: ddr, start: 1, months: 24, share: 0.6}
  vet: {reform: vettin, start: 1, months: 20, share: 0.3}
  train: {reform: training, start: {after: vet}, months: 20, share: 0.2}
  late: {reform: justice, start: 700, months: 20, share: 0.2}
rules:
  slow: {when: {indicator: survey.trust_police, op: "<", value: -0.2}, do: [{pause: disarm, months: 6}]}
  other: {when: {indicator: survey.trust_police, op: "<", value: -0.2}, do: [{pause: vet, months: 6}]}
"""


def test_what_cannot_be_read_hides_nothing_of_the_rest(tmp_path: Path) -> None:
    """Unknown names and doubts about other lines come at once; nothing is said of what hangs on the unknown ones."""
    file = tmp_path / "partly.yaml"
    file.write_text(PARTLY, encoding="utf-8")
    found = checked_plan(str(file), [])
    assert found.in_part
    assert [text.rpartition("[")[2] for text in found.faults] == ["unknown-name]", "out-of-range]"]
    assert [text.rpartition("[")[2] for text in found.doubts] == ["never-fires]"]
    assert "plan.rules.slow" in found.doubts[0]
    mended = PARTLY.replace("vettin,", "vetting,").replace("700", "70")
    file.write_text(mended, encoding="utf-8")
    whole = checked_plan(str(file), [])
    assert not whole.in_part
    assert any("plan.rules.other" in text for text in whole.doubts)


@pytest.mark.parametrize("name", choices("plan"))
def test_shipped_plans_have_no_fault(name: str) -> None:
    """In the scenario that they come with; doubts they may have, as history had."""
    assert checked_plan(name, []).faults == ()
