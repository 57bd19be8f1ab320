"""What there is to choose, switch and set, as rows of words: the shipped parts, and the names that files may use."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap
from typing import NamedTuple

from pydantic.fields import FieldInfo

from ssrsim.config.shipped import STUDIES, choices, config_folder
from ssrsim.scenario.base import NOT_VALIDATED
from ssrsim.scenario.extension import Extension
from ssrsim.scenario.fields import allowed_range, extra
from ssrsim.scenario.loader import load
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import SHOCK_KINDS, UNPROVEN_SHOCKS
from ssrsim.scenario.words.scenario import SHOCKS, kind_text


class Listing(NamedTuple):
    """One list: what it is of, and a row for each entry."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def lines(self, width: int) -> list[str]:
        """The list as text: columns below each other, the last one wrapped to the width."""
        table = [self.columns, *self.rows] if any(self.columns) else self.rows
        widths = [max(len(row[column]) for row in table) for column in range(len(self.columns) - 1)]
        start = sum(widths) + 2 * len(widths) + 2
        text = [f"\n{self.title}"]
        for row in table:
            head = "".join(f"{cell:<{size}}  " for cell, size in zip(row, widths, strict=False))
            wrapped = wrap(row[-1], max(width - start, 20)) or [""]
            text += [f"  {head}{wrapped[0]}".rstrip(), *(" " * start + line for line in wrapped[1:])]
        return text


CHOSEN_BY_NAME = ("scenario", "country", "plan", "donors", "missions", "shocks", STUDIES)


def shipped(group: str) -> Listing:
    """The choices of one group with their titles, or with who is in them."""
    rows: list[tuple[str, ...]] = []
    for name in choices(group):
        data = load(config_folder() / group / f"{name}.yaml").data
        title = data.get("title")
        rows.append((f"{group}={name}", title if isinstance(title, str) else ", ".join(data) or "none"))
    how = f"run one with ssrsim sweep {group}=NAME" if group == STUDIES else f"choose one with {group}=NAME"
    return Listing(f"{group}: {how}", ("", ""), rows)


def _reforms(given: Extension) -> Listing:
    rows = [(reform.name, reform.label, "needs a law" if reform.needs_law else "") for reform in given.all_reforms]
    return Listing("Reforms that a plan's actions may name", ("reform", "title", ""), rows)


def _shock_kinds(given: Extension) -> Listing:
    rows = [(kind, SHOCKS[kind] + (f" ({NOT_VALIDATED})" if kind in UNPROVEN_SHOCKS else "")) for kind in SHOCK_KINDS]
    rows += [(name, kind_text(given, name)) for name in sorted(given.shocks)]
    return Listing("Kinds of scheduled shocks", ("kind", "what strikes"), rows)


def _indicators(given: Extension) -> Listing:
    rows = [(one.name, "USD m" if one.is_money else one.unit, one.text) for one in given.all_indicators]
    return Listing("Indicators recorded every month", ("indicator", "unit", "meaning"), rows)


def _mechanisms(_: Extension) -> Listing:
    rows = [(f"mechanisms.{name}", str(field.description)) for name, field in Mechanisms.model_fields.items()]
    return Listing("Mechanisms; each is switched off with mechanisms.NAME=false", ("switch", "what is on"), rows)


def _parameters(_: Extension) -> Listing:
    rows = [_parameter(name, field) for name, field in Parameters.model_fields.items()]
    return Listing("Behavioural parameters", ("parameter", "default", "range (unit)", "meaning", "source"), rows)


def _parameter(name: str, field: FieldInfo) -> tuple[str, ...]:
    said = (allowed_range(field), str(field.description), extra(field, "source") or "assumed")
    return (f"parameters.{name}", f"{field.default:g}", *said)


VOCABULARIES: dict[str, Callable[[Extension], Listing]] = {
    "reforms": _reforms,
    "indicators": _indicators,
    "shock_kinds": _shock_kinds,
    "mechanisms": _mechanisms,
    "parameters": _parameters,
}
LISTS = (*CHOSEN_BY_NAME, *VOCABULARIES)


def listing(what: str, scenario: Scenario | None = None) -> Listing:
    """The list of this name, one of `LISTS`, with what the extension of a scenario adds to it."""
    return (
        VOCABULARIES[what](scenario.extension if scenario is not None else Extension())
        if what in VOCABULARIES
        else shipped(what)
    )
