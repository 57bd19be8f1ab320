"""What was given and where it comes from: the inputs of country, donors and missions, changed parameters, switches.

Values with one source and one meaning share a line: fifteen counties do not make fifteen lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from pydantic.fields import FieldInfo

from ssrsim.scenario.base import Given
from ssrsim.scenario.fields import extra
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import Section, counted

NOT_VALUES = {"sources", "tile"}  # the place on the tile map is no measurement
LEFT_OUT = "assumed: left at the default"  # who writes a file without the key assumes so, knowingly or not
Status = Literal["assumed", "to be checked", "sourced", "no source"]


class Assumed(NamedTuple):
    """How many numbers of a scenario rest on an assumption: `assumed` of `values`; `unsourced` with no word on it.

    `to_check` counts numbers whose source says that they come from general knowledge and are still to be checked.
    """

    values: int
    assumed: int
    to_check: int
    unsourced: int

    @property
    def share(self) -> float:
        """Share of numbers that are assumed or have no source."""
        return (self.assumed + self.unsourced) / self.values if self.values else 0.0


class InputLine(NamedTuple):
    """One line of the table of inputs: where, what, value or range with unit, how many values, how sure, by whom."""

    group: str
    name: str
    text: str
    value: str
    unit: str
    n_values: int
    status: Status
    source: str


class _Number(NamedTuple):
    group: str
    path: tuple[str, ...]
    value: float
    field: FieldInfo | None
    source: str | None


def assumed_values(scenario: Scenario) -> Assumed:
    """Counts the numbers of country, donors and missions by their sources; the most exact path with a source counts."""
    found = [status_of(number.source) for number in _numbers(scenario)]
    return Assumed(len(found), found.count("assumed"), found.count("to be checked"), found.count("no source"))


def assumed_claim(assumed: Assumed) -> str:
    """How many of the given numbers nobody vouches for, in one plain claim that holds for the share."""
    if assumed.share == 0:
        return "Every number given names a source."
    many = next(word for least, word in ((0.5, "Most"), (0.2, "Many"), (0.0, "Some")) if assumed.share >= least)
    return f"{many} of the numbers given are assumed or name no source."


def sources_in_words(scenario: Scenario) -> Section:
    """What the numbers of country, donors and missions rest on: counts, the share that is assumed, what is sourced."""
    counts = assumed_values(scenario)
    sourced = counts.values - counts.assumed - counts.to_check - counts.unsourced
    said = (
        f"Of {counted(counts.values, 'number')} that describe country, donors and missions, {counts.assumed:,} are "
        f"assumed and {counts.unsourced:,} name no source: a share of {counts.share:.2f}. {counts.to_check:,} more "
        f"come from general knowledge and are still to be checked; {sourced:,} have a source. Each source stands "
        "beside its number in the file, and in the report of a run."
    )
    kept = {"have a source": "sourced", "to be checked": "to be checked"}
    rows = [(label, _names(scenario, status)) for label, status in kept.items()]
    return Section("Where the numbers come from", (said,), tuple((label, text) for label, text in rows if text))


def _names(scenario: Scenario, status: str) -> str:
    """The inputs of the country whose source has this status, each name once, in the words of the config."""
    lines = [line for line in input_lines(scenario) if line.group == "Country" and line.status == status]
    return ", ".join(dict.fromkeys(line.name for line in lines))


def status_of(source: str | None) -> Status:
    """How sure a value is, by what its source says of it."""
    if source is None:
        return "no source"
    said = source.strip().lower()
    return "assumed" if said.startswith("assumed") else "to be checked" if "to be checked" in said else "sourced"


def input_lines(scenario: Scenario) -> list[InputLine]:
    """The inputs in their order in the scenario, values with the same meaning and source in one line."""
    lines: dict[tuple[str, str, str | None], list[_Number]] = {}
    for number in _numbers(scenario):
        lines.setdefault((number.group, _meaning_key(number.path), number.source), []).append(number)
    return [_line(group, key, numbers) for (group, key, _), numbers in lines.items()]


def _line(group: str, key: str, numbers: list[_Number]) -> InputLine:
    field, source = numbers[0].field, numbers[0].source
    unit = (extra(field, "unit") if field else None) or "share"
    values = [number.value for number in numbers]
    low, high = shown_number(min(values)), shown_number(max(values))
    name = ".".join(numbers[0].path) if len(numbers) == 1 else key
    text = (field.description if field else None) or ""
    return InputLine(group, name, text, low if low == high else f"{low} to {high}", unit,
                     len(values), status_of(source), source or "")  # fmt: skip


def shown_number(value: float) -> str:
    """A given number with all its digits, thousands apart; a year or a month as it is."""
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else f"{value:.12g}"


def _meaning_key(path: tuple[str, ...]) -> str:
    """The path with a star for each name that its author chose: districts.lofa.population is districts.*.population."""
    return ".".join("*" if index % 2 else part for index, part in enumerate(path))


def _numbers(scenario: Scenario) -> Iterator[_Number]:
    yield from _of(scenario.country, "Country")
    for kind, parts in (("Donor", scenario.donors), ("Mission", scenario.missions)):
        for part in parts.values():
            yield from _of(part, f"{kind}: {part.title}")


def _of(part: Any, group: str) -> Iterator[_Number]:
    for path, value, field in _leaves(part, (), None):
        left_out = not field.is_required() and value == field.default
        yield _Number(group, path, value, field, source_of(path, part.sources) or (LEFT_OUT if left_out else None))


def _leaves(node: Any, path: tuple[str, ...], field: FieldInfo | None) -> Iterator[Any]:
    if isinstance(node, Given):
        for name, below in type(node).model_fields.items():
            if name not in NOT_VALUES:
                yield from _leaves(getattr(node, name), (*path, name), below)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*path, key), field)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path, node, field


def source_of(path: tuple[str, ...], sources: dict[str, str]) -> str | None:
    """The source whose path matches most of this one; "*" stands for any one name, a shorter path for all below it."""
    best: tuple[int, int] = (0, 0)
    text = None
    for pattern, source in sources.items():
        parts = pattern.split(".")
        if len(parts) > len(path) or any(p not in ("*", q) for p, q in zip(parts, path, strict=False)):
            continue
        rank = (len(parts), sum(p != "*" for p in parts))
        if rank > best or text is None:
            best, text = rank, source
    return text


class ChangedParameter(NamedTuple):
    """One behavioural parameter that differs from its default."""

    name: str
    value: str
    default: str
    unit: str
    text: str
    source: str


def parameter_counts(scenario: Scenario) -> dict[str, int]:
    """How many behavioural parameters there are, how many are assumed, how many were changed from their default."""
    fields = type(scenario.parameters).model_fields
    assumed = sum(status_of(extra(field, "source")) in ("assumed", "no source") for field in fields.values())
    return {"all": len(fields), "assumed": assumed, "changed": len(changed_parameters(scenario))}


def changed_parameters(scenario: Scenario) -> list[ChangedParameter]:
    """The behavioural parameters that differ from their default, with both values."""
    return [
        ChangedParameter(name, _text(getattr(scenario.parameters, name)), _text(field.default),
                         extra(field, "unit") or "", field.description or "", extra(field, "source") or "none named")
        for name, field in type(scenario.parameters).model_fields.items()
        if getattr(scenario.parameters, name) != field.default
    ]  # fmt: skip


def mechanisms_off(scenario: Scenario) -> list[tuple[str, str]]:
    """Names and meanings of the mechanisms that are switched off."""
    fields = type(scenario.mechanisms).model_fields
    return [(name, fields[name].description or "") for name, on in scenario.mechanisms.model_dump().items() if not on]


def _text(value: Any) -> str:
    return shown_number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
