"""docs/trainers/ten_minutes.md from its template: every number in it comes out of the session file beside it.

A place of the template is a short question in double brackets, such as {{card A bribes 120}}; `ANSWERS` has them all.
What needs many futures stands in a table beside the page; `python tests/docs/ten_minutes_page.py` measures it anew
(three minutes), `python tests/docs/pages.py` writes the page.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from textwrap import fill

import numpy as np

from ssrsim.analysis.intervals import proportion_interval
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.lab.timelines import forecast
from ssrsim.scenario.words.terms import listed
from ssrsim.session.board import board
from ssrsim.session.feed import told
from ssrsim.session.language import Words
from ssrsim.session.session import Branch, Session
from ssrsim.session.shown import CARD, Card, cards, series

TRAINERS = Path(__file__).parents[2] / "docs" / "trainers"
SESSION, FUTURES = TRAINERS / "ten_minutes.json", TRAINERS / "ten_minutes.csv"
TEMPLATE = Path(__file__).parent / "ten_minutes.template.md"
PLACE = re.compile(r"\{\{([^}]+)\}\}")
FORK = 11  # month of the decisions
WIDTH = 120
RUNS, WORLDS = 100, 200  # futures from the fork on, and other random worlds
ENGLISH = Words("en")
WAR, NO_COURTS = "recurrence_25", "no_courts"  # violence has returned; the reform of courts never began
COMPARED = (  # what branches are compared by at the end: name, and +1 where a larger number counts
    ("bribe_experience", 1), ("survey_bribe_experience", 1), ("abuse_12", 1), ("money_leaked", 1),
    ("trust_police", -1), ("survey_trust_police", -1),
)  # fmt: skip


@cache
def session() -> Session:
    """The demonstration, opened as the page opens it."""
    return Session.opened(SESSION.read_text("utf-8"))


def card(letter: str, name: str, month: str) -> str:
    """What a card says: "42 % (38 to 46 %, n = 1,031)"."""
    shown = _card(letter, name, int(month))
    if shown.low is None or shown.high is None:
        return _said(shown.value, name)
    return f"{_said(shown.value, name)} ({100 * shown.low:.0f} to {100 * shown.high:.0f} %, n = {shown.n:,})"


def truth(letter: str, name: str, month: str) -> str:
    """What the facilitator sees on the same card."""
    return _said(_card(letter, name, int(month)).truth, name)


def abuse(letter: str, month: str) -> str:
    """Acts of abuse in 12 months for 100,000 people."""
    branch = session().branch(letter)
    acts = series(branch, "abuse_12", int(month))[-1]
    return f"{100_000 * acts / branch.scenario.country.population:,.0f}"


def leaked(letter: str, month: str) -> str:
    """Money leaked since the settlement."""
    return f"USD {series(session().branch(letter), 'money_leaked', int(month))[-1]:.0f} m"


def decisions(letter: str) -> str:
    """The decisions of a branch as a list."""
    branch = session().branch(letter)
    return "\n".join(f"   - {told(branch.scenario, one, ENGLISH)}" for one in branch.decisions)


def date(month: str) -> str:
    """A month by its name."""
    return ENGLISH.date(session().scenario.country, int(month))


def blocked(letter: str, month: str) -> str:
    """The actions that politicians refuse in a month."""
    lines = board(session().branch(letter), int(month), ENGLISH)
    return listed(action.title for line in lines for action in line.actions if action.state == "blocked")


def futures(letter: str, name: str) -> str:
    """In how many futures of the same world: "97 of 100 futures (0.92 to 0.99)"."""
    return _counted(letter, name, "futures")


def worlds(letter: str, name: str) -> str:
    """In how many other random worlds."""
    return _counted(letter, name, "worlds")


def seed() -> str:
    """The random world."""
    return str(session().start.seed)


ANSWERS: dict[str, Callable[..., str]] = {
    answer.__name__: answer for answer in (card, truth, abuse, leaked, decisions, date, blocked, futures, worlds, seed)
}


def rendered() -> str:
    """The page."""
    page = PLACE.sub(lambda place: _answer(*place[1].split()), TEMPLATE.read_text("utf-8"))
    return "\n\n".join(_step(block) if block.startswith("**") else block for block in page.split("\n\n"))


def _step(block: str) -> str:
    """A step of the demonstration in lines of the usual length, the question on a line of its own."""
    said, _, asked = block.partition("\n*Ask:* ")
    return "\n".join(fill(text, WIDTH, break_on_hyphens=False) for text in (said, f"*Ask:* {asked}"))


def measured() -> Iterator[tuple[str, str, str, int, int]]:
    """Branch, what, where, in how many of how many: all that needs many histories."""
    branches = {branch.letter: branch for branch in session().branches}
    ends = {letter: _futures(branch) for letter, branch in branches.items()}
    other = {letter: _worlds(branch) for letter, branch in branches.items()}
    for where, known in (("futures", ends), ("worlds", other)):
        for letter in branches:
            for name in (WAR, NO_COURTS):
                if name in known[letter]:
                    yield letter, name, where, int(known[letter][name].sum()), len(known[letter][name])
        for name, sign in COMPARED:
            for letter in ("B", "C"):
                hits = sign * (known[letter][name] - known["A"][name]) > 0
                yield letter, name, where, int(hits.sum()), len(hits)


def _futures(branch: Branch) -> dict[str, np.ndarray]:
    """The last month of each future from the fork on; abuse over its last 12 months."""
    names = [*(name.removesuffix("_12") for name, _ in COMPARED), WAR]
    found = forecast(branch.timeline, FORK, names, RUNS, threads=2)
    assert found is not None
    return _ends(found.quantities)


def _worlds(branch: Branch) -> dict[str, np.ndarray]:
    """The same of whole histories in random worlds of another seed."""
    scenario = branch.scenario
    run = scenario.run.model_copy(update={"replicates": WORLDS, "seed": session().start.seed + 1})
    results = run_ensemble(scenario.model_copy(update={"run": run}))
    courts = [reform.name for reform in scenario.reforms].index("justice")
    assert results.reforms is not None
    never = {NO_COURTS: results.reforms["spent"][:, -1, courts] == 0}
    return _ends({name: results.values(name) for name in [*(n.removesuffix("_12") for n, _ in COMPARED), WAR]}) | never


def _ends(values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    abused = {"abuse_12": values["abuse"][:, -12:].sum(axis=1)}
    return {name: courses[:, -1] for name, courses in values.items()} | abused


def _answer(question: str, *details: str) -> str:
    return ANSWERS[question](*details)


def _card(letter: str, name: str, month: int) -> Card:
    return next(one for one in cards(session().branch(letter), month, ENGLISH) if one.name == name)


def _said(value: float, name: str) -> str:
    return f"{100 * value:.0f} %" if CARD[name].unit == "share" else f"{value:,.0f}"


def _counted(letter: str, name: str, where: str) -> str:
    with FUTURES.open(encoding="utf-8", newline="") as file:
        rows = {(row["branch"], row["what"], row["where"]): row for row in csv.DictReader(file)}
    row = rows[letter, name, where]
    share = proportion_interval(int(row["hits"]), int(row["n"]))
    return f"{row['hits']} of {row['n']} {where} ({100 * share.low:.0f} to {100 * share.high:.0f} %)"


def main() -> None:
    """Measure the futures anew."""
    with FUTURES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("branch", "what", "where", "hits", "n"))
        writer.writerows(measured())


if __name__ == "__main__":
    main()
