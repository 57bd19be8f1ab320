"""Politics follows from interests: will, votes, elections, ministers, and what aid can and cannot buy."""

from __future__ import annotations

import numpy as np
import pytest

from ssrsim.analysis.intervals import mean_interval
from ssrsim.config import load_scenario
from ssrsim.phases.engine import settle
from ssrsim.records.results import Results
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.scenario.reforms import REFORMS
from ssrsim.world.build import build
from ssrsim.world.world import World
from tests.behaviour.paired import ALL_REFORMS, end, events, only, run, total
from tests.worlds import SEED, SIZE, finished

NO_ELECTIONS = "mechanisms.elections=false"
BLOCS = tuple(load_scenario().country.blocs)
SAME_MONEY = "mechanisms.conditionality=false"  # strict donors pay what lenient ones pay
COHESIVE, FRAGMENTED = (1.0, 0.0, 0.0, 0.0), (0.25, 0.25, 0.25, 0.25)
POOR, RICH = 50, 2000  # USD m a year of own revenue, beside about 70 of aid


def of_kind(results: Results, kind: str, cause: str | None = None) -> np.ndarray:
    """The events of a kind, and of a cause if one is given."""
    wanted = results.events["kind"] == KIND[kind]
    if cause is not None:
        wanted &= results.events["cause"] == CAUSE[cause]
    return results.events[wanted]


def settled(*overrides: str, seed: int = SEED) -> World:
    """One small Liberia at month 0."""
    return settle(build(load_scenario("liberia_2003", [*SIZE, *overrides])), seed, 0)


def mean_after_a_year(results: Results, indicator: str) -> np.ndarray:
    """Mean of an indicator from month 12 on, by random world."""
    return results.values(indicator)[:, 12:].mean(axis=1)


def what_assistance_does(powers: tuple[float, ...], revenue: int, *more: str) -> tuple[np.ndarray, np.ndarray]:
    """Change of will, and of what reform money is worth, by donors who set conditions against the same without.

    Both pay the same to 5 % (who commits looks at what lies idle), for the same plan in the same random worlds. Nobody
    votes and no army strikes, so that power stays as it was given and nothing but donors, rents and threat moves will.
    """
    base = [*ALL_REFORMS, NO_ELECTIONS, "mechanisms.coups=false", SAME_MONEY, *more]
    base += [f"country.blocs.{bloc}.power={power}" for bloc, power in zip(BLOCS, powers, strict=True)]
    base += [f"country.revenue_usd_m={revenue}"]
    strict = run(*base)
    lenient = run(*base, *(f"donors.{donor}.strictness=0" for donor in load_scenario().donors))
    np.testing.assert_allclose(strict.values("money_received"), lenient.values("money_received"), rtol=0.05)
    will = mean_after_a_year(strict, "will") - mean_after_a_year(lenient, "will")
    worth = [
        mean_after_a_year(r, "reform_effective") / mean_after_a_year(r, "reform_formal") for r in (strict, lenient)
    ]
    return will, worth[0] - worth[1]


def test_assistance_works_where_rulers_are_fragmented_and_short_of_own_finance() -> None:
    """Berg (2022): of four contexts the effect is largest in one and near nothing in its opposite; n = 10 pairs each.

    On will and on the part of reform on paper that works. Each alone is not enough: they multiply.
    """
    cells = {
        (powers, revenue): what_assistance_does(powers, revenue)
        for powers in (COHESIVE, FRAGMENTED)
        for revenue in (POOR, RICH)
    }
    for measure, large, small in ((0, 0.08, 0.01), (1, 0.02, 0.005)):
        effect = {cell: changes[measure] for cell, changes in cells.items()}
        assert len(effect[FRAGMENTED, POOR]) == 10
        assert mean_interval(effect[FRAGMENTED, POOR]).low > large
        assert abs(effect[COHESIVE, RICH]).max() < small
        assert effect[FRAGMENTED, POOR].mean() > 3 * max(
            effect[COHESIVE, POOR].mean(), effect[FRAGMENTED, RICH].mean(), effect[COHESIVE, RICH].mean()
        )
        interaction = effect[FRAGMENTED, POOR] - effect[COHESIVE, POOR] - effect[FRAGMENTED, RICH]
        assert mean_interval(interaction + effect[COHESIVE, RICH]).low > 0


def test_assistance_does_nothing_for_will_where_it_has_no_leverage() -> None:
    """Without `will_aid` the effect is gone: what is left is that laws passed on paper put rents at risk."""
    will, worth = what_assistance_does(FRAGMENTED, POOR, "parameters.will_aid=0.0")
    assert mean_interval(will).high < 0.005
    assert mean_interval(worth).high < 0.005


