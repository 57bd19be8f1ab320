"""What must hold between two plans under one seed: nobody foresees, nothing comes of nothing, cuts do not show."""

from __future__ import annotations

import json

import numpy as np
import pytest
from plans import DDR, NEVER, TRAINING, Life, clock, differing, lived, lived_through, same_until

from ssrsim.config import compose_scenario, validated
from ssrsim.world.build import build
from ssrsim.world.fingerprint import fingerprint

MONTHS = 30
VETTING = "{reform: vetting, start: 1, months: 24, share: 0.2}"
BASE = (f"+plan.actions.dd={DDR}", f"+plan.actions.vet={VETTING}")

LATER = {  # what is added to the plan, and the last month in which nothing can be different
    "one more action": (f"+plan.actions.tr={TRAINING.replace('start: 1', 'start: 14')}", 13),
    "another month of an end": ("plan.actions.dd.months=16", 16),
    "a rule that fires in month 12": (f"+plan.rules.r={{when: {clock(12)}, do: [{{stop: dd}}]}}", 12),
    "a change of pace that is ordered in month 9": (
        f"+plan.rules.r={{when: {clock(9)}, do: [{{pace: dd, to: 0.3}}]}}", 9),
    "an action whose gate opens in month 15": (
        f"+plan.actions.tr={{reform: training, start: {{when: {clock(14)}}}, months: 9, share: 0.2}}", 14),
    "an action after the end of another": (
        "+plan.actions.tr={reform: training, start: {after: vet}, months: 9, share: 0.2}", 24),
    "an early end in month 19": (f"+plan.actions.dd.stop={clock(18)}", 18),
}  # fmt: skip


@pytest.fixture(scope="module")
def base() -> Life:
    """Two actions by the calendar."""
    return lived(*BASE, months=MONTHS)


@pytest.mark.parametrize("change", LATER)
def test_histories_part_when_plans_do_and_not_before(base: Life, change: str) -> None:
    """Relations 5 and 7: nobody foresees a plan, nor a rule that will fire; what differs then differs from then on."""
    addition, last = LATER[change]
    assert same_until(base, lived(*BASE, addition, months=MONTHS)) == last


NULL = {
    "an action without a share": "+plan.actions.zz={reform: training, start: 3, months: 12, share: 0}",
    "an action without a place": "+plan.actions.zz={reform: training, start: 3, months: 12, share: 0.2, districts: []}",
    "an action without pace": "+plan.actions.zz={reform: audit, start: 3, months: 12, share: 0.2, intensity: 0}",
    "a law for nothing": "+plan.actions.zz={reform: audit, start: 3, months: 12, share: 0}",
    "a trigger that never fires": f"+plan.triggers.t={NEVER}",
    "an action whose need is never met": "+plan.actions.zz={reform: training, start: 3, months: 12, share: 0.2, "
    "needs: [{reform: vetting, formal: 1, hard: true}]}",
    "an action where nobody has to be disarmed": "+plan.actions.zz={reform: ddr, start: 3, months: 12, share: 0.2, "
    "districts: [grand_kru]}",
    "a rule that never fires": f"+plan.rules.r={{when: {NEVER}, do: [{{stop: dd}}]}}",
    "a benchmark that is met": "+plan.benchmarks.b={indicator: survey.trust_police, month: 9, at_least: 0}",
    "a stop that never comes": f"+plan.actions.dd.stop={NEVER}",
    "a need that is met": "+plan.actions.dd.needs=[{reform: vetting, formal: 0, hard: true}]",
    "room for all": "plan.capacity.reforms_at_once=9",
    "a pause of what is over": f"+plan.rules.r={{when: {clock(26)}, do: [{{pause: vet, months: 3}}]}}",
}
WAITS_FOR_NOTHING = (
    f"+plan.triggers.t={NEVER}",
    "+plan.actions.zz={reform: audit, start: {trigger: t}, months: 12, share: 0.2}",
)


@pytest.mark.parametrize("name", [*NULL, "an action that waits for ever"])
def test_what_does_nothing_changes_nothing(base: Life, name: str) -> None:
    """Relation 6: a measure without money, place or occasion leaves every indicator as it was."""
    added = (NULL[name],) if name in NULL else WAITS_FOR_NOTHING
    assert differing(lived(*BASE, *added, months=MONTHS), base) == []


CUTS = {
    "where the first ends": ("ddr", "{after: one}", ()),
    "in a month": ("ddr", "11", ()),
    "of a law": ("vetting", "{after: one}", ()),
    "of what could not begin in time": (
        "audit",
        "{after: one}",
        ("needs: [{reform: training, formal: 0.1, hard: true}]",),
    ),
    "with one place for both": ("vetting", "{after: one}", ("plan.capacity.reforms_at_once=2",)),
}


