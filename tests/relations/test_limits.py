"""4d, limits where the answer is known: nobody corrupt, nothing found, no money, nobody met, no month."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from toy import DISTRICT, FACTION, changed, data, lived, off, scenario, settled

from ssrsim.lab.ensemble import run_ensemble
from ssrsim.phases.engine import advance, advance_by_steps, run_whole
from ssrsim.phases.step import Step
from ssrsim.scenario.reforms import REFORM_NAMES
from ssrsim.world.ledger import LEAKED_TO_COMMANDERS, LEAKED_TO_POLITICIANS
from ssrsim.world.world import World

MONTHS = 24
REFORMING = ("donors=liberia_2003", "plan=everything_at_once")


def honest(step: Step, world: World, month: int) -> None:
    """Run a step; after officers have weighed misconduct, none of them is ready for any."""
    run_whole(step, world, month)
    if step.name == "weigh_misconduct":
        world.officers.bribery[:] = 0
        world.officers.abuse[:] = 0


def test_where_nobody_is_corrupt_nothing_leaks_and_nobody_is_found() -> None:
    """36: honest officers, no ghosts and a leakage of nothing: no leak, no misdeed, no case, no sanction, exactly."""
    tree = data(*REFORMING, "parameters.leakage_base=0", *off("side_payments"), months=MONTHS)
    world = settled(changed(tree, country__ghost_share=0.0))
    assert world.units.misdeeds.sum() > 0  # of the month before anybody was honest
    world.units.misdeeds[:] = world.units.complaints[:] = world.units.waiting[:] = 0
    for month in range(1, MONTHS + 1):
        advance_by_steps(world, month, honest)
    record = world.record[1:]
    for name in ("abuse", "bribe_incidence", "complaints", "cases_opened", "sanctions", "leakage_share", "ghost_share"):
        assert not record[name].any(), name
    assert not record.cases_waiting.any()
    assert record.money_spent[-1] > 10**8
    assert world.nation.leaked[0] == 0
    assert not world.accounts.balance[[LEAKED_TO_POLITICIANS, LEAKED_TO_COMMANDERS]].any()


def test_what_nobody_can_find_is_never_found() -> None:
    """37: with a chance of detection of 0 and nobody who complains no oversight finds anything, whatever it costs."""
    blind = ("parameters.detection_rate=0", "parameters.report_rate=0")
    world = lived(settled(data("donors=liberia_2003", "plan=oversight_first", *blind, months=MONTHS)))
    assert world.record.money_spent[-1] > 10**8
    assert world.record.abuse.sum() > 0
    assert not world.record.cases_opened.any()
    assert not world.record.sanctions.any()


def test_what_everybody_finds_is_always_sanctioned() -> None:
    """37: bodies that work fully and find everything, courts that try all: each misdeed is a sanction a month later."""
    tree = data("parameters.detection_rate=1", *off("capture", "queues", "dismissals", "coups"), months=MONTHS)
    world = settled(changed(tree, country__oversight_formal=1.0, country__oversight_effective=1.0,
                            country__oversight_independence=1.0, country__justice=1.0,
                            country__media_freedom=1.0))  # fmt: skip
    world.units.waiting[:] = 0
    for month in range(1, MONTHS + 1):
        misdeeds = world.units.misdeeds.copy()
        advance(world, month, month)
        assert (world.units.cases == misdeeds).all()
        assert (world.units.sanctions == misdeeds).all()
        assert world.record.cases_waiting[month] == misdeeds.sum()  # counted before courts sit
        assert not world.units.waiting.any()
    assert world.record.sanctions.sum() > 0


def test_without_money_everything_wears_off_at_its_own_rate() -> None:
    """38: no donors and no revenue: nothing is spent, every action idles, and what stands follows pure decay.

    formal_t = 2^(-t / 120), effective_t = min(2^(-t / 36), formal_t), equipment_t = e + (e_0 - e)(1 - decay)^t, and
    skill_t = s + (s_0 - s)(1 - decay)^t, e being what is maintained and s the usual skill of the service.
    """
    still = ("parameters.attrition=0", *off("desertion", "dismissals", "vetting", "reversal"))
    tree = data("plan=ddr_first", *still, months=MONTHS)  # which comes to audits after five years
    world = settled(changed(tree, country__revenue_usd_m=0.0, country__police_target_per_1000=1.1,
                            country__army_target_per_1000=4.8))  # fmt: skip
    audit = REFORM_NAMES.index("audit")  # any reform of the whole country would do: all are built alike
    world.reforms.formal[audit] = world.reforms.effective[audit] = 1.0
    world.local[:2, audit] = 1.0
    world.units.equipment[:] += np.float32(0.3)  # somebody has delivered more than is maintained
    maintained, p = world.units.equipment_at_start.copy(), world.parameters[0]
    added = world.units.equipment - maintained
    skill = world.officers.skill.copy()
    for month in range(1, MONTHS + 1):
        advance(world, month, month)
        assert world.reforms.formal[audit] == pytest.approx(2 ** (-month / p.formal_half_life), rel=1e-5)
        assert world.reforms.effective[audit] == pytest.approx(2 ** (-month / p.effective_half_life), rel=1e-5)
        worn = maintained + added * (1 - p.equipment_decay) ** month
        np.testing.assert_allclose(world.units.equipment, worn, rtol=1e-5)
    usual = world.units.skill_at_start[world.officers.unit]
    expected = usual + (skill - usual) * (1 - p.skill_decay) ** MONTHS
    np.testing.assert_allclose(world.officers.skill, expected, rtol=1e-4)
    record = world.record
    assert not record.money_spent.any()
    assert not record.money_domestic.any()
    assert not world.actions.paid.any()
    assert (record.pay_arrears[1:] > record.pay_arrears[:-1]).all()


def test_without_armed_groups_nothing_recurs() -> None:
    """39: no faction, no shock: no clash, no battle death, no recurrence, however aggrieved and poor people are."""
    tree = data("run.replicates=5", *off("random_shocks"), months=120)
    tree = changed(tree, run__replicates=5, country__livelihood=0.05, country__insecurity=0.95)
    results = run_ensemble(scenario(tree))
    assert results.values("grievance").mean() > 0.4
    for name in ("battle_deaths", "violent_incidents", "active_groups", "recurrence_25", "war_1000", "fighters"):
        assert not results.values(name).any(), name


ALONE = (
    "parameters.contact_help=0", "parameters.contact_stop=0", "parameters.contact_army=0",
    *off("scandals"),
)  # fmt: skip


def test_people_who_meet_nobody_drift_to_their_own_anchor() -> None:
    """40: no contacts, no talk, no news: each person's trust is a + (T_0 - a)(1 - 1 / tau)^t, a being their anchor."""
    world = settled(data(*ALONE, "plan=do_nothing", months=MONTHS))
    world.parameters[0].talk_rate = world.parameters[0].performance_rate = 0  # what people hold stays what it is
    anchors = world.civilians.trust_police.copy()  # people start at rest, so that trust is the anchor
    world.civilians.trust_police[:] = start = np.linspace(0.01, 0.99, len(anchors), dtype=np.float32)
    kept = 1 - 1 / world.parameters[0].trust_months
    for month in range(1, MONTHS + 1):
        advance(world, month, month)
        expected = anchors + (start - anchors) * kept**month
        np.testing.assert_allclose(world.civilians.trust_police, expected, atol=3e-6)