def test_will_falls_as_the_plan_threatens_what_people_live_from() -> None:
    """Audits close leaks and ghosts, training nobody's income; a census threatens nobody where there are no ghosts."""
    audit, training = run(*only("audit"), NO_ELECTIONS), run(*only("training"), NO_ELECTIONS)
    assert total(training, "rents_at_risk") == 0
    assert total(audit, "rents_at_risk") > 5
    assert mean_interval(mean_after_a_year(audit, "will") - mean_after_a_year(training, "will")).high < -0.02
    census = run(*only("payroll"))
    nobody = run(*only("payroll"), "mechanisms.ghosts=false")
    assert total(nobody, "rents_at_risk") < 0.3 * total(census, "rents_at_risk")


def test_rents_start_at_nothing_and_become_habits_again_after_each_change() -> None:
    """The window of opportunity, without a calendar: nobody is used to rents yet, then they are, until others come."""
    rents = run("plan=do_nothing", "run.months=120").values("rents")
    assert (rents[:, 0] == 0).all()
    assert (np.diff(rents[:, :25].mean(axis=0)) > 0).all()
    assert (rents[:, 26] < 0.85 * rents[:, 25]).all()  # the election that ends the transitional government
    assert (rents[:, 60] > rents[:, 27]).all()


def test_instruments_of_capability_are_not_resisted() -> None:
    """What closes nobody's rents passes at once, however much office lives from patronage; oversight does not."""
    capability = [
        f"+plan.actions.{reform.name}={{reform: {reform.name}, start: 1, months: 36, share: 0.1}}"
        for reform in REFORMS
        if reform.threat_bribes + reform.threat_ghosts + reform.threat_leakage == 0
    ]
    assert len(capability) >= 5
    venal = ("country.patronage=1.0", "parameters.will_base=-0.3", NO_ELECTIONS)
    assert total(run("plan=do_nothing", *capability, *venal), "actions_blocked") == 0
    assert total(run(*only("vetting"), "plan.actions.vetting.start=40", *venal), "actions_blocked") > 0


def test_elections_make_governments_and_oppositions() -> None:
    """A government of all ends at the first election; later ones keep some governments and change others; n = 20."""
    voted = run("run.months=110", "run.replicates=20", "mechanisms.coups=false")
    unvoted = run("run.months=110", "run.replicates=20", "mechanisms.coups=false", NO_ELECTIONS)
    power = voted.values("governing_power")
    assert (power[:, :26] == 1).all()
    assert ((power[:, 26:] > 0.5) & (power[:, 26:] < 1)).all()
    assert np.ptp(voted.values("fragmentation")[:, 26]) > 0.01
    assert np.ptp(unvoted.values("fragmentation")) == 0
    assert (unvoted.values("governing_power") == 1).all()
    changed = of_kind(voted, "government_changed")
    assert (changed["month"] == 26).sum() == 20
    assert 0 < (changed["month"] == 98).sum() < 20


def test_bad_governments_lose_power() -> None:
    """Voters take power from those who govern badly: less is left to them than to those who govern well; n = 20."""
    base = ("run.months=30", "run.replicates=20", "mechanisms.coups=false", "country.media_freedom=1.0")
    for bloc in BLOCS:
        power, governs = (0.55, "true") if bloc == "civil" else (0.15, "false")
        base += (f"country.blocs.{bloc}.power={power}", f"country.blocs.{bloc}.governing={governs}")
    bad = run(*base, "country.corruption=1.0", "country.livelihood=0.02")
    good = run(*base, "country.corruption=0.0", "country.livelihood=0.9")
    assert events(bad, "government_changed") > events(good, "government_changed")


def test_juntas_hold_no_elections_and_keep_their_habits() -> None:
    """After a coup no voters are asked for `junta_months`, and then they are; rents stay where they were."""
    coups = ("parameters.coup_base=0.0", "parameters.coup_success=1.0", "country.first_election_month=12")
    forever, brief = run(*coups, "parameters.junta_months=240"), run(*coups, "parameters.junta_months=0")
    assert events(forever, "coup") > 0
    assert events(forever, "election") == 0
    assert events(brief, "election") > 0
    world = finished(settled("plan=do_nothing", "run.months=40", NO_ELECTIONS, "mechanisms.coups=false"), 1, 30)
    world.mechanisms["coups"][0], world.parameters["coup_base"][0], world.parameters["coup_success"][0] = 1, 10, 1
    after = finished(world, 31, 31)
    assert after.nation.coup_now[0] == after.nation.turnover[0] == 1
    for channel in ("rents_bribes", "rents_ghosts", "rents_leakage"):
        assert (after.politicians[channel] >= 0.9 * world.politicians[channel]).all()
    world.mechanisms["elections"][0], world.mechanisms["coups"][0], world.nation.first_election[0] = 1, 0, 31
    elected = finished(world, 31, 31).politicians
    assert (elected.rents_ghosts[(elected.office > 0) & (elected.out_since < 0)] == 0).all()


