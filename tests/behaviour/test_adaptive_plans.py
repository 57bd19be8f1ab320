"""Plans that react do what they say, in the month that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from plans import DDR, NEVER, TRAINING, Life, clock, lived, same_until

ALWAYS = clock(0)


def action(name: str, text: str, **more: str) -> str:
    """The override that adds an action, with further keys."""
    return f"+plan.actions.{name}={{{text[1:-1]}{''.join(f', {key}: {value}' for key, value in more.items())}}}"


def small(text: str) -> str:
    """The same action with half of the money."""
    return text.replace("0.4", "0.2")


def without(text: str, *keys: str) -> str:
    """The text of a mapping without these keys."""
    parts = [part.strip() for part in text[1:-1].split(", ")]
    return "{" + ", ".join(part for part in parts if part.split(":")[0] not in keys) + "}"


def waiting(text: str, start: str) -> str:
    """The same action with another start."""
    return f"{{{without(text, 'start')[1:-1]}, start: {start}}}"


def money(life: Life, month: int) -> int:
    """Cents spent up to a month."""
    return int(life.world.record.money_spent[month])


def test_a_rule_fires_at_the_end_of_the_month_and_acts_in_the_next() -> None:
    """A condition that holds from month 12 on is read at the end of month 12: the pause is the months 13 to 18."""
    rule = f"+plan.rules.rest={{when: {clock(12)}, do: [{{pause: dd, months: 6}}], max_fires: 1}}"
    plain, ruled = lived(action("dd", DDR)), lived(action("dd", DDR), rule)
    assert ruled.told("rule_fired", "rest") == [(12, "condition_held")]
    assert ruled.told("paused", "dd") == [(13, "rule")]
    assert ruled.told("resumed", "dd") == [(19, "pause_over")]
    assert same_until(plain, ruled) == 12
    spent = [int(lived(action("dd", DDR), rule, months=last).world.actions.spent[0]) for last in (12, 18, 19)]
    assert 0 < spent[0] == spent[1] < spent[2]  # by the action: upkeep of what stands is paid meanwhile


def test_a_pause_uses_no_months_up() -> None:
    """Thirty months of work with a pause of six end six months later."""
    rule = f"+plan.rules.rest={{when: {clock(12)}, do: [{{pause: dd, months: 6}}], max_fires: 1}}"
    assert lived(action("dd", DDR)).told("finished", "dd") == [(31, "time_over")]
    paused = lived(action("dd", DDR), rule, months=48)
    assert paused.told("finished", "dd") == [(37, "time_over")]
    assert paused.world.actions.worked[0] == 30


@pytest.mark.parametrize(("cooldown", "most", "expected"), [
    (0, 3, [5, 6, 7]), (1, 3, [5, 6, 7]), (4, 600, [5, 9, 13, 17]), (30, 600, [5]), (4, 2, [5, 9]),
])  # fmt: skip
def test_cooldown_and_max_fires_bound_a_rule(cooldown: int, most: int, expected: list[int]) -> None:
    """A rule whose condition goes on holding fires again after its cooldown, and only so often."""
    rule = (
        f"+plan.rules.slow={{when: {clock(5)}, do: [{{pace: dd, to: 0.5}}], cooldown: {cooldown}, max_fires: {most}}}"
    )
    assert lived(action("dd", DDR), rule, months=20).months("rule_fired", "slow") == expected


def test_rules_stop_start_and_change_the_pace() -> None:
    """Each deed does what it says in the month after the rule fired."""
    rules = (
        f"+plan.rules.a={{when: {clock(4)}, do: [{{start: tr}}, {{pace: dd, to: 0.25}}], max_fires: 1}}",
        f"+plan.rules.b={{when: {clock(9)}, do: [{{stop: dd}}], max_fires: 1}}",
    )
    life = lived(action("dd", DDR), action("tr", waiting(TRAINING, "600")), *rules, months=20)
    assert life.months("authorised", "tr") == [5]
    assert life.told("finished", "dd") == [(10, "rule")]
    actions = life.world.actions
    assert [float(x) for x in actions.intensity] == [0.25, 1.0]
    assert [float(x) for x in actions.pace] == [0.0, 1.0]


def test_an_order_to_begin_ends_a_pause() -> None:
    """Whoever paused an action may let it go on before its time."""
    rules = (
        f"+plan.rules.a={{when: {clock(4)}, do: [{{pause: dd, months: 20}}], max_fires: 1}}",
        f"+plan.rules.b={{when: {clock(9)}, do: [{{start: dd}}], max_fires: 1}}",
    )
    life = lived(action("dd", DDR), *rules, months=20)
    assert (life.told("paused", "dd"), life.told("resumed", "dd")) == ([(5, "rule")], [(10, "rule")])


def test_contrary_orders_are_settled_whatever_the_order_of_rules() -> None:
    """An end beats a pause and a pause a beginning; the longest pause and the slowest pace count."""
    deeds = [
        "{pause: dd, months: 3}",
        "{pause: dd, months: 7}",
        "{start: dd}",
        "{pace: dd, to: 0.2}",
        "{pace: dd, to: 0.7}",
    ]
    lives = []
    for order in (deeds, deeds[::-1]):
        rules = [f"+plan.rules.r{n}={{when: {clock(4)}, do: [{one}], max_fires: 1}}" for n, one in enumerate(order)]
        lives.append(lived(action("dd", DDR), *rules, months=20))
    assert lives[0].world.record.tobytes() == lives[1].world.record.tobytes()
    assert (lives[0].months("paused", "dd"), lives[0].months("resumed", "dd")) == ([5], [12])
    assert float(lives[0].world.actions.intensity[0]) == pytest.approx(0.2)


@pytest.mark.parametrize(("start", "month"), [
    ("{after: dd}", 11), ("{after: dd, lag: 3}", 14),
    (f"{{after: dd, when: {ALWAYS}}}", 2), (f"{{after: dd, when: {clock(7)}, lag: 2}}", 10),
    (f"{{when: {clock(7)}}}", 8), ("{trigger: go}", 7), ("{trigger: go, lag: 5}", 12),
])  # fmt: skip
def test_gates_open_in_the_month_that_can_be_worked_out(start: str, month: int) -> None:
    """DDR runs in the months 1 to 10; conditions act a month after they were published; the trigger holds from 6 on."""
    life = lived(
        action("dd", DDR.replace("months: 30", "months: 10")),
        action("tr", waiting(TRAINING, start)),
        f"+plan.triggers.go={clock(6)}",
        months=20,
    )
    assert life.told("trigger_fired", "go") == [(6, "condition_held")]
    assert life.months("authorised", "tr") == [month]


def test_a_condition_must_hold_for_months_in_a_row() -> None:
    """A level that is published each quarter holds for three months when asked for three: not in its first month."""
    level = "{indicator: admin.formal.ddr, op: '>', value: 0"
    lives = [
        lived(action("dd", DDR), action("tr", waiting(TRAINING, f"{{when: {level}{lasts}}}}}")), months=20)
        for lasts in ("", ", for: 3")
    ]
    once, thrice = (life.months("authorised", "tr")[0] for life in lives)
    assert once % 3 == 1  # reports come in months 3, 6, ...; the gate opens in the month after
    assert thrice == once + 2


def test_an_action_ends_early_once_its_condition_holds_and_not_before_its_shortest_time() -> None:
    """A condition that holds from month 5 on ends an action in month 6, or after its shortest time."""
    for months, ended in (("30", 6), ("{min: 12, max: 30}", 13), ("{min: 2, max: 4}", 5)):
        text = DDR.replace("months: 30", f"months: {months}")
        life = lived(action("dd", text, stop=clock(5)), months=20)
        assert life.told("finished", "dd") == [(ended, "time_over" if ended == 5 else "condition_held")]


def test_a_hard_need_keeps_an_action_from_being_tried_and_a_soft_one_halves_its_pace() -> None:
    """Levels count as reported; nature only ever makes a reform less effective, the planner's own gate may close."""
    hard = "[{reform: ddr, formal: 0.3, hard: true}]"
    soft = hard.replace("true", "false")
    plain = lived(action("dd", DDR), action("tr", TRAINING), months=24)
    gated = lived(action("dd", DDR), action("tr", TRAINING, needs=hard), months=24)
    halved = lived(action("dd", DDR), action("tr", TRAINING, needs=soft), months=24)
    reported = [month for month in range(25) if plain.world.record.admin_formal[month] > 0]
    begun = gated.months("authorised", "tr")[0]
    assert plain.months("authorised", "tr") == halved.months("authorised", "tr") == [1]
    assert reported[0] < begun
    assert begun % 3 == 1
    assert gated.months("blocked", "tr") == []  # not tried is not refused
    never = lived(action("dd", DDR), action("tr", TRAINING, needs=soft.replace("0.3", "1.0")), months=24)
    slow = lived(action("dd", DDR), action("tr", TRAINING, intensity="0.5"), months=24)
    assert never.world.record.tobytes() == slow.world.record.tobytes()
    by_training = [int(life.world.actions.spent[1]) for life in (slow, halved, plain)]
    assert by_training[0] < by_training[1] < by_training[2]


