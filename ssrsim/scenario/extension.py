"""What users add as data without editing the package: reforms, kinds of shocks, indicators. Nothing here is validated.

Each record has the fields of what ships, under the name that plans, shocks and tables then use. It says of what it is
made and nothing else: levers and kinds of shocks that exist, columns that are recorded. No text of it is run.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from ssrsim.scenario.base import NOT_VALIDATED, Given, Identifier, Title, quantity, share
from ssrsim.scenario.indicators import INDICATORS, Indicator
from ssrsim.scenario.reforms import REFORM_SCHEMA, REFORMS, EffectName, Reform, ReformName
from ssrsim.scenario.shocks import UNPROVEN_SHOCKS, ShippedShock, ShockKind

MOST = 20  # records of one kind
Source = Annotated[str, Field(min_length=3, max_length=400)]
POPULATION = "population"  # of the country at the settlement: beside the indicators a term of formulas
COLUMNS: tuple[str, ...] = (*(one.name for one in INDICATORS), POPULATION)
COLUMN_SCHEMA: dict[str, Any] = {"anyOf": [{"enum": list(COLUMNS)}]}
Column = Annotated[str, Field(max_length=60), WithJsonSchema(COLUMN_SCHEMA)]


class OwnReform(Given):
    """A reform instrument of one's own: its price, whom it threatens, what it leans on, which levers it pushes."""

    title: Title
    unit_cost_usd: float = quantity(
        low=0.001, high=1e9, unit="USD per unit of cost_basis", text="price of full implementation per unit"
    )
    cost_basis: Literal["people", "officers", "fighters", "country"] = Field(description="what the price is paid for")
    min_months: int = quantity(low=1, high=240, unit="months", text="shortest time in which the price can be used well")
    needs_law: bool = Field(description="whether parliament must pass a law")
    minister: Literal["defence", "interior", "finance", "justice"] = Field(description="whose consent it needs")
    threat_bribes: float = share("how far it closes the channel of bribes", 0.0)
    threat_ghosts: float = share("how far it closes the channel of ghost pay", 0.0)
    threat_leakage: float = share("how far it closes the channel of leaked money", 0.0)
    visibility: float = share("how well it shows; donors like to be seen", 0.5)
    prerequisites: dict[ReformName, float] = Field(
        default_factory=dict[ReformName, float],
        description="reform -> weight by which its absence makes this one less effective, 0..1",
        json_schema_extra={"propertyNames": REFORM_SCHEMA},
    )
    effects: dict[EffectName, float] = Field(min_length=1, description="lever -> weight with which it is pushed, 0..1")
    procurement: float = share("share of the price that is procured, where most leaks", 0.3)
    works_on: Literal["country", "districts", "services"] = Field(
        default="country", description="the whole country, places, or places of police or army"
    )
    source: Source = Field("assumed", description="where its numbers come from")

    def reform(self, name: str) -> Reform:
        """The record that the engine knows, which says that nothing backs it."""
        fields = {key: getattr(self, key) for key in type(self).model_fields}
        return Reform(name=name, validated=False, **fields)


class OwnShock(Given):
    """A kind of shock of one's own, composed of kinds that ship: how strongly each of them strikes along."""

    title: Title
    strikes: dict[ShippedShock, float] = Field(min_length=1, description="kind that ships -> weight on the size, 0..1")
    source: Source = Field("assumed", description="where its numbers come from")


class OwnIndicator(Given):
    """An indicator computed after the run from recorded ones: times x sum / over, both summed over months."""

    label: Title
    unit: str = Field(min_length=1, max_length=40, description="unit of the result")
    better: Literal[-1, 0, 1] = Field(default=0, description="1 more is better, -1 less is, 0 it depends")
    text: str = Field(min_length=3, max_length=400, description="what it means")
    sum: dict[Column, float] = Field(
        min_length=1,
        max_length=20,
        description="indicator -> factor, added up",
        json_schema_extra={"propertyNames": COLUMN_SCHEMA},
    )
    over: dict[Column, float] = Field(
        default_factory=dict[str, float],
        max_length=20,
        description="what that is divided by; nothing: by 1",
        json_schema_extra={"propertyNames": COLUMN_SCHEMA},
    )
    times: float = quantity(1.0, low=-1e9, high=1e9, unit="number", text="factor of the result, e.g. 1,000")
    months: int = quantity(1, low=1, high=120, unit="months", text="sum and over are summed over so many months")

    def indicator(self, name: str) -> Indicator:
        """The entry of the registry."""
        label = f"{self.label} ({NOT_VALIDATED})"
        return Indicator(name, label, self.unit, self.better, "level", "float64", f"{self.text}: {self.formula}")

    @property
    def formula(self) -> str:
        """The formula in words and signs."""
        above, below = _added(self.sum), _added(self.over)
        text = f"{self.times:g} x ({above})" if self.times != 1 else above
        text += f" / ({below})" if self.over else ""
        return text + (f", each summed over {self.months} months" if self.months > 1 else "")


def _added(factors: dict[str, float]) -> str:
    return " + ".join(name if factor == 1 else f"{factor:g} {name}" for name, factor in factors.items())


class Extension(Given):
    """What a scenario adds to what ships."""

    reforms: dict[Identifier, OwnReform] = Field(default_factory=dict[str, OwnReform], max_length=MOST)
    shocks: dict[Identifier, OwnShock] = Field(default_factory=dict[str, OwnShock], max_length=MOST)
    indicators: dict[Identifier, OwnIndicator] = Field(default_factory=dict[str, OwnIndicator], max_length=MOST)

    @property
    def all_reforms(self) -> tuple[Reform, ...]:
        """The reforms that ship, then these by name."""
        return (*REFORMS, *(self.reforms[name].reform(name) for name in sorted(self.reforms)))

    @property
    def all_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that ship, then these by name."""
        return (*INDICATORS, *(self.indicators[name].indicator(name) for name in sorted(self.indicators)))

    def parts_of(self, kind: ShockKind) -> dict[str, float]:
        """The kinds that ship of which a kind of shock is made, with their weights."""
        if kind not in self.shocks:
            return {kind: 1.0}
        # first those that no switch turns off: the first is the one that is logged
        return dict(sorted(self.shocks[kind].strikes.items(), key=lambda part: (part[0] in UNPROVEN_SHOCKS, part[0])))
