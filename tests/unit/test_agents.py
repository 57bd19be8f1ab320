"""Agents as Mesa users meet them: row views whose attributes are columns and whose methods are phases."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.agents import AGENT_TYPES, ArmedGroup, Civilian, Donor, Officer, OversightBody, Politician, SecurityUnit
from ssrsim.config import load_scenario
from ssrsim.model import SSRModel
from ssrsim.phases.month import MONTH
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.columns import TABLES

SMALL = ["run.civilians=1000", "run.officers=300", "run.months=6"]


@pytest.fixture(scope="module")
def spec() -> Scenario:
    """Liberia with few rows and few months: enough for every rule, quick to run."""
    return load_scenario("liberia_2003", SMALL)


@pytest.fixture
def model(spec: Scenario):
    """A model at month 0, closed afterwards."""
    with SSRModel(spec, rng=1) as model:
        yield model


def first(model: SSRModel, kind: type):
    """One agent of a type, without indexing the set."""
    return next(iter(model.agents_by_type[kind]))


@pytest.mark.parametrize("kind", AGENT_TYPES)
def test_agent_class_has_a_documented_property_for_every_column(kind: type) -> None:
    """The columns are the attributes: none may be missing, and each must tell its meaning and unit."""
    for column in TABLES[kind.table]:
        attribute = getattr(kind, column.name)
        assert isinstance(attribute, property)
        assert column.unit in attribute.__doc__
        assert column.meaning[1:] in attribute.__doc__


@pytest.mark.parametrize("kind", AGENT_TYPES)
def test_agent_class_has_a_method_for_every_phase_of_its_rows(kind: type) -> None:
    """What the month calls row by row must be callable on one agent."""
    phases = {step.name for step in MONTH if step.splits and step.table == kind.table}
    assert phases
    assert all(callable(getattr(kind, name)) for name in phases)


@pytest.mark.parametrize("kind", AGENT_TYPES)
def test_reading_a_column_gives_the_value_in_the_world(model: SSRModel, kind: type) -> None:
    """A view has no state of its own, so what it shows is what the compiled phases wrote."""
    model.step()
    agent = list(model.agents_by_type[kind])[-1]
    table = getattr(model.world, kind.table)
    for column in TABLES[kind.table]:
        values = table[column.name] if isinstance(table, np.ndarray) else getattr(table, column.name)
        assert np.array_equal(getattr(agent, column.name), values[agent.row])


def test_reading_a_number_gives_a_python_scalar(model: SSRModel) -> None:
    """Small codes must not overflow in users' arithmetic, as NumPy's int8 would."""
    politician = first(model, Politician)
    assert type(politician.office) is int
    assert type(politician.will) is float


def test_setting_a_column_writes_the_world(model: SSRModel) -> None:
    """Experiments by hand must reach the state that the phases read."""
    officer = first(model, Officer)
    officer.bribery = 0.25
    assert model.world.officers.bribery[officer.row] == np.float32(0.25)
    politician = first(model, Politician)
    politician.will = 0.75
    assert model.world.politicians["will"][politician.row] == np.float32(0.75)


def test_setting_an_unknown_name_makes_an_ordinary_attribute(model: SSRModel) -> None:
    """Mesa users hang notes on agents; that must not fail and not touch the world."""
    civilian = first(model, Civilian)
    civilian.note = "interviewed"
    assert civilian.note == "interviewed"


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (Politician, "will", 1.4),
        (Politician, "will", float("nan")),
        (Politician, "bloc", 0.5),
        (Politician, "bloc", 300),
        (Civilian, "trust_police", "high"),
        (SecurityUnit, "strength", -1),
        (Civilian, "complained", 2),
    ],
)
def test_setting_a_value_out_of_range_is_refused(model: SSRModel, kind: type, name: str, value: object) -> None:
    """A slip must be told where it happens, not at the month's end as a fault of the model."""
    agent = first(model, kind)
    before = getattr(agent, name)
    with pytest.raises(ValueError, match=f"{kind.__name__}.{name} is .*; it must be"):
        setattr(agent, name, value)
    assert getattr(agent, name) == before


def test_agent_sets_aggregate_select_get_and_set(model: SSRModel) -> None:
    """The verbs of Mesa's AgentSet must work on generated attributes."""
    civilians = model.agents_by_type[Civilian]
    mean = civilians.agg("trust_police", np.mean)
    assert mean == pytest.approx(model.world.civilians.trust_police.mean(), rel=1e-6)
    fearful = civilians.select(lambda civilian: civilian.fear > 0.5)
    assert len(fearful) == (model.world.civilians.fear > 0.5).sum()
    politicians = model.agents_by_type[Politician]
    politicians.set("will", 0.5)
    assert politicians.get("will") == [0.5] * len(politicians)


def test_do_runs_a_phase_on_the_rows_of_the_set_only(model: SSRModel) -> None:
    """An agent's method writes its own row: calling it for one must leave the others as they are."""
    before = model.world.officers.bribery.copy()
    model.world.officers.expected_sanction[:] = 1.0
    chosen = model.agents_by_type[Officer].select(lambda officer: officer.row == 3)
    chosen.do("weigh_misconduct")
    changed = np.flatnonzero(model.world.officers.bribery != before)
    assert changed.tolist() == [3]


def test_shuffle_do_gives_the_bits_of_the_whole_table(model: SSRModel, spec: Scenario) -> None:
    """Order among agents must not matter, or Mesa stepping would be another model."""
    from ssrsim.phases.engine import run_whole

    step = next(step for step in MONTH if step.name == "encounter")
    with SSRModel(spec, rng=1) as whole:
        whole.month = model.month = 1
        run_whole(step, whole.world, 1)
        model.agents_by_type[Civilian].shuffle_do("encounter")
        assert np.array_equal(model.world.civilians.officer, whole.world.civilians.officer)
        assert np.array_equal(model.world.civilians.outcome, whole.world.civilians.outcome)


def test_stepping_an_agent_is_refused(model: SSRModel) -> None:
    """A month belongs to the model; a silent no-op would look like a frozen country."""
    with pytest.raises(TypeError, match=r"call model.step\(\) for a month"):
        first(model, Civilian).step()


def test_removing_a_view_is_refused(model: SSRModel) -> None:
    """Rows stand for people who are counted: nobody leaves the books by way of a view."""
    with pytest.raises(TypeError, match="cannot be removed"):
        first(model, Civilian).remove()


def test_names_tell_what_codes_mean(model: SSRModel) -> None:
    """Readers want the defence minister and the county, not 2 and 11."""
    spec = model.spec
    assert {p.office_name for p in model.agents_by_type[Politician]} >= {"legislator", "defence", "finance"}
    assert {c.district_name for c in model.agents_by_type[Civilian]} == set(spec.country.districts)
    assert [d.name for d in model.agents_by_type[Donor]] == list(spec.donors)
    assert [g.name for g in model.agents_by_type[ArmedGroup]] == list(spec.country.factions)
    assert "courts" in [body.kind_name for body in model.agents_by_type[OversightBody]]
    assert {c.faction_name for c in model.agents_by_type[Civilian] if c.stage_name == "civilian"} == {None}


@pytest.mark.parametrize("kind", AGENT_TYPES)
def test_repr_names_the_class_the_row_and_some_values(model: SSRModel, kind: type) -> None:
    """What a notebook shows must tell who it is."""
    text = repr(first(model, kind))
    assert text.startswith(f"<{kind.__name__} row 0: ")
    assert all(f"{name}=" in text for name in kind.shown_columns)
