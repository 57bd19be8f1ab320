"""Single steps of a month: what politicians, donors, reforms and oversight do, in relation to what they are given.

Whole runs would need many worlds to show it. Each test makes two or three copies of one small country that differ in
one cause, lets a few phases act on them and compares: what holds, holds in every row and without chance.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from steps import STEPS, after, start
from toy import data, scenario

from ssrsim.phases.engine import run_whole
from ssrsim.phases.month import MONTH
from ssrsim.scenario.reforms import REFORMS
from ssrsim.world.build import build
from ssrsim.world.columns_institutions import AUDIT_OFFICE, MEDIA, PARLIAMENT, PASSED, VOTED_DOWN, WITHHELD
from ssrsim.world.table import rows_of
from ssrsim.world.world import EFFECTIVE, FORMAL, READY, World


def test_power_and_not_heads_passes_laws() -> None:
    """45: no law where nobody is for it, each where all are; many friends with little power lose against few with much.

    Without luck, and nobody is bought.
    """
    law = next(row for row, reform in enumerate(REFORMS) if reform.needs_law)

    def verdict(will: np.ndarray | float, power: np.ndarray) -> int:
        def change(world: World) -> None:
            world.mechanisms.side_payments[:] = 0
            world.parameters.vote_noise[:] = world.parameters.resistance_rents[:] = 0
            world.politicians.will[:], world.politicians.power[:] = will, power
            world.nation.donor_pressure[:] = 0
            world.reforms.on_agenda[:], world.reforms.law[:] = 1, 0

        return int(after("vote", change=change).reforms.verdict[law])

    n = rows_of(start().politicians)
    equal = np.full(n, 1 / n)
    assert (verdict(0.0, equal), verdict(1.0, equal)) == (WITHHELD, PASSED)
    in_office = start().politicians.office > 0
    against = np.flatnonzero(~in_office)[:2]
    will = np.where(np.isin(np.arange(n), against), 0.0, 1.0)
    assert verdict(will, equal) == PASSED
    assert verdict(will, np.where(np.isin(np.arange(n), against), 0.4, 0.2 / (n - 2))) == VOTED_DOWN


def test_who_loses_rents_loses_will() -> None:
    """57: what was let through puts rents at risk, and politicians who live from them want less of what comes later."""

    def change(at_risk: float) -> Callable[[World], None]:
        def put(world: World) -> None:
            people, nation = world.politicians, world.nation
            people.rents_bribes[:] = people.rents_ghosts[:] = people.patronage_dependence[:] = 0.5
            nation.risk_bribes[:] = nation.risk_ghosts[:] = at_risk

        return put

    safe, at_risk = (after("weigh_interests", change=change(risk)) for risk in (0.0, 1.0))
    assert (at_risk.politicians.will < safe.politicians.will).all()


def hold_back(world: World) -> None:
    """Strict donors who have money to give, and auditors who have found that half of it leaked."""
    world.donors.strictness[:] = 1
    world.donors.committed[:] = world.donors.pledged
    world.nation.admin_leakage_share[:] = 0.5


def test_who_finds_leaks_holds_money_back() -> None:
    """48: donors that read of leaks suspend and pay less; where nothing is conditional, and where all is well, nobody.

    Whoever suspends does so before that month's money is sent, not after it.
    """
    part = [step.name for step in MONTH if step.number == 3]

    def well(world: World) -> None:
        hold_back(world)
        world.nation.admin_leakage_share[:] = 0

    def unconditional(world: World) -> None:
        hold_back(world)
        world.mechanisms.conditionality[:] = 0

    bad, good, free = (after(*part, change=change) for change in (hold_back, well, unconditional))
    assert bad.donors.suspended.all()
    assert not good.donors.suspended.any()
    assert not free.donors.suspended.any()
    assert bad.nation.aid_month[0] < 0.95 * good.nation.aid_month[0]
    assert free.nation.aid_month[0] == good.nation.aid_month[0] > 0


def test_the_luck_of_a_donor_goes_by_its_name() -> None:
    """23: a donor without money, first in the alphabet, moves no other donor to another row's luck."""
    inert = "{title: Inert, kind: bilateral, pledge_usd_m: 0, horizon: 240, fatigue_half_life: 60, strictness: 0.9, " \
            "coordination: 0.1, volatility: 0.5, visibility_preference: 1.0}"  # fmt: skip
    committed = []
    for more in ((f"+donors.aa={inert}",), ()):
        world = build(scenario(data("donors=liberia_2003", *more)))
        run_whole(STEPS["commit_money"], world, 1)
        committed.append(world.donors)
    assert committed[0].pledged[0] == 0
    assert (committed[0].id[1:] == committed[1].id).all()
    assert (committed[0].committed[1:] == committed[1].committed).all()
    assert committed[1].committed.sum() > 0


def test_reforms_build_on_what_works_and_not_on_paper() -> None:
    """57: what a reform builds on counts as far as it is effective; how far it is law makes no difference."""

    def ready(formal: float, effective: float) -> np.ndarray:
        def put(world: World) -> None:
            world.reforms.formal[:] = world.local[FORMAL] = formal
            world.reforms.effective[:] = world.local[EFFECTIVE] = effective

        return after("check_prerequisites", change=put).local[READY]

    builds = (start().prerequisites > 0).any(axis=1)
    assert builds.any()
    assert (ready(1, 0) == ready(0, 0)).all()
    assert (ready(1, 0)[builds].max(axis=1) < 0.95).all()
    assert ready(1, 1)[builds].max() == pytest.approx(1)


def test_audits_lower_leakage_where_somebody_is_sanctioned() -> None:
    """46: an audit office that works means less leakage, and none at all means no more than without sanctions."""

    def rate(works: float, sanctions: float) -> float:
        def put(world: World) -> None:
            world.oversight_bodies.effective[AUDIT_OFFICE] = world.oversight_bodies.independence[AUDIT_OFFICE] = works
            world.nation.sanction_probability[:] = sanctions

        return float(after("assess_capacity", change=put).nation.leakage_rate[0])

    assert rate(1, 0.5) < 0.9 * rate(0, 0.5)
    assert rate(1, 0) == rate(0, 0) == rate(0, 0.5)


def test_nothing_exposed_no_scandal() -> None:
    """36: however free the media and however likely news are, without a case there is no scandal in ten years."""

    def put(world: World) -> None:
        world.units.cases[:] = 0
        world.parameters.scandal_hazard[:] = 1
        world.nation.media_freedom[:] = 1
        world.oversight_bodies.effective[[MEDIA, PARLIAMENT]] = 1
        world.oversight_bodies.independence[[MEDIA, PARLIAMENT]] = 1

    def exposed(world: World) -> None:
        put(world)
        world.units.cases[:] = 1_000

    for month in range(1, 121):
        assert after("break_scandal", month=month, change=put).nation.scandal[0] == 0
    assert after("break_scandal", change=exposed).nation.scandal[0] > 0


def test_bodies_on_paper_find_nothing() -> None:
    """37: mandates in full and no practice: nothing is detected and no complaint is taken up."""

    def put(world: World) -> None:
        world.oversight_bodies.formal[:] = world.oversight_bodies.independence[:] = 1
        world.oversight_bodies.effective[:] = 0

    nation = after("watch", change=put).nation[0]
    assert (nation.detection, nation.uptake, nation.oversight) == (0, 0, 0)
