"""A session: one start, some branches of decisions, and the month that is looked at.

Its state is the start and the decisions of each branch, nothing else; every number follows from them. A branch never
changes: a decision makes another one in its place, so what somebody still holds of the old one stays true.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from ssrsim import __version__
from ssrsim.lab.timelines import Timeline
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.scenario import Scenario
from ssrsim.session.decisions import Decision, decided
from ssrsim.session.saved import (
    LETTERS,
    MOST_DECISIONS,
    Course,
    Saved,
    checked_title,
    read,
    told_in_one_line,
    within,
    written,
)
from ssrsim.session.start import Start


@dataclass(frozen=True, eq=False)
class Branch:
    """One course of history: the decisions taken in it, the scenario with them, and all that came of it.

    Attributes:
        letter: what it is called: one of `LETTERS`.
        title: what its author calls it; empty if nothing.
        decisions: in the order of their months.
        timeline: the history, whole.
    """

    letter: str
    title: str
    decisions: tuple[Decision, ...]
    timeline: Timeline

    @property
    def scenario(self) -> Scenario:
        """The scenario with the decisions woven in: as a file it is `scenario_file=` of `ssrsim run`."""
        return self.timeline.scenario


class Session:
    """What one visitor, or one room, works with. Threads may share it; no two sessions share anything that changes."""

    def __init__(self, start: Start) -> None:
        """Begin with one branch without decisions, in the month of the settlement.

        Raises:
            UsersMistakeError: The start names something that is not there.
        """
        self.start = start
        self.scenario = start.composed()
        self.month = 0
        self.version = __version__  # that wrote the file which was opened: with another one numbers can differ
        self._lock = threading.RLock()
        self._branches: dict[str, Branch] = {"A": Branch("A", "", (), Timeline(self.scenario))}

    @property
    def horizon(self) -> int:
        """The last month."""
        return self.scenario.run.months

    @property
    def branches(self) -> tuple[Branch, ...]:
        """All branches, in the order of their letters."""
        return tuple(branch for _, branch in sorted(self._branches.items()))

    def branch(self, letter: str) -> Branch:
        """The branch of this letter.

        Raises:
            UsersMistakeError: There is none.
        """
        there = self._branches
        if letter not in there:
            raise UsersMistakeError(f"there is no branch {letter[:20]}; there are: {', '.join(sorted(there))}")
        return there[letter]

    def go(self, month: int) -> int:
        """Look at another month; one that is not there becomes the nearest that is. Returns the month."""
        self.month = min(max(int(month), 0), self.horizon)
        return self.month

    def decide(self, letter: str, decision: Decision, instead: Decision | None = None) -> tuple[Decision, ...]:
        """Take a decision in a branch.

        Later decisions of this branch belonged to a future that will not come: they are dropped.

        Args:
            letter: of the branch.
            decision: what is decided.
            instead: a decision of the branch that this one takes the place of, as when a slider is moved on.

        Returns:
            The decisions that were dropped.

        Raises:
            UsersMistakeError: It names what is not there, or the branch can hold no more; nothing changes.
        """
        with self._lock:
            branch = self.branch(letter)
            kept = tuple(one for one in branch.decisions if one.month <= decision.month)
            self._redecide(branch, (*(one for one in kept if one is not instead), decision))
            return branch.decisions[len(kept) :]

    def undo(self, letter: str) -> Decision | None:
        """Take back the last decision of a branch. Returns it, None where there is none."""
        with self._lock:
            branch = self.branch(letter)
            if not branch.decisions:
                return None
            self._redecide(branch, branch.decisions[:-1])
            return branch.decisions[-1]

    def fork(self, letter: str, title: str = "") -> Branch:
        """A new branch with the same decisions as this one: the same history until a decision parts them.

        Raises:
            UsersMistakeError: All letters are taken, or the title is too long.
        """
        with self._lock:
            branch = self.branch(letter)
            free = [name for name in LETTERS if name not in self._branches]
            if not free:
                raise UsersMistakeError(f"there are {len(LETTERS)} branches, the most there can be; close one first")
            made = Branch(free[0], checked_title(title), branch.decisions, branch.timeline)
            self._put(made)
            return made

    def close(self, letter: str) -> None:
        """Leave a branch for good.

        Raises:
            UsersMistakeError: It is the only one.
        """
        with self._lock:
            branch = self.branch(letter)
            if len(self._branches) == 1:
                raise UsersMistakeError(f"{letter} is the only branch; undo its decisions instead")
            self._branches = {one.letter: one for one in self.branches if one is not branch}

    def rename(self, letter: str, title: str) -> None:
        """Give a branch another title.

        Raises:
            UsersMistakeError: The title is too long.
        """
        with self._lock:
            branch = self.branch(letter)
            self._put(Branch(letter, checked_title(title), branch.decisions, branch.timeline))

    def saved(self) -> str:
        """The session as the text of a small JSON file."""
        with self._lock:
            courses = {branch.letter: Course(branch.title, branch.decisions) for branch in self.branches}
            return written(Saved(self.start, self.month, courses))

    @classmethod
    def opened(cls, text: str) -> Session:
        """The session in the text of a file: the same numbers wherever this version runs.

        Raises:
            UsersMistakeError: It is no session, or names what is not there; one line with every fault that was found.
        """
        with told_in_one_line():
            start, month, courses, version = read(text)
            session = within("start", cls, start)
            if month > session.horizon:
                raise UsersMistakeError(f"month is {month}; this session ends with month {session.horizon}")
            bare = session.branch("A").timeline
            session._branches = {
                letter: Branch(letter, title, decisions,
                               within(f"branch {letter}", session._told, decisions) if decisions else bare)
                for letter, (title, decisions) in courses.items()
            }  # fmt: skip
            session.go(month)
            session.version = version
            return session

    def _redecide(self, branch: Branch, decisions: tuple[Decision, ...]) -> None:
        self._put(Branch(branch.letter, branch.title, decisions, self._told(decisions)))

    def _put(self, branch: Branch) -> None:
        """In a new mapping: whoever reads the old one in another thread must not see it change."""
        self._branches = {**self._branches, branch.letter: branch}

    def _told(self, decisions: Sequence[Decision]) -> Timeline:
        if len(decisions) > MOST_DECISIONS:
            raise UsersMistakeError(f"a branch has {MOST_DECISIONS} decisions at most; undo one first")
        return Timeline(decided(self.scenario, decisions))


def parted(one: Branch, other: Branch) -> int | None:
    """The last month that two branches have in common by their decisions; None where they decide the same."""
    pairs = zip(one.decisions, other.decisions, strict=False)
    alike = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one.decisions), len(other.decisions)))
    rest = [*one.decisions[alike:], *other.decisions[alike:]]
    return min((decision.month for decision in rest), default=None)
