"""Session files: what was saved comes back to the bit, and what a stranger wrote is refused in one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

import ssrsim
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.session.session import Session
from tests.session.small import MONTHS, ONE_OF_EACH, SIZE, begun

PLAIN: dict[str, Any] = {
    "schema": "ssrsim.session/1",
    "start": {"scenario": "orvanta", "overrides": SIZE, "seed": 7},
    "month": 0,
    "branches": {"A": {"title": "", "decisions": []}},
}


def with_(**changed: Any) -> str:
    """The plain session with other values."""
    return json.dumps({**PLAIN, **changed})


def with_decision(**fields: Any) -> str:
    """The plain session with one decision."""
    return with_(branches={"A": {"decisions": [fields]}})


def test_what_was_saved_comes_back_to_the_bit() -> None:
    """A crash, a colleague, next week: the same branches in the same month with the same worlds behind them."""
    session = begun(country__patronage=0.5, mechanisms__coups=False)
    session.fork("A", "Côte d’essai")
    for decision in ONE_OF_EACH:
        session.decide("B", decision)
    session.close("A")
    session.go(11)
    again = Session.opened(session.saved())
    assert again.start == session.start
    assert again.month == 11
    assert [(one.letter, one.title, one.decisions) for one in again.branches] == [("B", "Côte d’essai", ONE_OF_EACH)]
    assert again.branch("B").timeline.state_hash(MONTHS) == session.branch("B").timeline.state_hash(MONTHS)
    assert again.saved() == session.saved()


def test_the_least_that_a_file_needs() -> None:
    """Who writes one by hand leaves out what has a default."""
    assert Session.opened(with_()).month == 0


def test_a_file_says_which_version_wrote_it() -> None:
    """With another version numbers can differ: the page must be able to say so."""
    assert Session.opened(with_(version="0.0.1")).version == "0.0.1"
    assert begun().version == Session.opened(begun().saved()).version == ssrsim.__version__


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is no JSON"),
        ("[1, 2]", "the file is [1, 2]; it must be a mapping"),
        ("{" * 100_000, "nested too deeply"),
        ("[" * 3 + "]" * 3, "it must be a mapping"),
        (" " * 300_001, "characters; a session has 300,000 at most"),
        ('{"schema": "a", "schema": "b"}', "schema is there twice"),
        ('{"month": NaN}', "holds NaN, which is no number"),
        ('{"month": 1e999, "schema": "ssrsim.session/1", "branches": {"A": {}}}', "month is inf"),
        ('{"month": ' + "9" * 5_000 + "}", "the file is no JSON"),
        ("!!python/object/apply:os.system [id]", "the file is no JSON"),
        (with_(schema="ssrsim.scenario/1"), "schema is ssrsim.scenario/1; a session file has ssrsim.session/1"),
        (with_(hooks=["os:system@pay_forces"]), "the file has the unknown key hooks"),
        (with_(month=10**12), "month is 1000000000000; it must be a whole number"),
        (with_(month=MONTHS + 1), f"month is {MONTHS + 1}; this session ends with month {MONTHS}"),
        (with_(month=True), "month is true"),
        (with_(version=["0"]), "version is [0]"),
        (with_(branches={}), "branches holds"),
        (with_(branches={"Z": {}}), "branches holds [Z]; allowed: A, B, C, D"),
        (with_(branches=["A"]), "branches is [A]; it must be a mapping"),
        (with_(branches={"A": {"decisions": {}}}), "branch A must have a title that is text and a list"),
        (with_(branches={"A": {"timeline": 1}}), "branch A has the unknown key timeline"),
        (with_(branches={"A": {"title": "x" * 70}}), "branch A: the title has 70 characters"),
        (with_(branches={"A": {"decisions": [{}] * 201}}), "branch A has 201 decisions; 200 at most"),
        (with_(start={"scenario": "${oc.env:HOME}"}), "refers to other values"),
        (with_(start={"scenario": "../orvanta"}), "start: scenario is ../orvanta"),
        (with_(start={"scenario": "atlantis"}), "start: scenario is atlantis; known scenarios: "),
        (with_(start={"scenario_file": "/etc/passwd"}), "start: scenario_file is not a key"),
        (with_(start={"overrides": {"hooks": "os:system"}}), "start: hooks cannot be set in a session"),
        (with_(start={"overrides": {"run.civilians": 10**9}}), "start: run.civilians is 1000000000"),
        (with_decision(kind="share", month=3, action="camps", to=2), "decision 1 of branch A: to is 2"),
        (with_decision(kind="share", month=3, action="camps"), "decision 1 of branch A: to is missing"),
        (with_decision(kind="exec", month=3), "decision 1 of branch A: kind is exec"),
        (with_decision(kind="stop", month=3, action="nobody"), "branch A: action is nobody; known: "),
        (with_decision(kind="stop", month=600, action="camps"), "branch A: month is 600, and the run ends"),
    ],
)
def test_hostile_files_are_refused_in_one_line(text: str, said: str) -> None:
    """A file from a stranger: no traceback, no run, one printable line that says what is wrong."""
    with pytest.raises(UsersMistakeError) as refused:
        Session.opened(text)
    assert said in str(refused.value)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 1_000


def test_decisions_out_of_order_are_refused() -> None:
    """In a session a decision in the past drops the later ones: no session has them in this order."""
    decisions = [{"kind": "stop", "month": month, "action": "camps"} for month in (9, 3)]
    with pytest.raises(UsersMistakeError, match="not in the order of their months"):
        Session.opened(with_(branches={"A": {"decisions": decisions}}))
