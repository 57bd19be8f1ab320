"""What is to be run of a study and who is to blame when a process dies.

A shard whose process dies three times is suspected: when all else is done, or when many are, its runs go one by one,
alone, and a run that kills its process three times again is set aside, so that no other is blamed for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ssrsim.lab.shards import TRIES, set_aside
from ssrsim.lab.workers import Hands, StudyStopped, hands_of
from ssrsim.records.study_store import Store
from ssrsim.scenario.study import Shard
from ssrsim.scenario.study_file import Executor

IN_A_ROW = 10  # runs set aside one after the other, without one delivered between them: something else is wrong


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
        StudyStopped: Run after run kills its process, or none can be started.
    """
    if queue.empty:
        return
    with hands_of(store, executor) as hands:
        while not queue.empty:
            _work(hands, queue, done)
            _run_suspects(hands, queue, done)


def _work(hands: Hands, queue: Queue, done: Callable[[Shard], Shard | None]) -> None:
    """Hand out all shards, a few at a time, so that neither memory nor the engine grows with their number.

    Where many are suspected, the rest waits until it is known what is wrong with those.
    """
    while True:
        while len(hands.out) < hands.room and len(queue.suspects) < IN_A_ROW and (shard := queue.next()) is not None:
            hands.give(shard, queue.deaths.get(shard, 0))
        if not hands.out:
            return
        shard, lived = hands.take()
        if lived:
            queue.add(done(shard))
        else:
            queue.died(shard)


def _run_suspects(hands: Hands, queue: Queue, done: Callable[[Shard], Shard | None]) -> None:
    """Run one by one, and one at a time, the runs of shards whose processes died."""
    in_a_row = 0
    while queue.suspects:
        shard = queue.suspects.pop()
        if hands.store.receipt(shard) is not None:  # its process died when all was stored
            queue.add(done(shard))
            continue
        for run in range(shard.first, shard.first + shard.n):
            alone = Shard(run, 1)
            if _lives_alone(hands, alone):
                in_a_row = 0
            else:
                in_a_row += 1
                set_aside(hands.store, run, f"its process died {TRIES} times: killed, crashed or out of memory")
            queue.add(done(alone))
            if in_a_row == IN_A_ROW:
                raise StudyStopped(
                    f"{in_a_row} runs in a row killed their process {TRIES} times each, the last is run {run}; "
                    f"look at one with: ssrsim reproduce {hands.store.folder} {run}"
                )


def _lives_alone(hands: Hands, alone: Shard) -> bool:
    """Whether a run comes to its end in one of three tries, with nothing else under way that could be to blame."""
    for number in range(TRIES):
        hands.give(alone, TRIES + number)
        if hands.take()[1]:
            return True
    return hands.store.receipt(alone) is not None
