"""The description: it tells what is given, whole and in order, with the model's own numbers, and promises nothing."""

from __future__ import annotations

import re

import pytest

from ssrsim.config import choices, compose_scenario, load_scenario
from ssrsim.scenario.plan import OPEN, Action, Plan
from ssrsim.scenario.reforms import EFFECT_TEXTS, EFFECTS, REFORMS
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import SHOCK_KINDS
from ssrsim.scenario.words.costs import full_cost
from ssrsim.scenario.words.country import SETTLEMENTS
from ssrsim.scenario.words.plan import monthly_share, plan_in_words, prerequisites_text
from ssrsim.scenario.words.reactions import months_text
from ssrsim.scenario.words.scenario import SHOCKS, scenario_in_words
from ssrsim.scenario.words.terms import Section, calendar_text, counted, degree
from ssrsim.world.build import build


def scenario_with(*overrides: str) -> Scenario:
    return compose_scenario(overrides)


def text_of(*sections: Section) -> str:
    """Everything that sections say, in order, one line each."""
    lines: list[str] = []
    for section in sections:
        lines += [section.title, *section.paragraphs, *(f"{label}: {text}" for label, text in section.rows)]
        lines.append(text_of(*section.parts))
    return "\n".join(lines)


def plan_of(**starts: int) -> Plan:
    """A plan with one action per reform, starting in these months."""
    actions = {name: Action(reform=name, start=start, months=12, share=0.1) for name, start in starts.items()}
    return Plan(name="test", title="Test", actions=actions)


def rows_of(scenario: Scenario, action: str) -> dict[str, str]:
    """The labelled lines of one action."""
    parts = plan_in_words(scenario).parts
    return next(rows for part in parts if (rows := dict(part.rows)).get("action", "").split(" ")[0] == action)


@pytest.mark.parametrize(("month", "expected"), [
    (0, "August 2003 (month 0)"), (4, "December 2003 (month 4)"), (5, "January 2004 (month 5)"),
    (26, "October 2005 (month 26)"), (175, "March 2018 (month 175)"),
])  # fmt: skip
def test_months_are_dated(month: int, expected: str) -> None:
    """Liberia voted in October 2005 and its mission left in March 2018: an off-by-one here misdates a whole plan."""
    assert calendar_text(scenario_with().country, month) == expected


def test_every_lever_has_a_text_and_every_reform_a_lever() -> None:
    """A reform whose effect nobody can read is a black box."""
    assert tuple(EFFECT_TEXTS) == EFFECTS
    assert {lever for reform in REFORMS for lever in reform.effects} == set(EFFECTS)
    for text in EFFECT_TEXTS.values():
        assert min(len(text.sets), len(text.should)) > 15
        assert not re.search(r"\b(will|always|never|guarantees|ensures)\b", text.should)  # mechanisms, no promises


@pytest.mark.parametrize(("overrides", "expected"), [
    (["country.war_months=0"], "A peace agreement, without a war before it."),
    (["country.war_months=0", "country.settlement=none"], "No settlement: the war goes on, in its first month."),
    (["country.war_months=1"], "A peace agreement, after 1 month of war."),
    (["country.war_months=12", "country.settlement=none"], "No settlement: the war goes on, after 12 months of war."),
    (["country.pay_arrears_months=1"], "is owed 1 month\n"), (["country.pay_arrears_months=2.5"], "is owed 2.5 months"),
    (["run.replicates=1", "run.months=1"], "Size: 1 run of 1 month, to September 2003 (month 1)"),
])  # fmt: skip
def test_counts_are_told_in_plain_words(overrides: list[str], expected: str) -> None:
    """One is singular, and no war is no war of 0 months: odd sentences make readers doubt the numbers in them."""
    assert expected in text_of(*scenario_in_words(scenario_with(*overrides)))


@pytest.mark.parametrize(("number", "expected"), [
    (1, "1 month"), (0, "0 months"), (1_200, "1,200 months"), (6.0, "6 months"), (1.0, "1 month"), (0.5, "0.5 months"),
    (1_234_567, "1,234,567 months"),
])  # fmt: skip
def test_counted_agrees_with_its_noun(number: float, expected: str) -> None:
    """All counts pass here: it must be right once."""
    assert counted(number, "month") == expected


