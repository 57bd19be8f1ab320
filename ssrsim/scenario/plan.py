"""A plan: which reforms start when, for how long, with which share of the money. Data, never code."""

from __future__ import annotations

from pydantic import Field

from ssrsim.scenario.base import Given, Identifier, Title, quantity, share
from ssrsim.scenario.reforms import ReformName


class Action(Given):
    """One reform in one window of time."""

    reform: ReformName = Field(description="the reform instrument")
    start: int = quantity(low=1, high=600, unit="months after settlement", text="first month in which it is tried")
    months: int = quantity(low=1, high=600, unit="months", text="how long money may flow")
    intensity: float = share("pace relative to the fastest sensible one", 1.0)
    priority: int = quantity(1, low=1, high=99, unit="rank", text="who yields when money or capacity is short, 1 last")
    share: float = share("share of the monthly reform budget while it runs")  # last: hides share()


class Plan(Given):
    """A list of actions; its order means nothing, priority does."""

    name: Identifier
    title: Title
    actions: dict[Identifier, Action] = Field(max_length=200)

    def in_order(self) -> list[tuple[str, Action]]:
        """Names and actions in the order in which they are paid.

        By priority, then by content, never by place in the file.
        """
        return sorted(
            self.actions.items(),
            key=lambda item: (item[1].priority, item[1].start, item[1].reform, item[1].months, item[0]),
        )
