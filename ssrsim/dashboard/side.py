"""The right side: what happened and why, how the reforms stand, and one district or person looked at closely."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from nicegui.elements.mixins.text_element import TextElement

from ssrsim.dashboard.elements import box, button, draw, fill, markup, put, select, text
from ssrsim.dashboard.numbers import percent
from ssrsim.scenario.words.events import HEADLINE
from ssrsim.session.board import ReformLine
from ssrsim.session.feed import DECISION, FeedLine
from ssrsim.session.sheets import KINDS, Sheet

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen
    from ssrsim.dashboard.shot import Shot, ShownHalf

TABS = ("events", "board", "inspect")


class Side:
    """Three tabs; only the one that is seen is drawn."""

    def __init__(self, screen: Screen) -> None:
        self._screen, words = screen, screen.words
        with box("div", "tabs", role="tablist", aria_label=words("ui.side")):
            self._tabs = {tab: self._tab(tab) for tab in TABS}
        self._panels = {}
        for tab in TABS:
            with box(
                "div", "scroll", role="tabpanel", id=f"panel-{tab}", aria_labelledby=f"tab-{tab}", tabindex="0"
            ) as panel:
                if tab == "inspect":
                    self._choice = self._chooser()
                self._panels[tab] = panel, markup("div", "", "both lines" if tab == "events" else "both")

    def _tab(self, tab: str) -> TextElement:
        return button(self._screen.words(f"ui.tab_{tab}"), lambda: self._screen.look(tab=tab), "tab", role="tab",
                      id=f"tab-{tab}", aria_controls=f"panel-{tab}")  # fmt: skip

    def _chooser(self) -> tuple:
        screen, words = self._screen, self._screen.words
        with box("div", "form"):
            with box("label"):
                text("span", words("ui.inspect_kind"))
                kinds = {kind: words(f"ui.kind_{kind}") for kind in KINDS}
                kind = select(kinds, screen.looks.chosen[0], lambda value: screen.inspect(value, 0),
                              data_part="inspect-kind", aria_label=words("ui.inspect_kind"))  # fmt: skip
            with box("label"):
                text("span", words("ui.inspect_who"))
                who = select({}, "0", lambda value: screen.inspect(screen.looks.chosen[0], int(value)),
                             data_part="inspect-who", aria_label=words("ui.inspect_who"))  # fmt: skip
        return kind, who

    def show(self, shot: Shot) -> None:
        """Draw the tab that is seen."""
        screen = self._screen
        for tab, element in self._tabs.items():
            is_seen = tab == screen.looks.tab
            put(element, aria_selected="true" if is_seen else "false", tabindex="0" if is_seen else "-1")
            put(self._panels[tab][0], hidden=not is_seen)
        kind, who = self._choice
        put(kind, data_now=screen.looks.chosen[0])
        fill(who, {str(one.row): one.title for one in shot.who})
        put(who, data_now=str(screen.looks.chosen[1]))
        made = {"events": self._events, "board": self._boards, "inspect": self._sheets}[screen.looks.tab](shot)
        draw(self._panels[screen.looks.tab][1], made)

    def _events(self, shot: Shot) -> str:
        found: dict[FeedLine, list[str]] = {}  # what happened in both branches alike is told once
        for half in shot.halves:
            for line in dict.fromkeys(half.events):
                found.setdefault(line, []).append(half.letter)
        if not found:
            return f'<p class="small">{escape(self._screen.words("ui.nothing_yet"))}</p>'
        lines = sorted(found.items(), key=lambda pair: (-pair[0].month, -pair[0].weight))
        return "".join(event_line(line, letters if len(shot.halves) > 1 else ()) for line, letters in lines)

    def _boards(self, shot: Shot) -> str:
        return "".join(_headed(half, board(half.reforms, self._screen), shot) for half in shot.halves)

    def _sheets(self, shot: Shot) -> str:
        said = f'<p class="note">{escape(self._screen.words("ui.inspect_true"))}</p>'
        return said + "".join(_headed(half, sheet(half.sheet), shot) for half in shot.halves if half.sheet)


def _headed(half: ShownHalf, content: str, shot: Shot) -> str:
    if len(shot.halves) == 1:
        return f"<div>{content}</div>"
    mark = f'<span class="letter {half.letter.lower()}">{half.letter}</span>'
    return f"<div><h3>{mark}{escape(half.title)}</h3>{content}</div>"


def event_line(line: FeedLine, letters: Sequence[str]) -> str:
    """One event with its cause, or a decision."""
    mark = "".join(f'<span class="letter {letter.lower()}">{letter}</span>' for letter in letters)
    where = f" \u00b7 {escape(line.where)}" if line.where else ""
    why = f'<span class="why">{escape(line.cause)}</span>' if line.cause else ""
    kind = " decision" if line.kind == DECISION else " weighty" if line.weight >= HEADLINE else ""
    when = f'<span class="when">{mark}{escape(line.date)}{where}</span>'
    return f'<div class="event{kind}">{when}{escape(line.text)}{why}</div>'


def board(reforms: Sequence[ReformLine], screen: Screen) -> str:
    """The reforms: state, when planned, what is reported, for the facilitator what is formal and effective, money."""
    return f"<ul>{''.join(_line(one, screen) for one in reforms)}</ul>"


def _line(reform: ReformLine, screen: Screen) -> str:
    words, country = screen.words, screen.session.scenario.country
    first = reform.actions[0]
    start = words.date(country, first.start) if first.start is not None else words("ui.when_ready")
    planned = words("ui.planned", start=start, months=words.amount("month", first.months))
    levels = [("ui.reported", reform.reported, "")]
    if screen.looks.facilitator:
        levels += [("ui.formal", reform.formal, ""), ("ui.effective", reform.effective, "real")]
    cells = "".join(
        f"<span>{escape(words(key))} <b>{percent(level, words)}</b>{_meter(level, kind)}</span>"
        for key, level, kind in levels
    )
    spent = f"<span>{escape(words('ui.spent'))} <b>{words.number(reform.spent, 1)}</b></span>"
    said = f'<span class="state"><b>{escape(reform.state_title)}</b>, {escape(planned)}</span>'
    return f'<li class="reform"><b>{escape(reform.title)}</b>{said}<div class="levels">{cells}{spent}</div></li>'


def _meter(share: float, kind: str) -> str:
    return f'<span class="meter"><i class="{kind}" style="width:{100 * min(max(share, 0), 1):.0f}%"></i></span>'


def sheet(shown: Sheet) -> str:
    """All that is known of one row of a table."""
    lines = "".join(
        f'<dt title="{escape(line.meaning)}">{escape(line.title)}</dt><dd>{escape(line.text)}</dd>'
        for line in shown.lines
    )
    under = "" if shown.kind == "district" else f'<p class="small">{escape(shown.subtitle)}</p>'  # else its first line
    said = f"<h3>{escape(shown.title)}</h3>{under}"
    return f'<div class="sheet">{said}<dl>{lines}</dl></div>'
