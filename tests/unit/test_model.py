"""SSRModel as a Mesa user expects it: steps, agents, collectors, batches, hooks, memory, errors."""

from __future__ import annotations

import gc
import inspect
import weakref

import mesa
import numpy as np
import pytest

from ssrsim.agents import AGENT_TYPES, Civilian, Donor, Politician
from ssrsim.config import load_scenario
from ssrsim.model import PATIENCE, SSRModel, _CompileNotice
from ssrsim.phases.engine import advance, settle
from ssrsim.scenario.indicators import INDICATORS
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.world import arrays

SMALL = ["run.civilians=1000", "run.officers=300", "run.months=4"]


class Journalist(mesa.Agent):
    """A user's own agent: counts the months it lived and quotes the model."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.months: list[tuple[int, float]] = []

    def step(self) -> None:
        """Write down the month and the trust measured in it."""
        self.months.append((self.model.month, self.model.trust_police))


@pytest.fixture(scope="module")
def spec() -> Scenario:
    """Liberia with few rows and few months: enough for every rule, quick to run."""
    return load_scenario("liberia_2003", SMALL)


@pytest.fixture
def model(spec: Scenario):
    """A model at month 0, closed afterwards."""
    with SSRModel(spec, rng=1) as model:
        yield model


def test_rng_is_the_seed_of_the_run(spec: Scenario) -> None:
    """One number names the random world, whether it comes from a config or from Python."""
    with (
        SSRModel(spec, rng=7) as model,
        SSRModel(load_scenario("liberia_2003", [*SMALL, "run.seed=7"])) as same,
    ):
        assert model.spec == same.spec
        assert model.spec.run.seed == 7
        assert all(np.array_equal(a, b) for (_, a), (_, b) in zip(arrays(model.world), arrays(same.world), strict=True))


def test_replicate_is_that_of_an_ensemble(spec: Scenario) -> None:
    """A run of an ensemble that looks odd must be reproducible in a notebook."""
    world = settle(build(spec), spec.run.seed, 3)
    advance(world, 1, 2)
    with SSRModel(spec, replicate=3) as model:
        model.step()
        model.step()
        assert np.array_equal(np.asarray(world.record), np.asarray(model.world.record))


@pytest.mark.parametrize("rng", [np.random.default_rng(1), 1.0, "1", True])
def test_rng_of_another_type_is_refused(spec: Scenario, rng: object) -> None:
    """A Generator has a state that nobody can name; results could not be reproduced."""
    with pytest.raises(TypeError, match=r"rng is a .*; give a whole number such as rng=7"):
        SSRModel(spec, rng=rng)


@pytest.mark.parametrize("rng", [-1, 2**32])
def test_rng_out_of_range_is_refused(spec: Scenario, rng: int) -> None:
    """A seed that wraps around would silently name another world."""
    with pytest.raises(ValueError, match=f"rng is {rng}; it must lie in 0..4294967295"):
        SSRModel(spec, rng=rng)


def test_spec_of_another_type_is_refused() -> None:
    """The name alone is a likely slip; the sentence must say what to write instead."""
    with pytest.raises(TypeError, match=r"load_scenario\(\)"):
        SSRModel("liberia_2003")  # pyright: ignore


def test_run_model_stops_at_the_horizon(model: SSRModel) -> None:
    """Mesa's loops end when running becomes False; months and Mesa's steps must agree."""
    model.run_model()
    assert (model.month, model.steps, model.running) == (4, 4, False)


def test_stepping_past_the_horizon_is_refused_every_time(model: SSRModel) -> None:
    """There is no room in the record for another month, and Mesa must not count one."""
    model.run_model()
    for _ in range(2):
        with pytest.raises(RuntimeError, match=r"the run ended with month 4; set run\.months to run longer"):
            model.step()
    assert model.steps == 4


def test_views_are_made_when_asked_for(model: SSRModel) -> None:
    """Stepping and asking for politicians must not create a view per civilian: there may be a million."""
    model.step()
    assert len(mesa.Model.agents.fget(model)) == 0
    assert len(model.agents_by_type[Politician]) == 21
    assert len(mesa.Model.agents.fget(model)) == 21
    assert len(model.agents) == sum(len(model.agents_by_type[kind]) for kind in AGENT_TYPES)


def test_agents_by_type_holds_every_type_like_a_dictionary(model: SSRModel) -> None:
    """Mesa users loop over it, ask `in` and index it."""
    assert list(model.agents_by_type) == model.agent_types == list(AGENT_TYPES)
    assert Civilian in model.agents_by_type
    with pytest.raises(KeyError):
        model.agents_by_type[Journalist]


def test_type_without_rows_has_an_empty_set(spec: Scenario) -> None:
    """A scenario without donors must not turn `agents_by_type[Donor]` into a KeyError."""
    with SSRModel(spec.model_copy(update={"donors": {}}), rng=1) as model:
        assert len(model.agents_by_type[Donor]) == 0


def test_users_own_agents_step_after_the_month(model: SSRModel) -> None:
    """A user's agent sees the month that has just been simulated, once."""
    journalist = Journalist(model)
    model.step()
    model.step()
    trust = model.record["trust_police"]
    assert journalist.months == [(1, trust[1]), (2, trust[2])]
    assert Journalist in model.agents_by_type


