"""What people make of what they live through: trust of their own service, scandals, neighbours in uniform, silence."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, advance_by_steps, compile_steps, run_whole, settle
from ssrsim.phases.step import Step
from ssrsim.world.build import build
from ssrsim.world.world import EFFECT, World
from tests.behaviour.paired import run

QUIET = ("plan=do_nothing", "mechanisms.scandals=false")
# nothing changes but what encounters teach: no wars, shocks, aid, growth or wear
AT_REST = (
    *QUIET, "missions=none", "donors=none", "parameters.insecurity_up=0.0", "parameters.insecurity_down=0.0",
    "mechanisms.crime=false", "mechanisms.random_shocks=false", "mechanisms.displacement=false",
    "mechanisms.elections=false", "country.growth=0.0", "parameters.norm_persistence=1.0",
    "parameters.equipment_decay=0.0",
)  # fmt: skip
CLEAN = ("country.corruption=0.0", "country.police_skill=0.9", "parameters.abuse_norm_start=0.1")
VENAL = ("country.corruption=1.0", "parameters.abuse_norm_start=0.9")
Change = Callable[[World], None]


@functools.cache
def template_of(overrides: tuple[str, ...]) -> World:
    """Liberia before any draw, larger than in other tests because encounters are rare."""
    size = ("run.civilians=4000", "run.officers=600", "run.months=72", "run.seed=5", *QUIET)
    template = build(load_scenario("liberia_2003", [*size, *overrides]))
    compile_steps(template)
    return template


def world_of(*overrides: str, replicate: int = 0) -> World:
    """One such Liberia at month 0."""
    return settle(template_of(overrides), 5, replicate)


def month_with(world: World, month: int, step_name: str, change: Change) -> World:
    """Run one month of this world, changing it by hand just after one step (before it, with a leading "-")."""

    def runner(step: Step, at: World, now: int) -> None:
        if step_name == f"-{step.name}":
            change(at)
        run_whole(step, at, now)
        if step_name == step.name:
            change(at)

    advance_by_steps(world, month, runner)
    return world


def mean(world: World, column: str) -> float:
    """The mean of a column of civilians over real people."""
    return float(np.average(getattr(world.civilians, column), weights=world.civilians.weight))


def misconduct_of(contact: int) -> Change:
    """Everybody who met this service was robbed."""

    def change(world: World) -> None:
        world.civilians.outcome[world.civilians.contact == contact] = 3

    return change


def nothing(_: World) -> None:
    """Leave the world as it is."""


@pytest.mark.parametrize("off", ["", "peer_talk", "asymmetry", "performance", "group_bias", "equipment_abuse"])
def test_people_are_at_rest_where_nothing_changes(off: str) -> None:
    """A usual month of encounters neither raises nor lowers the mean of trust, perceptions, grievance and fear.

    Under every switch: a trait that makes up for what is switched off would pass for an effect of the mechanism.
    """
    switched = (f"mechanisms.{off}=false",) if off else ()
    results = run(*AT_REST, *switched, "run.civilians=2000", "run.months=12")
    for indicator in ("trust_police", "trust_army", "grievance", "fear", "non_state_provision"):
        values = results.values(indicator).mean(axis=0)
        assert abs(values[12] - values[0]) < 0.004, indicator


@pytest.mark.parametrize(("contact", "theirs", "other"), [(1, "trust_police", "trust_army"),
                                                         (2, "trust_army", "trust_police")])  # fmt: skip
def test_each_service_answers_for_itself(contact: int, theirs: str, other: str) -> None:
    """Bribes taken by one service cost its own trust and leave trust in the other as it was, to the bit."""
    bad = month_with(world_of(), 1, "encounter", misconduct_of(contact))
    usual = month_with(world_of(), 1, "encounter", nothing)
    assert mean(bad, theirs) < mean(usual, theirs)
    assert np.array_equal(getattr(bad.civilians, other), getattr(usual.civilians, other))


def test_fear_keeps_people_from_complaining_and_from_the_streets() -> None:
    """The same wrongs bring fewer complaints and protests where people are afraid."""

    def fearing(fear: float) -> World:
        world = world_of("parameters.report_rate=0.5", "parameters.contact_stop=0.2")
        return month_with(world, 1, "-choose", lambda at: at.civilians.fear.fill(fear))

    afraid, safe = fearing(0.9), fearing(0.1)
    assert afraid.civilians.complained.sum() < safe.civilians.complained.sum()
    assert mean(afraid, "protesting") < mean(safe, "protesting")


def test_protest_rises_with_grievance() -> None:
    """Those who have more to complain about are more often in the streets."""
    calm = month_with(world_of(), 1, "-choose", lambda at: at.civilians.grievance.fill(0.2))
    angry = month_with(world_of(), 1, "-choose", lambda at: at.civilians.grievance.fill(0.8))
    assert mean(angry, "protesting") > 2 * mean(calm, "protesting")


def test_protest_threatens_the_regime_and_is_answered_with_abuse() -> None:
    """Unrest beyond what the regime is used to is felt as a threat, and makes unconstrained officers abuse more."""
    slump = "+shocks.slump={title: s, kind: economic, start: 1, months: 40, size: 1.0}"

    def threatened(weight: float) -> World:
        world = world_of(slump, f"parameters.protest_threat={weight}", "parameters.protest_base=-5.0")
        advance(world, 1, 36)
        return world

    felt, ignored = threatened(1.0), threatened(0.0)
    assert felt.nation.protest[0] > felt.nation.protest_at_start[0]
    assert felt.nation.regime_threat[0] > ignored.nation.regime_threat[0]
    assert felt.officers.abuse.mean() > ignored.officers.abuse.mean()


def test_performance_counts_at_least_as_much_as_corruption() -> None:
    """Who holds the state to perform trusts its police more, by at least what holding them corrupt takes away (P12)."""
    world = world_of("run.civilians=8000")
    advance(world, 1, 60)
    people = world.civilians
    x = np.column_stack([np.ones(len(people.id)), people.perceived_performance, people.perceived_corruption])
    weight = np.sqrt(people.weight.astype(float))[:, None]
    _, performance, corruption = np.linalg.lstsq(x * weight, people.trust_police * weight[:, 0], rcond=None)[0]
    assert performance > 0 > corruption
    assert performance >= -corruption


@functools.cache
def scandal(service: str) -> tuple[np.ndarray, np.ndarray]:
    """Mean change of trust in police and army, month by month, by one scandal of size .12 in month 12."""
    shock = f"+shocks.s={{title: s, kind: scandal, start: 12, months: 1, size: 0.12, service: {service}}}"
    hit, spared = run(*QUIET, shock, "run.months=72"), run(*QUIET, "run.months=72")
    police, army = ((hit.values(i) - spared.values(i)).mean(axis=0) for i in ("trust_police", "trust_army"))
    return police, army


def test_a_scandal_costs_trust_at_once_and_most_of_it_comes_back() -> None:
    """One scandal is felt within a year, mostly mended after three, and never quite forgotten (P11, direction)."""
    police, _ = scandal("police")
    assert police[:12].max() == police[:12].min() == 0
    assert police[12:25].min() < -0.05
    assert 0.4 * police[12:25].min() < police[48] < 0


def test_a_scandal_belongs_to_a_service() -> None:
    """Misdeeds of soldiers cost the army more than the police, and the other way round."""
    for service, own, other in (("police", 0, 1), ("army", 1, 0)):
        changes = scandal(service)
        assert changes[own][24] / changes[other][24] > 1.2, service


def test_a_scandal_that_is_answered_costs_less() -> None:
    """Where the guilty are punished the same scandal bites less."""

    def answered(chance: float) -> World:
        world = world_of("+shocks.s={title: s, kind: scandal, start: 1, months: 1, size: 0.12}")
        return month_with(world, 1, "-break_scandal", lambda at: at.nation.sanction_probability.fill(chance))

    assert mean(answered(0.9), "trust_police") > mean(answered(0.0), "trust_police") + 0.03


class Trial:
    """The same stations under the same seeds, with community policing fully effective and with none, for 14 months."""

    def __init__(self, worlds: int, *overrides: str) -> None:
        untreated = [self._after(0.0, replicate, overrides) for replicate in range(worlds)]
        treated = [self._after(1.0, replicate, overrides) for replicate in range(worlds)]
        pairs = list(zip(treated, untreated, strict=True))
        self.effect = np.array([(by_station(a) - by_station(b)).mean() / spread(b) for a, b in pairs])  # in SD
        self.complaints = np.array([a.record.complaints.sum() - b.record.complaints.sum() for a, b in pairs])
        self.cooperation = np.array([a.record.cooperation.sum() - b.record.cooperation.sum() for a, b in pairs])

    @staticmethod
    def _after(level: float, replicate: int, overrides: tuple[str, ...]) -> World:
        world = world_of("run.civilians=2000", *overrides, replicate=replicate)
        for month in range(1, 15):
            month_with(world, month, "sum_effects", functools.partial(set_community, level))
        return world


def set_community(level: float, world: World) -> None:
    """Community policing works as if a reform had reached this effective level."""
    world.local_effects[:, EFFECT["community"]] = level


def by_station(world: World) -> np.ndarray:
    """Mean trust in the police in each district, which has one station."""
    people = world.civilians
    weight = people.weight.astype(float)
    totals = np.bincount(people.district, weight * people.trust_police)
    return totals / np.bincount(people.district, weight)


def spread(world: World) -> float:
    """Standard deviation of trust in the police over people."""
    return float(np.sqrt(np.cov(world.civilians.trust_police, aweights=world.civilians.weight)))


@pytest.mark.slow
def test_community_policing_raises_reporting_and_hardly_trust() -> None:
    """In a trial as in Liberia (30 paired worlds): more is reported, trust does not move by a tenth of an SD (P8)."""
    trial = Trial(30)
    assert abs(trial.effect.mean()) < 0.1
    assert trial.complaints.mean() > 0
    assert trial.cooperation.mean() > 0


@pytest.mark.slow
def test_community_policing_helps_where_police_are_clean_and_hurts_where_they_are_venal() -> None:
    """More contact with clean police earns trust; more contact with venal police exposes people to them."""
    assert Trial(10, *CLEAN).effect.mean() > 0
    assert Trial(10, *VENAL).effect.mean() < 0


def test_equipment_raises_service_and_abuse() -> None:
    """Better equipped officers serve better and, where nothing constrains them, abuse more."""

    def contacts(equipment: float) -> np.ndarray:
        world = world_of("run.civilians=20000", f"country.equipment={equipment}", "parameters.equipment_abuse=3.0")
        return np.bincount(world.civilians.outcome, minlength=5)  # of the month of the settlement

    bare, equipped = contacts(0.0), contacts(1.0)
    assert equipped[1] > bare[1]
    assert equipped[4] > bare[4]
