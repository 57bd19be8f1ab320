"""The engine of studies: Dask's processes on this machine, or a cluster that the user names.

Workers write what they ran themselves; what goes between processes is which shard to run and how it ended. A process
that dies is replaced. A shard whose process dies three times is suspected: when all else is done its runs go one by
one, alone, and a run that kills its process three times again is set aside, so that no other is blamed for it.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from ssrsim.lab.shards import TRIES, run_shard, set_aside
from ssrsim.records.study_store import Store
from ssrsim.scenario.study import Shard
from ssrsim.scenario.study_file import Executor

IN_A_ROW = 10  # runs set aside one after the other, without one delivered between them: something else is wrong
AHEAD = 2  # shards in the hands of the engine for each worker


class StudyStopped(RuntimeError):
    """Runs kill their processes one after the other; what is delivered stays."""


@dataclass
class Queue:
    """What is to be done, and what went wrong with it."""

    waiting: Iterator[Shard]
    again: list[Shard] = field(default_factory=list[Shard])
    deaths: dict[Shard, int] = field(default_factory=dict[Shard, int])
    suspects: list[Shard] = field(default_factory=list[Shard])

    @property
    def empty(self) -> bool:
        """Whether all is done."""
        if not self.again and (shard := next(self.waiting, None)) is not None:
            self.again.append(shard)
        return not self.again and not self.suspects

    def add(self, shard: Shard | None) -> None:
        """One more to run, if there is one."""
        if shard is not None:
            self.again.append(shard)

    def next(self) -> Shard | None:
        """The next shard to hand out, or None where all are out."""
        return self.again.pop() if self.again else next(self.waiting, None)

    def died(self, shard: Shard) -> None:
        """The process that had this shard died."""
        self.deaths[shard] = self.deaths.get(shard, 0) + 1
        (self.again if self.deaths[shard] < TRIES else self.suspects).append(shard)


def run_shards(store: Store, queue: Queue, executor: Executor, done: Callable[[Shard], Shard | None]) -> None:
    """Run shards until there are none left.

    Args:
        store: where they are stored.
        queue: which.
        executor: who runs them.
        done: is told each shard that is there; gives one more to run, or None.

    Raises:
        OSError: The disk is full or at fault. What is stored stays.
        StudyStopped: Run after run kills its process.
    """
    with _client(executor) as client:
        while not queue.empty:
            _work(client, store, queue, done)
            _run_suspects(client, store, queue, done)


def _work(client: Any, store: Store, queue: Queue, done: Callable[[Shard], Shard | None]) -> None:
    """Hand out all shards, a few at a time, so that neither memory nor the engine grows with their number."""
    from distributed import as_completed

    out: dict[Any, Shard] = {}
    finished = as_completed()

    def hand_out() -> None:
        shard = queue.next()
        if shard is not None:
            future = _submitted(client, store, shard, queue.deaths.get(shard, 0))
            out[future] = shard
            finished.add(future)

    for _ in range(AHEAD * max(1, len(client.nthreads()))):
        hand_out()
    for future in finished:
        shard = out.pop(future)
        if _lived(future):
            queue.add(done(shard))
        else:
            queue.died(shard)
        future.release()
        hand_out()


def _run_suspects(client: Any, store: Store, queue: Queue, done: Callable[[Shard], Shard | None]) -> None:
    """Run one by one, and one at a time, the runs of shards whose processes died."""
    in_a_row = 0
    while queue.suspects:
        shard = queue.suspects.pop()
        for run in range(shard.first, shard.first + shard.n):
            alone = Shard(run, 1)
            if any(_lived(_submitted(client, store, alone, TRIES + number)) for number in range(TRIES)):
                in_a_row = 0
            else:
                in_a_row += 1
                set_aside(store, run, f"its process died {TRIES} times: killed, crashed or out of memory")
            queue.add(done(alone))
            if in_a_row == IN_A_ROW:
                raise StudyStopped(
                    f"{in_a_row} runs in a row killed their process {TRIES} times each, the last is run {run}; "
                    f"look at one with: ssrsim reproduce {store.folder} {run}"
                )


def _submitted(client: Any, store: Store, shard: Shard, number: int) -> Any:
    return client.submit(run_shard, str(store.folder.resolve()), shard, pure=False, key=f"{shard.name}-{number}")


def _lived(future: Any) -> bool:
    """Whether the shard is there; False where its process died.

    Raises:
        OSError: The disk is full or at fault.
    """
    from distributed.scheduler import KilledWorker

    try:
        future.result()
    except (KilledWorker, MemoryError):
        return False
    return True


@contextmanager
def _client(executor: Executor) -> Iterator[Any]:
    """A client of the cluster that was named, or of one of our own that ends with it."""
    from dask import config
    from distributed import Client, LocalCluster

    settings = {"distributed.scheduler.allowed-failures": 0, "distributed.scheduler.worker-saturation": 1.0,
                "distributed.worker.daemon": True}  # fmt: skip
    with config.set(settings):
        if executor.address:
            with Client(executor.address) as client:
                yield client
            return
        asked: dict[str, Any] = {
            "n_workers": executor.workers or os.cpu_count() or 1,
            "threads_per_worker": 1,
            "processes": True,
            "host": "127.0.0.1",
            "dashboard_address": None,
            "silence_logs": logging.CRITICAL,
            "memory_limit": f"{executor.memory_gb}GB" if executor.memory_gb else "auto",
        }
        cluster = LocalCluster(**asked)
        with cluster, Client(cluster) as client:
            try:
                yield client
            except BaseException:  # nobody waits for what is under way
                _kill(cluster)
                raise


def _kill(cluster: Any) -> None:
    """End the processes at once; a shard that is not there yet is not missed."""
    for nanny in cluster.workers.values():
        nanny.auto_restart = False
        with suppress(ProcessLookupError, TypeError):
            os.kill(nanny.pid, signal.SIGKILL)
