"""Plan files that react: what they may say, every fault in one sentence, and what becomes of names in the world."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
import yaml

from ssrsim.config import ConfigFaults, compose_scenario, config_folder, load_scenario, validated
from ssrsim.scenario.plan import Action, Start
from ssrsim.scenario.reforms import REFORMS
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.signals import SIGNAL, SIGNALS
from ssrsim.scenario.starting import starting_plan
from ssrsim.world.build import build
from ssrsim.world.build_plan import conditions_of

A = "plan.actions.audit"  # an action of the plan of record
SAFE = "{indicator: survey.feel_safe, op: '<', value: 0.4}"

FAULTS = {
    f"{A}.start=0": f"{A}.start is 0; it must lie in 1..600 (months after settlement)",
    f"{A}.start=soon": f"{A}.start is the text 'soon'; it must be a whole number in 1..600 (months after settlement)",
    f"{A}.start={{}}": f"{A}.start names nothing to wait for; give `after`, `when` or `trigger`",
    f"{A}.start.after=audit": f"{A}.start.after is audit, the action itself; it can only wait for another one",
    f"{A}.start.aftr=payroll": f"{A}.start.aftr is not a key; did you mean {A}.start.after?",
    f"{A}.start.trigger=x": f"{A}.start.trigger is x; known triggers: none",
    f"{A}.start={{when: {SAFE}, trigger: null, after: payroll, lag: 121}}": f"{A}.start.lag is 121; it must lie in "
    "0..120 (months)",
    f"{A}.start={{after: payroll, lag: 999}}": f"{A}.start.lag is 999; it must lie in 0..120 (months)",
    f"{A}.months={{min: 9, max: 5}}": f"{A}.months.min is 9; it must not exceed max (5)",
    f"{A}.months={{min: 9}}": f"{A}.months.max is missing; longest, 1..600 (months)",
    f"{A}.months=2.5": f"{A}.months is 2.5; it must be a whole number in 1..600 (months)",
    f"{A}.stop=3": f"{A}.stop is 3; it must be a mapping of keys to values",
    f"{A}.stop={{indicator: truth.trust_police, op: '<', value: 0}}": f"{A}.stop.indicator is truth.trust_police, the "
    "true state; planners may only react to what they could know; did you mean survey.trust_police?",
    f"{A}.stop={{indicator: survey.trust_polic, op: '<', value: 0}}": f"{A}.stop.indicator is survey.trust_polic; it "
    "must be one of survey.NAME, admin.NAME and finance.NAME; did you mean survey.trust_police?",
    f"{A}.stop={{indicator: admin.formal.vettin, op: '<', value: 0}}": f"{A}.stop.indicator is admin.formal.vettin; it "
    "must be one of survey.NAME, admin.NAME and finance.NAME; did you mean admin.formal.vetting?",
    f"{A}.stop={{indicator: survey.feel_safe, op: '=', value: 0}}": f"{A}.stop.op is =; allowed: <, <=, >, >=; did you "
    "mean >=?",
    f"{A}.stop={{indicator: survey.feel_safe, op: '<', value: 0, for: 0}}": f"{A}.stop.for is 0; it must lie in 1..120 "
    "(months)",
    f"{A}.needs=justice": f"{A}.needs is justice; it must be a list",
    f"{A}.needs=[{{reform: audit, formal: 0.2, hard: true}}]": f"{A}.needs.0.reform is audit, the action's own; it "
    "would never be tried",
    f"{A}.needs=[{{reform: justice, formal: 2}}]": f"{A}.needs.0.formal is 2; it must lie in 0..1 (share)",
    f"{A}.districts=[lofa]": f"{A}.districts are given, and audit acts on the whole country; allowed for ddr, vetting, "
    "training, recruitment, rightsizing, equipment, justice, community_policing, military_diplomacy",
    f"{A}.service=army": f"{A}.service is army, and audit acts on no single service; allowed for vetting, training, "
    "recruitment, rightsizing, equipment, military_diplomacy",
    f"{A}.cap_usd_m=0": f"{A}.cap_usd_m is 0; it must lie in 0.01..100,000 (USD m)",
    f"+plan.triggers.t={SAFE[:-1]}, foor: 2}}": "plan.triggers.t.foor is not a key; did you mean plan.triggers.t.for?",
    "+plan.rules.r={when: {trigger: t}, do: [{stop: audit}]}": "plan.rules.r.when.trigger is t; known triggers: none",
    f"+plan.rules.r={{when: {SAFE}, do: []}}": "plan.rules.r.do has 0 entries; it must have 1 at least",
    f"+plan.rules.r={{when: {SAFE}, do: [{{pause: audit}}]}}": "plan.rules.r.do.0 says pause and not `months`; "
    "give both",
    f"+plan.rules.r={{when: {SAFE}, do: [{{stop: audit, start: audit}}]}}": "plan.rules.r.do.0 names stop and start; "
    "give exactly one of pause, stop, start, pace, share",
    f"+plan.rules.r={{when: {SAFE}, do: [{{stop: audit, to: 0.5}}]}}": "plan.rules.r.do.0.to belongs to pace or "
    "share, and this is stop",
    f"+plan.rules.r={{when: {SAFE}, do: [{{}}]}}": "plan.rules.r.do.0 names nothing to do; give exactly one of pause, "
    "stop, start, pace, share",
    f"+plan.rules.r={{when: {SAFE}, do: [{{share: audit}}]}}": "plan.rules.r.do.0 says share and not `to`; give both",
    f"+plan.rules.r={{when: {SAFE}, do: [{{share: audit, to: 2}}]}}": "plan.rules.r.do.0.to is 2; it must lie in 0..1 "
    "(share)",
    "+plan.rules.r={when: {month: 0}, do: [{stop: audit}]}": "plan.rules.r.when.month is 0; it must lie in 1..600 "
    "(months after settlement)",
    "+plan.rules.r={when: {month: 3, lag: 2}, do: [{stop: audit}]}": "plan.rules.r.when.lag is not a key; known "
    "keys under plan.rules.r.when: indicator, op, value, for, trigger, month",
    "+plan.rules.r={when: 3, do: [{stop: audit}]}": "plan.rules.r.when is 3; it must be a mapping of keys to values",
    "+plan.benchmarks.b={indicator: survey.feel_safe, month: 9}": "plan.benchmarks.b has no limit; give exactly one of "
    "at_least and at_most",
    "plan.benchmarks=[{indicator: survey.feel_safe, month: 9, at_least: 0, at_most: 1}]": "plan.benchmarks.0 has "
    "at_least and at_most; give exactly one of at_least and at_most",
    "plan.capacity.reforms_at_once=0": "plan.capacity.reforms_at_once is 0; it must lie in 1..200 (actions)",
    "plan.budget.reserv=0.1": "plan.budget.reserv is not a key; did you mean plan.budget.reserve?",
    "+missions.unmil.exit_when={indicator: truth.crime, op: '<', value: 0.1}": "missions.unmil.exit_when.indicator is "
    "truth.crime, the true state; planners may only react to what they could know",
    f"{A}.needs=[{{reform: monitoring, formal: 0.2, hard: true}}]": f"{A}.needs.0.reform is monitoring, and no action "
    "of the plan pursues it; it would never be tried",
    f"{A}.share=0.9": "plan.actions.*.share sum to 1.73 in month 47; in one month they must not exceed 1",
}


def faults_of(*overrides: str) -> tuple[str, ...]:
    with pytest.raises(ConfigFaults) as caught:
        compose_scenario(overrides)
    return caught.value.faults


@pytest.mark.parametrize(("override", "sentence"), FAULTS.items(), ids=[text[:40] for text in FAULTS])
def test_a_fault_of_a_plan_is_one_sentence(override: str, sentence: str) -> None:
    """Path, value, what is allowed and the nearest name, whatever stands in the place of a number or a mapping."""
    told = [fault for fault in faults_of(override) if "share sum" not in fault or "share" in override]
    assert told == [sentence]


def test_names_that_are_not_known_are_told_with_those_that_are() -> None:
    """An action, district or trigger that does not exist earns the names that do, and the nearest."""
    for override, path in (
        (f"{A}.start.after=payrol", f"{A}.start.after"),
        (f"+plan.rules.r={{when: {SAFE}, do: [{{stop: payrol}}]}}", "plan.rules.r.do.0.stop"),
    ):
        (fault,) = faults_of(override)
        assert fault.startswith(f"{path} is payrol; known actions: army_dissolution, ")
        assert fault.endswith("did you mean payroll?")
    (fault,) = faults_of("plan.actions.police_training.districts=[lofa, bommi]")
    assert fault.startswith("plan.actions.police_training.districts.1 is bommi; known districts: bomi, ")
    (fault,) = faults_of(f"+plan.triggers.fear={SAFE}", f"{A}.start.trigger=feer")
    assert fault == f"{A}.start.trigger is feer; known triggers: fear; did you mean fear?"


def test_a_start_waits_for_one_thing() -> None:
    """A trigger beside an action leaves open which of them counts."""
    assert faults_of(f"+plan.triggers.fear={SAFE}", f"{A}.start={{after: payroll, trigger: fear}}") == (
        f"{A}.start names a trigger beside `after` or `when`; give one of them",
    )


def test_circles_are_told_once() -> None:
    """Actions that wait for each other would never begin; who waits for a circle is not told again."""
    circle = [f"{A}.start.after=payroll", "plan.actions.payroll.start.after=transparency",
              "plan.actions.transparency.start.after=audit", "plan.actions.police_act.start.after=audit"]  # fmt: skip
    assert faults_of(*circle) == (f"{A}.start.after leads back to itself: audit -> payroll -> transparency -> audit",)


IDLE = "+plan.actions.idle={reform: ddr, start: 1, months: 3, share: 0.01, intensity: 0}"


def test_nothing_waits_for_what_does_nothing() -> None:
    """An action without money, pace or place never begins, never ends, and no deed moves it, but a pace for one."""
    rule = f"+plan.rules.r={{when: {SAFE}, do: [{{stop: idle}}]}}"
    nowhere = IDLE.replace("intensity: 0", "districts: []")
    moneyless = IDLE.replace("share: 0.01, intensity: 0", "share: 0")
    for idle in (IDLE, nowhere, moneyless):
        assert faults_of(idle, f"{A}.start.after=idle", rule) == (
            f"{A}.start.after is idle, an action that does nothing; it never begins",
            "plan.rules.r.do.0.stop is idle, an action that does nothing; no deed can change that",
        )
    paced = rule.replace("stop: idle", "pace: idle, to: 0.5")
    assert compose_scenario([IDLE, f"{A}.start.after=idle", paced]).plan.rules
    assert not compose_scenario([IDLE, paced]).plan.does_nothing("idle")
    assert compose_scenario([IDLE]).plan.does_nothing("idle")


def test_circles_over_needs_are_told_once() -> None:
    """A waits for B, B for a level of C, and all who pursue C for a level of what A pursues: none ever begins."""
    circle = [f"{A}.start.after=payroll",
              "plan.actions.payroll.needs=[{reform: dialogue, formal: 0.1, hard: true}]",
              "plan.actions.truth_commission.needs=[{reform: audit, formal: 0.1, hard: true}]",
              "plan.actions.transparency.start.after=audit"]  # fmt: skip
    assert faults_of(*circle) == (
        f"{A}.start.after leads back to itself: audit -> payroll -> truth_commission -> audit",
    )
    soft = [text.replace("hard: true", "hard: false") for text in circle]
    assert compose_scenario(soft).plan.actions
    way_out = "+plan.actions.talk={reform: dialogue, start: 200, months: 3, share: 0.01}"
    assert compose_scenario([*circle, way_out]).plan.actions


def test_all_faults_of_a_plan_file_are_told_at_once_with_their_lines(tmp_path: Path, monkeypatch) -> None:
    """One look shows every mistake with the line in which it stands."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text(
        "schema: ssrsim.plan/1\nname: p\ntitle: P\nactions:\n"
        "  a: {reform: ddr, start: {after: b}, months: {min: 3, max: 2}, share: 0.1}\n"
        "  c:\n    reform: audit\n    start: {trigger: fear}\n    months: 9\n    share: 2\n"
        "triggers:\n  feer: {indicator: survey.feel_saf, op: <, value: 1}\n"
        "benchmarks:\n  - {indicator: finance.spent_usd, month: 4, at_least: 1}\n",
        encoding="utf-8",
    )
    told = faults_of("plan_file=p.yaml")
    assert [int(re.match(r"p\.yaml:(\d+): ", fault).group(1)) for fault in told] == [5, 5, 8, 10, 12, 14]


