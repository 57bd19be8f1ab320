"""SSRModel: the Mesa face of a simulated country, for notebooks, teaching and models of one's own built on top.

    >>> model = SSRModel(load_scenario("liberia_2003"), rng=1)                   # doctest: +SKIP
    >>> model.run_model()                                                        # doctest: +SKIP
    >>> model.dataframe()["trust_police"].plot()                                 # doctest: +SKIP

A month runs at compiled speed and needs no agents; `model.agents` makes the views of agents.py when first asked for.
Many runs at once belong to `ssrsim.run_ensemble`. Works with mesa 3.3 and 3.5; knows nothing of Hydra or files.
"""

from __future__ import annotations

import operator
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from ssrsim.agents import AGENT_OF_TABLE, AGENT_TYPES, AgentsByType, AgentSet, RowAgent, mesa  # mesa only by way of it
from ssrsim.compiled import call
from ssrsim.hooks import load_hooks
from ssrsim.phases import engine
from ssrsim.phases.month import MONTH
from ssrsim.phases.step import Step
from ssrsim.records.results import CENTS_PER_USD_M, Results
from ssrsim.scenario.faults import nearest, shown
from ssrsim.scenario.indicators import INDICATORS, Indicator
from ssrsim.scenario.run import MAX_SEED
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.table import rows_of
from ssrsim.world.world import RECORD_DTYPE, World

Hook = Callable[["SSRModel"], Any]
PATIENCE = 3.0  # seconds; loading compiled code takes less, so whoever waits longer is compiling


