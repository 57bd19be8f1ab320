"""How a scenario is run: seed, replicates, months, rows; which definitions and records are wanted."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from ssrsim.scenario.base import Given, quantity

MAX_SEED = 2**32 - 1
EFFORTS = ("full", "quick")  # how much `ssrsim validate` and `ssrsim gates` run
AUTO = "auto"  # as many runs as a precision asks for
BATCH = 50  # runs after which the precision is looked at
MOST_RUNS = 2_000  # that auto makes at most
NUMBER, WORD = "<number>", "<word>"  # marks of the members of a union; NUMBER as in plans


def _number_or_word(value: Any) -> str:
    return WORD if value == AUTO else NUMBER


class Run(Given):
    """Size and randomness of a run. Replicate i of a seed is the same whatever the number of replicates."""

    seed: int = quantity(1, low=0, high=MAX_SEED, unit="number", text="names the random world")
    replicates: Annotated[
        Annotated[int, quantity(low=1, high=100_000, unit="runs", text="how many random worlds"), Tag(NUMBER)]
        | Annotated[Literal["auto"], Tag(WORD)],
        Discriminator(_number_or_word),
    ] = Field(
        default=50,
        description=f"how many random worlds; auto: batches of {BATCH} until `half_width` is reached, "
        f"{MOST_RUNS:,} at most",
    )
    half_width: float = quantity(
        0.05, low=0.001, high=0.5, unit="share",
        text="for auto: half-width wanted of the 95 % intervals of the share of runs with recurrence and of trust in "
        "the police in the last month",
    )  # fmt: skip
    months: int = quantity(120, low=1, high=600, unit="months", text="how long each run lasts")
    civilians: int = quantity(
        10_000, low=500, high=100_000_000, unit="rows", text="sampled civilians, 5 or more a stratum"
    )
    officers: int = quantity(1_500, low=100, high=500_000, unit="rows", text="sampled officers, 5 or more a unit")
    threads: int = quantity(0, low=0, high=1_024, unit="threads", text="0 for one per core")


class Records(Given):
    """What is written of a run."""

    series: bool = Field(default=True, description="write the monthly national series (only a study can do without)")
    events: bool = Field(default=True, description="write the event log")
    districts: bool = Field(default=True, description="write monthly series by district")
    reforms: bool = Field(default=True, description="write monthly series by reform")
    donors: bool = Field(default=True, description="write monthly series by donor")
    groups: bool = Field(default=True, description="write monthly series by group of people")


class Conflict(Given):
    """How recurrence is coded."""

    window: Literal["calendar", "rolling12"] = Field("calendar", description="year in which battle deaths are counted")
