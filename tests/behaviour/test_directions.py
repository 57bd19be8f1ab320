"""What each part of the month does to outcomes: directions, with paired seeds and a stated number of runs."""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.summary import summarise
from tests.behaviour.paired import ALL_REFORMS, NO_MISSION, WAR, end, events, only, run, total


def test_recurrence_is_reachable_and_not_certain() -> None:
    """Without a mission, and poor, some settlements fail and some hold; a model that saturates cannot compare plans."""
    poor = ("run.replicates=40", "run.months=120", "plan=do_nothing", "country.revenue_usd_m=20")
    share = end(run(*poor, *NO_MISSION), "recurrence_25")
    assert 0.05 < share < 0.95


def test_war_is_reachable_and_rarer_than_recurrence() -> None:
    """1,000 deaths in a year happen, but not whenever 25 do."""
    results = run(
        "run.replicates=40", "run.months=120", "plan=do_nothing", "parameters.inclusion_price=1.0", *NO_MISSION
    )
    assert 0 < end(results, "war_1000") < end(results, "recurrence_25")


def test_a_quiet_month_has_no_clashes() -> None:
    """There is no base hazard of relapse: while no faction has ever chosen war, nobody fights."""
    results = run("parameters.leader_cost=3.5", "parameters.patron_rate=0.0")
    assert total(results, "active_groups") == 0
    assert total(results, "violent_incidents") == 0
    assert total(results, "battle_deaths") == 0


def test_audit_works_only_where_somebody_is_sanctioned() -> None:
    """Leakage falls with audit and sanctions together, hardly with audit alone (Avis, Ferraz, Finan 2018)."""
    clean_courts = ("country.justice=0.9", "country.oversight_independence=0.9", "plan=do_nothing")
    plan = "+plan.actions.ddr={reform: ddr, start: 1, months: 60, share: 0.5}"
    audited = "country.oversight_effective=0.9"
    with_both = run(*clean_courts, plan, audited)
    audit_alone = run(*clean_courts, plan, audited, "mechanisms.sanctions=false")
    neither = run(*clean_courts, plan, "country.oversight_effective=0.0", "mechanisms.sanctions=false")
    alone = total(neither, "leakage_share") - total(audit_alone, "leakage_share")
    both = total(neither, "leakage_share") - total(with_both, "leakage_share")
    assert both > 0
    assert abs(alone) < 0.2 * both


def test_better_complaint_handling_raises_reported_abuse_first() -> None:
    """More complaints are filed although there is no more abuse: the classic trap of monitoring must stay visible."""
    plan = "+plan.actions.complaints={reform: complaints, start: 1, months: 60, share: 0.5}"
    base = ("plan=do_nothing", "country.patronage=0.2")
    handled, ignored = run(*base, plan), run(*base)
    assert total(handled, "complaints") > 1.1 * total(ignored, "complaints")
    assert total(handled, "abuse") < 1.05 * total(ignored, "abuse")


def test_census_closes_ghosts_and_squeezes_commanders() -> None:
    """Closing ghost posts saves money and makes men desert: nothing is only good."""
    plan = "+plan.actions.payroll={reform: payroll, start: 1, months: 60, share: 0.5}"
    census, none = run("plan=do_nothing", plan), run("plan=do_nothing")
    assert end(census, "ghost_share") < 0.5 * end(none, "ghost_share")
    early = slice(6, 30)
    assert census.values("army_strength")[:, early].mean() < none.values("army_strength")[:, early].mean()


def test_vetting_costs_men() -> None:
    """Vetting removes people: the forces are smaller for it while it runs."""
    on, off = run(*ALL_REFORMS), run(*ALL_REFORMS, "mechanisms.vetting=false")
    assert on.values("police_strength")[:, 12:48].mean() < off.values("police_strength")[:, 12:48].mean()


def test_laws_are_blocked_where_patronage_is_high() -> None:
    """Those who live from rents block what closes them; the money of blocked actions stays unspent."""
    venal = run("plan=oversight_first", "country.patronage=1.0", "parameters.will_base=-1.0")
    honest = run("plan=oversight_first", "country.patronage=0.0", "parameters.will_base=1.0")
    assert total(venal, "actions_blocked") > total(honest, "actions_blocked")
    assert end(venal, "money_unspent") > end(honest, "money_unspent")


def test_the_window_of_opportunity_emerges() -> None:
    """Rents start at nothing and flows rebuild them: will falls after its early rise, with no calendar term."""
    will = run("run.months=120", "mechanisms.elections=false").values("will").mean(axis=0)
    peak = int(np.argmax(will))
    assert 3 <= peak <= 48
    assert will[-1] < will[peak] - 0.05


def test_violence_costs_safety_and_control() -> None:
    """Clashes are felt: people at war feel less safe, flee, and live under less state control."""
    peace, war = run(), run(*WAR)
    assert events(war, "clash") > 0
    assert end(war, "feel_safe") < end(peace, "feel_safe")
    assert end(war, "state_control") < end(peace, "state_control")


def test_form_is_not_function() -> None:
    """Reforms look better on paper than they are, everywhere and always."""
    results = run(*ALL_REFORMS)
    assert (results.values("reform_formal")[:, 6:] >= results.values("reform_effective")[:, 6:]).all()
    assert end(results, "reform_formal") > end(results, "reform_effective") + 0.05


def test_a_war_that_never_ends_is_not_peace() -> None:
    """Where no year below 25 deaths follows the settlement there is no recurrence to code, and no peace to count."""
    results = run(*WAR)
    going_on = results.series["war_continues"][:, -1] > 0
    assert going_on.any()
    assert (results.end_of_peace()[going_on] == 0).all()
    rows = {row.name: row for row in summarise(results)}
    assert rows["war_continues"].value == going_on.mean()
    assert rows["peace_months"].value <= 60 * (1 - going_on.mean()) + 1e-9


def test_no_pressure_to_please_voters_without_elections() -> None:
    """Elections that are switched off cannot press politicians."""
    on, off = run("mechanisms.derived_will=true"), run("mechanisms.elections=false")
    assert not np.array_equal(on.values("will"), off.values("will"))
    assert events(off, "election") == events(off, "government_changed") == 0


def test_money_for_reforms_closes_to_the_cent() -> None:
    """Aid and the treasury's share are spent, went into pay, went back or lie on an account, to the cent."""
    series = run(*ALL_REFORMS).series
    received = series["money_received"] + series["money_domestic"]
    gone = series["money_spent"] + series["money_payroll"] + series["money_returned"]
    assert (received == gone + series["money_unspent"]).all()


def test_a_mission_that_left_guarantees_nothing() -> None:
    """Promises end with the mission, and where the last soldier leaves credibility falls."""
    leaves = run("missions.unmil.drawdown=24", "missions.unmil.exit=30")
    stays = run()
    assert end(leaves, "credibility") < end(stays, "credibility") - 0.1
    assert (leaves.values("mission_strength")[:, 30:] == 0).all()


def test_higher_pay_has_to_be_paid() -> None:
    """Pay is not free: at the same revenue, much higher pay leaves the treasury less for reforms, and arrears."""
    poor, rich = (run(*only("payroll"), f"parameters.pay_rise={rise}") for rise in (0.0, 3.0))
    assert end(rich, "money_domestic") < end(poor, "money_domestic")
    assert total(rich, "pay_arrears") > total(poor, "pay_arrears")
