"""What a visitor does on the page reaches the session, and what the session knows reaches the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from ssrsim.dashboard.cards import TRUE_MARK
from ssrsim.scenario.shocks import WORST
from ssrsim.session import shown
from ssrsim.session.language import Words

Run = Callable[[Callable[[Any], Awaitable[None]]], Any]


def test_a_step_shows_the_next_month_and_is_saved(opened: Run) -> None:
    """The month belongs to the session: whoever opens the address again is where they were."""

    async def deeds(page: Any) -> None:
        page.press("Step")
        await page.at(1)

    visit = opened(deeds)
    assert visit.session.month == 1
    assert visit.saves >= 1


def test_the_slider_rewinds(opened: Run) -> None:
    """Any month can be looked at again."""

    async def deeds(page: Any) -> None:
        page.fire(page.part("month-slider"), "input", "30")
        await page.at(30)
        page.fire(page.part("month-slider"), "input", "7")
        await page.at(7)

    assert opened(deeds).session.month == 7


def test_cards_show_the_numbers_of_the_session_and_the_truth_to_the_facilitator_alone(opened: Run) -> None:
    """A room that sees the truth has nothing left to find out."""

    async def deeds(page: Any) -> None:
        page.fire(page.part("month-slider"), "input", "24")
        await page.at(24)
        words = Words("en")
        card = shown.cards(page.visit.session.branch("A"), 24, words)[0]
        face = page.part("card-trust").content
        assert words.percent(card.value) in face
        assert f"n {words.number(card.n or 0)}" in face
        assert TRUE_MARK not in face
        page.press("Facilitator view")
        await page.settled(lambda: TRUE_MARK in page.part("card-trust").content)
        assert words.percent(card.truth) in page.part("card-trust").content

    opened(deeds)


def test_a_fork_and_a_lever_part_the_branches_from_the_next_month_on(opened: Run) -> None:
    """Two futures side by side are what the page is for; the first branch stays as it was."""

    async def deeds(page: Any) -> None:
        page.fire(page.part("month-slider"), "input", "6")
        await page.at(6)
        before = page.visit.session.branch("A").timeline.record.tobytes()
        page.press("Fork")
        await page.settled(lambda: page.frame.props["data-branches"] == "AB")
        page.fire(page.lever("camps"), "change", "0")
        await page.settled(lambda: len(page.visit.session.branch("B").decisions) == 1)
        page.fire(page.lever("camps"), "change", "5")
        await page.settled(lambda: page.visit.session.branch("B").decisions[-1].to == 0.05)
        assert len(page.visit.session.branch("B").decisions) == 1, "one slider in one month is one decision"
        assert page.visit.session.branch("A").timeline.record.tobytes() == before
        assert page.visit.session.branch("B").timeline.record[:7].tobytes() == before[: 7 * len(before) // 37]
        assert page.visit.session.branch("B").timeline.record.tobytes() != before
        page.press("Undo")
        await page.settled(lambda: not page.visit.session.branch("B").decisions)

    opened(deeds)


def test_a_shock_strikes_in_the_branch_that_is_chosen(opened: Run) -> None:
    """The form gives what the kind of shock asks for, and nothing else."""

    async def deeds(page: Any) -> None:
        page.fire(page.part("shock-shock"), "change", "scandal")
        page.fire(page.part("shock-service"), "change", "army")
        page.press("Set off shock")
        await page.settled(lambda: len(page.visit.session.branch("A").decisions) == 1)
        shock = page.visit.session.branch("A").decisions[0]
        assert (shock.shock, shock.service, shock.month) == ("scandal", "army", 0)
        assert (shock.size, shock.months) == (WORST["scandal"] / 2, 1), "half of the worst known, and over in a month"
        page.fire(page.part("shock-shock"), "change", "aid_cut")
        page.press("Set off shock")
        await page.settled(lambda: len(page.visit.session.branch("A").decisions) == 2)
        shock = page.visit.session.branch("A").decisions[1]
        assert (shock.size, shock.months) == (0.5, 12), "long enough for the budgets that it cuts"

    opened(deeds)


def test_an_action_rests_as_long_as_is_chosen(opened: Run) -> None:
    """The demonstration holds back what others want at once, for four years."""

    async def deeds(page: Any) -> None:
        page.fire(page.part("rest-months"), "change", "48")
        page.press("Rest")
        await page.settled(lambda: len(page.visit.session.branch("A").decisions) == 1)
        rest = page.visit.session.branch("A").decisions[0]
        assert (rest.kind, rest.months) == ("pause", 48)

    opened(deeds)


def test_playing_goes_on_to_the_end_and_stops(opened: Run) -> None:
    """Nothing plays beyond the last month."""

    async def deeds(page: Any) -> None:
        page.fire(page.part("month-slider"), "input", "33")
        await page.at(33)
        page.press("Play")
        await page.at(36)
        await page.settled(
            lambda: any(getattr(one, "text", "") == "Play" for one in page.user.client.elements.values())
        )

    assert opened(deeds).session.month == 36


def test_another_language_keeps_the_session(opened: Run) -> None:
    """The words change, the numbers and the decisions stay."""

    async def deeds(page: Any) -> None:
        page.fire(page.part("month-slider"), "input", "12")
        await page.at(12)
        session = page.visit.session
        page.fire(page.part("language"), "change", "fr")
        await page.settled(lambda: "janvier" in page.part("date").text)
        assert page.visit.session is session
        assert session.month == 12

    opened(deeds)


def test_a_file_that_is_no_session_is_refused_in_a_sentence_and_changes_nothing(opened: Run) -> None:
    """Files come from strangers."""

    async def deeds(page: Any) -> None:
        session = page.visit.session
        await page.given({"text": '{"schema": "other/1"}'})
        await page.settled(lambda: "schema" in page.part("message").text)
        assert page.visit.session is session

    opened(deeds)


def test_a_saved_session_opens_in_place_of_the_one_that_is_shown(opened: Run) -> None:
    """What was saved comes back with its month and branches."""

    async def deeds(page: Any) -> None:
        text = page.visit.session.saved()
        page.fire(page.part("month-slider"), "input", "20")
        await page.at(20)
        page.press("Fork")
        await page.settled(lambda: page.frame.props["data-branches"] == "AB")
        await page.given({"text": text})
        await page.at(0)
        assert page.frame.props["data-branches"] == "A"

    opened(deeds)


def test_names_from_a_file_are_written_and_never_run(opened: Run) -> None:
    """A title is text, whatever stands in it."""

    async def deeds(page: Any) -> None:
        session = page.visit.session
        session.fork("A", "<img src=x onerror=alert(1)>")
        page.visit.save()
        await page.settled(lambda: page.frame.props["data-branches"] == "AB")
        page.press("Reforms")
        await page.settled(
            lambda: "&lt;img" in str([getattr(one, "content", "") for one in page.user.client.elements.values()])
        )
        assert not any("<img" in getattr(one, "content", "") for one in page.user.client.elements.values())

    opened(deeds)
