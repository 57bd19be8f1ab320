"""The words of a screen in one language: a text for each key, and numbers, dates and events as that language has them.

English that stands elsewhere in the program (events, causes, reforms, indicators, ...) is taken from there; the files
in `words/` hold the rest, and all of the other languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ssrsim.config.listing import shipped
from ssrsim.scenario.bodies import BODY_KINDS, OFFICES
from ssrsim.scenario.country import Country
from ssrsim.scenario.faults import printable
from ssrsim.scenario.indicators import INDICATORS
from ssrsim.scenario.reforms import REFORMS
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import THREATS
from ssrsim.scenario.words.events import (
    BODY_NAMES,
    CAUSE_WORDS,
    CENTS_PER_USD,
    CENTS_PER_USD_M,
    OFFICE_NAMES,
    TELLINGS,
    filled,
    subject_names,
)
from ssrsim.scenario.words.terms import MONTHS
from ssrsim.session.weaving import MARK

LANGUAGES = ("en", "fr", "es")
NAMES = {"en": "English", "fr": "Français", "es": "Español"}
SIGNS = {"en": (",", "."), "fr": ("\u202f", ","), "es": (".", ",")}  # between thousands, before decimals
NO_BREAK = "\u00a0"


class Words:
    """The words of one language."""

    def __init__(self, language: str = "en") -> None:
        """Read them; a language that is not there is English."""
        self.language = language if language in LANGUAGES else "en"
        self._texts = _texts(self.language)

    def __call__(self, key: str, **held: object) -> str:
        """The text of a key with its places filled; a key without a text is told by its last word."""
        text = self._texts.get(key) or key.rpartition(".")[2].replace("_", " ")
        return filled(text, {name: str(value) for name, value in held.items()}) if "{" in text else text

    def __contains__(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self._texts

    def keys(self, section: str = "") -> tuple[str, ...]:
        """The keys that there are, or those of a section."""
        return tuple(key for key in self._texts if key.startswith(section))

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with the signs of the language: 1,234.5 or 1.234,5."""
        thousands, point = SIGNS[self.language]
        return f"{value:,.{decimals}f}".translate({ord(","): thousands, ord("."): point}).replace("-", "\u2212")

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share as a percentage."""
        return f"{self.number(100 * share, decimals)}{NO_BREAK}%"

    def date(self, country: Country, month: int) -> str:
        """A month of a run as the calendar calls it."""
        years, months = divmod(country.settlement_month - 1 + month, 12)
        return self("time.date", month=self(f"months.{months + 1}"), year=country.settlement_year + years)

    def amount(self, unit: str, amount: int) -> str:
        """How many of something: "1 death", "1,200 fighters", "USD 0.4 m"."""
        if unit == "cents" and amount >= CENTS_PER_USD_M // 10:
            return self("amounts.cents_m", n=self.number(amount / CENTS_PER_USD_M, 1))
        one, _, many = self._texts.get(f"amounts.{unit.replace(' ', '_')}", "{n}").partition("|")
        number = amount // CENTS_PER_USD if unit == "cents" else amount
        return filled(one if number == 1 or not many else many, {"n": self.number(number)})

    def event(self, kind: str, subject: str, amount: int) -> str:
        """The sentence of an event without its full stop, given the name of who or what it is about."""
        telling = TELLINGS.get(kind)
        counted = self.amount(telling.amount, amount) if telling and telling.amount and amount > 0 else ""
        template = self._texts.get(f"events.{kind}") or kind.replace("_", " ")
        text = filled(template, {"subject": subject, "amount": counted}, self("places.unknown"))
        return text[:1].upper() + text[1:]

    def subjects(self, scenario: Scenario, counted_in: str) -> list[str]:
        """What the subjects of an event are called, as the log numbers them; safe to show whoever wrote them."""
        if counted_in == "action":
            return [self.action(scenario, name) for name, _ in scenario.plan.in_order()]
        if counted_in == "reform":
            return [self.reform(scenario, reform.name) for reform in scenario.reforms]
        if counted_in == "shock":
            return [self(f"shocks.{shock.kind}") if name.startswith(f"{MARK}_") else printable(shock.label)
                    for name, shock in scenario.shocks.items()]  # fmt: skip
        codes = {"body": ("bodies", BODY_KINDS), "office": ("offices", OFFICES), "threat": ("threats", THREATS)}
        if counted_in in codes:
            section, names = codes[counted_in]
            return [self(f"{section}.{name}") for name in names]
        return [printable(name) for name in subject_names(scenario, counted_in)]

    def action(self, scenario: Scenario, name: str) -> str:
        """What an action of the plan is called: by its own name in English, else by its reform."""
        action = scenario.plan.actions[name]
        return name.replace("_", " ") if self.language == "en" else self.reform(scenario, action.reform)

    def reform(self, scenario: Scenario, name: str) -> str:
        """What a reform is called; one of an extension has the title that its author gave it."""
        own = scenario.extension.reforms
        return printable(scenario.reform(name).label) if name in own else self(f"reforms.{name}")

    def place(self, scenario: Scenario, district: int) -> str:
        """A district, or the whole country for -1."""
        titles = [one.title for one in scenario.country.districts.values()]
        return printable(titles[district]) if 0 <= district < len(titles) else self("places.everywhere")

    def cause(self, cause: str) -> str:
        """Why something happened, as the end of its sentence."""
        return self(f"causes.{cause}")


@cache
def _texts(language: str) -> dict[str, str]:
    """All texts of a language by key."""
    read = files("ssrsim.session").joinpath("words", f"{language}.yaml").read_text(encoding="utf-8")
    texts = dict(_flat(yaml.safe_load(read)))
    return {**_english(), **texts} if language == "en" else texts


def _flat(data: Mapping[Any, Any], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        name = f"{above}{key}"
        found += _flat(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return found


def _english() -> dict[str, str]:
    """The English that stands elsewhere."""
    sections: dict[str, Mapping[Any, str]] = {
        "events": {kind: telling.text for kind, telling in TELLINGS.items()},
        "causes": CAUSE_WORDS,
        "reforms": {reform.name: reform.label for reform in REFORMS},
        "indicators": {indicator.name: indicator.label for indicator in INDICATORS},
        "bodies": BODY_NAMES,
        "offices": OFFICE_NAMES,
        "threats": {threat: threat.replace("_", " ") for threat in THREATS},
        "months": dict(enumerate(MONTHS, start=1)),
        "plans": _titles("plan"),
        "scenarios": _titles("scenario"),
    }
    return {f"{section}.{key}": text for section, texts in sections.items() for key, text in texts.items()}


def _titles(group: str) -> dict[str, str]:
    return {chosen.partition("=")[2]: title for chosen, title, *_ in shipped(group).rows}


def places_of(text: str) -> set[str]:
    """The places of a text: what a translation must have too."""
    return set(re.findall(r"\{(\w+)\}", text))