def test_kinds_have_words() -> None:
    """Whatever kind of shock or settlement a scenario may name can be told."""
    assert set(SHOCKS) == set(SHOCK_KINDS)
    for settlement in SETTLEMENTS:
        assert SETTLEMENTS[settlement].split(":")[0] in text_of(
            *scenario_in_words(scenario_with(f"country.settlement={settlement}"))
        ).replace("A ", "a ").replace("No ", "no ")


def test_costs_are_those_of_the_model() -> None:
    """The price that is told is the price that the ledger will ask, to the rounding of posts."""
    scenario = scenario_with()
    world_costs = build(scenario).reforms.cost / 1e8
    for reform, in_world in zip(REFORMS, world_costs, strict=True):
        assert full_cost(scenario.country, reform).usd_m == pytest.approx(in_world, rel=2e-3), reform.name


@pytest.mark.parametrize(("starts", "expected"), [
    ({"training": 21, "vetting": 1}, "vetting (weight 0.2), which starts 20 months earlier"),
    ({"training": 1, "vetting": 21}, "vetting (weight 0.2), which starts 20 months later"),
    ({"training": 2, "vetting": 1}, "vetting (weight 0.2), which starts 1 month earlier"),
    ({"training": 5, "vetting": 5}, "vetting (weight 0.2), which starts in the same month"),
    ({"training": 5}, "vetting (weight 0.2), which is not in this plan"),
    ({"ddr": 5}, "no other reform"),
])  # fmt: skip
def test_prerequisites_say_whether_the_plan_meets_them(starts: dict[str, int], expected: str) -> None:
    """Whether what a reform leans on is there in time is the first question about an order of reforms."""
    plan = plan_of(**starts)
    action = next(iter(plan.actions.values()))
    assert prerequisites_text(plan, action, scenario_with().reform(action.reform)) == expected


def test_prerequisites_that_come_too_late_are_listed_together() -> None:
    """One glance must show where an order of reforms leans on what is not there: later or never, not the same month."""
    plan = plan_of(training=1, vetting=5, community_policing=5, complaints=5)
    parts = plan_in_words(scenario_with().model_copy(update={"plan": plan})).parts
    rows = next(part.rows for part in parts if part.title == "What leans on reforms that come later or never")
    assert rows == (
        ("training", "vetting, which starts 4 months later"),
        ("complaints", "justice, which is not in this plan"),
        ("vetting", "justice, which is not in this plan"),
    )
    alone = plan_in_words(scenario_with().model_copy(update={"plan": plan_of(ddr=1)})).parts[1]
    assert (alone.paragraphs, alone.rows) == (("Nothing does.",), ())


@pytest.mark.parametrize("plan", choices("plan"))
def test_every_action_of_a_plan_is_told_in_order_of_start(plan: str) -> None:
    """The timeline is complete and in time order whatever the order in the file; nothing is left to the reader."""
    scenario = scenario_with(f"plan={plan}")
    parts = [dict(part.rows) for part in plan_in_words(scenario).parts if "action" in dict(part.rows)]
    names = [rows["action"].split(" ")[0] for rows in parts]
    assert sorted(names) == sorted(scenario.plan.actions)
    starts = [scenario.plan.actions[name].fixed_start or OPEN for name in names]
    assert starts == sorted(starts)
    for name, rows in zip(names, parts, strict=True):
        action = scenario.plan.actions[name]
        reform = scenario.reform(action.reform)
        assert f"{action.share:g} of the monthly reform budget for {months_text(action)}" in rows["asks"]
        assert rows["needs"].startswith("a law" if reform.needs_law else "no law")
        assert f"minister of {reform.minister}" in rows["needs"]
        assert all(EFFECT_TEXTS[lever].sets in rows["sets"] for lever in reform.effects)
        assert rows["should do"]


