"""Single steps of a month, set against each other: relations that whole runs would need many worlds to show.

Each test takes one small settled country, makes two or three copies that differ in one cause, lets a few phases act on
them and compares. What holds, holds in every row, without chance, so that nothing here can fail by luck.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from toy import FACTION, changed, data, off, settled

import ssrsim.phases
from ssrsim.phases.engine import advance, run_whole
from ssrsim.phases.month import MONTH
from ssrsim.scenario.indicators import is_observed
from ssrsim.scenario.reforms import REFORMS
from ssrsim.world import streams
from ssrsim.world.columns import TABLES
from ssrsim.world.columns_institutions import AUDIT_OFFICE, MEDIA, PARLIAMENT, PASSED, VOTED_DOWN, WITHHELD
from ssrsim.world.fingerprint import fingerprint, reordered
from ssrsim.world.table import rows_of
from ssrsim.world.world import EFFECT, EFFECTIVE, FORMAL, READY, World

STEPS = {step.name: step for step in MONTH}
FRONT = FACTION | {"group": "ga", "presence": {"east": 0.6, "west": 0.4}}
POLICE, BRIBED = 1, 3
HEAD = 1  # of government


@pytest.fixture(scope="module")
def start() -> World:
    """Two districts at month 0 with donors, a plan and one faction; officers come and go fast."""
    tree = data("donors=liberia_2003", "plan=everything_at_once", "parameters.attrition=0.03", *off("random_shocks"))
    return settled(changed(tree, country__factions={"front": FRONT}))


def after(world: World, *steps: str, month: int = 3, change: Callable[[World], None] = lambda world: None) -> World:
    """A copy of the world, changed, after these steps of a month in the order of the month."""
    copy = world.copied()
    change(copy)
    for step in MONTH:
        if step.name in steps:
            run_whole(step, copy, month)
    return copy


def test_rows_may_be_stored_in_any_order(start: World) -> None:
    """16: three months of a country whose rows of people were shuffled are the same months, bit by bit."""
    order = np.random.default_rng(2)
    people = (rows_of(table) for table in (start.civilians, start.officers))
    shuffled = reordered(start, *(order.permutation(rows) for rows in people))
    worlds = [start.copied(), shuffled]
    for world in worlds:
        advance(world, 1, 3)
    assert worlds[0].officers.generation.sum() > 0
    assert fingerprint(worlds[0]) == fingerprint(worlds[1])


DRAWN_TWICE = {  # streams from which two functions draw, and why that is no shared luck
    "CASES": "other draws of an address",
    "CLASH": "other draws of an address",
    "FLIGHT": "other numbers of an address",
    "REGISTERS": "other identities: of the country, of districts, of reforms",
    "RESPONDENT": "other draws of an address",
}


def test_no_two_decisions_share_a_draw() -> None:
    """65: a stream of random numbers belongs to one decision; two decisions of one luck would go together for ever."""
    users: dict[str, set[str]] = defaultdict(set)
    for path in sorted(Path(ssrsim.phases.__path__[0]).glob("*.py")):
        for name, function in _names_of_streams(ast.parse(path.read_text(encoding="utf-8"))):
            users[name].add(f"{path.stem}.{function}")
    assert set(users) == {name for name, value in vars(streams).items() if type(value) is np.uint32 and name[0] != "_"}
    assert {name for name, functions in users.items() if len(functions) > 1} == set(DRAWN_TWICE)
    assert all(len(functions) <= 3 for functions in users.values())


def _names_of_streams(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Names that a module has from `streams`, each with the function that reads it."""
    imports = [node for node in module.body if isinstance(node, ast.ImportFrom) and node.module == streams.__name__]
    known = {name.name for node in imports for name in node.names if name.name.isupper()}
    for function in module.body:
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Name) and node.id in known:
                    yield node.id, function.name


def test_power_and_not_heads_passes_laws(start: World) -> None:
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

        return int(after(start, "vote", change=change).reforms.verdict[law])

    n = rows_of(start.politicians)
    equal = np.full(n, 1 / n)
    assert (verdict(0.0, equal), verdict(1.0, equal)) == (WITHHELD, PASSED)
    in_office = start.politicians.office > 0
    against = np.flatnonzero(~in_office)[:2]
    will = np.where(np.isin(np.arange(n), against), 0.0, 1.0)
    assert verdict(will, equal) == PASSED
    assert verdict(will, np.where(np.isin(np.arange(n), against), 0.4, 0.2 / (n - 2))) == VOTED_DOWN