def test_month_0_is_what_was_given() -> None:
    """44: no month has passed: the first line of the record is the country as the file has it, and nothing happened."""
    tree = data(*REFORMING, months=12)
    west = DISTRICT | {"title": "West", "tile": [0, 1], "war_exposure": 0.9, "groups": {"ga": 0.2, "gb": 0.8}}
    front = FACTION | {"group": "ga", "presence": {"east": 0.5, "west": 0.5}}
    tree = changed(tree, country__districts__west=west, country__factions={"front": front})
    world = settled(tree)
    line, country = world.record[0], tree["country"]
    people = 2 * DISTRICT["population"]
    assert (line.police_strength, line.army_strength) == (round(people * 1.1 / 1000), round(people * 4.8 / 1000))
    assert line.fighters == FACTION["fighters"]
    assert line.pay_arrears == pytest.approx(country["pay_arrears_months"])
    for name in ("trust_police", "trust_army", "livelihood", "corruption_norm"):
        given = 0.05 + 0.7 * country["corruption"] if name == "corruption_norm" else country[name]
        assert line[name] == pytest.approx(given, abs=0.03), name
    assert line.ghost_share == pytest.approx(country["ghost_share"], abs=1e-3)
    assert line.feel_safe == pytest.approx(1 - country["insecurity"], abs=0.15)
    for name in ("battle_deaths", "fled", "coup", "recurrence_25", "active_groups", "reform_formal", "reform_effective",
                 *(name for name in world.record.dtype.names if name.startswith("money_"))):  # fmt: skip
        assert line[name] == 0, name
    assert world.nation.n_events[0] == 0
    assert not world.accounts.balance.any()
    longer: Any = settled(changed(tree, run__months=24))
    assert longer.record[:1].tobytes() == lived(world).record[:1].tobytes()


def test_rates_of_nothing_are_numbers() -> None:
    """31: every rate may be 0; people who hear nothing and meet nobody keep some opinion of their police."""
    world = settled(data(*ALONE, "parameters.talk_rate=0", "parameters.performance_rate=0"))
    assert np.isfinite(world.civilians.perceived_corruption).all()
    assert np.isfinite(world.civilians.perceived_performance).all()
