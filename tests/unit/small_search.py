"""A small search, for the tests of searches."""

from __future__ import annotations

import numpy as np

from ssrsim.config.search import SearchAsked, search_asked
from ssrsim.lab.search import KEPT
from ssrsim.report.search_stages import Screened, Selected, candidates_of
from ssrsim.scenario.planning.searching import Search

SMALL = (
    "scenario=orvanta", "reforms=[ddr,vetting,training]", "budget=90", "run.months=36", "run.officers=100",
    "search.civilians=500", "search.officers=100", "search.screening_worlds=6", "search.worlds=60",
    "confirm.worlds=10", "confirm.civilians=500", "objective=trust_police_end",
)  # fmt: skip


def asked(*more: str) -> SearchAsked:
    """A small search, with these keys in place of its own."""
    keys = {text.split("=", 1)[0] for text in more}
    return search_asked([*(text for text in SMALL if text.split("=", 1)[0] not in keys), *more])


def silent(done: int, total: int) -> None:
    """No progress wanted."""


def ended(search: Search, left: int, finished: bool, staying: int | None = None) -> tuple[Screened, Selected]:
    """Stages that ended so: of six plans so many stay, three go on, so many are left."""
    candidates = candidates_of(search)
    stays = np.arange(6) < (staying if staying is not None else 3)
    first = Screened(
        candidates, np.arange(6), np.zeros((6, len(KEPT))), np.zeros((6, 6)), stays, np.arange(min(3, stays.sum())), ()
    )
    return first, Selected(np.arange(left), finished, np.array([3.0, 2.0, 1.0]), np.full(3, 60), ())
