"""A stranger's file as plain data: YAML or JSON read strictly, with the line of every key and all faults at once.

A file is data and can do nothing: no tags, no references to other values, no merged or repeated keys, no second
document; size, depth, number of values and length of texts are bounded before anything is built. Aliases are allowed;
what they stand for is counted each time.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import yaml

from ssrsim.scenario.rules import MOST_FAULTS, Path

LARGEST_FILE = 1_000_000  # bytes
DEEPEST = 12  # levels; a scenario has seven
MOST_VALUES = 50_000
TEXT_OF_A_VALUE = 64  # characters of text that count as one value more
LONGEST_TEXT = 2_000  # characters of one key or value

# YAML 1.2's plain values, not 1.1's: there `no` is false, 12:30 is 750 and 1e3 is text
WHOLE = re.compile(r"[-+]?[0-9]{1,30}")
REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,10})?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class LineFault(NamedTuple):
    """What is wrong in a line of a file; line 0 is the file as a whole."""

    line: int
    said: str


@dataclass
class Loaded:
    """What a file holds: plain data, the line of each key, and what is wrong with it."""

    data: dict[str, Any] = field(default_factory=dict[str, Any])
    lines: dict[Path, int] = field(default_factory=dict[Path, int])
    faults: list[LineFault] = field(default_factory=list[LineFault])

    def line_of(self, path: Path) -> int:
        """The line of this key, or of the nearest one around it."""
        return next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 1)


class _Unreadable(Exception):
    """The rest of the file cannot be read; the fault that says so is the last one."""


def load(file: str | os.PathLike[str]) -> Loaded:
    """The content of a YAML or JSON file. Never raises for what is in the file: see `Loaded.faults`."""
    loaded = Loaded()
    try:
        text = _text(FilePath(file))
        _Reader(text, loaded).read()
    except _Unreadable as error:
        loaded.faults.append(error.args[0])
    except OSError as error:
        loaded.faults.append(LineFault(0, f"it cannot be read: {error.strerror or error}"))
    except ValueError:
        loaded.faults.append(LineFault(0, "it cannot be read: its name holds a null character"))
    except yaml.YAMLError as error:
        loaded.faults.append(_syntax_fault(error))
    return loaded


def plain_scalar(text: str) -> bool | int | float | str | None:
    """What a text without quotes stands for: a number, true, false, null or itself."""
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text.replace(".inf", "inf").replace(".nan", "nan")) if REAL.fullmatch(text) else text


def _text(path: FilePath) -> str:
    """The file's text, if it is a file of sensible size in UTF-8."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise _Unreadable(LineFault(0, "it is not a file"))
    with path.open("rb") as file:
        raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise _Unreadable(LineFault(0, f"it is larger than {LARGEST_FILE:,} bytes"))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Unreadable(LineFault(line, "holds bytes that are not UTF-8 text")) from None


def _syntax_fault(error: yaml.YAMLError) -> LineFault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be understood"
    return LineFault(mark.line + 1 if mark else 0, f"is not YAML: {problem}")


class _Reader:
    """Builds plain data from YAML events, one at a time, so that a bomb is noticed before it is built."""

    def __init__(self, text: str, loaded: Loaded) -> None:
        reader: Any = yaml  # its stubs do not say what an event is
        self.events: Iterator[Any] = reader.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self.loaded = loaded
        self.anchors: dict[str, tuple[Any, int]] = {}  # what an anchor stands for, and how many values that is
        self.count = 0

    def read(self) -> None:
        """Fill `loaded`."""
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.stop(event, "begins a second document; a file holds one")
                data = self.value(next(self.events), ())
                if not isinstance(data, dict):
                    self.stop(event, "must be a mapping of keys to values")
                self.loaded.data = data
        if not documents:
            raise _Unreadable(LineFault(0, "it is empty"))

    def value(self, event: Any, path: Path) -> Any:
        """The value that begins with this event."""
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        before = self.count
        self.counted(event, 1)
        if event.tag is not None and (event.tag != "!" or not isinstance(event, yaml.ScalarEvent)):
            self.fault(event, f"has the tag {event.tag}; tags are not allowed")
        if len(path) > DEEPEST:
            self.stop(event, f"is nested more than {DEEPEST} levels deep")
        if isinstance(event, yaml.ScalarEvent):
            data = self.scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            data = self.sequence(path)
        else:
            data = self.mapping(path)
        if event.anchor is not None:
            self.anchors[event.anchor] = (data, self.count - before)
        return data

    def sequence(self, path: Path) -> list[Any]:
        """The list whose start was just read."""
        entries: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            here = (*path, str(len(entries)))
            self.loaded.lines.setdefault(here, event.start_mark.line + 1)
            entries.append(self.value(event, here))
        return entries

    def mapping(self, path: Path) -> dict[str, Any]:
        """The mapping whose start was just read; a repeated key is a fault and the first value stays."""
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event)
            here = (*path, key)
            self.loaded.lines.setdefault(here, event.start_mark.line + 1)
            value = self.value(next(self.events), here)
            if key in data:
                self.fault(event, f"{'.'.join(here)} is there twice; the first is in line {self.loaded.lines[here]}")
            else:
                data[key] = value
        return data

    def key(self, event: Any) -> str:
        """The text of a key, as it stands in the file."""
        if not isinstance(event, yaml.ScalarEvent):
            self.stop(event, "has a key that is not a name")
        self.counted(event, 1)
        self.check_text(event)
        if event.tag is not None or event.anchor is not None:
            self.fault(event, "has a tag or an anchor on a key; keys are plain names")
        if event.value == "<<":
            self.fault(event, "merges another mapping with <<; write the entries out")
        return event.value

    def scalar(self, event: Any) -> Any:
        """Text, number, true, false or null; what is quoted is text."""
        text = event.value
        self.check_text(event)
        return text if event.style else plain_scalar(text)  # quoted, or a block of text

    def check_text(self, event: Any) -> None:
        """A text is of sensible length and refers to nothing."""
        self.counted(event, len(event.value) // TEXT_OF_A_VALUE)
        if len(event.value) > LONGEST_TEXT:
            self.stop(event, f"holds a text of {len(event.value):,} characters; {LONGEST_TEXT:,} at most")
        if "${" in event.value:
            self.fault(event, "refers to other values with ${...}; write the value itself")

    def alias(self, event: Any) -> Any:
        """What an alias stands for, counted once more."""
        if event.anchor not in self.anchors:
            self.stop(event, f"*{event.anchor} stands for nothing that is complete above it")
        data, weight = self.anchors[event.anchor]
        self.counted(event, weight)
        return deepcopy(data)  # what is changed in one place later must not change in the other

    def counted(self, event: Any, weight: int) -> None:
        """Notice a file that stands for more values than any scenario has."""
        self.count += weight
        if self.count > MOST_VALUES:
            self.stop(event, f"is where the file passes {MOST_VALUES:,} values, more than any scenario has")

    def fault(self, event: Any, said: str) -> None:
        """Keep a fault and go on reading."""
        self.loaded.faults.append(LineFault(event.start_mark.line + 1, said))
        if len(self.loaded.faults) >= MOST_FAULTS:
            self.stop(event, f"is where reading stopped, after {MOST_FAULTS} faults")

    def stop(self, event: Any, said: str) -> Any:
        """Keep a fault and read no further."""
        raise _Unreadable(LineFault(event.start_mark.line + 1, said))
