"""A condition on a signal: what starts, stops or changes an action, or lets a mission go, once planners can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, create_model

from ssrsim.scenario.base import Given, quantity

Operator = Literal["<", "<=", ">", ">="]
OPERATORS: tuple[str, ...] = ("<", "<=", ">", ">=")


class Comparison(Given):
    """A signal compared with a value, month after month."""

    indicator: str = Field(
        min_length=1, max_length=80, description="what planners see, such as survey.trust_police or admin.formal.ddr"
    )
    op: Operator = Field(description="how the two compare")
    value: float = quantity(low=-1e6, high=1e6, unit="unit of the indicator", text="what it is compared with")

    @property
    def months(self) -> int:
        """For how many months in a row it must be true."""
        return getattr(self, "for")


if TYPE_CHECKING:
    Condition = Comparison
else:  # `for` is a word of Python's own: no class body can declare a field of that name
    Condition = create_model(
        "Condition",
        __base__=Comparison,
        __doc__="A signal that has compared with a value in this way for so many months in a row.",
        __module__=__name__,
        **{"for": (int, quantity(1, low=1, high=120, unit="months", text="months in a row in which it must be true"))},
    )
