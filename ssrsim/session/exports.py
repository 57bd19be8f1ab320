"""What a session leaves on the disk: its months as CSV, its figures, and each branch as a scenario file.

Everything ends with the month that is looked at. All archives are the same bits for the same session.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ssrsim.plots.branches import Course, Texts, branches_figure
from ssrsim.plots.style import to_svg
from ssrsim.records.store import as_csv
from ssrsim.scenario.as_file import as_file
from ssrsim.session.feed import told
from ssrsim.session.language import Words
from ssrsim.session.session import Branch, Session
from ssrsim.session.shown import CARDS, Card, CardKind, cards

ENGLISH = "en"  # of what is read by other programs
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the date of every file in an archive


def csv(session: Session) -> bytes:
    """An archive of tables: every indicator, the headline cards with their intervals, and the decisions."""
    return archive(csv_files(session))


def figures(session: Session, words: Words) -> bytes:
    """An archive of one figure for each headline card as SVG, with its data beside it as CSV."""
    return archive(figure_files(session, words))


def scenario(session: Session, letter: str) -> str:
    """A branch as the text of a scenario file, with the command that runs it again.

    Raises:
        UsersMistakeError: There is no such branch.
    """
    branch = session.branch(letter)
    name = scenario_name(letter)
    return (
        f"# Branch {letter} of a session, with its decisions woven into plan, shocks and context. The same history:\n"
        f"# ssrsim run scenario_file={name} run.replicates=1 run.seed={branch.scenario.run.seed}\n"
        f"{as_file(branch.scenario)}"
    )


def everything(session: Session, words: Words) -> bytes:
    """An archive of the tables, the figures, the session file and each branch as a scenario file."""
    files = {f"tables/{name}": text for name, text in csv_files(session).items()}
    files |= {f"figures/{name}": text for name, text in figure_files(session, words).items()}
    files |= {scenario_name(branch.letter): scenario(session, branch.letter) for branch in session.branches}
    return archive({**files, "session.json": session.saved()})


def scenario_name(letter: str) -> str:
    """The name of the file of a branch."""
    return f"branch_{letter}.yaml"


def csv_files(session: Session) -> dict[str, str]:
    """The tables by the name of their file."""
    frames = {
        "months.csv": pd.concat([_months(branch, session.month) for branch in session.branches]),
        "cards.csv": pd.concat([_cards(branch, session.month) for branch in session.branches]),
        "decisions.csv": _decisions(session),
    }
    return {name: as_csv(frame) for name, frame in frames.items()}


def figure_files(session: Session, words: Words) -> dict[str, str]:
    """Each card as SVG, with its data as CSV, by the name of the file."""
    known = {branch.letter: _by_month(branch, session.month, words) for branch in session.branches}
    country, files = session.scenario.country, dict[str, str]()
    for row, kind in enumerate(CARDS):
        courses = [_course(branch, [month[row] for month in known[branch.letter]]) for branch in session.branches]
        drawn = branches_figure(_texts(kind, courses, session, words), courses, kind.unit, country)
        files |= {f"{kind.name}.svg": to_svg(drawn), f"{kind.name}.csv": as_csv(drawn.data)}
    return files


def archive(files: Mapping[str, str]) -> bytes:
    """A ZIP archive of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in files.items():
            opened.writestr(zipfile.ZipInfo(name, LONG_AGO), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _months(branch: Branch, last: int) -> pd.DataFrame:
    """One row for each month: every indicator, measured and true, in units of readers."""
    results = branch.timeline.results
    country = branch.scenario.country
    counted = country.settlement_month - 1 + np.arange(last + 1)
    dates = [f"{country.settlement_year + month // 12}-{month % 12 + 1:02d}" for month in counted]
    columns = {one.name: results.values(one.name)[0, : last + 1] for one in branch.scenario.indicators}
    return pd.DataFrame({"branch": branch.letter, "month": np.arange(last + 1), "date": dates, **columns})


def _cards(branch: Branch, last: int) -> pd.DataFrame:
    """One row for each month and card: value, interval at 95 % and people asked where people were asked, and truth."""
    fields = ("name", "value", "low", "high", "n", "month_of_data", "truth", "unit")
    rows = [
        {"branch": branch.letter, "month": month, **{field: getattr(card, field) for field in fields}}
        for month, every in enumerate(_by_month(branch, last, Words(ENGLISH)))
        for card in every
    ]
    return pd.DataFrame(rows).rename(columns={"name": "card"}).astype({"n": "Int64"})


def _decisions(session: Session) -> pd.DataFrame:
    """One row for each decision, in words."""
    words = Words(ENGLISH)
    rows = [
        (branch.letter, branch.title, one.month, one.acts, told(branch.scenario, one, words))
        for branch in session.branches
        for one in branch.decisions
        if one.month <= session.month
    ]
    return pd.DataFrame(rows, columns=["branch", "title", "month", "acts_from_month", "decision"])


def _by_month(branch: Branch, last: int, words: Words) -> list[tuple[Card, ...]]:
    return [cards(branch, month, words) for month in range(last + 1)]


def _course(branch: Branch, course: list[Card]) -> Course:
    """A card through the months."""
    decided = sorted({one.month for one in branch.decisions if one.month < len(course)})
    value, low, high, truth = (
        np.array([getattr(card, field) for card in course], np.float64) for field in ("value", "low", "high", "truth")
    )
    return Course(branch.letter, branch.title, value, low, high, truth, tuple(decided))


def _texts(kind: CardKind, courses: list[Course], session: Session, words: Words) -> Texts:
    title = words(f"cards.{kind.name}")
    band = words("replay.band")
    ends = "; ".join(f"{one.letter} {_said(one.values[-1], kind, words)}" for one in courses)
    date = words.date(session.scenario.country, session.month)
    return Texts(kind.name, title, f"{band}. {words('replay.note', seed=session.start.seed)}", f"{date}: {ends}",
                 words("replay.mark", seed=session.start.seed))  # fmt: skip


def _said(value: float, kind: CardKind, words: Words) -> str:
    """A number in words; with plain spaces, since a reader aloud stumbles over others."""
    said = words.percent(value) if kind.unit == "share" else words.number(value)
    return " ".join(said.split())
