"""SSR-REF-1 in mesa-frames, one Polars table: `python -m benchmarks.peers.frames_reference CIVILIANS MONTHS`.

Written as that library is meant to be used: columns at once, expressions of Polars, one `with_columns` after the other.
Random numbers come from the model's own generator, so that sums are near those of the other engines and not the same.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import polars as pl  # pyright: ignore[reportMissingImports]
from mesa_frames import AgentSetPolars, ModelDF  # pyright: ignore[reportMissingImports]

from benchmarks import reference_rules as rules
from benchmarks.peers.server import serve

SUMS = ("trust", "grievance", "civilians", "displaced", "insurgents", "cooperated", "protested", "extorted", "abused")


class Civilians(AgentSetPolars):
    """All civilians as one table."""

    def __init__(self, model: Country, n: int) -> None:
        super().__init__(model)
        who = rules.people(n)
        start = rules.starts_of(n)
        columns = {name: getattr(who, name) for name in rules.People._fields if name != "peers"}
        columns["district"] = np.repeat(np.arange(rules.DISTRICTS, dtype=np.int32), np.diff(start))
        self.add(pl.DataFrame({"unique_id": np.arange(n, dtype=np.int64), **columns}))
        self.peers = [pl.Series(np.ascontiguousarray(who.peers[:, k]).astype(np.uint32)) for k in range(rules.PEERS)]

    def step(self) -> None:
        """One month of all civilians."""
        self.do("meet")
        self.do("live_through")
        self.do("choose")

    def meet(self) -> None:
        """Draws, conditions of the district, encounters."""
        n = len(self.agents)
        here = pl.DataFrame(self.model.conditions.astype(np.float32), ["met_below", "served_below", "one", "other"])
        place = here[self.agents["district"]]
        draws = self.model.random.random((3, n), dtype=np.float32)
        trust = self.agents["trust"]
        heard = sum((trust.gather(peers) for peers in self.peers[1:]), start=trust.gather(self.peers[0]))
        agents = self.agents.with_columns(*place, u=draws[0], v=draws[1], w=draws[2], heard=heard / 6.0)
        met = pl.col("u") < pl.col("met_below")
        below = pl.when(pl.col("group") == 1).then(pl.col("other")).otherwise(pl.col("one"))
        agents = agents.with_columns(
            served=met & (pl.col("v") < pl.col("served_below")),
            extorted=met & (pl.col("v") >= pl.col("served_below")) & (pl.col("v") < below),
            abused=met & (pl.col("v") >= pl.col("served_below")) & (pl.col("v") >= below),
        )
        self.agents = agents.with_columns(flees=pl.col("abused") & (pl.col("u") < 0.25 * pl.col("met_below")))

    def live_through(self) -> None:
        """Trust, grievance, fear and wealth."""
        t, g, f, w = (pl.col(name) for name in ("trust", "grievance", "fear", "wealth"))
        served, extorted, abused = pl.col("served"), pl.col("extorted"), pl.col("abused")
        change = rules.PEER_WEIGHT * (pl.col("heard") - t)
        change += pl.when(served).then(rules.GAIN * (1 - t)).otherwise(0.0)
        change -= pl.when(extorted).then(0.5 * rules.LOSS * t).when(abused).then(rules.LOSS * t).otherwise(0.0)
        jump = (
            pl.when(served).then(-rules.GRIEVANCE_SERVED * g)
            .when(extorted).then(rules.GRIEVANCE_EXTORTED * (1 - g))
            .when(abused).then(rules.GRIEVANCE_ABUSED * (1 - g)).otherwise(0.0)
        )  # fmt: skip
        earned = (
            pl.when(served).then(rules.WEALTH_SERVED * (1 - w))
            .when(extorted).then(-rules.WEALTH_EXTORTED * w).otherwise(0.0)
        )  # fmt: skip
        afraid = f + pl.when(abused).then(rules.FEAR_ABUSED * (1 - f)).otherwise(0.0)
        agents = self.agents.with_columns(
            trust=(t + change).clip(0, 1).cast(pl.Float32), grievance=(g + jump).cast(pl.Float32),
            fear=(afraid * (1 - rules.FADING)).cast(pl.Float32), wealth=(w + earned).cast(pl.Float32),
        )  # fmt: skip
        rest = rules.FADING * ((1 - t) * (1 - w)) - rules.FADING * g
        self.agents = agents.with_columns(grievance=(g + rest).cast(pl.Float32))

    def choose(self) -> None:
        """One of four acts, and what becomes of people."""
        t, g, f, state = (pl.col(name) for name in ("trust", "grievance", "fear", "state"))
        agents = self.agents.with_columns(
            mobilise=(-6 + 5 * g - 3 * t - f).exp(), cooperate=(-1.5 + 2.5 * t - f).exp(),
            protest=(-4 + 4 * g - 2 * f).exp(),
        )  # fmt: skip
        mobilise, cooperate, protest = (pl.col(name) for name in ("mobilise", "cooperate", "protest"))
        v = pl.col("w") * (1 + mobilise + cooperate + protest)
        joins, tells = v < mobilise, (v >= mobilise) & (v < mobilise + cooperate)
        marches = (v >= mobilise + cooperate) & (v < mobilise + cooperate + protest)
        becomes = (
            pl.when((state == 0) & joins).then(2).when((state == 0) & pl.col("flees")).then(1).when(state == 0).then(0)
            .when(state == 1).then(1 - pl.col("served").cast(pl.Int8)).when(tells).then(0).otherwise(2)
        )  # fmt: skip
        self.agents = agents.with_columns(tells=tells, marches=marches, state=becomes.cast(pl.Int8))


class Country(ModelDF):
    """The reference country."""

    def __init__(self, n: int) -> None:
        super().__init__(seed=1)
        self.start = rules.starts_of(n)
        self.sums = rules.sums_at_start(rules.people(n))
        self.rest = rules.institutions()
        self.conditions = self.rest.conditions
        self.civilians = Civilians(self, n)
        self.agents += self.civilians
        self.civilians = self.agents._agentsets[0]

    def step(self) -> None:
        """One month: institutions, civilians, sums."""
        *rest, conditions = self.rest
        rules.answer(self.sums, self.start, *rest)
        rules.condition(self.sums, self.start, rest[0], conditions)
        self.agents.do("step")
        self.add_up()

    def add_up(self) -> None:
        """The sums by district, in the units of the rules."""
        state = pl.col("state")
        sums = (
            self.civilians.agents.group_by("district")
            .agg(
                trust=pl.col("trust").sum() * rules.ONE, grievance=pl.col("grievance").sum() * rules.ONE,
                civilians=(state == 0).sum(), displaced=(state == 1).sum(), insurgents=(state == 2).sum(),
                cooperated=pl.col("tells").sum(), protested=pl.col("marches").sum(),
                extorted=pl.col("extorted").sum(), abused=pl.col("abused").sum(),
            )
            .sort("district")
        )  # fmt: skip
        self.sums = sums.select(pl.col(SUMS).cast(pl.Int64)).to_numpy()


def main(n: int, months: int) -> None:
    """Serve runs of so many months from the start; told are the seconds of the months alone, and the sums."""

    def task() -> dict[str, object]:
        model = Country(n)
        wall, processor = time.perf_counter(), time.process_time()
        for _ in range(months):
            model.step()
        spent = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}
        return spent | {"sums": model.sums.sum(axis=0).tolist()}

    serve(task)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