def test_users_own_agents_leave_the_country_unchanged(spec: Scenario, model: SSRModel) -> None:
    """Adding an observer must not move one random number of the model."""
    with SSRModel(spec, rng=1) as watched:
        Journalist(watched)
        watched.run_model()
        model.run_model()
        assert np.array_equal(watched.record, model.record)


def test_datacollector_reports_indicators_and_agents(model: SSRModel) -> None:
    """Mesa's way of keeping results must work with names of indicators and with agents of one type."""
    collector = mesa.DataCollector(
        model_reporters={"trust": "trust_police", "blocs": lambda m: len(m.world.blocs)},
        agenttype_reporters={Politician: {"will": "will"}},
    )
    for _ in range(2):
        model.step()
        collector.collect(model)
    frame = collector.get_model_vars_dataframe()
    assert frame["trust"].tolist() == model.record["trust_police"][1:].tolist()
    will = collector.get_agenttype_vars_dataframe(Politician)["will"]
    assert will.loc[2].tolist() == model.agents_by_type[Politician].get("will")


def test_datacollector_reports_all_agents(model: SSRModel) -> None:
    """Agent reporters run over every agent of the model, whatever its type."""
    collector = mesa.DataCollector(agent_reporters={"row": "row"})
    collector.collect(model)
    assert len(collector.get_agent_vars_dataframe()) == len(model.agents)


def test_own_datacollector_holds_every_indicator_each_month(model: SSRModel) -> None:
    """What batch_run and Mesa's tools look for must be there without further work."""
    model.run_model()
    frame = model.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == [indicator.name for indicator in INDICATORS]
    assert frame["trust_police"].tolist() == model.record["trust_police"][1:].tolist()


def test_batch_run_in_one_process_gives_the_last_month(spec: Scenario) -> None:
    """Mesa's batch runner must be able to run the model; seeds must reach it."""
    if "rng" in inspect.signature(mesa.batch_run).parameters:  # mesa 3.5
        rows = mesa.batch_run(SSRModel, {"spec": [spec]}, rng=[1, 2], max_steps=4, display_progress=False)
    else:
        rows = mesa.batch_run(SSRModel, {"spec": [spec], "rng": [1, 2]}, max_steps=4, display_progress=False)
    with SSRModel(spec, rng=2) as model:
        model.run_model()
        assert [row["rng"] for row in rows] == [1, 2]
        assert rows[1]["trust_police"] == model.trust_police


def test_record_grows_by_a_month_and_is_read_only(model: SSRModel) -> None:
    """Months not yet run must not show as zeros, and looking must not change the run."""
    assert len(model.record) == 1
    model.step()
    assert len(model.record) == 2
    with pytest.raises(ValueError, match="read-only"):
        model.record["trust_police"][0] = 0


