"""How starting files are laid out: keys with comments, entries in the compact form, scalars that YAML reads back."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, cast

from ssrsim.scenario.base import Given
from ssrsim.scenario.starting.comments import comment, default_text, entry_type

WIDTH = 116
NOT_PLAIN = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
Values = dict[str, Any]


def commented(record: type[Given], name: str, value: Any, depth: int) -> Iterator[str]:
    """One key with its comment: beside it where both fit in a line, above it otherwise."""
    pad = "  " * depth
    default = record.model_fields[name].default
    said = comment(record, name) + ("" if value == default else default_text(record, name))
    inner = entry_type(record.model_fields[name].annotation)
    is_block = value != {} and isinstance(value, Mapping) and (inner is not None or name == "sources")
    line = f"{pad}{name}:" if is_block else f"{pad}{name}: {flow(value)}"
    if len(line) + len(said) + 4 <= WIDTH:
        yield f"{line}  # {said}"
    else:
        yield from wrapped(said, f"{pad}# ", f"{pad}# ")
        yield line
    if is_block and inner is None:
        paths = cast("dict[str, str]", value)
        yield from (f"{pad}  {scalar(path)}: {scalar(text)}" for path, text in paths.items())
    if is_block and inner is not None:
        yield from entry_lines(inner, cast("Values", value), depth + 1)


def entry_lines(record: type[Given], entries: Values, depth: int) -> Iterator[str]:
    """The first entry with a comment at every key, the others in the compact form."""
    pad = "  " * depth
    for place, (entry, values) in enumerate(entries.items()):
        yield f"{pad}{entry}:"
        if place > 0:
            yield from compact(values, pad + "  ")
            continue
        for name in record.model_fields:
            value = values[name] if name in values else record.model_fields[name].get_default(call_default_factory=True)
            yield from commented(record, name, value, depth + 1)


def compact(values: Values, pad: str) -> Iterator[str]:
    """A mapping in braces, broken between its keys where the line is full."""
    line = pad + "{"
    for place, (key, value) in enumerate(values.items()):
        item = f"{key}: {flow(value)}" + ("}" if place == len(values) - 1 else ",")
        if len(line) + len(item) + 1 > WIDTH:
            yield line
            line = pad + " "
        line += item if line[-1] in "{" or line == pad + " " else f" {item}"
    yield line


def flow(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        return "{" + ", ".join(f"{scalar(key)}: {flow(entry)}" for key, entry in entries.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(entry) for entry in cast("list[Any]", value)) + "]"
    return scalar(value)


def scalar(value: Any) -> str:
    """A number, text or truth value as YAML reads it back; text that YAML might take for something else is quoted."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if not isinstance(value, str):
        return repr(value)
    is_plain = re.fullmatch(r"[A-Za-z]([\w /.*()-]*[\w.*)])?", value) and value.lower() not in NOT_PLAIN
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def heading(text: str) -> Iterator[str]:
    """A line that opens a section, with an empty one before it."""
    yield ""
    yield f"# ---- {text}"


def wrapped(text: str, first: str, others: str) -> list[str]:
    """The text in lines that begin like this."""
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=others)
