"""The plans that a search chooses from: every order of some reforms, or plans that are drawn.

A candidate is a few numbers for each of its actions; it becomes a `Plan` when somebody asks for it. The place of an
action is its priority. The same candidate has the same name wherever and whenever it is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.plan import Plan

if TYPE_CHECKING:
    import numpy as np

Pair = tuple[str, str]  # what must begin, and what may only begin after it
STEP = 3  # months between the starts that may be drawn
UNITS = 20  # into so many equal parts the money is cut where shares are drawn
LONGEST_NAME, DIGITS = 40, 8
LONGEST_TITLE = 120
CENTS = 100_000_000  # of a million
TRIES = 10_000  # of starts that keep precedence


class Part(NamedTuple):
    """One action of a candidate."""

    reform: str
    start: int
    months: int
    share: float
    cap_usd_m: float | None


class Candidate(NamedTuple):
    """A plan in short: its actions by priority."""

    name: str
    parts: tuple[Part, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """Its reforms by start, those of one month by priority."""
        return tuple(part.reform for part in sorted(self.parts, key=lambda part: part.start))


class Ingredients(NamedTuple):
    """What candidates are made of.

    Attributes:
        reforms: The reforms that each has, once.
        before: What must begin before what, and comes before it in priority.
        months: How long each action is paid for.
        shares: Share of the monthly reform budget of each reform.
        budget: USD m that all actions together may spend; None where nothing limits it.
    """

    reforms: tuple[str, ...]
    before: tuple[Pair, ...]
    months: int
    shares: Mapping[str, float]
    budget: float | None


def orders(reforms: Sequence[str], before: Sequence[Pair] = ()) -> Iterator[tuple[str, ...]]:
    """Every order of the reforms that keeps precedence; in the order of the alphabet, whatever the order given."""
    if not reforms:
        yield ()
    for first in sorted(reforms):
        if _may_come(first, reforms, before):
            yield from ((first, *rest) for rest in orders([one for one in reforms if one != first], before))


def count_orders(reforms: Sequence[str], before: Sequence[Pair] = ()) -> int:
    """How many orders there are; 0 where precedence goes in a circle."""

    @cache
    def among(left: frozenset[str]) -> int:
        firsts = (one for one in left if _may_come(one, left, before))
        return sum(among(left - {first}) for first in firsts) if left else 1

    return among(frozenset(reforms))


def longest_chain(reforms: Sequence[str], before: Sequence[Pair]) -> int:
    """How many reforms must begin one after the other; precedence goes in no circle."""

    @cache
    def behind(reform: str) -> int:
        return 1 + max((behind(later) for first, later in before if first == reform), default=0)

    return max(behind(reform) for reform in reforms)


def _may_come(reform: str, left: Sequence[str] | frozenset[str], before: Sequence[Pair]) -> bool:
    """Whether nothing that is left must come before this one."""
    return not any(later == reform and first in left for first, later in before)


def ordered(ingredients: Ingredients, apart: int) -> Iterator[Candidate]:
    """One candidate for each order: its actions begin so many months apart, the first in month 1."""
    for order in orders(ingredients.reforms, ingredients.before):
        starts = {reform: 1 + apart * place for place, reform in enumerate(order)}
        yield candidate(order, starts, ingredients.shares, ingredients)


def at_once(ingredients: Ingredients) -> Candidate:
    """All of the same reforms in month 1, by priority in the order in which they were given."""
    starts = dict.fromkeys(ingredients.reforms, 1)
    return candidate(ingredients.reforms, starts, ingredients.shares, ingredients)


def drawn(ingredients: Ingredients, number: int, window: int, generator: np.random.Generator) -> list[Candidate]:
    """Different candidates with priorities, starts and shares that are drawn; fewer where there are no more.

    Args:
        ingredients: What they are made of; its shares are not looked at.
        number: How many are drawn; those that are drawn twice are one.
        window: Months after month 1 in which actions may begin, at whole steps of three.
        generator: Who draws.
    """
    found: dict[str, Candidate] = {}
    for _ in range(number):
        starts = _drawn_starts(ingredients, window, generator)
        priorities = _drawn_order(ingredients, generator)
        shares = _drawn_shares(ingredients.reforms, generator)
        one = candidate(priorities, starts, shares, ingredients)
        found.setdefault(one.name, one)
    return list(found.values())


def _drawn_order(ingredients: Ingredients, generator: np.random.Generator) -> list[str]:
    """An order that keeps precedence: again and again one of those that may come next."""
    left: list[str] = sorted(ingredients.reforms)
    order: list[str] = []
    while left:
        free = [one for one in left if _may_come(one, left, ingredients.before)]
        order.append(free[int(generator.integers(len(free)))])
        left.remove(order[-1])
    return order


def _drawn_starts(ingredients: Ingredients, window: int, generator: np.random.Generator) -> dict[str, int]:
    """A month for each reform, later for what must begin later."""
    for _ in range(TRIES):
        months = sorted(1 + STEP * generator.integers(window // STEP + 1, size=len(ingredients.reforms)))
        order = _drawn_order(ingredients, generator)
        starts = {reform: int(month) for reform, month in zip(order, months, strict=True)}
        if all(starts[first] < starts[later] for first, later in ingredients.before):
            return starts
    raise UsersMistakeError(f"search.window is {window}; what must begin one after the other needs more; raise it")


def _drawn_shares(reforms: Sequence[str], generator: np.random.Generator) -> dict[str, float]:
    """Shares in steps of .05 that sum up to 1, each at least .05: a flat Dirichlet, rounded by largest remainder."""
    free = UNITS - len(reforms)
    exact = generator.dirichlet([1.0] * len(reforms)) * free
    units = [int(one) for one in exact]
    by_rest = sorted(range(len(reforms)), key=lambda place: (units[place] - exact[place], place))
    for place in by_rest[: free - sum(units)]:
        units[place] += 1
    return {reform: (1 + more) / UNITS for reform, more in zip(sorted(reforms), units, strict=True)}


def candidate(
    priorities: Sequence[str], starts: Mapping[str, int], shares: Mapping[str, float], ingredients: Ingredients
) -> Candidate:
    """The candidate with these priorities, starts and shares; caps divide the budget by share."""
    total = sum(shares[reform] for reform in sorted(priorities))
    parts = tuple(
        Part(reform, starts[reform], ingredients.months, shares[reform],
             _cap(ingredients.budget, shares[reform] / total))
        for reform in priorities
    )  # fmt: skip
    return Candidate(_name(parts), parts)


def _cap(budget: float | None, part: float) -> float | None:
    """A part of the budget, down to the cent, so that all parts together are never more than it."""
    return None if budget is None else int(budget * CENTS * part) / CENTS


def _name(parts: Sequence[Part]) -> str:
    """Its reforms by start, shortened, and a hash of everything."""
    by_start = sorted(parts, key=lambda part: part.start)
    width = (LONGEST_NAME - DIGITS - len(parts)) // len(parts)
    words = [part.reform[:width].rstrip("_") for part in by_start]
    digest = hashlib.sha256(repr([tuple(part) for part in parts]).encode()).hexdigest()
    return "_".join([*words, digest[:DIGITS]])


def plan_of(one: Candidate) -> Plan:
    """The candidate as a plan."""
    actions = {
        part.reform: {"reform": part.reform, "start": part.start, "months": part.months, "share": part.share,
                      "cap_usd_m": part.cap_usd_m, "priority": 1 + place}
        for place, part in enumerate(one.parts)
    }  # fmt: skip
    title = shorten(_title(one), LONGEST_TITLE, placeholder=" ...")
    return Plan.model_validate({"name": one.name, "title": title, "actions": actions})


def _title(one: Candidate) -> str:
    """Its order; with shares and starts where shares differ or starts are not equally far apart."""
    parts = sorted(one.parts, key=lambda part: part.start)
    apart = {later.start - part.start for part, later in pairwise(parts)}
    if len(apart) == 1 and len({part.share for part in parts}) == 1:
        return order_in_words(one.order)
    words = [f"{reform_in_words(part.reform)} {100 * part.share:.0f} % from {part.start}" for part in parts]
    return f"{', '.join(words)[:1].upper()}{', '.join(words)[1:]}"


def order_in_words(order: Sequence[str]) -> str:
    """Such as "DDR, vetting, parliament oversight"."""
    words = ", ".join(map(reform_in_words, order))
    return words[:1].upper() + words[1:]


def reform_in_words(reform: str) -> str:
    """Such as "parliament oversight"."""
    return "DDR" if reform == "ddr" else reform.replace("_", " ")
