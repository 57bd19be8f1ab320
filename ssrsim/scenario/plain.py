"""Plain data as YAML gives it, and what is said of it: helpers of the rules that hold between parts of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Any, NamedTuple, cast

MOST_ENTRIES = 1_000  # of one mapping or list that are looked at; far more than any may hold
Path = tuple[str, ...]


class Fault(NamedTuple):
    """What is wrong with one value: where it stands, and what is said of it."""

    path: Path  # keys from the top of the scenario; "*" stands for every name
    said: str

    @property
    def sentence(self) -> str:
        """The fault in one line that begins with the key."""
        return f"{'.'.join(self.path)} {self.said}" if self.path else self.said


def nearest(word: str, known: Iterable[str]) -> str:
    """The clause "; did you mean X?" for the known word most like this one, or nothing."""
    found = get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return f"; did you mean {found[0]}?" if found else ""


def shown_list(names: Sequence[str], most: int = 20) -> str:
    """The names with commas, as many and as much of each as fit into a line."""
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return (", ".join(name[:40] for name in names[:most]) or "none") + rest


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def entries(data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The names and entries of a mapping of mappings; entries of another type are passed over."""
    for name, entry in islice(mapping(data.get(key)).items(), MOST_ENTRIES):
        if isinstance(entry, Mapping):
            yield name, entry


def listed_entries(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The places ("0", "1", ...) and entries of a list of mappings; entries of another type are passed over."""
    if isinstance(value, list | tuple):
        for place, entry in enumerate(islice(cast("Sequence[Any]", value), MOST_ENTRIES)):
            if isinstance(entry, Mapping):
                yield str(place), entry


def number(value: Any) -> float | None:
    """A finite number, or None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e300 else None
