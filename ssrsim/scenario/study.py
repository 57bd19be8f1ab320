"""A study: what is varied, under which plans, in how many random worlds. It says what every run is, and runs nothing.

Runs have numbers. A *point* is a row of the design, a *cell* a point under a plan, and

    cell = point x number of plans + plan,    run = cell x replicates + replicate

where `replicates` is the most that a cell may have. The order of runs is the canonical order of all results. A *shard*
is a range of runs that is computed and stored together; where it begins and ends follows from the study alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ssrsim.scenario.factors import Factor, set_path
from ssrsim.scenario.scenario import Scenario

STUDY_SCHEMA = "ssrsim.study/1"
Value = float | int | bool | str


class Shard(NamedTuple):
    """Runs `first` to `first + n - 1`."""

    first: int
    n: int

    @property
    def name(self) -> str:
        """Its name in the store; names sort as runs do."""
        return f"{self.first:012d}-{self.n}"


class Part(NamedTuple):
    """Replicates of one cell."""

    cell: int
    first: int
    n: int


@dataclass(frozen=True)
class Study:
    """What is asked; equal studies have equal ids.

    Attributes:
        name: short name, part of the folder's.
        title: the question or heading that people read.
        base: data of the scenario without its plan; the seed is `run.seed`.
        plans: data of each plan by its name, in the order asked for.
        factors: what varies.
        points: one value per factor and point; a study of one point without factors compares plans.
        design: how the points were made: kind, points, levels, seed.
        replicates: random worlds for each cell, the most of them where `half_width` says when to stop.
        half_width: half-width wanted of 95 % intervals; None where the number of replicates is fixed.
        batch: replicates after which the half-width is looked at.
        runs_per_shard: runs computed and stored together.
        source_hash: hash of the model's source and of its hooks.
    """

    name: str
    title: str
    base: Mapping[str, Any]
    plans: Mapping[str, Mapping[str, Any]]
    factors: tuple[Factor, ...]
    points: tuple[tuple[Value, ...], ...]
    design: Mapping[str, Any]
    replicates: int
    half_width: float | None
    batch: int
    runs_per_shard: int
    source_hash: str

    @property
    def n_cells(self) -> int:
        """Points times plans."""
        return len(self.points) * len(self.plans)

    @property
    def n_runs(self) -> int:
        """Runs at most."""
        return self.n_cells * self.replicates

    @cached_property
    def plan_names(self) -> tuple[str, ...]:
        """The plans in their order."""
        return tuple(self.plans)

    def place(self, cell: int) -> tuple[int, str]:
        """Point and plan of a cell."""
        return cell // len(self.plans), self.plan_names[cell % len(self.plans)]

    def data(self, cell: int) -> dict[str, Any]:
        """The scenario of a cell as plain data of its own."""
        point, plan = self.place(cell)
        data = json.loads(self._plain[plan])
        for factor, value in zip(self.factors, self.points[point], strict=True):
            set_path(data, factor.path, value)
        return data

    def scenario(self, cell: int) -> Scenario:
        """The scenario of a cell.

        Raises:
            ValidationError: The values of this point contradict each other or break a range.
        """
        return Scenario.model_validate_json(json.dumps(self.data(cell)))

    def plain_scenario(self, cell: int) -> Scenario:
        """The scenario of a cell before anything is varied, which is always sound."""
        return Scenario.model_validate_json(self._plain[self.place(cell)[1]])

    @cached_property
    def _plain(self) -> dict[str, str]:
        """The scenario under each plan as JSON, which is copied ten times faster than data are."""
        return {name: json.dumps({**self.base, "plan": plan}, sort_keys=True) for name, plan in self.plans.items()}

    def parts(self, shard: Shard) -> Iterator[Part]:
        """The runs of a shard cell by cell."""
        run, end = shard.first, shard.first + shard.n
        while run < end:
            cell, replicate = divmod(run, self.replicates)
            count = min(end - run, self.replicates - replicate)
            yield Part(cell, replicate, count)
            run += count

    def first_shards(self) -> Iterator[Shard]:
        """What is asked for from the start: every run, or the first batch of every cell."""
        if self.half_width is None:
            for first in range(0, self.n_runs, self.runs_per_shard):
                yield Shard(first, min(self.runs_per_shard, self.n_runs - first))
        else:
            for cell in range(self.n_cells):
                yield self.batch_of(cell, 0)

    def batch_of(self, cell: int, done: int) -> Shard:
        """The next batch of a cell that has so many replicates."""
        return Shard(cell * self.replicates + done, min(self.batch, self.replicates - done))

    def asked(self) -> dict[str, Any]:
        """All that is asked, as plain data: points aside, which have a file of their own and stand here as a hash."""
        points = json.dumps(self.points, separators=(",", ":"), allow_nan=False)
        return {
            "schema": STUDY_SCHEMA,
            "name": self.name,
            "title": self.title,
            "design": dict(self.design),
            "factors": [vars(factor) | {"values": list(factor.values)} for factor in self.factors],
            "points": {"number": len(self.points), "sha256": hashlib.sha256(points.encode()).hexdigest()},
            "replicates": self.replicates,
            "half_width": self.half_width,
            "batch": self.batch,
            "runs_per_shard": self.runs_per_shard,
            "source_hash": self.source_hash,
            "plan_order": list(self.plans),
            "plans": {name: dict(plan) for name, plan in self.plans.items()},
            "base": dict(self.base),
        }

    @cached_property
    def id(self) -> str:
        """The SHA-256 of all that is asked."""
        text = json.dumps(self.asked(), sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


def study_from(asked: Mapping[str, Any], points: tuple[tuple[Value, ...], ...]) -> Study:
    """The study that `Study.asked` told of.

    Raises:
        KeyError, TypeError: Something is missing or of another kind.
    """
    varied: list[dict[str, Any]] = [{**factor, "values": tuple(factor["values"])} for factor in asked["factors"]]
    factors = tuple(Factor(**factor) for factor in varied)
    names = ("name", "title", "base", "design", "replicates", "half_width", "batch", "runs_per_shard", "source_hash")
    plans = {name: asked["plans"][name] for name in asked["plan_order"]}
    told: dict[str, Any] = {name: asked[name] for name in names}
    return Study(**told, plans=plans, factors=factors, points=points)


def shard_size(months: int, rows: int) -> int:
    """How many runs make about four seconds, by their size and not by a clock, so that shards are always alike.

    A run is taken to cost 150 microseconds a month and .15 for every row of a civilian or officer.
    """
    seconds = months * (150 + 0.15 * rows) / 1e6
    return max(1, min(500, round(4 / seconds)))
