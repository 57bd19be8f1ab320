"""How a scenario is run: seed, replicates, months, rows; which definitions and records are wanted."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ssrsim.scenario.base import Given, quantity, share

MAX_SEED = 2**32 - 1
AUTO = "auto"
BATCH = 50
MOST = 2_000


class Run(Given):
    """Size and randomness of a run. Replicate i of a seed is the same whatever the number of replicates."""

    seed: int = quantity(1, low=0, high=MAX_SEED, unit="number", text="names the random world")
    replicates: int = quantity(50, low=1, high=100_000, unit="runs", text="how many random worlds")
    half_width: float = share("half-width wanted", 0.05)
    months: int = quantity(120, low=1, high=600, unit="months", text="how long each run lasts")
    civilians: int = quantity(
        10_000, low=500, high=5_000_000, unit="rows", text="sampled civilians, 5 or more a stratum"
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


class Conflict(Given):
    """How recurrence is coded."""

    window: Literal["calendar", "rolling12"] = Field("calendar", description="year in which battle deaths are counted")