def test_dataframe_has_money_in_millions_of_dollars(model: SSRModel) -> None:
    """Frame, attributes and Parquet must agree: cents are for the books only."""
    model.run_model()
    frame = model.dataframe()
    assert frame.index.tolist() == [0, 1, 2, 3, 4]
    assert frame["money_spent"].iloc[-1] == model.money_spent == model.record["money_spent"][-1] / 1e8
    assert frame["trust_police"].iloc[-1] == np.float32(model.trust_police)


def test_indicators_cannot_be_set(model: SSRModel) -> None:
    """An indicator is counted from the world; setting it would change nothing and look as if it did."""
    with pytest.raises(AttributeError):
        model.trust_police = 1.0


def test_unknown_attribute_names_the_nearest(model: SSRModel) -> None:
    """A misspelt indicator in a reporter must be easy to mend."""
    with pytest.raises(AttributeError, match="no attribute 'trust_polic'; did you mean trust_police"):
        _ = model.trust_polic


def test_hook_runs_after_its_phase_each_month(spec: Scenario, model: SSRModel) -> None:
    """Hooks are for watching inside a month; watching alone must not change a bit."""
    seen: list[tuple[int, int]] = []
    model.add_hook("tally_civilians", lambda m: seen.append((m.month, int(m.world.districts.contacts.sum()))))
    model.step()
    model.step()
    assert [month for month, _ in seen] == [1, 2]
    assert seen[1][1] == model.world.districts.contacts.sum()
    with SSRModel(spec, rng=1) as unwatched:
        unwatched.run_model()
        assert np.array_equal(unwatched.record[:3], model.record)


def test_hook_that_intervenes_changes_the_run(model: SSRModel) -> None:
    """A hook may act: what it writes must be read by the later phases of the same month."""
    model.add_hook("settle_norms", lambda m: m.world.units.norm.fill(0.0))
    model.step()
    assert model.corruption_norm == 0.0


def test_hook_after_an_unknown_phase_is_refused(model: SSRModel) -> None:
    """A misspelt phase would otherwise never run."""
    with pytest.raises(ValueError, match="after is encountr, which is no phase of the month; did you mean encounter"):
        model.add_hook("encountr", print)


def test_month_broken_off_cannot_be_continued(model: SSRModel) -> None:
    """After an error half a month is done; going on would give a world that no seed can reproduce."""

    def fail(_: SSRModel) -> None:
        raise KeyError("user's mistake")

    model.add_hook("encounter", fail)
    with pytest.raises(KeyError):
        model.step()
    with pytest.raises(RuntimeError, match="month 1 was broken off by an error"):
        model.step()
    assert len(model.record) == 1


def test_closed_model_is_freed(spec: Scenario) -> None:
    """Mesa 3.3 keeps every model that had agents; loops over models must not fill the memory."""
    with SSRModel(spec, rng=1) as model:
        Journalist(model)
        assert len(model.agents) > 1000
        model.step()
    assert len(model.record) == 2
    ghost = weakref.ref(model)
    del model
    gc.collect()
    assert ghost() is None


def test_closing_twice_and_asking_again_works(model: SSRModel) -> None:
    """Views are only windows: closing them loses nothing and they can be opened again."""
    will = model.agents_by_type[Politician].get("will")
    model.close()
    model.close()
    assert model.agents_by_type[Politician].get("will") == will


def test_setting_agents_is_refused(model: SSRModel) -> None:
    """The name is Mesa's; old code that assigns it must be told."""
    with pytest.raises(AttributeError, match="belongs to Mesa"):
        model.agents = []


def test_compile_notice_is_one_line_and_only_when_it_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    """A cold start must explain itself; a warm one must be silent."""
    quick, slow = _CompileNotice(), _CompileNotice()
    slow._began -= PATIENCE + 1
    for done in range(4):
        quick(done, 3)
        slow(done, 3)
    assert capsys.readouterr().err == "Compiling the model, once on this machine (about a minute) ...\n"


def test_repr_tells_scenario_plan_and_month(model: SSRModel) -> None:
    """What a notebook shows must tell which run it is."""
    assert repr(model) == "<SSRModel liberia_2003, liberia_2003_historical: month 0 of 4>"
