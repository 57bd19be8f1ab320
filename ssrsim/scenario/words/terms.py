"""Small change of the description: sections, dates, degrees, sums of money and lists, as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ssrsim.scenario.country import Country

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DEGREES = ((0.2, "very low"), (0.4, "low"), (0.6, "middling"), (0.8, "high"))


class Section(NamedTuple):
    """A heading with paragraphs, labelled lines and sections of its own: plain text, laid out by whoever shows it."""

    title: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    parts: tuple[Section, ...] = ()


def month_name(country: Country, month: int) -> str:
    """A month of a run as the calendar calls it: month 0 of Liberia is "August 2003"."""
    years, months = divmod(country.settlement_month - 1 + month, 12)
    return f"{MONTHS[months]} {country.settlement_year + years}"


def calendar_text(country: Country, month: int) -> str:
    """A month after the settlement with its date, such as "October 2005 (month 26)"."""
    return f"{month_name(country, month)} (month {month})"


def degree(share: float) -> str:
    """A share with a plain word for it, such as "0.25 (low)": fifths of 0..1, no judgement."""
    word = next((word for limit, word in DEGREES if share < limit), "very high")
    return f"{share:.2f} ({word})"


def usd_m(millions: float) -> str:
    """Millions of US dollars, to three digits."""
    return f"USD {millions:,.0f} m" if millions >= 1_000 else f"USD {millions:.3g} m"


def counted(number: float, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 donor", "1,200 donors", "2.5 months"."""
    return f"{number:,.12g} {noun if number == 1 else plural or noun + 's'}"


def whole_time(months: int, which: str) -> str:
    """All months of a time as one: "the last 12 months", "the last month"."""
    return f"the {which} month" if months == 1 else f"the {which} {months} months"


def listed(words: Iterable[str]) -> str:
    """Words with commas and a last "and"."""
    *first, last = list(words) or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last


def per_1000(people: float, country: Country) -> str:
    """People for each 1,000 inhabitants."""
    return f"{1000 * people / country.population:.1f} per 1,000 people"


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
