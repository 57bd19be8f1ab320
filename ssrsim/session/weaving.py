"""Where decisions become part of a scenario: rules of the calendar, actions, scheduled shocks, dated changes.

What is woven in has names of its own, made from the month in which it acts, so that the same decisions give the same
scenario. Of two orders to one action in one month the later one holds.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ssrsim.config.compose import validated
from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.scenario import Scenario

DEEDS_OF_A_RULE = 20
MARK = "decided"  # what is woven in begins with this word


class Loom:
    """A scenario as plain data, and the decisions that were woven into it so far."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.data: dict[str, Any] = scenario.model_dump(mode="json")
        self._deeds: dict[int, dict[tuple[str, str], dict[str, Any]]] = {}  # by month, then verb and action

    @property
    def actions(self) -> dict[str, Any]:
        """The actions of the plan, those begun by decisions included."""
        return self.data["plan"]["actions"]

    def order(self, month: int, verb: str, action: str, **more: Any) -> None:
        """A rule of the calendar tells an action what to do in this month."""
        self._deeds.setdefault(month, {})[verb, action] = {verb: action, **more}

    def begin(self, month: int, reform: str, months: int, weight: float) -> None:
        """A new action: asleep without money until the month in which a rule gives it its weight.

        Given its weight by its own entry it could not be added to a plan whose weights add up to 1 already.
        """
        name = self._free(self.actions, reform)
        self.actions[name] = {"reform": reform, "start": month, "months": months, "share": 0.0}
        self.order(month, "share", name, to=weight)

    def strike(self, month: int, title: str, shock: dict[str, Any]) -> None:
        """A shock from this month on; readers must be able to tell it from others of its kind."""
        shocks = self.data["shocks"]
        titles = {one["title"] for one in shocks.values()}
        name = self._free(shocks, f"{MARK}_{month}_{shock['kind']}"[:36])
        shocks[name] = {**shock, "start": month, "title": self._free(titles, title, " ")}

    def change(self, month: int, lever: str, value: float, title: str) -> None:
        """A lever of the context has this value from this month on; the last word of a month holds."""
        changes = self.data.setdefault("changes", {})
        given = [name for name, one in changes.items() if (one["lever"], one["month"]) == (lever, month)]
        name = given[0] if given else self._free(changes, f"{MARK}_{month}_{lever}"[:36])
        changes[name] = {"title": title, "lever": lever, "month": month, "value": value}

    def finished(self) -> Scenario:
        """The scenario with all that was woven in, checked as a stranger's file is.

        Raises:
            UsersMistakeError: It holds more than a scenario can, or its parts contradict each other.
        """
        rules = self.data["plan"]["rules"]
        for month, deeds in sorted(self._deeds.items()):
            listed = [deeds[key] for key in sorted(deeds)]
            for first in range(0, len(listed), DEEDS_OF_A_RULE):
                name = self._free(rules, f"{MARK}_{month}")
                rules[name] = {"when": {"month": month}, "do": listed[first : first + DEEDS_OF_A_RULE]}
        return validated(self.data)

    @staticmethod
    def _free(taken: Collection[str], stem: str, sign: str = "_") -> str:
        """The stem, or the stem with the first number that makes it a new name."""
        numbered = (f"{stem}{sign}{number}" for number in range(2, len(taken) + 3))
        return stem if stem not in taken else next(name for name in numbered if name not in taken)


def refused(faults: list[str]) -> None:
    """Raise all faults at once, if there are any."""
    if faults:
        raise UsersMistakeError("\n".join(faults))
