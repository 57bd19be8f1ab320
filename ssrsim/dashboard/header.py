"""The head of the page: which country and plan, what month it is, and the transport through time."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from nicegui.elements.mixins.text_element import TextElement

from ssrsim.dashboard.elements import Handler, box, button, draw, markup, put, select, slider, text, write
from ssrsim.session.language import NAMES

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen
    from ssrsim.dashboard.shot import Shot

SPEEDS = (1, 2, 5, 10)  # months in a second


class Header:
    """Two lines: what is shown, and when."""

    def __init__(self, screen: Screen) -> None:
        self._screen, words = screen, screen.words
        with box("div", "head", role="region", aria_label=words("ui.head")):
            with box("div", "line"):
                with box("div", "where"):
                    self._country = text("h1", "", data_part="country")
                    self._plan = text("span", "", "plan", data_part="plan")
                button(words("ui.change"), classes="key office", data_opens="start")
                text("span", words("ui.not_validated"), "mark", title=words("ui.not_validated_why"))
                self._views()
            with box("div", "line"):
                self._transport()
        self._spoken = text("div", "", "hidden", aria_live="polite", role="status")

    def _views(self) -> None:
        screen, words = self._screen, self._screen.words
        with box("div", "group push office", role="group", aria_label=words("ui.view")):
            self._room = button(words("ui.room"), lambda: screen.look(facilitator=False))
            self._truth = button(words("ui.facilitator"), lambda: screen.look(facilitator=True))
        self._projector = button(
            words("ui.projector"),
            screen.switch_projector,
            "key push",
            data_key="p",
            data_part="projector",
            aria_keyshortcuts="p",
        )
        select(NAMES, screen.looks.language, screen.speak, aria_label=words("ui.language"), data_part="language",
               class_="office")  # fmt: skip
        button(words("ui.file"), classes="key office", data_opens="files")
        button("?", classes="key", data_opens="help", data_key="?", aria_label=words("ui.help"), aria_keyshortcuts="?")

    def _transport(self) -> None:
        screen, words = self._screen, self._screen.words
        with box("div", "date"):
            self._date = text("b", "", data_part="date")
            self._month = text("span", "", "small", data_part="month")
        with box("div", "group", role="group", aria_label=words("ui.transport")):
            self._first = self._key("ui.first", lambda: screen.go(0), "Home", aria_label=words("ui.first_month"))
            self._back = self._key("ui.back", lambda: screen.step(-1), "ArrowLeft")
            self._play = self._key("ui.play", screen.switch_play, "Space", classes="key main")
            self._step = self._key("ui.step", lambda: screen.step(1), "ArrowRight")
            self._end = self._key(
                "ui.last", lambda: screen.go(screen.horizon), "End", aria_label=words("ui.last_month")
            )
        speeds = {str(speed): words("ui.speed", months=words.amount("month", speed)) for speed in SPEEDS}
        select(speeds, str(screen.speed), screen.hurry, aria_label=words("ui.speed_of_play"))
        with box("div", "track"):
            self._slider = slider(0, 0, screen.horizon, 1, lambda month: screen.go(int(month)), live=True,
                                  aria_label=words("ui.month"), data_part="month-slider", data_says="none")  # fmt: skip
            self._marks = markup("div", "", "marks", aria_hidden="true")

    def _key(self, word: str, press: Handler, key: str, classes: str = "key", **more: str) -> TextElement:
        return button(self._screen.words(word), press, classes, data_key=key, aria_keyshortcuts=key, **more)

    def show(self, shot: Shot) -> None:
        """Draw this month."""
        screen, looks = self._screen, self._screen.looks
        write(self._country, shot.country)
        write(self._plan, shot.plan)
        write(self._date, shot.date)
        write(self._month, screen.words("ui.month_of", month=shot.month, months=shot.months))
        put(self._slider, data_now=shot.month, max=shot.months)
        draw(self._marks, _marks(shot))
        write(self._play, screen.words("ui.pause" if screen.playing else "ui.play"))
        for key, is_dead in ((self._first, shot.month == 0), (self._back, shot.month == 0),
                             (self._step, shot.month >= shot.months), (self._end, shot.month >= shot.months),
                             (self._play, shot.month >= shot.months and not screen.playing)):  # fmt: skip
            put(key, disabled=is_dead)
        put(self._room, aria_pressed=_yes(not looks.facilitator))
        put(self._truth, aria_pressed=_yes(looks.facilitator))
        put(self._projector, aria_pressed=_yes(looks.projector))
        if not screen.playing:
            write(self._spoken, f"{shot.date}, {screen.words('ui.month_of', month=shot.month, months=shot.months)}")


def _yes(pressed: bool) -> str:
    return "true" if pressed else "false"


def _marks(shot: Shot) -> str:
    """Small strokes under the slider where something was decided or struck."""
    return "".join(
        f'<i class="{"shock" if mark.is_shock else ""}" title="{escape(mark.words)}"'
        f' style="left:{100 * mark.month / max(shot.months, 1):.2f}%;background:var(--{half.letter.lower()})"></i>'
        for half in shot.halves
        for mark in half.course.marks
    )
