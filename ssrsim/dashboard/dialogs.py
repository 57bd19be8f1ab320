"""What opens over the page: another country or plan, files, the keys. Native dialogs keep the focus in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssrsim.dashboard.elements import VALUE, box, button, select, text

if TYPE_CHECKING:
    from nicegui.element import Element

    from ssrsim.dashboard.screen import Screen

KEYS = (
    ("Space", "ui.play_or_pause"), ("\u2190 \u2192", "ui.back_or_step"), ("Home End", "ui.first_or_last"),
    ("F", "ui.fork"), ("U", "ui.undo"), ("P", "ui.projector"), ("?", "ui.help"),
)  # fmt: skip
OWN = ""  # the plan that the scenario brings


class Dialogs:
    """Made with the page, opened by buttons that name them."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        start = screen.session.start
        self._given = {"scenario": start.scenario, "plan": start.plan or OWN, "seed": str(start.seed)}
        self._start()
        self._files()
        self._help()

    def _dialog(self, name: str, title: str) -> Element:
        made = box("dialog", "dialog", id=name, aria_labelledby=f"{name}-title")
        with made:
            text("h2", title, id=f"{name}-title")
        return made

    def _start(self) -> None:
        words = self._screen.words
        with self._dialog("start", words("ui.start_title")):
            text("p", words("ui.start_said"), "small")
            with box("div", "form"):
                self._choice("scenario", words("ui.scenario"), self._shipped("scenarios"))
                self._choice("plan", words("ui.plan"), {OWN: words("ui.plan_own"), **self._shipped("plans")})
                with box("label"):
                    text("span", words("ui.seed"))
                    seed = box("input", type="number", min=0, max=2**31 - 1, step=1, data_now=self._given["seed"])
                    seed.on("change", lambda event: self._give("seed", event.args), js_handler=VALUE)
            with box("div", "tools"):
                button(words("ui.cancel"), data_closes="")
                button(words("ui.begin_anew"), self._begin, "key main", data_closes="")

    def _shipped(self, section: str) -> dict[str, str]:
        """What ships, by name, with its title."""
        words = self._screen.words
        return {key.partition(".")[2]: words(key) for key in words.keys(f"{section}.")}

    def _choice(self, name: str, title: str, choices: dict[str, str]) -> None:
        with box("label"):
            text("span", title)
            select(
                choices,
                self._given[name],
                lambda value: self._give(name, value),
                data_part=f"start-{name}",
                aria_label=title,
            )

    def _give(self, name: str, value: str) -> None:
        self._given[name] = value

    def _begin(self) -> object:
        return self._screen.deeds.begin_anew(self._given["scenario"], self._given["plan"] or None, self._given["seed"])

    def _files(self) -> None:
        screen, words = self._screen, self._screen.words
        with self._dialog("files", words("ui.file")):
            text("p", words("ui.files_said"), "small")
            with box("div", "column"):
                button(words("ui.save"), screen.files.save, data_closes="")
                button(words("ui.open"), classes="key", data_picks="session-file")
                box("input", "hidden", type="file", accept=".json,application/json", id="session-file", tabindex="-1",
                    aria_label=words("ui.open"))  # fmt: skip
                button(words("ui.export_figures"), screen.files.figures, data_closes="")
                button(words("ui.export_csv"), screen.files.csv, data_closes="")
                button(words("ui.export_scenario"), screen.files.scenario, data_closes="")
                button(words("ui.replay"), screen.files.replay, data_closes="")
            with box("div", "tools"):
                button(words("ui.done"), classes="key main", data_closes="")

    def _help(self) -> None:
        words = self._screen.words
        with self._dialog("help", words("ui.help")):
            with box("dl"):
                for keys, meaning in KEYS:
                    with box("dt"):
                        for key in keys.split():
                            text("kbd", words("ui.space") if key == "Space" else key)
                    text("dd", words(meaning))
            with box("div", "form"), box("label", "check"):
                box("input", type="checkbox", id="single-keys")
                text("span", words("ui.single_keys"))
            text("p", words("ui.how_it_works"), "small")
            text("p", words("ui.card_scale"), "small")
            with box("div", "tools"):
                button(words("ui.done"), classes="key main", data_closes="")