def test_an_action_too_short_or_too_slow_says_how_far_it_gets() -> None:
    """Months and pace cap what can be spent: 12 months at half of full pace are a quarter of a 24-month reform."""
    scenario = scenario_with(
        "plan=oversight_first", "plan.actions.vetting.months=12", "plan.actions.vetting.intensity=0.5"
    )
    costs = rows_of(scenario, "vetting")["costs"]
    assert "24 months at the shortest, 48 at this pace" in costs
    assert "in its 12 months it can use 0.25 of the price at most" in costs


def test_actions_of_one_reform_share_one_price() -> None:
    """Two actions for disarmament do not cost twice the price: readers would add it up wrongly."""
    scenario = scenario_with("plan=liberia_2003_historical")
    assert rows_of(scenario, "disarmament")["costs"].startswith("one price for disarmament and reintegration: USD 43.3")
    reforms = {action.reform for action in scenario.plan.actions.values()}
    total = sum(full_cost(scenario.country, scenario.reform(name)).usd_m for name in reforms)
    assert f"USD {total:.3g} m here" in plan_in_words(scenario).paragraphs[0]


def test_money_asked_is_the_largest_sum_of_each_year() -> None:
    """The profile is computed from the plan: three overlapping actions ask the sum of their shares."""
    plan = Plan(name="p", title="P", actions={
        "a": Action(reform="ddr", start=1, months=24, share=0.3),
        "b": Action(reform="audit", start=6, months=3, share=0.2),
        "c": Action(reform="justice", start=8, months=12, share=0.1),
    })  # fmt: skip
    assert [monthly_share(plan, month) for month in (1, 6, 8, 9, 20, 25)] == [0.3, 0.5, 0.6, 0.4, 0.3, 0.0]
    scenario = scenario_with().model_copy(update={"plan": plan})
    assert (
        "At most 0.60 of the monthly reform budget is asked for, first in April 2004 (month 8)."
        in (plan_in_words(scenario).paragraphs[0])
    )
    rows = plan_in_words(scenario).parts[-1].rows
    assert rows == (
        ("months 1 to 12", "0.60, first in month 8"),
        ("months 13 to 24", "0.40, first in month 13"),
    )
    short = scenario.model_copy(update={"run": scenario.run.model_copy(update={"months": 14})})
    assert plan_in_words(short).parts[-1].rows[-1] == ("months 13 to 14", "0.40, first in month 13")


def test_switches_and_parameters_that_differ_are_told_and_no_others() -> None:
    """Whoever reads a description must know which mechanism is off and which assumption was changed."""
    quiet = text_of(*scenario_in_words(scenario_with()))
    assert "No switch is off and no parameter differs from its default." in quiet
    scenario = scenario_with("mechanisms.training=false", "parameters.trust_ratio=6", "plan=oversight_first")
    text = text_of(*scenario_in_words(scenario))
    assert "mechanisms.training: off. When on: training raises skill" in text
    assert "parameters.trust_ratio: 6 instead of 4: loss to gain" in text
    assert len(re.findall(r"^parameters\.", text, re.MULTILINE)) == 1
    assert "mechanisms.training is off" in rows_of(scenario, "training")["should do"]


@pytest.mark.parametrize(("overrides", "expected"), [
    (["country.first_election_month=0"], "Elections: none is due"),
    (["run.months=24"], "Elections: the first in October 2005 (month 26), after the end of this run"),
    (["mechanisms.elections=false"], "(month 98); switched off here, none takes place"),
    (["run.months=120"], "Elections: the first in October 2005 (month 26), then in October 2011 (month 98)"),
])  # fmt: skip
def test_elections_are_those_of_the_run(overrides: list[str], expected: str) -> None:
    """Nobody may wait for an election that this run never holds."""
    assert expected in text_of(*scenario_in_words(scenario_with(*overrides)))


