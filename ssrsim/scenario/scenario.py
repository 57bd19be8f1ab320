"""The whole of what is given for a run."""

from __future__ import annotations

import hashlib
import json

from pydantic import Field, model_validator

from ssrsim.scenario.base import Given, Identifier, Title
from ssrsim.scenario.country import Country
from ssrsim.scenario.donors import Donor, Mission
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.plan import Plan
from ssrsim.scenario.rules import Fault, contradictions
from ssrsim.scenario.run import Conflict, Records, Run
from ssrsim.scenario.shocks import Shock


class ContradictionError(ValueError):
    """The parts of a scenario do not fit together; `faults` says how."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = tuple(faults)


class Scenario(Given):
    """A country, its donors, missions and shocks, a plan, behavioural parameters, switches, and how to run it."""

    name: Identifier
    title: Title
    country: Country
    donors: dict[Identifier, Donor] = Field(max_length=40)
    missions: dict[Identifier, Mission] = Field(max_length=4)
    plan: Plan
    shocks: dict[Identifier, Shock] = Field(max_length=100)
    parameters: Parameters
    mechanisms: Mechanisms
    run: Run
    records: Records
    conflict: Conflict

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Scenario:
        faults = list(contradictions(self.model_dump()))
        if faults:
            raise ContradictionError(faults)
        return self

    def canonical(self) -> str:
        """The scenario as JSON with sorted keys: equal scenarios give equal text whatever made them."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), allow_nan=False)

    def digest(self) -> str:
        """The SHA-256 of the canonical text: the identity of the scenario."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()
