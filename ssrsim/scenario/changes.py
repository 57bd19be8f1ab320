"""Changes of context: what outsiders, neighbours and those who govern are like from some month on.

A shock passes, a change stays until another one of the same lever. A lever is something that is given for a country or
its donors, that nothing in the model moves by itself, and that acts month by month. Control of the army by civilians is
none: it follows from what parliament does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from pydantic import Field

from ssrsim.scenario.base import Given, Title, quantity, share
from ssrsim.scenario.plain import Fault, entries, number

LeverName = Literal["donor_strictness", "neighbour_hostility", "patronage", "media_freedom"]
LEVERS: tuple[str, ...] = get_args(LeverName)
LEVER_TEXTS = {
    "donor_strictness": "how hard all donors cut when reforms stall or money leaks",
    "neighbour_hostility": "how ready neighbours are to arm factions",
    "patronage": "how far office lives from patronage",
    "media_freedom": "how free press and civil society are",
}


class Change(Given):
    """One lever and its value from a month on."""

    title: Title
    lever: LeverName = Field(description="what changes: " + "; ".join(f"{k}, {v}" for k, v in LEVER_TEXTS.items()))
    month: int = quantity(low=1, high=600, unit="months after settlement", text="first month with the new value")
    value: float = share("the new value")


def change_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Two changes of one lever in one month: nobody could know which holds."""
    seen: dict[tuple[str, float], str] = {}
    for name, change in entries(data, "changes"):
        lever, month = change.get("lever"), number(change.get("month"))
        if not isinstance(lever, str) or month is None:
            continue
        if (lever, month) in seen:
            said = f"is {lever[:60]} in month {month:.12g}, as in {seen[lever, month]}; give one of them another month"
            yield Fault(("changes", name, "lever"), said)
        seen.setdefault((lever, month), name)