@pytest.mark.parametrize("part", ["actions", "triggers", "rules", "benchmarks"])
def test_there_may_be_many_and_not_more(part: str) -> None:
    """200 actions, 100 of the others: enough for any plan, too few to be a burden."""
    most = 200 if part == "actions" else 100
    entry = {
        "actions": {"reform": "ddr", "start": 1, "months": 2, "share": 0.001},
        "triggers": yaml.safe_load(SAFE),
        "rules": {"when": yaml.safe_load(SAFE), "do": [{"stop": "a0"}]},
        "benchmarks": {"indicator": "survey.feel_safe", "month": 3, "at_least": 0.1},
    }[part]
    data = json.loads(load_scenario("liberia_2003", ["plan=do_nothing"]).canonical())
    data["plan"]["actions"] = {"a0": {"reform": "ddr", "start": 1, "months": 2, "share": 0.001}}
    data["plan"][part] = {f"a{n}": entry for n in range(most)}
    assert len(getattr(validated(data).plan, part)) == most
    data["plan"][part]["one_more"] = entry
    with pytest.raises(ConfigFaults, match=f"plan.{part} has {most + 1} entries; it must have {most} at most"):
        validated(data)


def test_the_plain_form_and_the_open_form_of_a_start() -> None:
    """A month stays a month; a mapping says what is waited for; the one may replace the other on the command line."""
    plain = compose_scenario([]).plan.actions["audit"]
    assert (plain.start, plain.fixed_start, plain.longest, plain.shortest) == (41, 41, 60, 1)
    open_start = compose_scenario([f"{A}.start.after=payroll"]).plan.actions["audit"]
    assert (open_start.start, open_start.fixed_start) == (Start(after="payroll"), None)
    written = compose_scenario(["plan=adaptive", "plan.actions.audit.start=3", "plan.actions.audit.months=7"])
    assert written.plan.actions["audit"].start == 3
    assert Action(reform="ddr", start=4, months=24, share=0.3).start == 4


