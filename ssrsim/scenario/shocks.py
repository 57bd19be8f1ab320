"""Scheduled shocks: what strikes from outside at a known month."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, WithJsonSchema

from ssrsim.scenario.base import NAME_PATTERN, NOT_VALIDATED, Given, Identifier, Title, quantity, share

ShippedShock = Literal[
    "economic", "aid_cut", "scandal", "spoiler_attack", "patron_intervention", "commodity_boom", "disaster",
    "new_threat",
]  # fmt: skip
SHOCK_KINDS: tuple[str, ...] = get_args(ShippedShock)
# A kind that ships, or one of the scenario's extension; which there are is a rule between parts (`rules.py`).
ShockKind = Annotated[
    str,
    Field(pattern=NAME_PATTERN),
    WithJsonSchema({"anyOf": [{"enum": list(SHOCK_KINDS)}, {"type": "string", "pattern": NAME_PATTERN}]}),
]
LOCAL_SHOCKS = ("disaster", "new_threat")  # may strike one district alone
UNPROVEN_SHOCKS = ("disaster", "new_threat")  # no evidence backs their sizes: they are there for exercises
PROVEN_SHOCKS = tuple(kind for kind in SHOCK_KINDS if kind not in UNPROVEN_SHOCKS)  # whatever else there is, is not
THREATS = ("terrorism", "organised_crime", "cyber", "climate")


class Shock(Given):
    """One shock. Shocks to factions move their money or arms only, never their decisions."""

    title: Title
    kind: ShockKind = Field(description=f"what strikes ({', '.join(UNPROVEN_SHOCKS)}: {NOT_VALIDATED})")
    start: int = quantity(low=1, high=600, unit="months after settlement", text="first month")
    months: int = quantity(1, low=1, high=600, unit="months", text="how long it lasts")
    size: float = share("strength, 1 the worst known of its kind")
    service: Literal["police", "army"] = Field("police", description="whose scandal it is, for scandal")
    faction: Identifier | None = Field(
        None, description="whom it strengthens, for patron_intervention and spoiler_attack; null for all"
    )
    district: Identifier | None = Field(
        None, description="where it strikes, for disaster and new_threat; null for the whole country"
    )
    threat: Literal["terrorism", "organised_crime", "cyber", "climate"] = Field(
        "terrorism", description=f"what the threat is, for new_threat; {NOT_VALIDATED}"
    )

    @property
    def label(self) -> str:
        """The title as readers must see it: with a warning where nothing backs what the shock does."""
        return f"{self.title} ({NOT_VALIDATED})" if self.kind not in PROVEN_SHOCKS else self.title
