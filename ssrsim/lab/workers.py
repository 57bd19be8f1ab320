"""The processes that run studies: Dask's on this machine, or a cluster that the user names.

Workers write what they ran themselves; what goes between processes is which shard to run and how it ended. A process
that dies is replaced. Nothing here waits for ever, leaves a process behind, or prints anything of the engine's own.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from multiprocessing import resource_tracker
from queue import Empty, SimpleQueue
from typing import Any

from ssrsim.lab.shards import run_shard
from ssrsim.records.study_store import Store
from ssrsim.scenario.study import Shard
from ssrsim.scenario.study_file import Executor

AHEAD = 2  # shards in the hands of the engine for each worker
DEATHS_AT_START = 10  # processes that die one after the other before they get a shard: none will live
CLOSING = 20.0  # seconds that the engine may take to end when all is done
LOOK = 1.0  # seconds between two looks at the processes while nothing ends
NOT_HEARD = {signal.SIGINT, signal.SIGHUP}  # by workers: who started the study hears them and ends its workers
NOISY = ("distributed", "distributed.client", "asyncio", "tornado")  # what they have to say is said here, in our words
SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,  # we count deaths ourselves
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.worker-ttl": None,  # a process that is asleep, as after Ctrl-Z, is not dead
    "distributed.scheduler.http.routes": [],
    "distributed.deploy.lost-worker-timeout": "10000 days",  # a process that is slow to start is not lost
    "distributed.worker.daemon": True,
    "distributed.worker.http.routes": [],
    "distributed.worker.memory.target": False,  # shards leave nothing in memory that could be moved to the disk
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,  # a process that waits for memory that nobody gives back waits for ever
    "distributed.worker.profile.enabled": False,
    "distributed.admin.low-level-log-length": 100,  # so that memory does not grow with the number of shards
    "distributed.admin.log-length": 100,
}


class StudyStopped(RuntimeError):
    """Processes die one after the other; what is delivered stays. Exit code 3."""


class Hands:
    """The processes: are given shards and tell how each ended."""

    def __init__(self, client: Any, cluster: Any, store: Store, workers: int) -> None:
        self.client = client
        self.cluster = cluster  # None where it is not ours
        self.store = store
        self.room = AHEAD * max(1, workers)
        self.out: dict[Any, Shard] = {}
        self.ended: SimpleQueue[Any] = SimpleQueue()
        self.seen: set[int] = set()  # processes since the last shard that ended

    def give(self, shard: Shard, number: int) -> None:
        """Have a shard run; `number` tells its tries apart."""
        future = self.client.submit(run_shard, str(self.store.folder.resolve()), shard, pure=False,
                                    key=f"shard-{shard.name}-{number}")  # fmt: skip
        self.out[future] = shard
        future.add_done_callback(self.ended.put)

    def take(self) -> tuple[Shard, bool]:
        """The next shard that ended, and whether it is there; it is not where its process died.

        Raises:
            OSError: The disk is full or at fault.
            StudyStopped: No process lives long enough to be given anything.
        """
        while True:
            try:
                future = self.ended.get(timeout=LOOK)
            except Empty:
                self._look()
                continue
            self.seen.clear()
            shard = self.out.pop(future)
            lived = _lived(future)
            future.release()
            return shard, lived

    def _look(self) -> None:
        """Notice that no process lives: nothing would ever end then, and nobody would say why."""
        if self.cluster is None:
            return
        keepers = list(self.cluster.workers.values())
        self.seen.update(keeper.pid for keeper in keepers if keeper.pid)
        given_up = keepers and all(keeper.status.name in ("closed", "failed") for keeper in keepers)
        if given_up or len(self.seen) > len(keepers) + DEATHS_AT_START:
            raise StudyStopped(
                "processes die as soon as they are started; is there memory for them (executor.memory_gb)?"
            )


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
def hands_of(store: Store, executor: Executor) -> Iterator[Hands]:
    """The cluster that was named, or one of our own that ends with it."""
    from dask import config
    from distributed import Client

    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with config.set(SETTINGS):
        if executor.address:
            with Client(executor.address) as client:
                threads: Any = client.nthreads()
                yield Hands(client, None, store, len(threads))
        else:
            with _own_cluster(executor) as (client, cluster, workers):
                yield Hands(client, cluster, store, workers)


@contextmanager
def _own_cluster(executor: Executor) -> Iterator[tuple[Any, Any, int]]:
    """Processes on this machine that end with this one: a client of them, who keeps them, and how many they are.

    Ctrl-C is heard between start and end only, so that nothing is left half-made. Neither the engine's threads nor the
    processes that they start hear it: who started the study does, and ends them.
    """
    from distributed import Client, LocalCluster
    from distributed.utils import LoopRunner

    make: Any = LocalCluster  # its types forbid what its text allows
    workers = executor.workers or os.cpu_count() or 1
    with _deaf():
        resource_tracker.ensure_running()  # first, because it listens again whoever starts it
    with _deaf():
        runner = LoopRunner()
        runner.start()
        cluster = make(
            n_workers=0,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # or it asks for a port that others may have
            silence_logs=logging.CRITICAL,
            memory_limit=f"{executor.memory_gb}GB" if executor.memory_gb else "auto",
            loop=runner.loop,
        )
        client: Any = Client(cluster)
    well = False
    try:
        cluster.scale(workers)
        yield client, cluster, workers
        well = True
    finally:
        with _deaf(), nullcontext() if well else _killing():
            client.close()
            with suppress(TimeoutError):
                cluster.close(timeout=CLOSING)
            runner.stop()


@contextmanager
def _deaf() -> Iterator[None]:
    """Signals wait, here and for ever in the threads and processes that are started meanwhile."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, NOT_HEARD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _killing() -> Iterator[None]:
    """Processes end as soon as they are there: nobody waits for what is under way, and what is stored is whole."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.02):
            for process in multiprocessing.active_children():
                if process.name.startswith("Dask Worker"):
                    process.kill()

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()
