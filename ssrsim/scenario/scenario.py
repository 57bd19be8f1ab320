"""The whole of what is given for a run."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from ssrsim.scenario.base import Given, Identifier, Title
from ssrsim.scenario.changes import Change
from ssrsim.scenario.country import Country
from ssrsim.scenario.donors import Donor, Mission
from ssrsim.scenario.extension import Extension
from ssrsim.scenario.indicators import Indicator
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.reforms import Reform
from ssrsim.scenario.rules import Fault, contradictions
from ssrsim.scenario.run import Conflict, Records, Run
from ssrsim.scenario.shocks import Shock

HookName = Annotated[str, Field(max_length=300)]


class ContradictionError(ValueError):
    """The parts of a scenario do not fit together; `faults` says how."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = tuple(faults)


class Scenario(Given):
    """A country, its donors, missions, shocks and changes, a plan, behavioural parameters, switches, how to run it."""

    name: Identifier
    title: Title
    country: Country
    donors: dict[Identifier, Donor] = Field(max_length=40)
    missions: dict[Identifier, Mission] = Field(max_length=4)
    plan: Plan
    shocks: dict[Identifier, Shock] = Field(max_length=100)
    parameters: Parameters = Field(description="behavioural parameters, the same for all countries")
    mechanisms: Mechanisms = Field(description="switches of mechanisms, all on by default")
    run: Run
    records: Records
    conflict: Conflict
    # what users add; left out of texts and digests where nothing is added
    extension: Extension = Field(default_factory=Extension)
    changes: dict[Identifier, Change] = Field(
        default_factory=dict[str, Change],
        max_length=100,
        description="changes of context that last: what a lever is from some month on",
    )
    hooks: tuple[HookName, ...] = Field(
        default=(),
        max_length=20,
        description="Python functions that run between phases: MODULE:FUNCTION@PHASE or ENTRY_POINT@PHASE",
    )

    @model_serializer(mode="wrap")
    def _without_what_nobody_added(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        for part in ("hooks", "changes"):
            if not data[part]:
                del data[part]
        if self.extension == Extension():
            del data["extension"]
        return data

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Scenario:
        faults = list(contradictions(self.model_dump()))
        if faults:
            raise ContradictionError(faults)
        return self

    @property
    def reforms(self) -> tuple[Reform, ...]:
        """Every reform that plans may name: those that ship, then those of the extension. Rows count in this order."""
        return self.extension.all_reforms

    def reform(self, name: str) -> Reform:
        """The reform of this name."""
        return next(reform for reform in self.reforms if reform.name == name)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of the national series: those that are recorded, then those computed from them."""
        return self.extension.all_indicators

    def canonical(self) -> str:
        """The scenario as JSON with sorted keys: equal scenarios give equal text whatever made them."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), allow_nan=False)

    def digest(self) -> str:
        """The SHA-256 of the canonical text: the identity of the scenario."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()
