"""Replicates with users' hooks: one after the other, by the Mesa face of the model. The slow path."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from typing import Any, NamedTuple

from ssrsim.hooks import Hook, load_hooks
from ssrsim.lab.ensemble import Enough, Record, Report, batches, gather, record_of
from ssrsim.model import SSRModel
from ssrsim.phases.engine import BrokenInvariant, advance, compile_steps, settle
from ssrsim.records.results import FailedRun, Results
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build


class HookTime(NamedTuple):
    """Time of one hook in an average month."""

    name: str
    microseconds: float


class HookTimes(NamedTuple):
    """What hooks cost: a month at full speed without them, a month with them, and in it each of them."""

    without: float  # microseconds
    whole: float
    hooks: tuple[HookTime, ...]


def run_with_hooks(scenario: Scenario, report: Report, enough: Enough | None = None) -> Results:
    """As `run_ensemble`. A hook that fails ends everything: half of the results would be another model's."""
    run = runner(scenario)
    started = time.perf_counter()
    kept: dict[int, Record] = {}
    failed: list[FailedRun] = []
    for batch in batches(scenario, kept, enough):
        for replicate in batch:
            try:
                kept[replicate] = run(replicate)
            except BrokenInvariant as broken:
                failed.append(FailedRun(replicate, broken.month, str(broken)))
            report(replicate + 1, batch.stop)
    return gather(scenario, kept, failed, time.perf_counter() - started)


def runner(scenario: Scenario) -> Callable[[int], Record]:
    """What runs a replicate of this scenario with its hooks, given its number."""
    hooks = load_hooks(scenario.hooks)
    compile_steps(build(scenario))
    return lambda replicate: _one(scenario, replicate, hooks)


def time_hooks(scenario: Scenario, replicate: int = 0) -> HookTimes:
    """Run one replicate with hooks and once more without, and look at the clock around each hook."""
    spent: dict[str, float] = {}
    timed = tuple(hook._replace(function=_timed(hook, spent)) for hook in load_hooks(scenario.hooks))
    months = scenario.run.months
    world = settle(build(scenario), scenario.run.seed, replicate)
    advance(world, 1, 1)  # whatever happens once happens here
    started = time.perf_counter()
    if months > 1:
        advance(world, 2, months)
    without = (time.perf_counter() - started) / max(months - 1, 1)
    with _hooked(scenario, replicate, timed) as model:
        if months > 1:
            model.step()
        spent.clear()
        started = time.perf_counter()
        model.run_model()
        whole = (time.perf_counter() - started) / max(months - 1, 1)
    each = tuple(HookTime(name, seconds / max(months - 1, 1) * 1e6) for name, seconds in spent.items())
    return HookTimes(without * 1e6, whole * 1e6, each)


def _one(scenario: Scenario, replicate: int, hooks: tuple[Hook, ...]) -> Record:
    with _hooked(scenario, replicate, hooks) as model:
        model.run_model()
        return record_of(model.world, scenario)


def _hooked(scenario: Scenario, replicate: int, hooks: tuple[Hook, ...]) -> SSRModel:
    """The model with these hooks, whose failures are told in one sentence."""
    model = SSRModel(scenario.model_copy(update={"hooks": ()}), replicate=replicate)
    collecting: Any = model
    collecting.datacollector = None  # nobody asks for it here, and it costs more than the month
    for hook in hooks:
        model.add_hook(hook.after, _told(hook))
    return model


def _told(hook: Hook) -> Any:
    def call(model: SSRModel) -> None:
        try:
            hook.function(model)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            raise UsersMistakeError(
                f"the hook {hook.name} failed in month {model.month}: {type(error).__name__}: {error} "
                f"({last.filename}, line {last.lineno})"
            ) from error

    return call


def _timed(hook: Hook, spent: dict[str, float]) -> Any:
    def call(model: SSRModel) -> None:
        started = time.perf_counter()
        try:
            hook.function(model)
        finally:
            spent[hook.name] = spent.get(hook.name, 0.0) + time.perf_counter() - started

    return call