def test_new_ministers_undo_some_progress() -> None:
    """Reshuffles reverse part of the reforms of the own office: less works, by events that say why."""
    base = (*ALL_REFORMS, NO_ELECTIONS, "mechanisms.coups=false", "parameters.reshuffle_rate=0.1")
    undone, kept = run(*base, "parameters.reversal=0.5"), run(*base, "mechanisms.reversal=false")
    assert len(of_kind(undone, "reversed", "new_minister")) == events(undone, "reversed") > 0
    assert end(undone, "reform_effective") < end(kept, "reform_effective")
    assert end(undone, "reform_formal") == pytest.approx(end(kept, "reform_formal"), abs=0.05)


def test_ministers_fall_over_scandals_and_defiance() -> None:
    """Causes in the log: scandals of their service, and blocking what the head of government wants."""
    shaken = run(*ALL_REFORMS, "parameters.scandal_hazard=1.0", "run.replicates=20")
    assert len(of_kind(shaken, "reshuffle", "scandal")) > 0
    stubborn = run(*ALL_REFORMS, "parameters.will_base=-0.3", "parameters.vote_noise=0.2", "run.replicates=20")
    assert len(of_kind(stubborn, "reshuffle", "defiance")) > 0


def test_bought_votes_pass_bills_and_cost_the_treasury() -> None:
    """What the log says was paid is what the record says, and it counts as leaked; nobody pays where nobody can."""
    wanting = (*ALL_REFORMS, "parameters.will_base=-0.5", "parameters.side_payment_reach=0.3")
    rich = run(*wanting, "country.revenue_usd_m=200")
    cents = rich.series["money_side_payments"][:, -1]
    assert of_kind(rich, "votes_bought")["amount"].sum() == cents.sum() > 0
    unpaid = run(*wanting, "country.revenue_usd_m=200", "mechanisms.side_payments=false")
    assert total(rich, "actions_blocked") < total(unpaid, "actions_blocked")
    broke = run(*wanting, "country.revenue_usd_m=5")
    assert end(broke, "money_side_payments") == 0


def test_pressure_passes_laws_that_do_not_work() -> None:
    """Form without function: pressed rulers who do not want them pass laws, and less of what is on paper works."""
    unwilling = (*ALL_REFORMS, "parameters.will_base=-1.5", "parameters.will_aid=0.0", "parameters.paper_pressure=0.5")
    pressed, left = run(*unwilling), run(*unwilling, "mechanisms.mimicry=false")
    assert len(of_kind(pressed, "authorised", "vote")) > len(of_kind(left, "authorised", "vote"))
    assert end(pressed, "oversight_formal") > end(left, "oversight_formal")
    willing = run(*ALL_REFORMS, "parameters.will_base=1.5")
    function = [end(r, "reform_effective") / end(r, "reform_formal") for r in (pressed, willing)]
    assert function[0] < function[1] - 0.1


def test_fewer_veto_players_pass_laws_no_later() -> None:
    """Without the consent of a minister a law passes in the same month or earlier, in every random world; n = 20."""
    stubborn = (*only("audit"), "plan.actions.audit.start=24", "parameters.will_base=-0.2", "country.patronage=1.0")
    free = ("mechanisms.reshuffles=false", "mechanisms.side_payments=false", NO_ELECTIONS)
    months = []
    for vetoes in (True, False):
        passed = []
        for seed in range(20):
            world = settled("run.months=60", *stubborn, *free, seed=seed)
            if not vetoes:
                world.reforms.minister[:] = 1  # the head of government alone
            after = finished(world, 1, 60)
            at = int(after.actions.authorised[0])
            passed.append(at if at >= 0 else 999)
        months.append(np.array(passed))
    assert (months[1] <= months[0]).all()
    assert (months[1] < months[0]).any()


def test_no_will_no_law_and_full_will_no_veto() -> None:
    """The two ends of will: nobody votes for what nobody wants, nobody blocks what everybody wants."""
    fixed_will = (*ALL_REFORMS, "mechanisms.derived_will=false", "mechanisms.side_payments=false")
    none = run(*fixed_will, "parameters.will_base=-4.0")
    assert len(of_kind(none, "authorised", "vote")) == 0
    full = run(*fixed_will, "parameters.will_base=4.0")
    assert events(full, "blocked") == 0
    assert total(full, "actions_blocked") == 0


def test_dialogue_ends_part_of_exclusion_and_nothing_else_does() -> None:
    """At rest without dialogue; with it every group is less excluded, in proportion to what it was."""
    still = finished(settled("plan=do_nothing"))
    assert (still.groups.exclusion == still.groups.exclusion_at_start).all()
    talk = finished(settled(*only("dialogue")))
    assert (talk.groups.exclusion < talk.groups.exclusion_at_start).all()
    kept = talk.groups.exclusion / talk.groups.exclusion_at_start
    assert np.ptp(kept) < 1e-4


def test_armies_that_are_cut_are_discontent() -> None:
    """Right-sizing lays soldiers off: the army resents it while it lasts."""
    cut, kept = run(*only("rightsizing")), run(*only("rightsizing"), "mechanisms.rightsizing=false")
    assert mean_interval(mean_after_a_year(cut, "army_discontent") - mean_after_a_year(kept, "army_discontent")).low > 0
