"""The levers: shares of reforms, a reform to begin, the context, shocks. Each is a decision from the next month on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from nicegui.element import Element

from ssrsim.dashboard.elements import box, button, fill, put, select, slider, text, write
from ssrsim.dashboard.numbers import percent
from ssrsim.scenario.shocks import WORST

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen
    from ssrsim.dashboard.shot import Shot, ShownLever

PAUSES = ("6", "12", "24", "48")  # months that an action can rest
FIRST_SHARE = 20  # percent that a begun reform gets at first
# Parts of the worst known of its kind.
SIZES = {"0.25": "ui.size_small", "0.5": "ui.size_middle", "1.0": "ui.size_large"}
LASTS = ("1", "3", "6", "12", "24")
# Months: leaders decide each quarter and programmes are paid by the year, so that a shorter shock often does nothing.
USUAL = "12"
SHORT = {"scandal": "1", "disaster": "1"}  # what strikes at once and fades by itself
TARGETS = ("service", "faction", "district", "mission", "threat")


class Levers:
    """The panel on the left below the branches."""

    def __init__(self, screen: Screen) -> None:
        self._screen, words = screen, screen.words
        with box("div", "scroll", tabindex="0", role="group", aria_label=words("ui.decisions")):
            with _block(words("ui.reforms"), is_open=True):
                self._shares = _Sliders(screen, screen.deeds.set_share, data_part="shares")
                self._acts = _Acts(screen)
                self._begin = _Begin(screen)
            with _block(words("ui.shock"), is_open=True):
                self._shock = _Shock(screen)
            with _block(words("ui.context"), is_open=False):
                text("p", words("ui.context_said"), "small")
                self._context = _Sliders(screen, screen.deeds.set_context, data_part="context")

    def show(self, shot: Shot) -> None:
        """Draw the levers of the branch that decisions act on."""
        self._shares.show(shot.levers.shares, is_dead=shot.month >= shot.months)
        self._context.show(shot.levers.context, is_dead=shot.month >= shot.months)
        self._acts.show(shot)
        self._begin.show(shot)
        self._shock.show(shot)


def _block(title: str, *, is_open: bool) -> Element:
    block = box("details", "block", **({"open": True} if is_open else {}))
    with block:
        text("summary", title)
    return block


class _Sliders:
    """Sliders that are made once for each lever there is."""

    def __init__(self, screen: Screen, moved: Callable[[str, float], Any], **attributes: str) -> None:
        self._screen, self._moved = screen, moved
        self._box = box("div", **attributes)
        self._lines: dict[str, tuple] = {}

    def show(self, levers: Sequence[ShownLever], *, is_dead: bool) -> None:
        """Draw the present values."""
        if list(self._lines) != [lever.key for lever in levers]:
            self._box.clear()
            with self._box:
                self._lines = {lever.key: self._line(lever) for lever in levers}
        for lever in levers:
            title, control, state = self._lines[lever.key]
            write(title, lever.title)
            write(state, lever.state)
            put(state, hidden=not lever.state)
            put(control, disabled=is_dead, data_now=str(round(100 * lever.value)))

    def _line(self, lever: ShownLever) -> tuple:
        def moved(value: float) -> object:
            return self._moved(lever.key, value / 100)

        with box("div", "lever"):
            name = f"lever-{lever.key}"
            with box("label", for_=name):
                title = text("span", lever.title)
                state = text("span", lever.state, "state")
            text("span", "", "now", id=f"{name}-said", aria_hidden="true")
            control = slider(round(100 * lever.value), 0, 100, 5, moved, live=False, id=name, data_unit="%",
                             data_says=f"{name}-said", data_form=percent(0.0, self._screen.words),
                             data_lever=lever.key)  # fmt: skip
        return title, control, state


class _Acts:
    """One action of the plan is begun at once, rests or ends."""

    def __init__(self, screen: Screen) -> None:
        deeds, words, self._chosen, self._months = screen.deeds, screen.words, "", PAUSES[1]
        lasts = {key: words.amount("month", int(key)) for key in PAUSES}
        with box("div", "form"):
            with box("label"):
                text("span", words("ui.act_which"))
                self._which = select({}, "", self._choose, aria_label=words("ui.act_which"))
            with box("div", "tools"):
                start = button(words("ui.act_start"), lambda: deeds.start(self._chosen))
                stop = button(words("ui.act_stop"), lambda: deeds.stop(self._chosen))
            with box("div", "tools"):
                rest = button(words("ui.act_pause"), lambda: deeds.pause(self._chosen, int(self._months)))
                select(lasts, self._months, self._last, data_part="rest-months", aria_label=words("ui.act_months"))
        self._keys = (start, stop, rest)

    def _choose(self, name: str) -> None:
        self._chosen = name

    def _last(self, months: str) -> None:
        self._months = months if months in PAUSES else PAUSES[1]

    def show(self, shot: Shot) -> None:
        """Draw what there is to act on."""
        choices = {lever.key: lever.title for lever in shot.levers.shares}
        fill(self._which, choices)
        if self._chosen not in choices:
            self._chosen = next(iter(choices), "")
        put(self._which, data_now=self._chosen)
        for key in self._keys:
            put(key, disabled=not choices or shot.month >= shot.months)


class _Begin:
    """A reform that the plan does not hold is begun with one press."""

    def __init__(self, screen: Screen) -> None:
        self._screen, words = screen, screen.words
        with box("div", "form"):
            with box("label"):
                text("span", words("ui.begin_which"))
                self._which = select({}, "", self._choose, aria_label=words("ui.begin_which"))
            self._press = button(words("ui.begin"), self._begin)
        self._chosen = ""

    def _choose(self, name: str) -> None:
        self._chosen = name

    def _begin(self) -> object:
        return self._screen.deeds.begin(self._chosen, FIRST_SHARE / 100)

    def show(self, shot: Shot) -> None:
        """Draw what can be begun."""
        choices = shot.levers.reforms
        fill(self._which, choices)
        if self._chosen not in choices:
            self._chosen = next(iter(choices), "")
        put(self._which, data_now=self._chosen)
        put(self._press, disabled=not choices or shot.month >= shot.months)


class _Shock:
    """A form: what strikes, how hard, how long, and whom."""

    def __init__(self, screen: Screen) -> None:
        self._screen, words = screen, screen.words
        self._given: dict[str, str] = {"size": "0.5", "months": USUAL}
        self._fields: dict[str, Element] = {}
        self._rows: dict[str, Element] = {}
        with box("div", "form"):
            self._field("shock", {})
            for name in TARGETS:
                self._field(name, {})
            self._field("size", {key: words(word) for key, word in SIZES.items()})
            self._field("months", {key: words.amount("month", int(key)) for key in LASTS})
            self._press = button(words("ui.strike"), self._strike, data_part="strike")

    def _field(self, name: str, choices: dict[str, str]) -> None:
        title = self._screen.words(f"ui.shock_{name}")
        with box("label") as row:
            text("span", title)
            self._fields[name] = select(choices, self._given.get(name, ""), lambda value: self._choose(name, value),
                                        data_part=f"shock-{name}", aria_label=title)  # fmt: skip
        self._rows[name] = row

    def _choose(self, name: str, value: str) -> None:
        self._given[name] = value
        if name == "shock":
            self._given["months"] = SHORT.get(value, USUAL)
            if self._screen.shot is not None:
                self.show(self._screen.shot)

    def _strike(self) -> object:
        shock = self._given["shock"]
        asked = self._asks.get(shock, ())
        fields = {name: self._given[name] for name in asked if self._given.get(name)}
        months = int(self._given["months"]) if "months" in asked else 1
        size = {"size": WORST.get(shock, 1.0) * float(self._given["size"])} if "size" in asked else {}
        return self._screen.deeds.strike(
            shock, months, {name: fields[name] for name in TARGETS if name in fields} | size
        )

    def show(self, shot: Shot) -> None:
        """Draw what can strike, and the fields that this kind of shock asks for."""
        levers = shot.levers
        self._asks = levers.asks
        fill(self._fields["shock"], levers.shocks)
        self._given.setdefault("shock", next(iter(levers.shocks)))
        for name in TARGETS:
            must = name == "district" and self._given["shock"] in levers.placed
            choices = {key: title for key, title in levers.targets[name].items() if key or not must}
            fill(self._fields[name], choices)
            if self._given.get(name) not in choices:
                self._given[name] = next(iter(choices), "")
        for name, row in self._rows.items():
            put(row, hidden=name != "shock" and name not in levers.asks[self._given["shock"]])
            put(self._fields[name], data_now=self._given[name])
        put(self._press, disabled=shot.month >= shot.months)
