"""What is not validated: it acts in the direction that is said, carries its label, and stands in nothing that ships."""

from __future__ import annotations

import pytest

from ssrsim.config import choices, compose_scenario, load_scenario
from ssrsim.config.listing import listing
from ssrsim.plots.plan import plan_frame
from ssrsim.records.results import Results
from ssrsim.scenario.base import NOT_VALIDATED
from ssrsim.scenario.events import EVENT_KINDS
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.reforms import REFORMS, UNPROVEN
from ssrsim.scenario.shocks import UNPROVEN_SHOCKS, Shock
from ssrsim.scenario.words.events import what_happened
from ssrsim.scenario.words.plan import plan_in_words
from ssrsim.scenario.words.scenario import scenario_in_words
from tests.behaviour.paired import CLEAN_COURTS, WAR, end, only, run, total
from tests.unit.test_describe import text_of

NOTHING = "parameters.unproven_effect=0.0"
WATCHED = (*CLEAN_COURTS, "mechanisms.capture=false", "country.police_skill=0.8", "country.army_skill=0.8")
CYBER = (
    "+shocks.blow={title: Blow, kind: new_threat, start: 2, months: 58, size: 1.0, threat: cyber}",
    "mechanisms.random_shocks=false",
)


def pair(reform: str, *context: str) -> tuple[Results, Results]:
    """Worlds in which a reform is paid for and does something, and the same in which it does nothing."""
    return run(*only(reform), *context), run(*only(reform), *context, NOTHING)


def more_in_each(indicator: str, one: Results, other: Results) -> bool:
    """Whether an indicator ends higher in every one of the paired worlds."""
    return bool((one.values(indicator)[:, -1] > other.values(indicator)[:, -1]).all())


def relative_abuse(on: Results, off: Results) -> float:
    """What a reform adds to abuse, in parts of what there is without it."""
    return total(on, "abuse") / total(off, "abuse") - 1


def test_surveillance_makes_forces_able_and_abusive() -> None:
    """Forces that see more serve and deter more, and abuse more where nothing constrains them."""
    on, off = pair("surveillance")
    assert more_in_each("capability", on, off)
    assert more_in_each("clearance", on, off)
    assert relative_abuse(on, off) > 0.02
    watched = pair("surveillance", *WATCHED)
    assert relative_abuse(*watched) < relative_abuse(on, off)
    assert end(on, "oversight_effective") == pytest.approx(end(off, "oversight_effective"), abs=1e-3)


def test_surveillance_deters_clashes_in_war() -> None:
    """Detection: forces that know where violence is near deter more of it."""
    on, off = pair("surveillance", *WAR)
    assert total(on, "violent_incidents") < total(off, "violent_incidents")


def test_digital_oversight_finds_more_and_jams_courts() -> None:
    """More complaints and cases, less leakage; courts are no larger, so that each case leads to less."""
    on, off = pair("digital_oversight")
    assert total(on, "complaints") > 1.02 * total(off, "complaints")
    assert total(on, "cases_opened") > 1.02 * total(off, "cases_opened")
    assert end(on, "leakage_share") < end(off, "leakage_share")
    assert more_in_each("oversight_effective", on, off)
    assert more_in_each("sanction_probability", off, on)


def test_cyber_defence_prepares_for_a_cyber_threat() -> None:
    """Police whom a cyber threat finds prepared hold crime back better."""
    on, off = pair("cyber_defence", *CYBER)
    assert more_in_each("gang_members", off, on)
    assert more_in_each("skill", on, off)


def test_a_cyber_threat_feeds_crime() -> None:
    """The threat itself acts: police who cannot meet it leave more people to live from crime."""
    still = ("plan=do_nothing", "mechanisms.random_shocks=false")
    assert more_in_each("gang_members", run(*still, *CYBER), run(*still))


def test_military_diplomacy_teaches_and_holds_nobody_to_account() -> None:
    """Skill and capability rise; oversight, cases and sanctions stay as they are."""
    on, off = pair("military_diplomacy")
    assert more_in_each("skill", on, off)
    assert more_in_each("capability", on, off)
    for indicator in ("oversight_effective", "oversight_formal", "sanction_probability"):
        assert end(on, indicator) == pytest.approx(end(off, indicator), abs=2e-3)
    assert total(on, "sanctions") == pytest.approx(total(off, "sanctions"), rel=0.01)


