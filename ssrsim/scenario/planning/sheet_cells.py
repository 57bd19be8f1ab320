"""The cells of a plan in a spreadsheet: how people write months, shares and needs, in three languages.

Each reader gives plain data as a plan file would hold it, or raises a CellFault with what is wrong and what to write.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from ssrsim.scenario.base import NAME_PATTERN
from ssrsim.scenario.plain import nearest
from ssrsim.scenario.reforms import REFORMS

# column -> other words for it, without accents, words parted by _
ALIASES: dict[str, tuple[str, ...]] = {
    "name": ("action", "nom", "nombre", "accion"),
    "reform": ("reforme", "reforma"),
    "start": ("debut", "inicio", "comienzo", "start_month", "mois_de_debut", "mes_de_inicio"),
    "months": ("mois", "meses", "duration", "duree", "duracion"),
    "share": ("part", "parte", "cuota", "participacion"),
    "intensity": ("intensite", "intensidad"),
    "priority": ("priorite", "prioridad"),
    "after": ("apres", "despues", "despues_de"),
    "lag": ("delai", "decalage", "retraso", "desfase"),
    "cap_usd_m": ("cap", "plafond", "plafond_musd", "tope", "limite", "tope_musd"),
    "districts": ("district", "distritos", "distrito"),
    "service": ("servicio",),
    "needs": ("need", "besoins", "conditions", "necesidades", "requisitos"),
}
COLUMNS = tuple(ALIASES)
REQUIRED = ("reform", "start", "months", "share")
AFTER, TRIGGER = ("after", "apres", "despues de", "despues"), ("trigger", "declencheur", "disparador")
SERVICES = {"both": ("both", "les deux", "ambos"), "police": ("police", "policia"),
            "army": ("army", "armee", "ejercito")}  # fmt: skip
HARD = ("hard", "strict", "ferme", "estricto")
NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)")
NEED = re.compile(r"(?P<reform>[^<>=≥]+?)\s*(>=|≥|=>)\s*(?P<level>[-+0-9.,%\s]+?)\s*(?P<hard>[A-Za-z]*)")


class CellFault(Exception):
    """What is wrong with a cell, in a clause that follows its place."""


def plainly(text: str) -> str:
    """The text in lower case, without accents and without blanks at its ends or twice in a row."""
    letters = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).casefold().split())


def column_of(header: str) -> str | None:
    """The column that a header means."""
    word = re.sub(r"[ -]+", "_", plainly(header))
    return next((name for name, others in ALIASES.items() if word == name or word in others), None)


def number_in(text: str) -> float | int:
    """A number with a point or a comma before its decimals; 30% is 0.3."""
    plain = "".join(text.split())
    is_part = plain.endswith("%")
    plain = plain.removesuffix("%")
    if not NUMBER.fullmatch(plain):
        raise CellFault(f"is {text[:60]}; it must be a number such as 12 or 0.3 (or 0,3 or 30%)")
    if is_part:
        return round(float(plain.replace(",", ".")) / 100, 12)
    return int(plain) if plain.lstrip("+-").isdigit() else float(plain.replace(",", "."))


def whole_in(text: str) -> float | int:
    """A number; 12.0 is the whole number 12, as spreadsheets write it."""
    value = number_in(text)
    return int(value) if float(value).is_integer() else value


def name_in(text: str) -> str:
    """The name of an action or trigger."""
    word = plainly(text)
    if not re.fullmatch(NAME_PATTERN, word):
        better = re.sub(r"[^a-z0-9]+", "_", word).strip("_")[:40]
        hint = f"; write {better}" if re.fullmatch(NAME_PATTERN, better) else ""
        raise CellFault(f"is {text[:60]}; names are lower-case letters, digits and _, beginning with a letter{hint}")
    return word


def reform_in(text: str) -> str:
    """The name of a reform, from its name or its title."""
    word = plainly(text)
    by_title = {plainly(one.title): one.name for one in REFORMS}
    known = {one.name: one.name for one in REFORMS} | by_title
    found = known.get(word) or known.get(word.replace(" ", "_"))
    if found is None:
        names = [one.name for one in REFORMS]
        guess = nearest(word.replace(" ", "_"), names)
        raise CellFault(f"is {text[:60]}; known reforms: {', '.join(names)}{guess}")
    return found


def start_in(text: str) -> Any:
    """A month, `after X` or `trigger T`."""
    word = plainly(text)
    for key, words in (("after", AFTER), ("trigger", TRIGGER)):
        for one in words:
            if word.startswith(f"{one} "):
                return {key: name_in(word.removeprefix(f"{one} "))}
    try:
        return whole_in(text)
    except CellFault:
        said = "it must be a month such as 12, `after ACTION` or `trigger NAME`"
        raise CellFault(f"is {text[:60]}; {said}") from None


def months_in(text: str) -> Any:
    """A number of months, or the shortest and the longest: 12-42."""
    ends = re.split(r"\s*(?:-|–|\.\.|\bto\b|\ba\b|à)\s*", text.strip())
    try:
        values = [whole_in(end) for end in ends]
    except CellFault:
        values = []
    if len(values) not in (1, 2):
        raise CellFault(f"is {text[:60]}; it must be a number of months such as 24, or a range such as 12-42")
    return values[0] if len(values) == 1 else {"min": values[0], "max": values[1]}


def districts_in(text: str) -> list[str]:
    """Names parted by semicolons."""
    return [name_in(part) for part in re.split(r"[;\n]", text) if part.strip()]


def service_in(text: str) -> str:
    """Both, police or army."""
    word = plainly(text)
    found = next((name for name, words in SERVICES.items() if word in words), None)
    if found is None:
        raise CellFault(f"is {text[:60]}; allowed: {', '.join(SERVICES)}{nearest(word, SERVICES)}")
    return found


def needs_in(text: str) -> list[dict[str, Any]]:
    """Levels of other reforms, parted by semicolons: `vetting >= 0.6 hard; justice >= 20%`."""
    found: list[dict[str, Any]] = []
    for part in (part.strip() for part in re.split(r"[;\n]", text) if part.strip()):
        match = NEED.fullmatch(part)
        if match is None or (match["hard"] and plainly(match["hard"]) not in HARD):
            raise CellFault(f"is {part[:60]}; it must be like `vetting >= 0.6`, or `vetting >= 0.6 hard`")
        level = float(number_in(match["level"]))
        found.append({"reform": reform_in(match["reform"]), "formal": level, "hard": bool(match["hard"])})
    return found


READERS: dict[str, Any] = {
    "name": name_in, "reform": reform_in, "start": start_in, "months": months_in, "share": number_in,
    "intensity": number_in, "priority": whole_in, "after": name_in, "lag": whole_in, "cap_usd_m": number_in,
    "districts": districts_in, "service": service_in, "needs": needs_in,
}  # fmt: skip
