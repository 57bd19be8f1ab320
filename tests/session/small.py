"""Small sessions: the fictional country for two years, which runs in hundredths of a second."""

from __future__ import annotations

import numpy as np

from ssrsim.session.decisions import Decision, decision_from
from ssrsim.session.session import Branch, Session
from ssrsim.session.start import Start

MONTHS = 24
SIZE = {"run.civilians": 700, "run.officers": 200, "run.months": MONTHS}
TYPED = tuple(f"{key}={value}" for key, value in SIZE.items())


def begun(seed: int = 7, **overrides: bool | int | float | str) -> Session:
    """A session of the small country."""
    given = {key.replace("__", "."): value for key, value in overrides.items()}
    return Session(Start(scenario="orvanta", overrides={**SIZE, **given}, seed=seed))


def taken(kind: str, month: int, **fields: object) -> Decision:
    """A decision as a page gives it."""
    return decision_from({"kind": kind, "month": month, **fields})


ONE_OF_EACH = (
    taken("share", 3, action="camps", to=0.9),
    taken("begin", 4, reform="vetting", share=0.3),
    taken("start", 5, action="payroll_census"),
    taken("pause", 6, action="camps", months=4),
    taken("stop", 7, action="round_table"),
    taken("shock", 8, shock="scandal", size=0.8),
    taken("context", 9, lever="patronage", to=0.2),
)


def differing(one: Branch, other: Branch) -> int | None:
    """The first month in which anything recorded of two branches differs, None if nothing does."""
    months = [
        month
        for month in range(one.timeline.months + 1)
        if any(a[month].tobytes() != b[month].tobytes() for a, b in zip(recorded(one), recorded(other), strict=True))
    ]
    return months[0] if months else None


def recorded(branch: Branch) -> list[np.ndarray]:
    """All that is recorded month by month, but reforms' rows: an extension adds none in a session."""
    results = branch.timeline.results
    parts = (results.districts, results.reforms, results.donors, results.groups)
    return [results.series[0], *(part[0] for part in parts if part is not None)]