def test_capacity_lets_so_many_run_at_once_by_priority() -> None:
    """With one place the second in line begins when the first has ended, and the third waits for that."""
    texts = {"tr": TRAINING, "dd": DDR, "talk": DDR.replace("ddr", "dialogue")}
    three = [
        action(name, text.replace("months: 30", "months: 5"), priority=str(rank))
        for rank, (name, text) in enumerate(texts.items(), 1)
    ]
    free = lived(*map(small, three), months=20)
    bound = lived(*map(small, three), "plan.capacity.reforms_at_once=1", months=20)
    assert [free.months("authorised", name) for name in ("tr", "dd", "talk")] == [[1], [1], [1]]
    assert [bound.months("authorised", name) for name in ("tr", "dd", "talk")] == [[1], [6], [11]]
    wide = lived(*map(small, three), "plan.capacity.reforms_at_once=3", months=20)
    assert wide.world.record.tobytes() == free.world.record.tobytes()


def test_benchmarks_are_met_or_missed_in_their_month_and_kept_for_donors() -> None:
    """One of two that are due was missed: half of them; what is due later does not count yet."""
    benchmarks = (
        "+plan.benchmarks.low={indicator: survey.trust_police, month: 6, at_least: 0.01}",
        "+plan.benchmarks.high={indicator: survey.trust_police, month: 9, at_least: 0.99}",
        "+plan.benchmarks.later={indicator: survey.trust_police, month: 30, at_most: 0.01}",
    )
    life = lived(*benchmarks, months=20)
    assert life.told("benchmark_met", "low") == [(6, "benchmark_month")]
    assert life.told("benchmark_missed", "high") == [(9, "benchmark_month")]
    assert life.world.nation.benchmarks_missed[0] == 0.5
    assert lived(*benchmarks, months=30).world.nation.benchmarks_missed[0] == pytest.approx(2 / 3)