def test_who_loses_rents_loses_will(start: World) -> None:
    """57: what was let through puts rents at risk, and politicians who live from them want less of what comes later."""

    def change(at_risk: float) -> Callable[[World], None]:
        def put(world: World) -> None:
            people, nation = world.politicians, world.nation
            people.rents_bribes[:] = people.rents_ghosts[:] = people.patronage_dependence[:] = 0.5
            nation.risk_bribes[:] = nation.risk_ghosts[:] = at_risk

        return put

    safe, at_risk = (after(start, "weigh_interests", change=change(risk)) for risk in (0.0, 1.0))
    assert (at_risk.politicians.will < safe.politicians.will).all()


def hold_back(world: World) -> None:
    """Strict donors who have money to give, and auditors who have found that half of it leaked."""
    world.donors.strictness[:] = 1
    world.donors.committed[:] = world.donors.pledged
    world.nation.admin_leakage_share[:] = 0.5


def test_who_finds_leaks_holds_money_back(start: World) -> None:
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

    bad, good, free = (after(start, *part, change=change) for change in (hold_back, well, unconditional))
    assert bad.donors.suspended.all()
    assert not good.donors.suspended.any()
    assert not free.donors.suspended.any()
    assert bad.nation.aid_month[0] < 0.95 * good.nation.aid_month[0]
    assert free.nation.aid_month[0] == good.nation.aid_month[0] > 0


def test_reforms_build_on_what_works_and_not_on_paper(start: World) -> None:
    """57: what a reform builds on counts as far as it is effective; how far it is law makes no difference."""

    def ready(formal: float, effective: float) -> np.ndarray:
        def put(world: World) -> None:
            world.reforms.formal[:] = world.local[FORMAL] = formal
            world.reforms.effective[:] = world.local[EFFECTIVE] = effective

        return after(start, "check_prerequisites", change=put).local[READY]

    builds = (start.prerequisites > 0).any(axis=1)
    assert builds.any()
    assert (ready(1, 0) == ready(0, 0)).all()
    assert (ready(1, 0)[builds].max(axis=1) < 0.95).all()
    assert ready(1, 1)[builds].max() == pytest.approx(1)


def test_audits_lower_leakage_where_somebody_is_sanctioned(start: World) -> None:
    """46: an audit office that works means less leakage, and none at all means no more than without sanctions."""

    def rate(works: float, sanctions: float) -> float:
        def put(world: World) -> None:
            world.oversight_bodies.effective[AUDIT_OFFICE] = world.oversight_bodies.independence[AUDIT_OFFICE] = works
            world.nation.sanction_probability[:] = sanctions

        return float(after(start, "assess_capacity", change=put).nation.leakage_rate[0])

    assert rate(1, 0.5) < 0.9 * rate(0, 0.5)
    assert rate(1, 0) == rate(0, 0) == rate(0, 0.5)


def test_nothing_exposed_no_scandal(start: World) -> None:
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
        assert after(start, "break_scandal", month=month, change=put).nation.scandal[0] == 0
    assert after(start, "break_scandal", change=exposed).nation.scandal[0] > 0


def test_bodies_on_paper_find_nothing(start: World) -> None:
    """37: mandates in full and no practice: nothing is detected and no complaint is taken up."""

    def put(world: World) -> None:
        world.oversight_bodies.formal[:] = world.oversight_bodies.independence[:] = 1
        world.oversight_bodies.effective[:] = 0

    nation = after(start, "watch", change=put).nation[0]
    assert (nation.detection, nation.complaints_taken_up, nation.oversight) == (0, 0, 0)


def test_oversight_does_not_raise_abuse(start: World) -> None:
    """46: under a threatened regime officers who are watched abuse less, and none of them more."""

    def watched(by: float) -> World:
        def put(world: World) -> None:
            world.nation.regime_threat[:], world.nation.oversight[:] = 1, by

        return after(start, "weigh_misconduct", change=put)

    unwatched, half, full = (watched(by).officers.abuse for by in (0, 0.5, 1))
    assert (full <= half).all()
    assert (half <= unwatched).all()
    assert full.mean() < unwatched.mean() - 0.01


def test_vetting_removes_the_bad(start: World) -> None:
    """50: of those whom vetting removes far more took and abused than of those who stay; without it nobody goes."""
    bad = np.arange(rows_of(start.officers)) % 2 == 0

    def put(vetting: float) -> Callable[[World], None]:
        def change(world: World) -> None:
            world.local_effects[:, EFFECT["vetting"]] = vetting
            world.parameters.vetting_reach[:] = 1
            world.officers.vetted[:] = 0
            world.officers.bribery[:] = world.officers.abuse[:] = np.where(bad, 0.95, 0.05)

        return change

    removed = after(start, "examine", change=put(1)).officers.removed == 1
    assert removed[bad].mean() > 2 * removed[~bad].mean()
    assert not (after(start, "examine", change=put(0)).officers.removed == 1).any()


