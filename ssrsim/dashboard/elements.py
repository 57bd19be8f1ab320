"""Plain HTML elements for the page: real buttons, selects and sliders, which are sent again only when they change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

Handler = Callable[..., Any]


def box(tag: str, classes: str = "", **attributes: Any) -> Element:
    """An element that holds others."""
    return _dressed(ui.element(tag), classes, attributes)


def text(tag: str, words: str, classes: str = "", **attributes: Any) -> TextElement:
    """An element that holds words, which are written as they are."""
    return _dressed(TextElement(tag=tag, text=words), classes, attributes)


def markup(tag: str, content: str, classes: str = "", **attributes: Any) -> ui.html:
    """An element with markup of our own making, in which every name is escaped."""
    return _dressed(ui.html(content, sanitize=False, tag=tag), classes, attributes)


def button(words: str, press: Handler | None = None, classes: str = "key", **attributes: Any) -> TextElement:
    """A button; `data_key` names the key that presses it."""
    made = text("button", words, classes, type="button", **attributes)
    return made.on("click", press, args=[]) if press else made


def pressable(content: str, press: Handler, classes: str, **attributes: Any) -> ui.html:
    """A button whose face is markup."""
    return markup("button", content, classes, type="button", **attributes).on("click", press, args=[])


def select(choices: Mapping[str, str], now: str, chosen: Handler | None, **attributes: Any) -> Element:
    """A list to choose one from; `chosen` is called with the key."""
    made = box("select", data_now=now, **attributes)
    fill(made, choices)
    return made.on("change", lambda event: chosen(event.args), js_handler=VALUE) if chosen else made


VALUE = "(event) => emit(event.target.value)"


def fill(made: Element, choices: Mapping[str, str]) -> None:
    """Put choices into a select, if they are others than before."""
    if getattr(made, "choices", None) == choices:
        return
    made.choices = dict(choices)  # type: ignore[attr-defined]
    made.clear()
    with made:
        for key, title in choices.items():
            text("option", title, value=key)


def slider(
    now: float, low: float, high: float, step: float, moved: Handler, *, live: bool, **attributes: Any
) -> Element:
    """A slider; `moved` is called with the value while it moves (`live`) or when it is let go."""
    made = box("input", type="range", min=low, max=high, step=step, data_now=now, **attributes)
    if live:
        return made.on("input", lambda event: moved(float(event.args)), js_handler=VALUE, throttle=0.08)
    return made.on("change", lambda event: moved(float(event.args)), js_handler=VALUE)


def put(element: Element, classes: tuple[str, bool] | None = None, **attributes: Any) -> None:
    """Change attributes and one class; nothing is sent where nothing changes."""
    named = _named(attributes)
    changed = {key: value for key, value in named.items() if element.props.get(key) != value}
    if changed:
        for key, value in changed.items():
            element.props[key] = value
        element.update()
    if classes is not None and (classes[0] in element.classes) != classes[1]:
        element.classes(add=classes[0]) if classes[1] else element.classes(remove=classes[0])


def write(element: TextElement, words: str) -> None:
    """Change the words; nothing is sent where they are the same."""
    if element.text != words:
        element.text = words


def draw(element: ui.html, content: str) -> None:
    """Change the markup; nothing is sent where it is the same."""
    if element.content != content:
        element.content = content


def _dressed(element: Any, classes: str, attributes: Mapping[str, Any]) -> Any:
    if classes:
        element.classes(classes)
    for key, value in _named(attributes).items():
        element.props[key] = value
    return element


def _named(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes by their names in HTML: aria_label is aria-label, for_ is for."""
    return {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
