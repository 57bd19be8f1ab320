"""Decisions become a scenario: history before them stays, what follows is that of a file with the same content."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssrsim.config.compose import compose_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.scenario.as_file import as_file
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.session.decisions import KINDS, Decision, decided, decision_from
from tests.session.small import MONTHS, ONE_OF_EACH, begun, differing, recorded, taken

SESSION = begun()


def test_every_kind_of_decision_is_among_those_that_are_tried() -> None:
    """A kind that is not in the list would be woven in untested."""
    assert {decision.kind for decision in ONE_OF_EACH} == set(KINDS)


def test_without_decisions_it_is_the_scenario_itself() -> None:
    """The same object: nothing was copied, renamed or filled in."""
    assert decided(SESSION.scenario, ()) is SESSION.scenario


@pytest.mark.parametrize("decision", ONE_OF_EACH, ids=lambda decision: decision.kind)
def test_history_until_a_decision_stays_and_then_changes(decision: Decision) -> None:
    """The promise on which rewinding rests: not a bit of what has happened changes, and what follows does."""
    session = begun()
    session.fork("A")
    session.decide("B", decision)
    first = differing(*session.branches)
    assert first is not None
    assert first > decision.month
    assert first <= decision.month + 4  # a weight of an action that is waiting changes something once it runs


def test_a_branch_as_a_file_gives_the_same_bits(tmp_path: Path) -> None:
    """What a room has seen must be reproduced by `ssrsim run scenario_file=...` to the bit."""
    session = begun()
    for decision in ONE_OF_EACH:
        session.decide("A", decision)
    branch = session.branch("A")
    path = tmp_path / "branch.yaml"
    path.write_text(as_file(branch.scenario), encoding="utf-8")
    again = compose_scenario([f"scenario_file={path}"])
    assert again.digest() == branch.scenario.digest()
    results = run_ensemble(again)
    assert results.series.tobytes() == branch.timeline.results.series.tobytes()
    assert results.events.tobytes() == branch.timeline.results.events.tobytes()
    for mine, theirs in zip(recorded(branch)[1:], (results.districts, results.reforms, results.donors, results.groups),
                            strict=True):  # fmt: skip
        assert theirs is not None
        assert theirs.tobytes() == mine.tobytes()


def test_of_two_orders_in_one_month_the_later_holds() -> None:
    """Whoever moves a slider twice means the last place; a plan file would take the smaller one."""
    session = begun()
    session.fork("A")
    session.decide("A", taken("share", 3, action="camps", to=0.1))
    session.decide("A", taken("share", 3, action="camps", to=0.9))
    session.decide("B", taken("share", 3, action="camps", to=0.9))
    assert differing(*session.branches) is None


def test_a_reform_that_is_begun_can_be_steered() -> None:
    """An action that a decision made has a name at which later decisions get hold of it."""
    decisions = (taken("begin", 2, reform="vetting", share=0.3), taken("stop", 10, action="vetting"))
    plan = decided(SESSION.scenario, decisions).plan
    assert plan.actions["vetting"].reform == "vetting"
    with pytest.raises(UsersMistakeError, match="action is vetting; known: "):
        decided(SESSION.scenario, decisions[1:])


def test_more_weight_than_one_in_all_can_be_decided() -> None:
    """Weights are relative: a full plan takes one more reform, although its own file could not be written so."""
    heavy = tuple(taken("begin", 1, reform=name, share=1.0) for name in ("vetting", "monitoring", "adaptation"))
    assert len(decided(SESSION.scenario, heavy).plan.actions) == len(SESSION.scenario.plan.actions) + 3


def test_two_shocks_of_one_kind_can_strike_in_one_month() -> None:
    """Two districts in one month: neither takes the place of the other."""
    places = ("oreford", "midland")
    both = tuple(taken("shock", 3, shock="massacre", district=place, size=0.1) for place in places)
    shocks = decided(SESSION.scenario, both).shocks
    assert {shock.district for shock in shocks.values() if shock.kind == "massacre"} == set(places)


def test_more_months_with_decisions_than_a_plan_has_rules_are_refused() -> None:
    """What a scenario file could not hold cannot be decided either; the sentence says which part is full."""
    many = tuple(taken("share", month, action="camps", to=0.5) for month in range(110))
    with pytest.raises(UsersMistakeError, match=r"plan\.rules has 110 entries; it must have 100 at most"):
        decided(
            SESSION.scenario.model_copy(update={"run": SESSION.scenario.run.model_copy(update={"months": 120})}), many
        )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "sell"}, "kind is sell; allowed: share, begin"),
        ({}, "kind is null"),
        ({"kind": "share", "month": 1, "action": "camps"}, "to is missing"),
        ({"kind": "share", "month": 1, "action": "camps", "to": 1.5}, "to is 1.5; it must lie in 0..1 (share)"),
        ({"kind": "share", "month": 1, "action": "camps", "to": float("nan")}, "to is nan; it must be a finite number"),
        ({"kind": "share", "month": 1e9, "action": "camps", "to": 0.5}, "month is 1000000000.0; it must be a whole"),
        ({"kind": "share", "month": 10**30, "action": "camps", "to": 0.5}, "month is 1000000"),
        ({"kind": "share", "month": 1, "action": "../etc", "to": 0.5}, "action is ../etc; it must be lower-case"),
        ({"kind": "stop", "month": 1, "action": "camps", "hook": "os:system"}, "hook is not a key"),
        ({"kind": "shock", "month": 1, "shock": "scandal", "threat": "aliens"}, "threat is aliens; allowed: terrorism"),
    ],
)
def test_what_is_no_decision_is_refused_in_a_sentence(given: dict[str, object], said: str) -> None:
    """Each field at fault by its name, its value and what is allowed."""
    with pytest.raises(UsersMistakeError) as refused:
        decision_from(given)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (taken("share", 3, action="camp", to=0.5), "action is camp; known: army_cuts, .*did you mean camps"),
        (taken("begin", 3, reform="vet", share=0.5), "reform is vet; known: "),
        (taken("shock", 3, shock="flood"), "shock is flood; known: "),
        (taken("shock", 3, shock="disaster", district="atlantis"), "district is atlantis; known: belund_delta"),
        (taken("shock", 3, shock="massacre"), "district is null; massacre strikes one district"),
        (taken("shock", 3, shock="scandal", district="oreford"), "scandal strikes the whole country"),
        (taken("shock", 3, shock="mission_exit", mission="atlantis"), "mission is atlantis; known: "),
        (taken("context", 3, lever="weather", to=0.5), "lever is weather; known: donor_strictness"),
        (taken("stop", MONTHS, action="camps"), f"month is {MONTHS}, and the run ends with month {MONTHS}"),
    ],
    ids=str,
)
def test_what_is_not_there_cannot_be_decided(decision: Decision, said: str) -> None:
    """A sentence that names what there is; and the branch stays as it was."""
    session = begun()
    before = session.branch("A")
    with pytest.raises(UsersMistakeError, match=said):
        session.decide("A", decision)
    assert session.branch("A") is before


def test_what_was_begun_long_before_its_month_fits_the_figure_of_the_plan() -> None:
    """An action planned for after the end of the run, which a decision began: its bar is where it ran."""
    from matplotlib.patches import Rectangle

    from ssrsim.plots.plan import plan_figure

    session = begun()
    assert (session.scenario.plan.actions["payroll_census"].fixed_start or 0) > MONTHS
    session.decide("A", taken("start", 5, action="payroll_census"))
    drawn = plan_figure(session.branch("A").timeline.results)
    assert drawn is not None
    assert "Payroll census, planned for months 57 to 80, ran months 6 to 24" in drawn.alt
    bars = [patch for patch in drawn.figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert max(bar.get_x() + bar.get_width() for bar in bars) <= MONTHS


@pytest.mark.slow
def test_the_program_gives_the_numbers_of_the_screen(tmp_path: Path) -> None:
    """Table for table: who does not believe the page runs the file that it exported."""
    import pandas as pd

    from tests.cli.program import ssrsim_program

    session = begun()
    for decision in ONE_OF_EACH:
        session.decide("A", decision)
    branch = session.branch("A")
    (tmp_path / "branch.yaml").write_text(as_file(branch.scenario), encoding="utf-8")
    result = ssrsim_program(tmp_path, "run", "scenario_file=branch.yaml", "output=told")
    assert result.returncode == 0, result.stderr
    told = pd.read_parquet(next(tmp_path.rglob("series.parquet")))
    for name in ("trust_police", "survey_trust_police", "reform_effective", "battle_deaths", "money_spent"):
        assert told[name].tolist() == branch.timeline.results.values(name)[0].tolist()
