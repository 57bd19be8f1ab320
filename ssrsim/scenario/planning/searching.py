"""What is asked of a search: which plans, what counts as better, how much is run."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from ssrsim.scenario.base import Given, quantity, share
from ssrsim.scenario.planning.candidates import Ingredients, Pair
from ssrsim.scenario.reforms import ReformName
from ssrsim.scenario.run import MAX_SEED
from ssrsim.scenario.scenario import Scenario

FEW_CANDIDATES = 1_000  # up to so many are screened in more random worlds
OBJECTIVES = ("peace_months", "peace", "trust_police_end")
# differences that do not matter to a planner, if nothing else is said
INDIFFERENCES = {"peace_months": 3.0, "peace": 0.03, "trust_police_end": 0.02}


class SearchKeys(Given):
    """Keys below `search.`."""

    apart: int = quantity(6, low=1, high=240, unit="months", text="from the start of one action to that of the next")
    months: int = quantity(60, low=1, high=600, unit="months", text="how long each action is paid for")
    shares: dict[ReformName, Annotated[float, Field(gt=0, le=1)]] | None = Field(
        default=None, description="share of the monthly reform budget of each reform; equal ones if left out"
    )
    sample: int | None = quantity(
        None, low=2, high=50_000, unit="plans", text="so many plans are drawn, instead of all orders"
    )
    window: int = quantity(60, low=0, high=540, unit="months", text="how late drawn actions may begin")
    seed: int = quantity(1, low=0, high=MAX_SEED, unit="seed", text="of the plans that are drawn")
    candidates: int = quantity(5_040, low=2, high=50_000, unit="plans", text="most plans that are tried")
    screening_worlds: int | None = quantity(
        None, low=2, high=2_000, unit="random worlds",
        text=f"of the screening; 20 for up to {FEW_CANDIDATES:,} plans, else 10",
    )  # fmt: skip
    finalists: int = quantity(30, low=2, high=500, unit="plans", text="most plans that go on to the selection")
    worlds: int = quantity(500, low=20, high=20_000, unit="random worlds", text="most of the selection")
    civilians: int = quantity(1_000, low=500, high=1_000_000, unit="rows", text="in screening and selection")
    officers: int = quantity(300, low=100, high=500_000, unit="rows", text="in screening and selection")


class ConfirmKeys(Given):
    """Keys below `confirm.`."""

    worlds: int = quantity(200, low=10, high=20_000, unit="random worlds", text="of the confirmation")
    civilians: int = quantity(10_000, low=500, high=1_000_000, unit="rows", text="in the confirmation")


class SearchFile(Given):
    """Everything that may be asked of a search beside the scenario."""

    reforms: list[ReformName] = Field(min_length=2, max_length=8, description="the reforms that each plan has, once")
    before: list[str] = Field(default_factory=list[str], max_length=28, description="what must begin before what")
    budget: float | None = quantity(
        None, low=0.1, high=100_000, unit="USD m", text="most that all actions of a plan may spend together"
    )
    objective: Literal["peace_months", "peace", "trust_police_end"] = Field(
        default="peace_months", description="what is better the larger it is"
    )
    indifference: float | None = quantity(
        None, low=0.0001, high=600, unit="unit of the objective", text="differences that do not matter"
    )
    error: float = share("probability allowed of a wrong claim", 0.05, low=0.001, high=0.4)
    search: SearchKeys = Field(default_factory=SearchKeys, description="which plans, and how much is run")
    confirm: ConfirmKeys = Field(default_factory=ConfirmKeys, description="what is run for the estimates")


class Search(NamedTuple):
    """A search that can be run.

    Attributes:
        scenario: The context, with the plan that candidates are held against.
        keys: What was asked.
        ingredients: What candidates are made of.
        n_candidates: How many plans there are to be (as many as are drawn, before equal ones are one).
    """

    scenario: Scenario
    keys: SearchFile
    ingredients: Ingredients
    n_candidates: int

    @property
    def screening_worlds(self) -> int:
        """How many random worlds the screening has."""
        return self.keys.search.screening_worlds or (20 if self.n_candidates <= FEW_CANDIDATES else 10)

    @property
    def indifference(self) -> float:
        """Differences in the objective that do not matter."""
        return self.keys.indifference or INDIFFERENCES[self.keys.objective]

    @property
    def span(self) -> float:
        """The largest difference in the objective that there can be between two runs."""
        return float(self.scenario.run.months) if self.keys.objective == "peace_months" else 1.0


__all__ = ["ConfirmKeys", "Pair", "Search", "SearchFile", "SearchKeys"]
