"""Any log of decisions that a page lets through: it never fails, and what has happened never changes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.changes import LEVERS
from ssrsim.scenario.shocks import LOCAL_SHOCKS, PLACED_SHOCKS, SHOCK_KINDS
from ssrsim.session.session import Session
from tests.session.small import MONTHS, begun, differing, taken

START = begun().scenario
weight = st.floats(0.01, 1.0)
month = st.integers(0, MONTHS - 1)
action = st.sampled_from(sorted(START.plan.actions))
length = st.integers(1, 30)


@st.composite
def shocks(draw: st.DrawFn) -> dict[str, Any]:
    """A shock with a place where its kind needs or takes one."""
    kind = draw(st.sampled_from(SHOCK_KINDS))
    places = st.sampled_from(sorted(START.country.districts))
    place = draw(places if kind in PLACED_SHOCKS else st.none() | places) if kind in LOCAL_SHOCKS else None
    return {"kind": "shock", "shock": kind, "size": draw(weight), "months": draw(length), "district": place}


decisions = st.lists(
    st.one_of(
        st.fixed_dictionaries({"kind": st.just("share"), "action": action, "to": st.floats(0, 1)}),
        st.fixed_dictionaries({"kind": st.just("begin"), "reform": st.sampled_from([r.name for r in START.reforms]),
                               "share": weight, "months": length}),
        st.fixed_dictionaries({"kind": st.sampled_from(["start", "stop"]), "action": action}),
        st.fixed_dictionaries({"kind": st.just("pause"), "action": action, "months": length}),
        st.fixed_dictionaries({"kind": st.just("context"), "lever": st.sampled_from(LEVERS), "to": st.floats(0, 1)}),
        shocks(),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decisions, st.lists(month, min_size=6, max_size=6))
def test_any_log_runs_and_leaves_the_past_alone(given: list[dict[str, Any]], months: list[int]) -> None:
    """Decisions in any order of months, later ones dropped by earlier ones: each history is equal until it acts."""
    session = begun()
    session.fork("A")
    for data, taken_in in zip(given, months, strict=False):
        before = session.branch("B")
        decision = taken(month=taken_in, **data)
        session.decide("B", decision)
        dropped = [one.month for one in before.decisions if one.month > decision.month]
        first = differing(before, session.branch("B"))
        assert first is None or first > min([decision.month, *dropped])
    assert Session.opened(session.saved()).saved() == session.saved()


keys = st.sampled_from(["schema", "start", "branches", "A", "decisions", "month", "kind"])
nested = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300) | nested.map(json.dumps))
def test_any_text_opens_or_is_refused(text: str) -> None:
    """Nothing but a sentence comes out of what is no session."""
    try:
        Session.opened(text)
    except UsersMistakeError as refused:
        assert str(refused).isprintable()  # noqa: PT017
