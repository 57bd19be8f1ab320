"""Takes a shot: everything that a page shows of one month, gathered from the session. Runs in a thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ssrsim.dashboard import charts
from ssrsim.dashboard.course import Course, Fan, Frame, Mark, Point
from ssrsim.dashboard.numbers import between, quantity
from ssrsim.dashboard.shot import (
    Shot,
    ShownBranch,
    ShownCard,
    ShownHalf,
    ShownLever,
    ShownLevers,
)
from ssrsim.lab.timelines import Forecast
from ssrsim.scenario.country import Country
from ssrsim.scenario.faults import printable
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import PLACED_SHOCKS, SHOCK_KINDS, THREATS
from ssrsim.session import board, feed, outlook, sheets, shown
from ssrsim.session.decisions import words_of
from ssrsim.session.language import Words
from ssrsim.session.session import Branch, Session

if TYPE_CHECKING:
    from ssrsim.dashboard.forecasts import Forecasts
    from ssrsim.dashboard.screen import Looks

ASKS = {  # what a form asks of a kind of shock beside its kind
    "scandal": ("service",), "massacre": ("district", "service"), "spoiler_attack": ("faction",),
    "patron_intervention": ("faction",), "disaster": ("district",), "new_threat": ("threat", "district"),
    "mission_exit": ("mission",),
}  # fmt: skip
AT_ONCE = ("mission_exit", "early_election")  # no size and no length
SERVICES = ("police", "army")
WIDE, NARROW, ROOM = 52.0, 25.0, 38.0  # of a chart in rem
ROOM_TYPE = 1.35  # times the type of a desk, on a projector


class Seen(NamedTuple):
    """How a page looks at its session, and in which words."""

    looks: Looks
    words: Words
    size: float  # pixels in a rem
    month: int


def take(session: Session, month: int, looks: Looks, words: Words, forecasts: Forecasts, size: float) -> Shot:
    """Everything of this month."""
    seen, branches = Seen(looks, words, size, month), [session.branch(letter) for letter in looks.shown]
    active, scenario = session.branch(looks.branch), session.scenario
    futures = [forecasts.found(branch.timeline, month) for branch in branches]
    courses = [_course(branch, future, seen) for branch, future in zip(branches, futures, strict=True)]
    frame = _frame(courses, scenario, seen)
    kind = sheets.KINDS[0] if looks.chosen[0] not in sheets.KINDS else looks.chosen[0]
    return Shot(
        country=words(f"scenarios.{session.start.scenario}").partition(",")[0], plan=_plan(scenario, words),
        month=month, months=session.horizon, date=words.date(scenario.country, month),
        branches=tuple(ShownBranch(branch.letter, _title(branch, words)) for branch in session.branches),
        can_undo=bool(active.decisions),
        halves=tuple(_half(branch, course, frame, seen) for branch, course in zip(branches, courses, strict=True)),
        levers=_levers(active, seen), chart_title=words(f"cards.{looks.indicator}"), note=_note(active, futures, seen),
        odds=_odds(branches, futures, seen), classes=shown.classes(branches, looks.layer).tolist(),
        unit=words(f"layers.{looks.layer}"), who=sheets.who(active, kind, words) if looks.tab == "inspect" else (),
    )  # fmt: skip


def _plan(scenario: Scenario, words: Words) -> str:
    key = f"plans.{scenario.plan.name}"
    return words(key) if key in words else printable(scenario.plan.title)


def _title(branch: Branch, words: Words) -> str:
    return branch.title or words("ui.as_planned" if not branch.decisions else "ui.as_decided", n=len(branch.decisions))


def _half(branch: Branch, course: Course, frame: Frame, seen: Seen) -> ShownHalf:
    looks, words, month = seen.looks, seen.words, seen.month
    return ShownHalf(
        letter=branch.letter, title=_title(branch, words),
        cards=tuple(_card(card, branch.scenario.country, seen) for card in shown.cards(branch, month, words)),
        course=course, frame=frame._replace(said=_said(course, frame, seen)),
        tiles=shown.tiles(branch, month, looks.layer),
        events=feed.feed(branch, month, words) if looks.tab == "events" else (),
        reforms=board.board(branch, month, words) if looks.tab == "board" else (),
        sheet=_sheet(branch, seen) if looks.tab == "inspect" else None,
    )  # fmt: skip


def _card(card: shown.Card, country: Country, seen: Seen) -> ShownCard:
    words = seen.words
    asked = words("ui.people_asked", n=words.number(card.n)) if card.n is not None else words("ui.no_sampling_error")
    when = f"{words.date(country, card.month_of_data)}, {asked}"
    truth = card.truth if seen.looks.facilitator else None
    note = f"{card.source}. {card.bias}"
    return ShownCard(card.title, card.value, card.low, card.high, truth, card.unit, when, note)


def _note(branch: Branch, futures: Sequence[Forecast | None], seen: Seen) -> str:
    """Where the numbers of the chart come from, and what is wrong with them."""
    card = shown.cards(branch, seen.month, seen.words)[list(shown.CARD).index(seen.looks.indicator)]
    known = [future.n for future in futures if future is not None]
    dots = f" {seen.words('ui.dots')}" if card.n is not None else ""
    shades = f" {seen.words('ui.shades', n=known[0])}" if known else ""
    return f"{_begun(card.source)}. {card.bias}.{dots}{shades}"


def _begun(words: str) -> str:
    """With a capital, as a line of its own begins."""
    return words[:1].upper() + words[1:]


# ---- the chart ---------------------------------------------------------------------------------------------------


def _course(branch: Branch, future: Forecast | None, seen: Seen) -> Course:
    """Measured points or a measured line, the truth for the facilitator, and the futures of what is looked at."""
    kind, month, words = shown.CARD[seen.looks.indicator], seen.month, seen.words
    points = [Point(p.month_of_data, p.value, p.low, p.high) for p in shown.points(branch, kind.name, month)]
    name = kind.truth if seen.looks.facilitator else kind.measured
    return Course(
        branch.letter, month, points,
        line=None if points else shown.series(branch, kind.measured, month).tolist(),
        truth=shown.series(branch, kind.truth, month).tolist() if seen.looks.facilitator else None,
        fan=_fan(branch, future, name),
        marks=[Mark(one.month, _begun(one.text), not one.decided) for one in feed.marks(branch, month, words)],
    )  # fmt: skip


def _fan(branch: Branch, future: Forecast | None, name: str) -> Fan | None:
    fan = outlook.fan(branch, future, name) if future is not None else None
    if fan is None:
        return None
    low90, low50, middle, high50, high90 = (
        band.tolist() for band in (fan.low90, fan.low50, fan.median, fan.high50, fan.high90)
    )
    return Fan(fan.month, low90, low50, middle, high50, high90, fan.n)


def _frame(courses: Sequence[Course], scenario: Scenario, seen: Seen) -> Frame:
    words, kind = seen.words, shown.CARD[seen.looks.indicator]
    country, is_share = scenario.country, kind.unit == "share"
    ticks = [
        (tick, quantity(tick / 100, "share", words) if is_share else quantity(tick, kind.unit, words))
        for tick in charts.bounds(courses, percent=is_share)
    ]
    wide = (WIDE, NARROW) if not seen.looks.projector else (ROOM, ROOM)
    frame = Frame(
        scenario.run.months, country.settlement_year, country.settlement_month, is_share, ticks, words("ui.measured"),
        words("ui.truth"), scale=seen.size * (ROOM_TYPE if seen.looks.projector else 1), width=wide[len(courses) > 1],
    )  # fmt: skip
    rows = max(charts.rows_of(course, frame) for course in courses)
    return frame._replace(rows=max(rows, len(courses) - 1))  # the letter of a branch takes a row too


def _said(course: Course, frame: Frame, seen: Seen) -> str:
    """What a chart shows, in words."""
    words, looks, fan = seen.words, seen.looks, course.fan
    unit = shown.CARD[looks.indicator].unit
    value = course.points[-1].value if course.points else course.line[-1] if course.line else None
    said = words(
        "ui.said", indicator=words(f"cards.{looks.indicator}"), letter=course.letter, value=quantity(value, unit, words)
    )
    if fan is None:
        return said
    interval = between(float(fan.low90[-1]), float(fan.high90[-1]), unit, words)
    return f"{said} {words('ui.said_future', n=fan.n, interval=interval)}"


def _odds(branches: Sequence[Branch], futures: Sequence[Forecast | None], seen: Seen) -> str:
    """In how many futures the second branch ends better than the first, or in how many violence returns."""
    words = seen.words
    of_a, of_b = futures[0], futures[-1]
    if of_a is None or of_b is None or not of_a.n:
        return ""
    if of_a is of_b or of_a.failed or of_b.failed:
        return _violence(branches[0], of_a, words)
    a, b, kind = branches[0], branches[-1], shown.CARD[seen.looks.indicator]
    better = shown.cards(b, seen.month, seen.words)[list(shown.CARD).index(kind.name)].better
    found = [outlook.better(b, of_b, a, of_a, kind.truth, a.timeline.months, way) for way in (better, -better)]
    better, worse = (
        f"{quantity(one.value, 'share', words)} ({between(one.low, one.high, 'share', words)})" for one in found
    )
    return words("ui.odds", b=b.letter, a=a.letter, n=found[0].n, better=better, worse=worse)


def _violence(branch: Branch, futures: Forecast, words: Words) -> str:
    """In how many futures there is violence again by the end."""
    months = branch.timeline.months
    found = outlook.violence(futures, months)
    share = f"{quantity(found.value, 'share', words)} ({between(found.low, found.high, 'share', words)})"
    return words("ui.violence", n=found.n, share=share, date=words.date(branch.scenario.country, months))


# ---- the levers, the sheet ---------------------------------------------------------------------------------------


def _levers(branch: Branch, seen: Seen) -> ShownLevers:
    scenario, words = branch.scenario, seen.words
    found = board.levers(branch, seen.month, words)
    country = scenario.country
    twice = Counter(one.title for one in found)  # actions of one reform are called alike in some languages
    found = tuple(
        one._replace(title=f"{one.title} ({words_of(one.name)})") if twice[one.title] > 1 else one for one in found
    )
    kinds = [kind for kind in (*SHOCK_KINDS, *scenario.extension.shocks) if kind != "mission_exit" or scenario.missions]
    everything = {"": words("ui.all")}
    return ShownLevers(
        shares=tuple(_lever(one, words) for one in found if one.kind == "share"),
        context=tuple(_lever(one, words) for one in found if one.kind == "context"),
        reforms={one.name: one.title for one in found if one.kind == "begin"},
        shocks={kind: words(f"shocks.{kind}") for kind in kinds},
        asks={kind: (*ASKS.get(kind, ()), *(() if kind in AT_ONCE else ("size", "months"))) for kind in kinds},
        placed=frozenset(PLACED_SHOCKS),
        targets={
            "service": {name: words(f"services.{name}") for name in SERVICES},
            "faction": everything | {name: printable(one.title) for name, one in country.factions.items()},
            "district": everything | {name: printable(one.title) for name, one in country.districts.items()},
            "mission": everything | {name: printable(one.title) for name, one in scenario.missions.items()},
            "threat": {name: words(f"threats.{name}") for name in THREATS},
        },
    )  # fmt: skip


def _lever(one: board.Lever, words: Words) -> ShownLever:
    state = words(f"states.{one.state}") if one.state else ""
    pending = words("ui.from_next_month") if one.decided else ""
    return ShownLever(one.name, _begun(one.title), one.value, ", ".join(part for part in (state, pending) if part))


def _sheet(branch: Branch, seen: Seen) -> sheets.Sheet | None:
    kind, row = seen.looks.chosen
    if kind not in sheets.KINDS:
        return None
    try:
        return sheets.sheet(branch, seen.month, kind, row, seen.words)
    except ValueError:  # another country has fewer of them
        return None
