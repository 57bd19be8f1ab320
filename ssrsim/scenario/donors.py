"""Donors and missions: what outsiders promise, for how long, and on what terms."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ssrsim.scenario.base import Given, Sources, Title, quantity, share
from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.reforms import REFORM_SCHEMA, ReformName


class Donor(Given):
    """One donor. A fictional or real government, bank, fund or neighbour that pays for reforms."""

    title: Title
    kind: Literal["bilateral", "multilateral", "pooled_fund", "neighbour"] = Field(
        description="what it is: decides how late its money comes; a neighbour stays after a coup"
    )
    pledge_usd_m: float = quantity(low=0, high=100_000, unit="USD m a year", text="pledged in the first year")
    horizon: int = quantity(low=1, high=600, unit="months", text="months until the donor leaves (aid cliff)")
    fatigue_half_life: float = quantity(
        low=6, high=1_200, unit="months", text="months after which attention has halved"
    )
    strictness: float = share("conditionality: how hard it cuts when reforms stall or money leaks")
    coordination: float = share("how far it plans jointly with the others")
    volatility: float = quantity(low=0, high=2, unit="coefficient of variation a year", text="noise of commitments")
    visibility_preference: float = share("preference for visible instruments over dull ones; also makes it look away")
    priorities: dict[ReformName, float] = Field(
        default_factory=dict[ReformName, float],
        description="extra weight on reforms, 0..1",
        json_schema_extra={"propertyNames": REFORM_SCHEMA},
    )
    sources: Sources = Field(default_factory=dict)


class Mission(Given):
    """A peace mission with its schedule of troops and police."""

    title: Title
    troops: int = quantity(low=0, high=1_000_000, unit="people", text="troops at full strength")
    police: int = quantity(low=0, high=100_000, unit="people", text="police at full strength")
    mandate: float = share("strength of the mandate to use force and guarantee commitments")
    start: int = quantity(low=0, high=600, unit="months after settlement", text="first month at full strength")
    drawdown: int = quantity(low=1, high=1_200, unit="months after settlement", text="month in which drawdown begins")
    exit: int = quantity(
        low=1, high=1_200, unit="months after settlement", text="month in which the last soldier leaves"
    )
    deployment: Literal["as_given", "follows_difficulty", "randomised"] = Field(
        "as_given",
        description="who is sent: all; between half and all, as the case is hard; or all or nobody, by a coin",
    )
    exit_when: Condition | None = Field(
        default=None,
        description="drawdown begins once it holds, not before `drawdown`, and takes as long as exit - drawdown",
    )
    sources: Sources = Field(default_factory=dict)
