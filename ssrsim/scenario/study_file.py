"""What a study file says: a question, the scenario, plans, and what is varied."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from ssrsim.scenario.base import Given, Identifier, Title, quantity
from ssrsim.scenario.run import MAX_SEED

VALUE = {"type": ["number", "boolean", "string"]}
SPAN = {
    "anyOf": [
        {"type": "null"},
        {"type": "array", "items": VALUE, "minItems": 1},
        {"type": "object", "properties": {"low": VALUE, "high": VALUE}, "additionalProperties": False},
        {
            "type": "object",
            "properties": {"values": {"type": "array", "items": VALUE, "minItems": 1}},
            "required": ["values"],
            "additionalProperties": False,
        },
    ]
}
Cell = Annotated[Any, WithJsonSchema(VALUE)]  # what a factor takes is known where the scenario is
Span = Annotated[Any, WithJsonSchema(SPAN)]


class Design(Given):
    """How the points of a study are chosen."""

    kind: Literal["grid", "lhs", "sobol", "morris", "rows"] = Field(default="grid", description="how points are chosen")
    points: int = quantity(100, low=1, high=1_000_000, unit="points", text="points; of morris the trajectories")
    levels: int = quantity(4, low=2, high=1_000, unit="levels", text="values of a range in a grid or in morris")
    seed: int = quantity(1, low=0, high=MAX_SEED, unit="number", text="names the random points")
    file: str = Field(
        default="",
        max_length=1_000,
        description="CSV file with the points of design=rows, one column per path; from the study file's folder",
    )
    rows: tuple[dict[str, Cell], ...] = Field(
        default=(), max_length=1_000_000, description="the points of design=rows: a value for each path"
    )


class Executor(Given):
    """Who runs a study; it moves no result."""

    workers: int = quantity(0, low=0, high=1_024, unit="processes", text="0 for one per core")
    memory_gb: float = quantity(0.0, low=0.0, high=10_000.0, unit="GB", text="most of a process; 0 for its share")
    address: str = Field(
        default="", max_length=200, description="address of a Dask scheduler in place of own processes"
    )


class StudyFile(Given):
    """A question, the scenario, plans, and what is varied."""

    name: Identifier = "study"
    title: Title = "Study"
    scenario: str = Field(default="liberia_2003", max_length=1_000, description="the shipped scenario that is varied")
    plans: tuple[str, ...] = Field(
        default=(), max_length=200, description="shipped plans; none for that of the scenario"
    )
    plans_files: tuple[str, ...] = Field(
        default=(), max_length=200, description="plan files of one's own, from its folder"
    )
    overrides: tuple[Annotated[str, Field(max_length=1_000)], ...] = Field(
        default=(), max_length=500, description="changes to the scenario, as on the command line"
    )
    design: Design = Field(default_factory=Design)
    over: dict[str, Span] = Field(
        default_factory=dict,
        max_length=500,
        description="what is varied: nothing for the whole range, [low, high], or {values: [...]}",
    )
    executor: Executor = Field(default_factory=Executor)
