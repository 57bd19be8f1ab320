"""What donors, missions and money do: directions, with paired seeds and a stated number of runs."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, settle
from ssrsim.records.results import Results
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build import build
from ssrsim.world.world import World
from tests.behaviour.paired import ALL_REFORMS, SMALL, end, events, only, run, total

DONORS = tuple(load_scenario().donors)
COUPS = ("parameters.coup_base=0", "parameters.coup_success=1", "missions=none", "country.civilian_control=0")
STILL = ("mechanisms.funding_noise=false", "mechanisms.random_shocks=false", "mechanisms.donor_fatigue=false")
COURSES = {
    "nothing pledged": tuple(f"donors.{d}.pledge_usd_m=0" for d in DONORS),
    "nobody": ("donors=none",),
    "all alone": tuple(f"donors.{d}.coordination=0" for d in DONORS),
    "all together": tuple(f"donors.{d}.coordination=1" for d in DONORS),
    "all strict": tuple(f"donors.{d}.strictness=1" for d in DONORS),
    "one month": tuple(f"donors.{d}.horizon=1" for d in DONORS),
    "gone at once": (*(f"donors.{d}.horizon=5" for d in DONORS), "parameters.closing_months=0"),
    "no carrying over": ("plan.budget={carry_over: false}",),
    "all in reserve": ("plan.budget={reserve: 1.0}",),
    "all wasted": ("parameters.duplication=1", *(f"donors.{d}.coordination=0" for d in DONORS)),
    "wild": tuple(f"donors.{d}.volatility=2" for d in DONORS),
    "poor state": ("country.security_share=0.02", "parameters.payroll_support=1"),
}


def all_donors(key: str, value: float) -> tuple[str, ...]:
    """Overrides that give every donor the same value."""
    return tuple(f"donors.{donor}.{key}={value}" for donor in DONORS)


def lived(months: int, *overrides: str, replicate: int = 0) -> tuple[World, Scenario]:
    """One small world after so many months."""
    scenario = load_scenario("liberia_2003", [*SMALL, *overrides])
    world = settle(build(scenario), scenario.run.seed, replicate)
    advance(world, 1, months)
    return world, scenario


def months_of(results: Results, kind: str, cause: str | None = None) -> list[int]:
    """The months of all events of a kind (and cause) over all runs."""
    found = results.events[results.events["kind"] == KIND[kind]]
    found = found if cause is None else found[found["cause"] == CAUSE[cause]]
    return sorted(int(month) for month in found["month"])


@pytest.mark.parametrize("course", COURSES)
def test_money_closes_whatever_donors_do(course: str) -> None:
    """The books are checked every month in production: no course of donors and plans may break them."""
    results = run(*ALL_REFORMS, *COURSES[course])
    assert results.failed == ()
    series = results.series
    gone = series["money_spent"] + series["money_payroll"] + series["money_returned"] + series["money_unspent"]
    assert (series["money_received"] + series["money_domestic"] == gone).all()
    assert (series["money_received"] <= series["money_committed"]).all()
    assert (series["money_unspent"] >= 0).all()


def test_four_times_the_pledges_are_not_four_times_the_spending() -> None:
    """Absorptive capacity binds: much of more money lies unspent, and donors commit less of what they pledged."""
    pledges = {name: donor.pledge_usd_m for name, donor in load_scenario().donors.items()}
    much = run(*(f"donors.{name}.pledge_usd_m={4 * usd}" for name, usd in pledges.items()))
    usual = run()
    assert end(much, "money_spent") > end(usual, "money_spent")
    assert end(much, "money_spent") < 2.5 * end(usual, "money_spent")
    assert end(much, "money_unspent") > 2 * end(usual, "money_unspent")
    assert end(much, "money_committed") < 4 * end(usual, "money_committed")


def test_nobody_pays_for_ever_for_a_plan_that_does_nothing() -> None:
    """Money that lies idle takes the appetite: less than two years of pledges are ever committed."""
    results = run("plan=do_nothing", "run.months=120", *STILL, "mechanisms.payroll_support=false")
    assert total(results, "money_spent") == 0
    a_year = sum(donor.pledge_usd_m for donor in load_scenario().donors.values())
    assert end(results, "money_committed") < 2 * a_year
    assert np.ptp(results.values("money_committed")[:, -13:]) < 0.1 * a_year


def test_money_comes_after_it_was_committed_and_later_in_violence() -> None:
    """A sum that was committed once arrives with the lag of its donor, and pooled funds are slow."""
    world, scenario = lived(2, *STILL, "mechanisms.conditionality=false")
    donors = world.donors
    arrived = donors.disbursed / donors.committed
    kinds = [donor.kind for donor in scenario.donors.values()]
    assert (
        arrived[kinds.index("bilateral")] > arrived[kinds.index("multilateral")] > arrived[kinds.index("pooled_fund")]
    )
    unsafe = run("country.insecurity=0.9", *STILL, "mechanisms.conditionality=false")
    safe = run("country.insecurity=0.1", *STILL, "mechanisms.conditionality=false")
    assert unsafe.values("money_received")[:, 4].mean() < safe.values("money_received")[:, 4].mean()


def test_a_strict_context_does_not_run_away() -> None:
    """After a scandal strict donors suspend; a year after it has faded less than half of the peak is suspended.

    Suspension -> arrears -> abuse -> suspension must not feed itself: what is suspended comes back.
    """
    scandal = "+shocks.affair={title: Affair, kind: scandal, start: 20, months: 3, size: 0.6}"
    strict = (
        *all_donors("strictness", 1),
        "run.months=84",
        "mechanisms.scandals=false",
        "mechanisms.random_shocks=false",
    )
    results = run(*strict, scandal)
    suspension = results.values("suspension").mean(axis=0)
    peak = float(suspension[20:40].max())
    assert peak > 0.2
    assert suspension[72:].max() < 0.5 * peak
    assert events(results, "donor_suspended") > 0
    assert events(results, "donor_resumed") > 0
    assert months_of(results, "donor_suspended", "scandal_in_the_news")
    quiet = run(*strict)
    assert results.values("pay_arrears")[:, -1].mean() < quiet.values("pay_arrears")[:, -1].mean() + 0.1


def test_a_coup_suspends_all_but_neighbours() -> None:
    """Donors hold back the most they may from the month of the coup on, for a year at least; neighbours go on."""
    scenario = load_scenario("liberia_2003", [*SMALL, *COUPS, "donors.others.kind=neighbour"])
    world = settle(build(scenario), scenario.run.seed, 0)
    month = 0
    while world.nation.coups[0] == 0:
        month += 1
        advance(world, month, month)
    neighbour = list(scenario.donors).index("others")
    others = [row for row in range(len(world.donors)) if row != neighbour]
    assert (world.donors.suspension[others] == np.float32(scenario.parameters.suspension_most)).all()
    assert world.donors.suspension[neighbour] == 0
    assert (world.donors.held_until[others] == month + 12).all()


def test_who_leaves_pays_out_closes_and_takes_back_the_rest() -> None:
    """After the horizon nothing is committed; half a year later the account is empty, what was left is returned."""
    late = [lived(months, *all_donors("horizon", 24), "plan=ddr_first")[0] for months in (24, 25, 30, 31, 36)]
    at_horizon, after, closed, later, end_of_year = (world.donors for world in late)
    assert (after.committed == at_horizon.committed).all()
    assert (after.disbursed > at_horizon.disbursed).any()
    assert (closed.money_returned > 0).all()
    assert (late[2].accounts.balance[closed.account] == 0).all()
    assert (later.disbursed == closed.disbursed).all()
    assert (end_of_year.money_returned == closed.money_returned).all()


def test_without_carrying_over_nothing_outlives_a_year() -> None:
    """What lies unspent at the end of each 12 months goes back to where it came from."""
    keeps, loses = (lived(24, "plan=ddr_first", f"plan.budget={{carry_over: {kept}}}")[0] for kept in ("true", "false"))
    assert keeps.nation.money_returned[0] == 0
    assert loses.nation.money_returned[0] > 0
    assert loses.nation.unspent[0] == 0
    assert loses.nation.spent[0] < keeps.nation.spent[0]
    assert loses.nation.domestic[0] == (
        loses.nation.domestic_spent[0] + loses.nation.domestic_leaked[0] + loses.nation.domestic_returned[0]
    )


def test_a_reserve_is_kept_while_aid_comes() -> None:
    """With everything in reserve nothing is spent; half of it slows spending; once aid has gone it is used."""
    spent = [
        lived(12, "plan=ddr_first", f"plan.budget={{reserve: {share}}}")[0].nation.spent[0] for share in (0.0, 0.5, 1.0)
    ]
    assert spent[0] > spent[1] > spent[2] == 0
    cut = "+shocks.cut={title: Cut, kind: aid_cut, start: 10, months: 6, size: 1.0}"
    world, _ = lived(12, "plan=ddr_first", "plan.budget={reserve: 1.0}", cut)
    assert world.nation.spent[0] > 0


def test_a_cap_is_never_passed() -> None:
    """An action may cost its cap and no cent more, duplicates included."""
    actions = ("plan=do_nothing", "+plan.actions.course={reform: training, start: 1, months: 60, share: 1.0, "
               "cap_usd_m: 3.0}", "parameters.duplication=1.0")  # fmt: skip
    world, _ = lived(48, *actions)
    free, _ = lived(48, *only("training"), "parameters.duplication=1.0")
    assert 295_000_000 < world.actions.spent[0] <= 300_000_000
    assert free.actions.spent[0] > 600_000_000


def test_pressure_without_will_builds_form_without_function() -> None:
    """Strict donors get laws and offices where nobody wants them, and the gap to practice is wider than elsewhere."""
    unwilling = ("country.patronage=0.9", "parameters.will_base=-1.0", *ALL_REFORMS)
    lax, pressed = (run(*unwilling, *all_donors("strictness", strict)) for strict in (0.0, 1.0))
    wanted = run("country.patronage=0.1", "parameters.will_base=1.5", *ALL_REFORMS, *all_donors("strictness", 1.0))
    assert end(pressed, "donor_pressure") > end(lax, "donor_pressure")
    assert end(pressed, "reform_formal") > end(lax, "reform_formal")
    assert gap(pressed) > gap(lax)
    in_practice = [end(results, "reform_effective") / end(results, "reform_formal") for results in (pressed, wanted)]
    assert in_practice[0] < in_practice[1]


def gap(results: Results) -> float:
    """How much better reforms look on paper than they are."""
    return end(results, "reform_formal") - end(results, "reform_effective")


def test_pooled_funds_fill_gaps_and_duplicate_nothing() -> None:
    """Money of pools instead of donors alike in all else: nothing is bought twice, and more of it works."""
    alike = (*ALL_REFORMS, *all_donors("coordination", 0), *all_donors("visibility_preference", 0))
    alone = run(*alike, *(f"donors.{donor}.kind=multilateral" for donor in DONORS))
    pooled = run(*alike, *(f"donors.{donor}.kind=pooled_fund" for donor in DONORS))
    assert end(alone, "money_duplicated") > 1
    assert end(pooled, "money_duplicated") < 0.01 * end(alone, "money_duplicated")
    worth = [end(r, "reform_effective") / end(r, "money_spent") for r in (alone, pooled)]
    assert worth[1] > worth[0]


def test_money_goes_where_donors_want_to_be_seen() -> None:
    """A taste for the visible pulls money to equipment and away from audit, in what donors mean to pay."""
    plan = ("plan=do_nothing", "+plan.actions.cars={reform: equipment, start: 1, months: 60, share: 0.5}",
            "+plan.actions.books={reform: audit, start: 1, months: 60, share: 0.5}",
            *(f"donors.{donor}.priorities={{}}" for donor in DONORS), "mechanisms.derived_will=false",
            "parameters.resistance_base=0")  # fmt: skip
    shares = []
    for taste in (0.0, 1.0):
        world, scenario = lived(12, *plan, *all_donors("visibility_preference", taste))
        row = [name for name, _ in scenario.plan.in_order()].index("cars")
        shares.append(world.payments[:-1, row].sum() / world.payments[:-1].sum())
    assert shares[1] > shares[0]


def test_the_order_of_donors_in_the_file_means_nothing() -> None:
    """Sources that plan alone are met in proportion: whoever is listed first gains nothing by it, but for cents."""
    scenario = load_scenario("liberia_2003", [*SMALL, "plan=ddr_first"])
    turned = scenario.model_copy(update={"donors": dict(reversed(scenario.donors.items()))})
    ends = []
    for given in (scenario, turned):
        world = settle(build(given), 11, 0)
        advance(world, 1, 18)
        ends.append(world)
    first, second = ends
    for column in ("committed", "disbursed", "spent", "leaked", "payroll"):
        assert second.donors[column][::-1] == pytest.approx(first.donors[column], rel=1e-5), column
    assert second.reforms.formal == pytest.approx(first.reforms.formal, rel=1e-5)


def test_an_aid_cut_holds_back_and_lowers_commitments() -> None:
    """While all aid is cut nothing comes and nothing is committed; afterwards what had been committed comes."""
    cut = "+shocks.cut={title: Cut, kind: aid_cut, start: 19, months: 6, size: 1.0}"
    on, off = run(cut, *STILL, "mechanisms.conditionality=false"), run(*STILL, "mechanisms.conditionality=false")
    received, committed = on.values("money_received"), on.values("money_committed")
    assert (received[:, 24] == received[:, 18]).all()
    assert (committed[:, 24] == committed[:, 18]).all()
    assert (received[:, 25] > received[:, 24]).all()
    assert end(on, "money_received") < end(off, "money_received")