def test_a_plan_may_name_its_format() -> None:
    """The key `schema` is welcome where a plan stands inside a scenario, and nothing else but its one value."""
    data = json.loads(load_scenario("liberia_2003", ["plan=adaptive"]).canonical())
    expected = validated(data)
    data["plan"]["schema"] = "ssrsim.plan/1"
    assert validated(data) == expected
    data["plan"]["schema"] = "ssrsim.plan/2"
    with pytest.raises(ConfigFaults, match=re.escape("plan.schema is not a key")):
        validated(data)


def test_what_stands_commented_out_in_a_new_plan_is_valid() -> None:
    """Whoever takes the # away gets a plan that reacts, not a fault."""
    before, hints = starting_plan("mine").split("# ---- Optional")
    shown = re.sub(r"^# ", "", hints.split("\n", 1)[1], flags=re.MULTILINE)
    data = yaml.safe_load(before + shown)
    assert data.pop("schema") == "ssrsim.plan/1"
    plan = validated({**json.loads(load_scenario().canonical()), "plan": data}).plan
    assert plan.actions["equipment"].needs[0].hard
    assert (len(plan.triggers), len(plan.rules), len(plan.benchmarks), len(plan.actions)) == (1, 2, 1, 6)
    assert (plan.capacity.reforms_at_once, plan.budget.reserve) == (4, 0.05)


