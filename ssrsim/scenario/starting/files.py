"""Starting files: a small fictional country or a short plan, as commented YAML that is valid as it stands.

Each key carries its meaning, range and unit, made from the declared fields; values are those of `fictional.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

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
from ssrsim.scenario.starting.comments import entry_type
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
from ssrsim.scenario.starting.layout import commented, compact, heading, wrapped
from ssrsim.scenario.starting.study import study_lines
from ssrsim.scenario.words.plan import sets_text

SECTIONS: tuple[type[Given], ...] = (Forces, Politics, Economy, Levels)
PLAN = "oversight_first"
ASSUMED = "assumed"
SOME_PARAMETERS = ("trust_ratio", "leakage_base", "credible_guarantee")


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
        *commented(Scenario, "name", name, 0),
        *commented(Scenario, "title", f"{title} after its settlement", 0),
        *heading("The country at its settlement (month 0): what observers saw, nothing about behaviour"),
        "country:",
        *_country(country),
    ]
    for key, record, entries in (("donors", Donor, DONORS), ("missions", Mission, MISSIONS), ("shocks", Shock, SHOCKS)):
        sourced = {entry: _sourced(record, values, place) for place, (entry, values) in enumerate(entries.items())}
        lines += [*heading(f"{key.capitalize()}: written out as here, or the name of those of a shipped case")]
        lines += commented(Scenario, key, sourced, 0)
    lines += [*heading("The plan: the name of a shipped one"), f"plan: {PLAN}", *_hints()]
    return "\n".join(lines) + "\n"


def starting_plan(name: str) -> str:
    """The YAML text of a plan file with five actions and a list of all reforms.

    Raises:
        UsersMistakeError: the name is not an identifier.
    """
    _check(name)
    return "\n".join([*_plan_lines(name, name.replace("_", " ").capitalize(), ACTIONS), *_reactions()]) + "\n"


def commented_plan(name: str, title: str, actions: Values, triggers: Sequence[str] = ()) -> str:
    """The YAML text of a plan file with these actions, commented as a starting plan is.

    Triggers are left to be written: their names stand there, commented out.
    """
    lines = [*_plan_lines(name, title, actions)]
    if triggers:
        lines += [*heading("To be written: what these triggers wait for; then take away the #"), "# triggers:"]
        lines += [
            f"#   {trigger}: {{indicator: survey.feel_safe, op: '<', value: 0.5, for: 2}}" for trigger in triggers
        ]
    return "\n".join(lines) + "\n"


def _plan_lines(name: str, title: str, actions: Values) -> Iterator[str]:
    yield from _plan_header(name)
    yield "schema: ssrsim.plan/1"
    yield from commented(Plan, "name", name, 0)
    yield from commented(Plan, "title", title, 0)
    yield "# The order of the list means nothing, priority does; in no month may the shares sum to more than 1."
    yield from commented(Plan, "actions", actions, 0)


def starting_study(name: str) -> str:
    """The YAML text of a study file: a small question about a shipped scenario, and what else may be asked.

    Raises:
        UsersMistakeError: the name is not an identifier.
    """
    _check(name)
    return "\n".join(study_lines(name)) + "\n"


def _reactions() -> Iterator[str]:
    """What makes a plan adaptive, commented out: one more action that waits, triggers, rules, benchmarks, limits."""
    yield from heading("Optional, for a plan that reacts: take away the # in front of what you want to use")
    yield from wrapped(
        "What planners see has a name: survey.NAME, admin.NAME or finance.NAME, e.g. survey.trust_police, "
        "admin.formal.REFORM (as reported), admin.bill_blocked_months.REFORM, finance.unspent_usd_m.", "# # ", "# # "
    )  # fmt: skip
    yield "#   # start may also be {after: ACTION} (when it has ended), {when: CONDITION} or {trigger: NAME}"
    for entry, values in ADAPTIVE_ACTION.items():
        yield f"#   {entry}:"
        for line in compact(values, "    "):
            yield f"# {line}"
    for name, value in REACTIONS.items():
        for line in commented(Plan, name, value, 0):
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
        reforms += wrapped(f"{reform.label}: {sets_text(reform)}", f"#   {reform.name:<20} ", "#" + " " * 24)
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
            yield from commented(Country, name, values[name], 1)
    for section in SECTIONS:
        yield ""
        yield f"  # ---- {(section.__doc__ or '').splitlines()[0]}"
        for name in section.model_fields:
            yield from commented(Country, name, values[name], 1)
    yield ""
    yield from commented(Country, "sources", _sources(Country, values), 1)


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
    yield from heading("Optional: take away the # in front of what you want to change")
    hints: tuple[tuple[str, type[Given], tuple[str, ...]], ...] = (
        ("parameters", Parameters, SOME_PARAMETERS),
        ("mechanisms", Mechanisms, tuple(Mechanisms.model_fields)),
        ("run", Run, tuple(Run.model_fields)),
    )
    for key, record, names in hints:
        yield f"# {key}:"
        for name in names:
            for line in commented(record, name, record.model_fields[name].default, 1):
                yield f"# {line}"


def write_starting_file(kind: str, name: str) -> Path:
    """Writes NAME.yaml into the working folder and returns its path.

    Args:
        kind: "country", "plan" or "study".
        name: Name of what the file holds, and of the file.

    Raises:
        UsersMistakeError: The name is none, or the file is there already.
    """
    text = {"country": starting_scenario, "plan": starting_plan, "study": starting_study}[kind](name)
    return write_new(Path(f"{name}.yaml"), text)


def write_new(path: Path, text: str) -> Path:
    """Writes a file that is not there yet, whole or not at all.

    Raises:
        UsersMistakeError: It is there already.
    """
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
