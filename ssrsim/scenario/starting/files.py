"""Starting files: a small fictional country or a short plan, as commented YAML that is valid as it stands.

Each key carries its meaning, range and unit, made from the declared fields; values are those of `fictional.py`.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from ssrsim.scenario.base import Given, Identifier, UsersMistakeError
from ssrsim.scenario.country import Country, Economy, Forces, Levels, Politics
from ssrsim.scenario.donors import Donor, Mission
from ssrsim.scenario.faults import printable, shown
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.reforms import REFORMS
from ssrsim.scenario.run import Run
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import Shock
from ssrsim.scenario.starting.comments import comment, default_text, entry_type
from ssrsim.scenario.starting.fictional import (
    ACTIONS,
    ADAPTIVE_ACTION,
    COUNTRY,
    DONORS,
    MISSIONS,
    REACTIONS,
    SHOCKS,
    Values,
)
from ssrsim.scenario.words.plan import sets_text

WIDTH = 116
SECTIONS: tuple[type[Given], ...] = (Forces, Politics, Economy, Levels)
PLAN = "oversight_first"
ASSUMED = "assumed"
SOME_PARAMETERS = ("trust_ratio", "leakage_base", "credible_guarantee")
NOT_PLAIN = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def starting_scenario(name: str) -> str:
    """The YAML text of a scenario file: a fictional country with donors, a mission, a shock and a shipped plan.

    Raises:
        UsersMistakeError: the name is not an identifier.
    """
    _check(name)
    title = name.replace("_", " ").capitalize()
    country: Values = {"name": name, "title": title, **COUNTRY}
    lines = [
        *_scenario_header(name),
        "schema: ssrsim.scenario/1",
        *_commented(Scenario, "name", name, 0),
        *_commented(Scenario, "title", f"{title} after its settlement", 0),
        *_heading("The country at its settlement (month 0): what observers saw, nothing about behaviour"),
        "country:",
        *_country(country),
    ]
    for key, record, entries in (("donors", Donor, DONORS), ("missions", Mission, MISSIONS), ("shocks", Shock, SHOCKS)):
        sourced = {entry: _sourced(record, values, place) for place, (entry, values) in enumerate(entries.items())}
        lines += [*_heading(f"{key.capitalize()}: written out as here, or the name of those of a shipped case")]
        lines += _commented(Scenario, key, sourced, 0)
    lines += [*_heading("The plan: the name of a shipped one"), f"plan: {PLAN}", *_hints()]
    return "\n".join(lines) + "\n"


def starting_plan(name: str) -> str:
    """The YAML text of a plan file with five actions and a list of all reforms.

    Raises:
        UsersMistakeError: the name is not an identifier.
    """
    _check(name)
    title = name.replace("_", " ").capitalize()
    lines = [
        *_plan_header(name),
        "schema: ssrsim.plan/1",
        *_commented(Plan, "name", name, 0),
        *_commented(Plan, "title", title, 0),
        "# The order of the list means nothing, priority does; in no month may the shares sum to more than 1.",
        *_commented(Plan, "actions", ACTIONS, 0),
        *_reactions(),
    ]
    return "\n".join(lines) + "\n"


def _reactions() -> Iterator[str]:
    """What makes a plan adaptive, commented out: one more action that waits, triggers, rules, benchmarks, limits."""
    yield from _heading("Optional, for a plan that reacts: take away the # in front of what you want to use")
    yield from _wrapped(
        "What planners see has a name: survey.NAME, admin.NAME or finance.NAME, e.g. survey.trust_police, "
        "admin.formal.REFORM (as reported), admin.bill_blocked_months.REFORM, finance.unspent_usd_m.", "# # ", "# # "
    )  # fmt: skip
    yield "#   # start may also be {after: ACTION} (when it has ended), {when: CONDITION} or {trigger: NAME}"
    for entry, values in ADAPTIVE_ACTION.items():
        yield f"#   {entry}:"
        for line in _compact(values, "    "):
            yield f"# {line}"
    for name, value in REACTIONS.items():
        for line in _commented(Plan, name, value, 0):
            yield f"# {line}"


def _check(name: str) -> None:
    try:
        TypeAdapter(Identifier).validate_python(name)
    except ValidationError:
        raise UsersMistakeError(
            f"{printable(shown(name))} is not a name; names are lower-case letters, digits and _, 40 at most, "
            "beginning with a letter"
        ) from None


def _scenario_header(name: str) -> list[str]:
    return [
        "# yaml-language-server: $schema=ssrsim.schema.json",
        f"# {name}: a fictional country to start from.",
        "# Every value is assumed: replace it, and say under `sources` where yours comes from. A line there may stand",
        "# for many values: * is any one name.",
        *_what_next(f"scenario_file={name}.yaml", "ssrsim schema scenario > ssrsim.schema.json"),
        "",
    ]


def _plan_header(name: str) -> list[str]:
    reforms: list[str] = []
    for reform in REFORMS:
        reforms += _wrapped(f"{reform.title}: {sets_text(reform)}", f"#   {reform.name:<20} ", "#" + " " * 24)
    return [
        "# yaml-language-server: $schema=ssrsim.plan.schema.json",
        f"# {name}: a plan to start from. Months count from the settlement (month 0).",
        *_what_next(f"plan_file={name}.yaml", "ssrsim schema plan > ssrsim.plan.schema.json"),
        "#",
        "# The reforms, and what each sets:",
        *reforms,
        "",
    ]


def _what_next(file: str, schema: str) -> list[str]:
    return [
        "#",
        "# What to do next: read in words what is set and what should follow, run it many times, and give your editor",
        "# completion and checks by the first line above.",
        f"#   ssrsim describe {file}",
        f"#   ssrsim run {file}",
        f"#   {schema}",
    ]


def _country(values: Values) -> Iterator[str]:
    """The country section by section, the sources last."""
    in_sections = {name for section in SECTIONS for name in section.model_fields}
    for name in Country.model_fields:
        if name not in in_sections and name != "sources":
            yield from _commented(Country, name, values[name], 1)
    for section in SECTIONS:
        yield ""
        yield f"  # ---- {(section.__doc__ or '').splitlines()[0]}"
        for name in section.model_fields:
            yield from _commented(Country, name, values[name], 1)
    yield ""
    yield from _commented(Country, "sources", _sources(Country, values), 1)


def _commented(record: type[Given], name: str, value: Any, depth: int) -> Iterator[str]:
    """One key with its comment: beside it where both fit in a line, above it otherwise."""
    pad = "  " * depth
    default = record.model_fields[name].default
    said = comment(record, name) + ("" if value == default else default_text(record, name))
    inner = entry_type(record.model_fields[name].annotation)
    is_block = isinstance(value, Mapping) and (inner is not None or name == "sources")
    line = f"{pad}{name}:" if is_block else f"{pad}{name}: {_flow(value)}"
    if len(line) + len(said) + 4 <= WIDTH:
        yield f"{line}  # {said}"
    else:
        yield from _wrapped(said, f"{pad}# ", f"{pad}# ")
        yield line
    if is_block and inner is None:
        paths = cast("dict[str, str]", value)
        yield from (f"{pad}  {_scalar(path)}: {_scalar(text)}" for path, text in paths.items())
    if is_block and inner is not None:
        yield from _entries(inner, cast("Values", value), depth + 1)


def _entries(record: type[Given], entries: Values, depth: int) -> Iterator[str]:
    """The first entry with a comment at every key, the others in the compact form."""
    pad = "  " * depth
    for place, (entry, values) in enumerate(entries.items()):
        yield f"{pad}{entry}:"
        if place > 0:
            yield from _compact(values, pad + "  ")
            continue
        for name in record.model_fields:
            value = values[name] if name in values else record.model_fields[name].get_default(call_default_factory=True)
            yield from _commented(record, name, value, depth + 1)


def _compact(values: Values, pad: str) -> Iterator[str]:
    """A mapping in braces, broken between its keys where the line is full."""
    line = pad + "{"
    for place, (key, value) in enumerate(values.items()):
        item = f"{key}: {_flow(value)}" + ("}" if place == len(values) - 1 else ",")
        if len(line) + len(item) + 1 > WIDTH:
            yield line
            line = pad + " "
        line += item if line[-1] in "{" or line == pad + " " else f" {item}"
    yield line


def _flow(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(entry)}" for key, entry in entries.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(entry) for entry in cast("list[Any]", value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A number, text or truth value as YAML reads it back; text that YAML might take for something else is quoted."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if not isinstance(value, str):
        return repr(value)
    is_plain = re.fullmatch(r"[A-Za-z]([\w /.*()-]*[\w.*)])?", value) and value.lower() not in NOT_PLAIN
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _sourced(record: type[Given], values: Values, place: int) -> Values:
    """The values with their sources, one by one in the first entry, in short in the others."""
    if "sources" not in record.model_fields:
        return values
    paths = _sources(record, values)
    short = {"*": ASSUMED} | {path: text for path, text in paths.items() if "." in path}
    return {**values, "sources": paths if place == 0 else short}


def _sources(record: type[Given], values: Values) -> dict[str, str]:
    """A line "assumed" for every number, entries of a mapping under one name."""
    paths: dict[str, str] = {}
    for name, value in values.items():
        inner = entry_type(record.model_fields[name].annotation)
        if inner is not None:
            for entry in cast("dict[str, Values]", value).values():
                paths |= {f"{name}.*.{path}": text for path, text in _sources(inner, entry).items()}
        elif isinstance(value, Mapping | list):
            paths[f"{name}.*"] = ASSUMED
        elif isinstance(value, int | float) and not isinstance(value, bool):
            paths[name] = ASSUMED
    return paths


def _hints() -> Iterator[str]:
    """What may be added: parameters, switches and the run, with their defaults, all commented out."""
    yield from _heading("Optional: take away the # in front of what you want to change")
    hints: tuple[tuple[str, type[Given], tuple[str, ...]], ...] = (
        ("parameters", Parameters, SOME_PARAMETERS),
        ("mechanisms", Mechanisms, tuple(Mechanisms.model_fields)),
        ("run", Run, tuple(Run.model_fields)),
    )
    for key, record, names in hints:
        yield f"# {key}:"
        for name in names:
            for line in _commented(record, name, record.model_fields[name].default, 1):
                yield f"# {line}"


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield f"# ---- {text}"


def _wrapped(text: str, first: str, others: str) -> list[str]:
    """The text in lines that begin like this."""
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=others)


def write_starting_file(kind: str, name: str) -> Path:
    """Writes NAME.yaml into the working folder and returns its path.

    Args:
        kind: "country" or "plan".
        name: Name of the country or plan and of its file.

    Raises:
        UsersMistakeError: The name is none, or the file is there already.
    """
    text = {"country": starting_scenario, "plan": starting_plan}[kind](name)
    path = Path(f"{name}.yaml")
    try:
        file = path.open("x", encoding="utf-8")
    except FileExistsError:
        raise UsersMistakeError(f"{path} is there already; choose another name, no file is overwritten") from None
    try:
        with file:
            file.write(text)
    except OSError:  # a full disk; half a file would be in the way of the next try
        path.unlink()
        raise
    return path
