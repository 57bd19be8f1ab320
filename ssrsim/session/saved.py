"""A session as a small JSON file, and back: the start, and the decisions of each branch.

Files come from strangers, so they are read strictly: nothing is taken that was not asked for, and nothing but values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NamedTuple, NoReturn, TypeVar, cast

from ssrsim import __version__
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import printable, shown
from ssrsim.session.decisions import LAST_MONTH, Decision, decision_from
from ssrsim.session.start import Start, start_from

Result = TypeVar("Result")
SCHEMA = "ssrsim.session/1"
LARGEST = 300_000  # characters
DEEPEST = 6  # levels of brackets; a session has five
KEYS = ("schema", "version", "start", "month", "branches")
BRANCH_KEYS = ("title", "decisions")
LETTERS = ("A", "B", "C", "D")
MOST_DECISIONS = 200  # of a branch
LONGEST_TITLE = 60


class Course(NamedTuple):
    """What a file says of a branch."""

    title: str
    decisions: tuple[Decision, ...]


class Saved(NamedTuple):
    """What a file says of a session."""

    start: Start
    month: int
    courses: dict[str, Course]  # by letter
    version: str = __version__  # of the program that wrote it


def written(saved: Saved) -> str:
    """A session as the text of a file."""
    data = {
        "schema": SCHEMA,
        "version": __version__,
        "start": saved.start.model_dump(mode="json"),
        "month": saved.month,
        "branches": {
            letter: {"title": title, "decisions": [one.model_dump(mode="json", exclude_none=True) for one in decisions]}
            for letter, (title, decisions) in saved.courses.items()
        },
    }
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def read(text: str) -> Saved:
    """What the text of a file says.

    Raises:
        UsersMistakeError: It is no session; one line that holds every fault that was found.
    """
    with told_in_one_line():
        data = _plain(text)
        _only(data, KEYS, "the file")
        if data.get("schema") != SCHEMA:
            raise UsersMistakeError(f"schema is {shown(data.get('schema'))}; a session file has {SCHEMA}")
        start = within("start", start_from, _mapping(data.get("start", {}), "start"))
        branches = _mapping(data.get("branches"), "branches")
        unknown = [letter for letter in branches if letter not in LETTERS]
        if unknown or not branches:
            raise UsersMistakeError(f"branches holds {shown(unknown)}; allowed: {', '.join(LETTERS)}, one at least")
        courses = {letter: _course(letter, _mapping(branch, letter)) for letter, branch in branches.items()}
        return Saved(start, _month(data.get("month", 0)), courses, _version(data.get("version", __version__)))


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Faults of what was done under it as one printable line."""
    try:
        yield
    except UsersMistakeError as error:
        raise UsersMistakeError(printable(str(error).replace("\n", "; "))) from None


def within(place: str, act: Callable[..., Result], *arguments: Any) -> Result:
    """What the act returns; its faults with the place before them."""
    try:
        return act(*arguments)
    except UsersMistakeError as error:
        raise UsersMistakeError("; ".join(f"{place}: {line}" for line in str(error).splitlines())) from None


def checked_title(title: str) -> str:
    """A title that can be kept.

    Raises:
        UsersMistakeError: It is too long, or refers to something.
    """
    if len(title) > LONGEST_TITLE:
        raise UsersMistakeError(f"the title has {len(title)} characters; {LONGEST_TITLE} at most")
    if "${" in title or not title.isprintable():
        raise UsersMistakeError("the title holds signs that cannot be kept; use plain text")
    return title


def _course(letter: str, data: Mapping[str, Any]) -> Course:
    """Title and decisions of a branch."""
    _only(data, BRANCH_KEYS, f"branch {letter}")
    title, given = data.get("title", ""), data.get("decisions", [])
    if not isinstance(title, str) or not isinstance(given, list):
        raise UsersMistakeError(f"branch {letter} must have a title that is text and a list of decisions")
    listed = cast("list[Any]", given)
    if len(listed) > MOST_DECISIONS:
        raise UsersMistakeError(f"branch {letter} has {len(listed)} decisions; {MOST_DECISIONS} at most")
    decisions = tuple(
        within(f"decision {place} of branch {letter}", decision_from, _mapping(one, f"decision {place}"))
        for place, one in enumerate(listed, start=1)
    )
    if any(a.month > b.month for a, b in pairwise(decisions)):
        raise UsersMistakeError(f"the decisions of branch {letter} are not in the order of their months")
    return Course(within(f"branch {letter}", checked_title, title), decisions)


def _plain(text: str) -> Mapping[str, Any]:
    """The JSON in a text, refused where it is too large, too deep, repeats a key or holds what is no value."""
    if len(text) > LARGEST:
        raise UsersMistakeError(f"the file has {len(text):,} characters; a session has {LARGEST:,} at most")
    if "${" in text:
        raise UsersMistakeError("the file refers to other values with ${...}; write the value itself")
    if _depth(text) > DEEPEST:
        raise UsersMistakeError(f"the file is nested too deeply; {DEEPEST} levels at most")
    try:
        return _mapping(json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_number), "the file")
    except (ValueError, RecursionError) as error:
        if isinstance(error, UsersMistakeError):
            raise
        raise UsersMistakeError("the file is no JSON; a session is saved by the page itself") from None


def _depth(text: str) -> int:
    """The most brackets that are open at once; those in texts count too, which makes it too strict at worst."""
    depth = most = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        most = max(most, depth)
    return most


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        raise UsersMistakeError(f"{shown(next(n for n in names if names.count(n) > 1))} is there twice; give it once")
    return data


def _no_number(word: str) -> NoReturn:
    raise UsersMistakeError(f"the file holds {word}, which is no number")


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UsersMistakeError(f"{name} is {shown(value)}; it must be a mapping of keys to values")
    return cast("Mapping[str, Any]", value)


def _only(data: Mapping[str, Any], keys: tuple[str, ...], name: str) -> None:
    unknown = [key for key in data if key not in keys]
    if unknown:
        raise UsersMistakeError(f"{name} has the unknown key {shown(unknown[0])}; known: {', '.join(keys)}")


def _month(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LAST_MONTH:
        raise UsersMistakeError(f"month is {shown(value)}; it must be a whole number from 0 to {LAST_MONTH}")
    return value


def _version(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TITLE or not value.isprintable():
        raise UsersMistakeError(f"version is {shown(value)}; it must be the version of the program that wrote the file")
    return value