class SSRModel(mesa.Model):
    """One country in one random world, month by month, as a `mesa.Model`.

    Attributes:
        spec: the scenario that runs (Mesa keeps the name `scenario` for itself).
        world: all tables; see `ssrsim/world/columns.py`.
        month: months after the settlement; inside a month (in hooks) the month that is running.
        running: False once the last month of `spec.run.months` is done.
        datacollector: collects every indicator after each month, until it is replaced by one's own.

    Hooks that `spec` names are in place. Every indicator is an attribute with its latest value: `model.trust_police`,
    `model.money_spent` (USD m).
    """

    def __init__(self, spec: Scenario, rng: int | None = None, replicate: int = 0) -> None:
        """A country at month 0.

        Args:
            spec: what is simulated, from `load_scenario`.
            rng: the seed, in place of `spec.run.seed`.
            replicate: number of the random world under this seed; the same as in an ensemble.

        Raises:
            TypeError: `spec` is no Scenario, or `rng` or `replicate` is no whole number (a Generator, for instance).
            ValueError: `rng` or `replicate` is out of range, people do not add up, or a hook is not there.
        """
        if not isinstance(spec, Scenario):
            raise TypeError(
                f"spec is {shown(spec)}; it must be a Scenario such as load_scenario() gives "
                "(in mesa.batch_run inside a list: {'spec': [spec]})"
            )
        seed = spec.run.seed if rng is None else _whole_number("rng", rng)
        replicate = _whole_number("replicate", replicate)
        # Mesa's own random numbers only order agents and serve users' agents: the country has its own, keyed ones.
        super().__init__(rng=seed + replicate * (MAX_SEED + 1))
        self._counted_step = self.step
        self.step = self._step_if_possible
        self.spec: Scenario = spec.model_copy(update={"run": spec.run.model_copy(update={"seed": seed})})
        template = build(self.spec)
        engine.compile_steps(template, _CompileNotice())
        self.world: World = engine.settle_in_place(template, seed, replicate)
        self._lines = self.world.record.view(RECORD_DTYPE, np.ndarray)
        self.month = self._months_recorded = 0
        self._hooks: dict[str, list[Hook]] = {}
        for hook in load_hooks(self.spec.hooks):
            self.add_hook(hook.after, hook.function)
        self._row_order: str | None = None  # "do" or "shuffle_do" while step_by_agents runs
        self._views: set[type[RowAgent]] = set()  # the types whose views have been made
        self._own_collector = mesa.DataCollector({indicator.name: indicator.name for indicator in spec.indicators})
        self.datacollector = self._own_collector

    # --- months

    def step(self) -> None:
        """Run one month; then users' own agents step in Python, in random order.

        Raises:
            RuntimeError: the last month has been run, or an earlier month was broken off by an error.
            BrokenInvariant: people or money were not conserved.
        """
        self._refuse_what_cannot_run()  # again, for mesa 3.5's run_for, which steps without calling step
        self.month += 1
        if self._row_order:
            engine.advance_by_steps(self.world, self.month, self._run_step)
        else:
            engine.advance_in_pieces(self.world, self.month, self._hooks, self._call_hooks)
        self._months_recorded = self.month
        self._own_agents().shuffle_do("step")
        self.running = self.month < self.spec.run.months
        if self.datacollector is self._own_collector:
            self.datacollector.collect(self)

    def step_by_agents(self, shuffle: bool = True) -> None:
        """Run one month agent by agent: slow, the same bits as `step()`, for teaching and for proof.

        Args:
            shuffle: whether rows act in an order shuffled by `model.random`, anew in each phase, or in storage order.
        """
        self._row_order = "shuffle_do" if shuffle else "do"
        try:
            self.step()  # through Mesa's wrapper, which counts steps
        finally:
            self._row_order = None

    def add_hook(self, after: str, function: Hook) -> None:
        """Call `function(model)` each month after the phase named `after` (see `ssrsim/phases/month.py`).

        What a hook writes into the world is part of the model then.

        Raises:
            ValueError: there is no phase of this name.
        """
        names = [step.name for step in MONTH]
        if after not in names:
            raise ValueError(f"after is {shown(after)}, which is no phase of the month{nearest(str(after), names)}")
        self._hooks.setdefault(after, []).append(function)

    def _step_if_possible(self) -> None:
        """Mesa counts a step before it runs, so what cannot run is refused before Mesa hears of it."""
        self._refuse_what_cannot_run()
        self._counted_step()

    def _refuse_what_cannot_run(self) -> None:
        if self._months_recorded != self.month:
            raise RuntimeError(f"month {self.month} was broken off by an error; build the model anew to run it")
        if self.month >= self.spec.run.months:
            raise RuntimeError(f"the run ended with month {self.month}; set run.months to run longer")

    def _run_step(self, step: Step, world: World, month: int) -> None:
        if not (self._row_order and step.splits):
            engine.run_whole(step, world, month)
        elif step.table in AGENT_OF_TABLE:
            getattr(self.agents_by_type[AGENT_OF_TABLE[step.table]], self._row_order)(step.name)
        else:  # districts, reforms, strata, ...: rows, but nobody's agents
            rows = list(range(rows_of(getattr(world, step.table))))
            if self._row_order == "shuffle_do":
                self.random.shuffle(rows)
            for row in rows:
                call(step.phase, world, month, row, row + 1)
        self._call_hooks(step.name)

    def _call_hooks(self, after: str) -> None:
        for function in self._hooks.get(after, ()):
            function(self)

    # --- agents

    @property
    def agents(self) -> Any:
        """All agents: the views of the world's rows, made on first use, and users' own. Do not change the set."""
        for kind in AGENT_TYPES:
            self._make_views(kind)
        return super().agents

    @agents.setter
    def agents(self, agents: Any) -> None:
        raise AttributeError("model.agents belongs to Mesa; keep agents of your own under another name")

    @property
    def agents_by_type(self) -> Any:
        """The agents of one type, `model.agents_by_type[Politician]`; views of a type are made when it is asked for."""
        return AgentsByType(lambda: self.agent_types, self._agents_of)

    @property
    def agent_types(self) -> list[type]:
        """All types of agents in the model, views first."""
        return list(dict.fromkeys((*AGENT_TYPES, *super().agents_by_type)))

    def _agents_of(self, kind: type) -> Any:
        if kind in AGENT_TYPES:
            self._make_views(kind)
        # Mesa knows nothing of a table without rows, e.g. in a scenario without donors
        return super().agents_by_type.get(kind, AgentSet([], random=self.random))

    def _make_views(self, kind: type[RowAgent]) -> None:
        if kind not in self._views:
            self._views.add(kind)
            for row in range(rows_of(getattr(self.world, kind.table))):
                kind(self, row)

    def _own_agents(self) -> Any:
        """The agents that users added."""
        types = [kind for kind in super().agents_by_type if not issubclass(kind, RowAgent)]
        return AgentSet([agent for kind in types for agent in self._agents_of(kind)], random=self.random)

    def remove_all_agents(self) -> None:
        """Remove users' agents and let go of the views, which are made anew when next asked for."""
        for agent in list(super().agents):
            (agent.release if isinstance(agent, RowAgent) else agent.remove)()
        self._views.clear()
        super().remove_all_agents()

    def close(self) -> None:
        """Let go of all agents, so that the model's memory can be freed; its record stays readable."""
        self.remove_all_agents()  # and Mesa 3.3 counts agents' ids in a dictionary of all models, for ever:
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def __enter__(self) -> SSRModel:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # --- results

    @property
    def record(self) -> np.ndarray:
        """structured[months run + 1]: every indicator by month, read-only, money in cents."""
        lines = self._lines[: self._months_recorded + 1]
        lines.flags.writeable = False
        return lines

    def dataframe(self) -> pd.DataFrame:
        """The record so far as a DataFrame: one row a month, one column an indicator, money in USD m."""
        record = self.record
        columns = {i.name: record[i.name] / CENTS_PER_USD_M if i.is_money else record[i.name] for i in INDICATORS}
        columns |= {name: self._computed(name) for name in sorted(self.spec.extension.indicators)}
        return pd.DataFrame(columns, index=pd.RangeIndex(len(record), name="month"))

    def _computed(self, name: str) -> np.ndarray:
        """float64[months run + 1]: an indicator of the extension."""
        series = np.asarray(self.record)[np.newaxis]
        return Results(self.spec, np.zeros(1, np.int64), series, None, np.empty(0), (), 0.0).values(name)[0]

    def __getattr__(self, name: str) -> Any:
        """Only reached for names that are not found."""
        if "spec" in self.__dict__ and name in self.spec.extension.indicators:
            return self._computed(name)[-1].item()
        if name.startswith("_"):
            raise AttributeError(name)
        if hasattr(type(self), name):  # a property failed: tell its own error
            return super().__getattribute__(name)
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}{nearest(name, dir(self))}")

    def __repr__(self) -> str:
        return f"<SSRModel {self.spec.name}, {self.spec.plan.name}: month {self.month} of {self.spec.run.months}>"