def test_upright_commanders_are_followed(start: World) -> None:
    """47: every officer takes less under a commander of more integrity, and abuses less under one of more restraint."""

    def put(world: World) -> None:
        world.units.commander_integrity += 1
        world.units.commander_restraint += 1

    as_now, upright = (after(start, "weigh_misconduct", change=change).officers for change in (lambda _: None, put))
    assert (upright.bribery < as_now.bribery).all()
    assert (upright.abuse < as_now.abuse).all()


def test_who_pays_a_bribe_trusts_less(start: World) -> None:
    """47: a bribe costs the police the trust of everybody who paid it, whatever else people make of corruption.

    Against the same people who met nobody, with nobody to talk to.
    """

    def lived_through(contact: int, outcome: int) -> np.ndarray:
        def put(world: World) -> None:
            world.mechanisms.peer_talk[:] = 0
            world.parameters.trust_corruption[:] = 0
            world.civilians.contact[:], world.civilians.outcome[:] = contact, outcome

        return after(start, "learn", change=put).civilians.trust_police

    assert (lived_through(POLICE, BRIBED) < lived_through(0, 0)).all()


def test_promises_that_are_believed_make_peace_worth_more(start: World) -> None:
    """51: under a guarantee war is worth less than without one to who was granted much and can win little later."""

    def value(credible: float) -> np.ndarray:
        def put(world: World) -> None:
            world.armed_groups.credibility[:] = credible
            world.armed_groups.granted[:] = 1
            world.armed_groups.leader_cost[:] = 0.5

        return after(start, "weigh_war_and_peace", change=put).armed_groups.war_minus_peace

    assert (value(1) < value(0) - 0.1).all()


def test_who_keeps_the_peace_does_not_clash(start: World) -> None:
    """39: men under arms whose leader and commanders have not chosen war have no base hazard to fight."""
    assert start.strata.people[start.fronts.stratum].min() > 500
    for active in (0, 1):

        def put(world: World, active: int = active) -> None:
            world.armed_groups.active[:], world.fronts.spoiling[:] = active, 0

        fronts = after(start, "clash", change=put).fronts
        assert (fronts.clash_rate > 0).all() == (fronts.clash_rate > 0).any() == bool(active)


def test_the_coder_begins_its_year_in_january() -> None:
    """33: 48 deaths over New Year are no recurrence; 26 in one January and December are, in that December."""
    world = settled(data(months=12))

    def coded(deaths: dict[int, int]) -> int:
        copy = world.copied()
        copy.parameters.coder_coverage[:] = 1
        copy.mechanisms.observation_bias[:] = copy.nation.rolling_window[:] = 0
        copy.nation.settlement_month[:] = 8  # August: month 5 is the first January
        for month in range(1, 36):
            copy.nation.deaths[:] = deaths.get(month, 0)
            run_whole(STEPS["code_events"], copy, month)
        return int(copy.nation.recurrence_month[0])

    assert coded({28: 24, 29: 24}) == -1
    assert coded({17: 13, 28: 13}) == 28


def test_looking_does_not_change_what_is_looked_at(start: World) -> None:
    """56: surveys, registers, coders and experts write what is measured and leave every true column as it is."""
    part = [step.name for step in MONTH if step.number == 10]
    seen = after(start, *part, month=6)
    own = ("districts.recorded_insecurity", "reforms.reported", "strata.counted", "units.counted")
    for table in (
        "civilians",
        "officers",
        "units",
        "strata",
        "districts",
        "armed_groups",
        "oversight_bodies",
        "reforms",
    ):
        for column in TABLES[table]:
            name = f"{table}.{column.name}"
            if not is_observed(column.name) and name not in own:
                now, before = (getattr(getattr(world, table), column.name) for world in (seen, start))
                assert now.tobytes() == before.tobytes(), name


def test_a_survey_is_out_two_months_after_the_field(start: World) -> None:
    """5: what people think in the month of the field is known two months later, and nobody knows it before."""
    world = start.copied()
    baseline = float(world.nation.survey_trust_police[0])
    world.civilians.trust_police[:] = 1
    for month in range(1, 9):
        for name in ("hold_survey", "publish_survey"):
            run_whole(STEPS[name], world, month)
        assert (world.nation.survey_trust_police[0] == baseline) == (month < 8), month


def test_old_support_fades_at_its_own_rate(start: World) -> None:
    """38: what a patron gave and does not renew is, t months later, kept^t of it: closed form."""
    world = start.copied()
    world.armed_groups.patron[:], world.nation.neighbour_hostility[:] = 0.5, 0
    for month in range(1, 13):
        run_whole(STEPS["arm_by_patron"], world, month)
        left = 0.5 * world.parameters.patron_kept[0] ** month
        assert world.armed_groups.patron[0] == pytest.approx(left, rel=1e-5)
