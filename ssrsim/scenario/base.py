"""The shape of everything that is given: frozen, typed, ranged, with unit and source under every number."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

NOT_VALIDATED = "not validated"  # the label of what no evidence backs, wherever it is shown


class UsersMistakeError(ValueError):
    """Something that its user must change: a sentence, never a traceback, and exit code 2."""


class Given(BaseModel):
    """A frozen record of inputs that refuses unknown keys, wrong types, NaN and infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def quantity(
    default: Any = ...,
    *,
    low: float,
    high: float,
    unit: str,
    text: str,
    source: str | None = None,
) -> Any:
    """A number with its inclusive range, unit, meaning and source ("assumed" where nobody has measured it)."""
    return Field(default, ge=low, le=high, description=text, json_schema_extra={"unit": unit, "source": source})


def share(text: str, default: Any = ..., *, source: str | None = None, low: float = 0.0, high: float = 1.0) -> Any:
    """A share, probability or index in 0..1."""
    return quantity(default, low=low, high=high, unit="share", text=text, source=source)


def prior(default: float, low: float, high: float, unit: str, text: str, source: str) -> Any:
    """A behavioural parameter.

    Default, lowest and highest sensible value, unit, meaning, source ("assumed" where nobody knows).
    """
    return quantity(default, low=low, high=high, unit=unit, text=text, source=source)


NAME_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"
Identifier = Annotated[str, Field(pattern=NAME_PATTERN, description="short name: lower-case letters, digits and _")]
Title = Annotated[str, Field(min_length=1, max_length=120, description="the name that people read")]
Sources = Annotated[
    dict[str, Annotated[str, Field(min_length=3, max_length=400)]],
    Field(description="where numbers come from, by path; * stands for any one name"),
]