@pytest.mark.parametrize("cut", CUTS)
def test_an_action_cut_in_two_is_the_same(cut: str) -> None:
    """Relation 8: [1, 21) is [1, 11) and [11, 21): consent is not asked twice, places in line are kept."""
    reform, start, context = CUTS[cut]
    others = (f"+plan.actions.tr={TRAINING}", *(text for text in context if "=" in text))
    more = "".join(f", {text}" for text in context if "=" not in text)
    whole = f"+plan.actions.one={{reform: {reform}, start: 1, months: 20, share: 0.3{more}}}"
    first = f"+plan.actions.one={{reform: {reform}, start: 1, months: 10, share: 0.3{more}}}"
    second = f"+plan.actions.two={{reform: {reform}, start: {start}, months: 10, share: 0.3{more}}}"
    in_one, in_two = lived(whole, *others, months=MONTHS), lived(first, second, *others, months=MONTHS)
    assert in_one.months("authorised", "one")
    assert differing(in_one, in_two) == []


@pytest.mark.parametrize("plan", ["adaptive", "liberia_2003_historical"])
def test_the_order_in_which_a_plan_lists_things_means_nothing(plan: str) -> None:
    """Relation 9: actions, triggers, rules, benchmarks and deeds turned round are the same world."""
    data = json.loads(compose_scenario([f"plan={plan}", "run.civilians=1000", "run.officers=300"]).canonical())
    turned = json.loads(json.dumps(data))
    for part in ("actions", "triggers", "rules", "benchmarks"):
        turned["plan"][part] = dict(reversed(turned["plan"][part].items()))
    assert fingerprint(build(validated(turned))) == fingerprint(build(validated(data)))


def test_the_order_of_deeds_means_nothing() -> None:
    """The same for the list of what a rule does."""
    deeds = ["{pause: dd, months: 4}", "{pace: vet, to: 0.5}", "{start: tr}"]
    lives = [
        lived(*BASE, "+plan.actions.tr={reform: training, start: 600, months: 9, share: 0.2}",
              f"+plan.rules.r={{when: {clock(5)}, do: [{', '.join(order)}], max_fires: 1}}", months=MONTHS)
        for order in (deeds, deeds[::-1])
    ]  # fmt: skip
    assert differing(*lives) == []


def test_benchmarks_in_a_list_are_named_by_what_they_say() -> None:
    """A list of benchmarks in another order is the same plan."""
    entries = [
        "{indicator: survey.trust_police, month: 9, at_least: 0.3}",
        "{indicator: survey.feel_safe, month: 12, at_most: 0.9}",
    ]
    digests = {
        compose_scenario([f"plan.benchmarks=[{', '.join(order)}]"]).digest() for order in (entries, entries[::-1])
    }
    assert len(digests) == 1


def test_two_equal_actions_at_half_pace_are_one() -> None:
    """Relation 10, up to the rounding of cents: half of the share at half of the pace, twice.

    As long as there is something to build: upkeep is asked for by each action.
    """
    months = 15
    one = lived(f"+plan.actions.tr={TRAINING}", *BASE, months=months)
    half = TRAINING.replace("share: 0.3", "share: 0.15, intensity: 0.5")
    two = lived(f"+plan.actions.tr={half}", f"+plan.actions.ts={half}", *BASE, months=months)
    spent = [int(life.world.record.money_spent[-1]) for life in (one, two)]
    assert abs(spent[0] - spent[1]) < 100 * months
    for name in ("reform_formal", "reform_effective", "skill", "trust_police"):
        np.testing.assert_allclose(two.world.record[name], one.world.record[name], atol=1e-4)


def test_what_one_month_publishes_acts_in_the_next() -> None:
    """No clairvoyance within a month: a survey that comes out in month 8 moves nothing before month 9."""
    quiet = lived(*BASE, months=MONTHS)
    published = quiet.world.record.survey_trust_police
    month = int(np.flatnonzero(published[1:] != published[:-1])[0]) + 1  # the first survey after the baseline
    level, sign = float(published[month - 1]), ">" if published[month] > published[month - 1] else "<"
    when = f"{{indicator: survey.trust_police, op: '{sign}', value: {level!r}}}"
    rule = f"+plan.rules.r={{when: {when}, do: [{{stop: dd}}]}}"
    reacting = lived(*BASE, rule, months=MONTHS)
    assert reacting.months("rule_fired", "r")[0] == month
    assert same_until(quiet, reacting) == month
    assert lived_through(quiet.scenario).world.record.tobytes() == quiet.world.record.tobytes()