def world_of(*overrides: str) -> tuple[Scenario, object]:
    scenario = load_scenario("liberia_2003", ["run.civilians=1000", "run.officers=300", *overrides])
    return scenario, build(scenario)


def test_reach_is_the_units_of_its_districts_and_service() -> None:
    """Where an action works decides whom it can change: police and army of its districts, or one of them."""
    scenario, world = world_of("plan.actions.police_training.districts=[bomi, lofa]",
                               "plan.actions.police_training.service=police",
                               "plan.actions.army_equipment.service=army",
                               "plan.actions.disarmament.districts=[bomi]")  # fmt: skip
    rows = {name: row for row, (name, _) in enumerate(scenario.plan.in_order())}
    districts = list(scenario.country.districts)
    units = world.units
    assert world.reach.shape == (len(rows), len(units))
    for name, district, service in (
        ("police_training", ("bomi", "lofa"), (0,)), ("army_equipment", districts, (1,)),
        ("disarmament", ("bomi",), (0, 1)), ("audit", districts, (0, 1)),
    ):  # fmt: skip
        expected = [districts[unit.district] in district and unit.service in service for unit in units]
        assert np.array_equal(world.reach[rows[name]] == 1, expected), name
    assert [reform.name for reform in REFORMS if not reform.local] == [
        "payroll", "parliament_oversight", "complaints", "audit", "transparency", "dialogue", "adaptation",
        "monitoring", "surveillance", "digital_oversight", "cyber_defence"]  # fmt: skip


