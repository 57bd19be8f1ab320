"""The branches of the timeline: which are shown, which one decisions act on, and how to make and close one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssrsim.dashboard.elements import box, button, put, text, write

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen
    from ssrsim.dashboard.shot import Shot

LETTERS = "ABCD"


class Branches:
    """A line for each branch, and the fork."""

    def __init__(self, screen: Screen) -> None:
        self._screen, words = screen, screen.words
        with box("div", "futures", role="group", aria_label=words("ui.branches")):
            text("h2", words("ui.decide_in"), "kicker")
            self._lines = [self._line(letter) for letter in LETTERS]
            with box("div", "tools"):
                self._fork = button(words("ui.fork"), screen.deeds.fork, data_key="f", aria_keyshortcuts="f")
                self._undo = button(words("ui.undo"), screen.deeds.undo, data_key="u", aria_keyshortcuts="u")

    def _line(self, letter: str) -> tuple:
        screen = self._screen
        with box("div", "future") as line:
            mark = button(letter, lambda: screen.choose(letter), f"letter {letter.lower()}")
            title = text("span", "", "title")
            with box("div", "tools"):
                shown = button(screen.words("ui.show"), lambda: screen.show_branch(letter))
                close = button(
                    "\u00d7", lambda: screen.deeds.close(letter), aria_label=screen.words("ui.close", letter=letter)
                )
        return line, mark, title, shown, close

    def show(self, shot: Shot) -> None:
        """Draw the branches that there are."""
        screen, letters = self._screen, [branch.letter for branch in shot.branches]
        for letter, (line, mark, title, shown, close) in zip(LETTERS, self._lines, strict=True):
            put(line, hidden=letter not in letters)
            if letter not in letters:
                continue
            branch = shot.branches[letters.index(letter)]
            write(title, branch.title)
            put(title, title=branch.title)
            is_active = letter == screen.looks.branch
            said = screen.words("ui.decide_in_letter", letter=letter, title=branch.title)
            put(mark, aria_pressed="true" if is_active else "false", aria_label=said, title=said)
            put(shown, hidden=len(letters) < 3, aria_pressed="true" if letter in screen.looks.shown else "false",
                aria_label=screen.words("ui.show_letter", letter=letter))  # fmt: skip
            put(close, hidden=len(letters) < 2 or letter == letters[0])
        put(self._fork, disabled=len(letters) >= len(LETTERS) or shot.month >= shot.months)
        put(self._undo, disabled=not shot.can_undo)
