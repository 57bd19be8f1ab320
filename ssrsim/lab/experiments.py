"""Experiments in the model that ship as data: which scenarios are drawn, under which arms, how often.

An experiment is a scenario with arms. Arms share their random worlds, so that they can be compared world by world. What
is drawn (`over`, `choices`) is drawn alike in every arm: point 7 is the same country with and without a mission.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from ssrsim.records.definitions import read_file
from ssrsim.scenario.base import Given, Identifier, Title


class Effort(Given):
    """How many, by effort."""

    full: int = Field(ge=1)
    quick: int = Field(ge=1)

    def at(self, effort: str) -> int:
        """How many at this effort."""
        return self.full if effort == "full" else self.quick


ONCE = Effort(full=1, quick=1)


class Spread(Given):
    """A value that differs between the countries that are drawn.

    `sets` names the keys of the scenario that it moves, each with a factor; without it its own name is the key.
    """

    low: float
    high: float
    scale: Literal["linear", "log"] = "linear"
    sets: dict[str, float] = Field(default_factory=dict)
    source: str = Field(min_length=3)


class Arm(Given):
    """What is done in this arm and in no other: another scenario, changes, another length, other ranges."""

    scenario: str = ""
    overrides: tuple[str, ...] = ()
    months: int | None = None
    set: dict[str, float] = Field(default_factory=dict, description="values by key; `all` stands for every member")
    over: dict[str, Spread] = Field(default_factory=dict)
    choices: dict[str, dict[str, int]] = Field(default_factory=dict)


class Orders(Given):
    """Arms made of reforms one after the other, in orders that are drawn."""

    reforms: tuple[str, ...]
    months: int = Field(ge=1, description="months of each reform")
    share: float
    sample: Effort


class Switches(Given):
    """Arms made by switching off one mechanism each; no names: all of them at full effort."""

    quick: tuple[str, ...]


class Experiment(Given):
    """What is drawn, the arms, and how often."""

    name: Identifier
    title: Title
    like: str = Field("", description="an experiment whose `over` and `choices` are drawn here too")
    scenario: str = "settlement"
    months: int = 120
    overrides: tuple[str, ...] = ()
    choices: dict[str, dict[str, int]] = Field(
        default_factory=dict, description="files of a group (missions, plan) with their weights; {} draws none"
    )
    over: dict[str, Spread] = Field(default_factory=dict)
    arms: dict[str, Arm] = Field(default_factory=lambda: {"all": Arm()})
    orders: Orders | None = None
    switches: Switches | None = None
    points: Effort = ONCE
    replicates: Effort = ONCE
    civilians: int = 1_000
    officers: int = 300
    interviews: int = Field(0, description="people asked in the last month; rows are answers then, not runs")


def read_experiment(folder: Path, name: str) -> Experiment:
    """The experiment of this name, with what it takes over from another.

    Arms whose scenario does not ship are left out; whoever reads the results sees that they are not there.
    """
    experiment = read_file(Experiment, folder / f"{name}.yaml")
    shipped = {path.stem for path in (folder.parent / "scenario").glob("*.yaml")}
    arms = {name: arm for name, arm in experiment.arms.items() if not arm.scenario or arm.scenario in shipped}
    given: dict[str, Any] = {"arms": arms}
    if experiment.like:
        other = read_experiment(folder, experiment.like)
        choices = {group: named for group, named in {**other.choices, **experiment.choices}.items() if named}
        given |= {"over": {**other.over, **experiment.over}, "choices": choices}
    return experiment.model_copy(update=given)