def test_conditions_caps_and_budget_stand_in_the_world() -> None:
    """What a file says is what phases read, row by row."""
    scenario, world = world_of("plan=adaptive", f"+missions.unmil.exit_when={SAFE}")
    conditions = conditions_of(scenario)
    assert len(world.conditions) == len(conditions) == 7
    for row, condition in enumerate(conditions):
        line = world.conditions[row]
        assert (SIGNALS[line.signal].name, line.needed) == (condition.indicator, condition.months)
        assert line.value == np.float32(condition.value)
    assert world.missions.condition[0] == 6
    rows = {name: row for row, (name, _) in enumerate(scenario.plan.in_order())}
    assert world.actions.cap[rows["equipment"]] == 15 * 10**8
    assert set(world.actions.cap) == {0, 15 * 10**8}
    assert world.nation.budget_reserve[0] == np.float32(0.05)
    assert (world.nation.budget_carry_over[0], world.nation.reforms_at_once[0]) == (1, 6)


def test_every_signal_has_a_name_a_label_and_a_unit() -> None:
    """What a plan may read is listed once, under names that begin with who publishes it."""
    assert len(SIGNAL) == len(SIGNALS)
    for signal in SIGNALS:
        assert re.fullmatch(r"(survey|admin|finance)(\.[a-z_]+){1,2}", signal.name)
        assert signal.label
        assert signal.unit
        assert signal.text


def test_the_shipped_adaptive_plan_uses_every_kind_of_reaction() -> None:
    """It is the example that people copy."""
    data = yaml.safe_load((config_folder() / "plan" / "adaptive.yaml").read_text(encoding="utf-8"))
    text = json.dumps(data)
    for key in ("after", "when", "trigger", "lag", "stop", "needs", "hard", "cap_usd_m", "pause", "pace", "cooldown",
                "max_fires", "benchmarks", "reforms_at_once", "reserve", "min", "for"):  # fmt: skip
        assert f'"{key}"' in text, key
