"""The plans of a search: all of them, each once, each within budget and precedence, the same wherever they are made."""

from __future__ import annotations

from itertools import permutations

import pytest

from ssrsim.lab.random import generator
from ssrsim.scenario.planning.candidates import (
    LONGEST_NAME,
    Candidate,
    Ingredients,
    at_once,
    count_orders,
    drawn,
    longest_chain,
    ordered,
    orders,
    plan_of,
)

REFORMS = ("ddr", "vetting", "training", "justice")
EIGHT = (*REFORMS, "payroll", "parliament_oversight", "community_policing", "audit")
CHAIN = (("vetting", "training"), ("training", "justice"))


def made(reforms: tuple[str, ...] = REFORMS, before: tuple[tuple[str, str], ...] = (), budget: float | None = 300.0
         ) -> Ingredients:  # fmt: skip
    """Ingredients with equal shares."""
    return Ingredients(reforms, before, 60, dict.fromkeys(reforms, 1 / len(reforms)), budget)


def starts_of(one: Candidate) -> dict[str, int]:
    """The first month of each reform."""
    return {part.reform: part.start for part in one.parts}


def test_every_order_is_there_once() -> None:
    """A search that leaves out an order, or tries one twice, cannot say which of all orders is the best."""
    assert sorted(orders(REFORMS)) == sorted(permutations(REFORMS))
    assert count_orders(EIGHT) == 40_320


@pytest.mark.parametrize("before", [(), CHAIN, (("ddr", "justice"),), (("ddr", "vetting"), ("ddr", "training"))])
def test_orders_that_keep_precedence_are_those_of_all_that_do(before: tuple[tuple[str, str], ...]) -> None:
    """Precedence takes away the orders that break it, and no other; the number is known without making them."""
    kept = [order for order in permutations(REFORMS) if all(order.index(a) < order.index(b) for a, b in before)]
    assert sorted(orders(REFORMS, before)) == sorted(kept)
    assert count_orders(REFORMS, before) == len(kept)


def test_precedence_in_a_circle_leaves_no_order() -> None:
    """The command says so before anything runs: it must be told by the number."""
    assert count_orders(REFORMS, (("ddr", "vetting"), ("vetting", "ddr"))) == 0
    assert longest_chain(REFORMS, CHAIN) == 3


def test_candidates_do_not_depend_on_the_order_in_which_reforms_are_named() -> None:
    """`reforms=[a,b]` and `reforms=[b,a]` ask the same, so their plans have the same names and content."""
    assert list(ordered(made(), 6)) == list(ordered(made(REFORMS[::-1]), 6))


@pytest.mark.parametrize("reforms", [REFORMS[:2], REFORMS, EIGHT])
def test_names_are_identifiers_and_differ(reforms: tuple[str, ...]) -> None:
    """A name is a name of a file and a key of tables; two plans under one name would be mixed up."""
    ingredients = made(reforms)
    found = [one for one, _ in zip(ordered(ingredients, 6), range(3_000), strict=False)]
    names = {one.name for one in found}
    assert len(names) == len(found)
    assert max(map(len, names)) <= LONGEST_NAME
    assert plan_of(found[-1]).name == found[-1].name  # the plan takes it


def test_what_a_candidate_is_stands_in_its_name() -> None:
    """Another budget is another plan, even where nothing else differs."""
    first, other = (next(iter(ordered(made(budget=budget), 6))) for budget in (300.0, 200.0))
    assert first.order == other.order
    assert first.name != other.name


def test_priority_is_the_place_in_the_order() -> None:
    """What comes first is paid first where money is short; rows of the world stand in the same order."""
    one = next(iter(ordered(made(), 6)))
    plan = plan_of(one)
    assert [name for name, _ in plan.in_order()] == list(one.order)
    assert [action.start for _, action in plan.in_order()] == [1, 7, 13, 19]


@pytest.mark.parametrize("budget", [0.17, 100.0, 333.33, 99_999.99])
def test_caps_keep_the_budget(budget: float) -> None:
    """No candidate may spend more than what was asked, and rounding loses cents only."""
    for one in drawn(made(EIGHT, budget=budget), 50, 60, generator(1, "test")):
        cents = [round((part.cap_usd_m or 0) * 100_000_000) for part in one.parts]
        assert budget * 100_000_000 - len(cents) - 1 <= sum(cents) <= budget * 100_000_000 + 0.01


def test_drawn_plans_are_what_was_promised() -> None:
    """Starts in steps of three months within the window, shares in steps of .05 that sum up to 1, precedence kept."""
    found = drawn(made(before=CHAIN), 200, 60, generator(5, "test"))
    assert len({one.name for one in found}) == len(found) > 190
    for one in found:
        starts, priorities = starts_of(one), [part.reform for part in one.parts]
        assert {(start - 1) % 3 for start in starts.values()} == {0}
        assert max(starts.values()) <= 61
        assert {round(part.share * 20, 9) % 1 for part in one.parts} == {0}
        assert min(part.share for part in one.parts) >= 0.05
        assert sum(part.share for part in one.parts) == pytest.approx(1)
        assert all(starts[a] < starts[b] and priorities.index(a) < priorities.index(b) for a, b in CHAIN)
    assert len({starts_of(one)["ddr"] for one in found}) == 21  # the whole window


def test_titles_tell_plans_apart() -> None:
    """Among drawn plans many have one order: what differs must stand in what people read."""
    order = next(iter(ordered(made(), 6)))
    assert plan_of(order).title == "DDR, justice, training, vetting"
    found = drawn(made(REFORMS[:2]), 30, 60, generator(2, "test"))
    assert len({plan_of(one).title for one in found}) > 25
    assert plan_of(found[0]).title.startswith(("DDR ", "Vetting "))


def test_the_same_seed_draws_the_same_plans() -> None:
    """A search can be run again; another seed draws others."""
    draws = [drawn(made(), 20, 60, generator(seed, "test")) for seed in (1, 1, 2)]
    assert draws[0] == draws[1]
    assert draws[0] != draws[2]


def test_all_at_once_begins_in_month_1() -> None:
    """The plan that orders are held against has the same reforms, shares and caps, and no order."""
    one = at_once(made())
    assert set(starts_of(one).values()) == {1}
    assert {part.cap_usd_m for part in one.parts} == {75.0}
