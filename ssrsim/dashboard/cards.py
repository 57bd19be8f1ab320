"""Six cards: what was measured last, how sure that is and of when; in the facilitator's view also what is true.

A card is a button: it chooses what the chart shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from nicegui import ui

from ssrsim.dashboard.elements import box, draw, pressable, put
from ssrsim.dashboard.numbers import between, quantity
from ssrsim.session.language import Words

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen
    from ssrsim.dashboard.shot import Shot, ShownCard

IN_A_ROOM = 3  # cards on a projector, the chosen one among them
WIDE, HIGH = 100.0, 10.0  # of the small picture
TRUE_MARK = '<i class="stroke"></i>'  # as the truth is drawn on the line


class Cards:
    """The row of cards."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        with box("div", "cards", role="group", aria_label=screen.words("ui.cards")):
            self._cards = {name: self._made(name) for name in screen.indicators}

    def _made(self, name: str) -> ui.html:
        return pressable("", lambda: self._screen.look(indicator=name), "card", data_part=f"card-{name}")

    def show(self, shot: Shot) -> None:
        """Draw this month, branch under branch on one scale."""
        screen, looks = self._screen, self._screen.looks
        by_weight = dict.fromkeys((*screen.indicators[: IN_A_ROOM - 1], looks.indicator, *screen.indicators))
        most = list(by_weight)[:IN_A_ROOM]
        for place, (name, element) in enumerate(self._cards.items()):
            shown = [(half.letter, half.cards[place]) for half in shot.halves]
            draw(element, face(shown, screen.words))
            is_hidden = looks.projector and name not in most
            put(element, hidden=is_hidden, aria_pressed="true" if name == looks.indicator else "false")


def face(shown: Sequence[tuple[str, ShownCard]], words: Words) -> str:
    """What a card shows of all branches."""
    card = shown[0][1]
    top = _top([card for _, card in shown])
    rows = "".join(_row(letter, card, top, words, len(shown) > 1) for letter, card in shown)
    when = (
        f"{escape(card.when)} \u00b7 {TRUE_MARK} {escape(words('ui.truth'))}"
        if card.truth is not None
        else escape(card.when)
    )
    return (
        f'<span class="name">{escape(card.title)}</span>{rows}'
        f'<span class="when" title="{escape(card.note)}">{when}</span>'
    )


def _top(cards: Sequence[ShownCard]) -> float:
    """The end of the scale, the same for all branches."""
    if cards[0].unit == "share":
        return 1.0
    values = [value for card in cards for value in (card.value, card.high, card.truth) if value is not None]
    return 1.15 * max([*values, 1.0])


def _row(letter: str, card: ShownCard, top: float, words: Words, named: bool) -> str:
    value = quantity(card.value, card.unit, words)
    beside = between(card.low, card.high, card.unit, words)
    if card.truth is not None:
        beside = f'{beside}<b class="true">{TRUE_MARK} {quantity(card.truth, card.unit, words)}</b>'
    name = f'<b class="letter {letter.lower()}">{letter}</b>' if named else ""
    return (
        f'<span class="row">{name}<span class="value" data-value="{letter}">{value}</span>'
        f'{_picture(letter, card, top)}<span class="range">{beside}</span></span>'
    )


def _picture(letter: str, card: ShownCard, top: float) -> str:
    """The value as a point with its interval on a line from nothing to the most; truth as an upright stroke."""
    colour = f"var(--{letter.lower()})"
    line = f'<line x1="0" x2="{WIDE:g}" y1="5" y2="5" stroke="#d5d9df" stroke-width="1"/>'
    parts = [line]
    if card.low is not None and card.high is not None and card.high > card.low:
        low, high = _x(card.low, top), _x(card.high, top)
        parts.append(
            f'<rect x="{low:.1f}" width="{max(high - low, 1):.1f}" y="2.6" height="4.8" fill="{colour}" '
            f'opacity="0.35"/>'
        )
    if card.truth is not None:
        x = _x(card.truth, top)
        parts.append(f'<rect x="{x - 0.8:.1f}" width="1.6" y="-1" height="12" fill="#1c2025"/>')
    if card.value is not None:
        x = _x(card.value, top)
        parts.append(f'<rect x="{x - 1.4:.1f}" width="2.8" y="1" height="8" fill="{colour}"/>')
    return f'<svg viewBox="0 0 {WIDE:g} {HIGH:g}" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'


def _x(value: float, top: float) -> float:
    return WIDE * min(max(value / top, 0.0), 1.0)