def test_what_was_let_through_goes_on_without_asking_again() -> None:
    """An action of the same reform that follows begins where the first ends, whatever politicians think by then."""
    law = "{reform: audit, start: 1, months: 6, share: 0.3}"
    life = lived(action("one", law), action("two", waiting(law, "{after: one}")), months=20)
    assert life.months("authorised", "one") == [1]
    assert life.told("authorised", "two") == [(7, "continued")]


def test_a_mission_may_wait_for_a_condition() -> None:
    """The world knows which condition the drawdown waits for; its months are the schedule as before."""
    life = lived(f"+missions.unmil.exit_when={clock(12)}", months=20)
    row = life.world.missions.condition[0]
    assert life.world.conditions.holds[row] == 1
    assert lived(months=2).world.missions.condition[0] == -1


def test_signals_are_what_was_published() -> None:
    """Every signal of surveys and the administration is the indicator of its name in the record of the same month."""
    from ssrsim.scenario.signals import SIGNALS

    life = lived(action("dd", DDR), action("audit", "{reform: audit, start: 1, months: 30, share: 0.3}"), months=20)
    record = life.world.record
    names = [signal.name for signal in SIGNALS]
    value = dict(zip(names, life.world.signals.value, strict=True))
    known = [name for name in names if name.partition(".")[0] in ("survey", "admin") and name.count(".") == 1]
    assert len(known) >= 15
    for name in known:
        assert value[name] == np.float32(record[name.replace(".", "_")][20]), name
    for signal, column in (("received", "received"), ("spent", "spent"), ("unspent", "unspent")):
        assert value[f"finance.{signal}_usd_m"] == pytest.approx(record[f"money_{column}"][20] / 1e8, rel=1e-6)
    assert sum(value[name] for name in names if name.startswith("finance.spent_usd_m.")) == pytest.approx(
        value["finance.spent_usd_m"], rel=1e-5
    )
    assert value["admin.formal.ddr"] > 0


def test_months_in_which_a_bill_is_refused_are_counted() -> None:
    """Where politicians refuse everything the count grows month by month, and a rule can see it."""
    refused = ("country.patronage=1.0", "parameters.resistance_base=1.0")
    rule = "+plan.rules.stuck={when: {indicator: admin.bill_blocked_months.audit, op: '>=', value: 6}, " \
           "do: [{pause: bill, months: 3}], cooldown: 3}"  # fmt: skip
    life = lived(action("bill", "{reform: audit, start: 2, months: 30, share: 0.3}"), *refused, rule, months=20)
    assert life.months("blocked", "bill") == [2]
    assert life.months("rule_fired", "stuck") == [7, 16]  # blocked in 2-7, paused in 8-10, blocked in 11-16
    assert life.world.actions.blocked_months[0] == 1  # again, after the second pause
    assert (life.months("paused", "bill"), life.months("resumed", "bill")) == ([], [])  # it had never begun


def test_a_condition_that_never_holds_does_nothing() -> None:
    """Rules and triggers that wait for ever are no part of the story."""
    quiet = lived(action("dd", DDR), f"+plan.rules.x={{when: {NEVER}, do: [{{stop: dd}}]}}", months=12)
    assert quiet.world.record.tobytes() == lived(action("dd", DDR), months=12).world.record.tobytes()


def test_an_action_ends_with_the_last_dollar_that_it_may_cost() -> None:
    """What has spent its cap makes room for others and asks for upkeep like all that has ended."""
    free, capped = lived(action("dd", DDR), months=24), lived(action("dd", DDR, cap_usd_m="1.5"), months=24)
    assert free.world.actions.spent[0] > 200_000_000
    assert 149_999_900 <= capped.world.actions.spent[0] <= 150_000_000
    ((month, cause),) = capped.told("finished", "dd")
    assert cause == "cap_used"
    assert month < 24