def test_military_diplomacy_can_be_kept_to_the_army() -> None:
    """With the service given, nobody teaches the police."""
    army = "plan.actions.military_diplomacy.service=army"
    both, soldiers = run(*only("military_diplomacy")), run(*only("military_diplomacy"), "+" + army)
    nobody = run(*only("military_diplomacy"), "+" + army, NOTHING)
    assert end(both, "skill") > end(soldiers, "skill") > end(nobody, "skill")


@pytest.mark.parametrize("reform", UNPROVEN)
def test_effects_may_be_nothing_and_are_modest(reform: str) -> None:
    """The range of sizes holds zero, and no lever is pushed harder than half of what a validated reform can."""
    field = Parameters.model_fields["unproven_effect"]
    low = next(rule.ge for rule in field.metadata if hasattr(rule, "ge"))
    assert low == 0 < field.default
    record = next(one for one in REFORMS if one.name == reform)
    assert max(record.effects.values()) <= 0.5
    assert "assumed" in record.source


@pytest.mark.parametrize("plan", choices("plan"))
def test_no_shipped_plan_holds_it(plan: str) -> None:
    """Who has not asked for an illustration is not shown one."""
    reforms = {action.reform for action in compose_scenario([f"plan={plan}"]).plan.actions.values()}
    assert reforms.isdisjoint(UNPROVEN)


@pytest.mark.parametrize("scenario", choices("scenario"))
def test_no_shipped_scenario_schedules_or_prefers_it(scenario: str) -> None:
    """Neither shocks nor donors' tastes bring it in by default."""
    loaded = load_scenario(scenario)
    assert {shock.kind for shock in loaded.shocks.values()}.isdisjoint(UNPROVEN_SHOCKS)
    assert {name for donor in loaded.donors.values() for name in donor.priorities}.isdisjoint(UNPROVEN)


@pytest.mark.parametrize("reform", UNPROVEN)
def test_the_label_shows_where_a_reform_is_told(reform: str) -> None:
    """Description, list, schema and log: whoever reads of it reads that nothing backs it."""
    scenario = load_scenario("liberia_2003", list(only(reform)))
    title = next(one.title for one in REFORMS if one.name == reform)
    assert f"{title} ({NOT_VALIDATED})" in text_of(*scenario_in_words(scenario))
    assert f"1 reform of {len(REFORMS) - len(UNPROVEN)} and {len(UNPROVEN)} that are {NOT_VALIDATED}" in text_of(
        *scenario_in_words(scenario)
    )
    assert any(row[0] == reform and NOT_VALIDATED in row[1] for row in listing("reforms").rows)
    said = Plan.model_json_schema()["$defs"]["Action"]["properties"]["reform"]["description"]
    assert reform in said
    assert NOT_VALIDATED in said
    assert NOT_VALIDATED in plan_frame(scenario.plan, 60).title[0]  # the chart and the table of the report
    row = next(number for number, one in enumerate(REFORMS) if one.name == reform)
    assert NOT_VALIDATED in what_happened(scenario, "votes_bought", row, 0)


@pytest.mark.parametrize("kind", UNPROVEN_SHOCKS)
def test_the_label_shows_where_a_shock_is_told(kind: str) -> None:
    """The same for shocks, scheduled or by chance."""
    blow = f"+shocks.blow={{title: Blow, kind: {kind}, start: 6, months: 3, size: 1.0, district: nimba}}"
    scenario = load_scenario("liberia_2003", [blow])
    assert f"Blow ({NOT_VALIDATED})" in text_of(*scenario_in_words(scenario))
    row = list(scenario.shocks).index("blow")
    assert NOT_VALIDATED in what_happened(scenario, "shock", row, 0)
    assert kind in EVENT_KINDS
    assert NOT_VALIDATED in what_happened(scenario, kind, -1, 0)
    said = Shock.model_json_schema()["properties"]["kind"]["description"]
    assert kind in said
    assert NOT_VALIDATED in said


def test_what_is_validated_carries_no_label() -> None:
    """A label on everything is a label on nothing."""
    assert all(one.label == one.title for one in REFORMS if one.validated)
    assert NOT_VALIDATED not in text_of(plan_in_words(load_scenario("liberia_2003")))