def test_nobody_is_left_out() -> None:
    """Every group, faction, bloc, donor, mission, shock and starting level is told, with its own numbers."""
    scenario = scenario_with()
    text = text_of(*scenario_in_words(scenario))
    country = scenario.country
    for named in (country.groups, country.factions, country.blocs, scenario.donors, scenario.missions, scenario.shocks):
        assert all(entry.title in text for entry in named.values())
    assert f"corruption: {degree(country.corruption)}" in text
    assert all(f"{faction.fighters:,} fighters" in text for faction in country.factions.values())
    order = [text.index(shock.title) for shock in sorted(scenario.shocks.values(), key=lambda shock: shock.start)]
    assert order == sorted(order)
    assert (
        "Ebola epidemic and fall of iron ore prices: a fall of incomes, size 0.60 (high), for 20 months; after" in text
    )


def test_pledges_are_summed_as_far_as_they_reach() -> None:
    """A donor that leaves early pays less than one that stays: 12 m for 60 of 120 months are 60 m, not 120."""
    scenario = scenario_with("donors.us.horizon=60", "donors.us.pledge_usd_m=12")
    donor = scenario.donors["us"]
    others = scenario.model_copy(update={"donors": {"us": donor}})
    section = next(section for section in scenario_in_words(others) if section.title == "Donors")
    assert "USD 12 m in the first year. Up to month 120 that is USD 60 m at most" in section.paragraphs[0]
    assert "until August 2008 (month 60), within this run: an aid cliff" in section.rows[0][1]


def test_a_plan_that_reacts_is_told_in_plain_words() -> None:
    """Starts, ends, needs, limits, triggers, rules and benchmarks: a reader who knows no YAML understands the plan."""
    scenario = scenario_with("plan=adaptive", "plan.actions.training.districts=[bomi, lofa]",
                             "plan.actions.training.service=police", "plan.actions.justice.share=0")  # fmt: skip
    titles = [part.title for part in plan_in_words(scenario).parts]
    assert "When disarmament has ended: Training and mentoring" in titles
    assert "Once the trigger people are afraid has fired: Equipment and infrastructure" in titles
    assert any(
        title.startswith("Once parliament has begun and Parliamentary oversight, as reported") for title in titles
    )
    text = text_of(plan_in_words(scenario))
    for said in (
        "5 actions wait for something",
        "0.3 of the monthly reform budget for 12 to 42 months",
        "ends early: after 12 months or later, once Disarmament, demobilisation, reintegration, as reported "
        "(admin.formal.ddr) is at least 0.95",
        "half pace until: Complaints, ombudsman, discipline at 0.2, as reported",
        "waits for: Vetting at 0.4, as reported: not tried before",
        "costs at most: USD 15 m",
        "works in: bomi and lofa",
        "works on: the police only",
        "in fact: never tried: it asks for no money",
        "trigger people are afraid: fires once Feel safe, survey (survey.feel_safe) is below 0.7 in 2 months in a row",
        "is at least 6: parliament pauses for 6 months; not again within 12 months; 4 times at most",
        "training goes at 0.5 of full pace and equipment goes at 0.5 of full pace; 1 time at most",
        "benchmark trust after three years: Trust in the police, survey (survey.trust_police) at least 0.35 in "
        "August 2006 (month 36)",
        "capacity: 6 actions at most run or are before politicians at once",
        "reserve: 0.05 of the money is kept back",
        "Actions whose start is open come on top.",
    ):
        assert said in text, said
    assert "What the plan reacts to" not in text_of(plan_in_words(scenario_with()))


@pytest.mark.parametrize("name", choices("scenario"))
def test_every_shipped_scenario_can_be_told(name: str) -> None:
    """Each scenario that ships is told whole: how its war ended, and each group, faction, bloc, donor and mission.

    A bundle changes titles and who is in power; what it left behind of the country below would tell two stories.
    """
    scenario = load_scenario(name)
    country = scenario.country
    text = text_of(*scenario_in_words(scenario))
    assert SETTLEMENTS[country.settlement].lower() in text.lower()
    told = (country.groups, country.factions, country.blocs, scenario.donors, scenario.missions, scenario.shocks)
    assert [part.title for parts in told for part in parts.values() if part.title not in text] == []
