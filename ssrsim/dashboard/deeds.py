"""What the levers and the file dialog do to a session: each deed changes it in a thread and then has the page drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ssrsim import __version__
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.session.decisions import (
    BeginDecision,
    ContextDecision,
    Decision,
    PauseDecision,
    ShareDecision,
    ShockDecision,
    StartDecision,
    StopDecision,
)
from ssrsim.session.session import Session
from ssrsim.session.start import start_from

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen

LONGEST_SEED = 10  # digits


class Deeds:
    """What visitors do to the session of their page."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    async def set_share(self, action: str, to: float) -> None:
        """Another weight for an action from the next month on."""
        await self._decide(ShareDecision(month=self._screen.session.month, action=action, to=to))

    async def set_context(self, lever: str, to: float) -> None:
        """Another value of the context from the next month on."""
        await self._decide(ContextDecision(month=self._screen.session.month, lever=lever, to=to))

    async def start(self, action: str) -> None:
        """An action of the plan is due at once."""
        await self._decide(StartDecision(month=self._screen.session.month, action=action))

    async def pause(self, action: str, months: int) -> None:
        """An action rests."""
        await self._decide(PauseDecision(month=self._screen.session.month, action=action, months=months))

    async def stop(self, action: str) -> None:
        """An action ends."""
        await self._decide(StopDecision(month=self._screen.session.month, action=action))

    async def begin(self, reform: str, share: float) -> None:
        """Begin a reform."""
        await self._decide(BeginDecision(month=self._screen.session.month, reform=reform, share=share))

    async def strike(self, shock: str, months: int, fields: dict[str, Any]) -> None:
        """Let something strike."""
        await self._decide(ShockDecision(month=self._screen.session.month, shock=shock, months=months, **fields))

    async def _decide(self, decision: Decision) -> None:
        letter = self._screen.looks.branch

        def decide() -> str:
            session = self._screen.session
            instead = next((one for one in session.branch(letter).decisions[-1:] if _again(one, decision)), None)
            dropped = session.decide(letter, decision, instead)
            return self._screen.words("ui.dropped", n=len(dropped)) if dropped else ""

        await self._screen.act(decide)

    async def undo(self) -> None:
        """Take back the last decision of the branch."""
        await self._screen.act(lambda: self._screen.session.undo(self._screen.looks.branch) and "")

    async def fork(self) -> None:
        """A new branch beside this one, on which decisions act from now on."""
        now, letter = self._screen.session.month, self._screen.looks.branch

        def fork() -> str:
            title = self._screen.words(
                "ui.forked", letter=letter, date=self._screen.words.date(self._screen.session.scenario.country, now)
            )
            made = self._screen.session.fork(letter, title)
            self._screen.looks = self._screen.looks._replace(branch=made.letter, shown=(letter, made.letter))
            return ""

        await self._screen.act(fork)

    async def close(self, letter: str) -> None:
        """Leave a branch for good."""

        def close() -> str:
            self._screen.session.close(letter)
            self._screen.fit_branches()
            return ""

        await self._screen.act(close)

    async def begin_anew(self, scenario: str, plan: str | None, seed: str) -> None:
        """Another session in the place of this one."""

        def begun() -> Session:
            if not seed.isascii() or not seed.isdigit() or len(seed) > LONGEST_SEED:
                raise UsersMistakeError(self._screen.words("ui.seed_fault"))
            return Session(start_from({"scenario": scenario, "plan": plan, "seed": int(seed)}))

        await self._replace(begun)

    async def open(self, text: str) -> None:
        """Open a session from the text of its file in the place of this one."""
        await self._replace(lambda: Session.opened(text))
        version = self._screen.session.version
        if version != __version__:
            self._screen.say(self._screen.words("ui.other_version", version=version))

    async def _replace(self, make: Callable[[], Session]) -> None:
        made: list[Session] = []
        await self._screen.act(lambda: made.append(make()))
        if made:
            await self._screen.replace(made[0])


def _again(last: Decision, decision: Decision) -> bool:
    """Whether a hand goes on moving the same slider in the same month: one decision, not twenty."""
    if last.month != decision.month or type(last) is not type(decision):
        return False
    if isinstance(last, ShareDecision) and isinstance(decision, ShareDecision):
        return last.action == decision.action
    return isinstance(last, ContextDecision) and isinstance(decision, ContextDecision) and last.lever == decision.lever