class _CompileNotice:
    """Says in one line why the first model on a machine takes a minute, and nothing when the cache is warm."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._said = False

    def __call__(self, done: int, total: int) -> None:
        if not self._said and done < total and time.monotonic() - self._began > PATIENCE:
            self._said = True
            sys.stderr.write("Compiling the model, once on this machine (about a minute) ...\n")


def _whole_number(name: str, value: Any) -> int:
    """The value as an int in 0..2^32-1, the range of seeds and replicates."""
    try:
        if isinstance(value, bool | np.bool_):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} is a {type(value).__name__}; give a whole number such as {name}=7") from None
    if not 0 <= number <= MAX_SEED:
        raise ValueError(f"{name} is {number}; it must lie in 0..{MAX_SEED}")
    return number


def _latest(indicator: Indicator) -> property:
    """The indicator in the newest month of the record, in the unit that readers see."""

    def read(self: SSRModel) -> float | int:
        value = self._lines[indicator.name][self._months_recorded].item()
        return value / CENTS_PER_USD_M if indicator.is_money else value

    unit = "USD m" if indicator.is_money else indicator.unit
    return property(read, doc=f"{indicator.label} now: {indicator.text} ({unit}).")


for _indicator in INDICATORS:
    if hasattr(SSRModel, _indicator.name):
        raise TypeError(f"the indicator {_indicator.name} would hide SSRModel.{_indicator.name}; rename it")
    setattr(SSRModel, _indicator.name, _latest(_indicator))
