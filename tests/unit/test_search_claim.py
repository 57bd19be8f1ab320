"""The claim of a search says exactly what happened, and no more."""

from __future__ import annotations

import numpy as np

from ssrsim.report.search_words import claim, remarks
from tests.unit.small_search import asked, ended


def test_the_claim_is_about_all_plans_where_none_was_left_aside() -> None:
    """What the screening ruled out belongs to the claim: its half of the error pays for that."""
    search = asked().search
    stages = ended(search, 1, True)
    assert claim(search, *stages) == (
        f"With at least 95 % probability {stages[0].candidates[0].name} is the best of these 6 plans, or within 0.02 "
        "of it in trust in the police at the end, given this model with its default parameters and this context "
        "(orvanta)."
    )


def test_the_claim_of_a_selection_that_was_capped_names_no_winner() -> None:
    """Plans that were not told apart are not ranked."""
    search = asked("error=.1").search
    said = claim(search, *ended(search, 2, False))
    assert said.startswith("These 2 plans were not told apart within 60 worlds; with at least 90 % probability the "
                           "best of these 6 plans, or one within 0.02")  # fmt: skip
    assert "is among them" in said


def test_the_claim_is_about_finalists_where_others_were_left_aside() -> None:
    """What was never looked at further may be the best."""
    search = asked("search.finalists=3").search
    said = claim(search, *ended(search, 1, True, staying=5))
    assert "the best of these 3 finalists" in said
    assert said.endswith("2 more plans were not ruled out by the screening, and not looked at further: the claim is "
                         "not about them.")  # fmt: skip


def test_the_claim_names_changed_parameters() -> None:
    """A claim about another model must not read as one about ours."""
    search = asked("parameters.weariness_half_life=60", "mechanisms.coups=false").search
    assert "given this model with 2 changes of its parameters and mechanisms" in claim(search, *ended(search, 1, True))


def test_equal_plans_are_told() -> None:
    """Where finalists have the very same mean, the name of the winner is that of the alphabet."""
    search = asked().search
    first, second = ended(search, 1, True)
    assert len(list(remarks(search, first, second))) == 1  # the order of the winner
    order, told = remarks(search, first, second._replace(means=np.full(3, 36.0)))
    assert order.endswith(": DDR, then training, then vetting.")
    assert "3 finalists have the very same mean" in told
