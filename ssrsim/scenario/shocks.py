"""Scheduled shocks: what strikes from outside at a known month."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, SerializerFunctionWrapHandler, WithJsonSchema, model_serializer

from ssrsim.scenario.base import NAME_PATTERN, NOT_VALIDATED, Given, Identifier, Title, quantity, share

ShippedShock = Literal[
    "economic", "aid_cut", "scandal", "spoiler_attack", "patron_intervention", "commodity_boom", "disaster",
    "new_threat", "massacre", "early_election", "mission_exit",
]  # fmt: skip
SHOCK_KINDS: tuple[str, ...] = get_args(ShippedShock)
# A kind that ships, or one of the scenario's extension; which there are is a rule between parts (`rules.py`).
ShockKind = Annotated[
    str,
    Field(pattern=NAME_PATTERN),
    WithJsonSchema({"anyOf": [{"enum": list(SHOCK_KINDS)}, {"type": "string", "pattern": NAME_PATTERN}]}),
]
LOCAL_SHOCKS = ("disaster", "new_threat", "massacre")  # may strike one district alone
PLACED_SHOCKS = ("massacre",)  # strike one district, which must be named
UNPROVEN_SHOCKS = ("disaster", "new_threat", "massacre")  # no evidence backs their sizes: they are there for exercises
PROVEN_SHOCKS = tuple(kind for kind in SHOCK_KINDS if kind not in UNPROVEN_SHOCKS)  # whatever else there is, is not
WORST = {"scandal": 0.12}  # the size of the worst known of its kind where that is not 1: Marikana 2012, fact T12
THREATS = ("terrorism", "organised_crime", "cyber", "climate")


class Shock(Given):
    """One shock. Shocks to factions move their money or arms only, never their decisions."""

    title: Title
    kind: ShockKind = Field(description=f"what strikes ({', '.join(UNPROVEN_SHOCKS)}: {NOT_VALIDATED})")
    start: int = quantity(low=1, high=600, unit="months after settlement", text="first month")
    months: int = quantity(1, low=1, high=600, unit="months", text="how long it lasts")
    size: float = share(
        "strength, 1 the worst known of its kind, for scandal 0.12 (Marikana 2012); for early_election and "
        "mission_exit all but 0 are alike"
    )
    service: Literal["police", "army"] = Field(
        "police", description="whose scandal it is, for scandal; who kills, for massacre without a faction"
    )
    faction: Identifier | None = Field(
        None,
        description="whom it strengthens, for patron_intervention and spoiler_attack, null for all; who kills, for "
        "massacre, null for the service",
    )
    district: Identifier | None = Field(
        None,
        description="where it strikes, for disaster and new_threat, null for the whole country; massacre must name one",
    )
    threat: Literal["terrorism", "organised_crime", "cyber", "climate"] = Field(
        "terrorism", description=f"what the threat is, for new_threat; {NOT_VALIDATED}"
    )

    mission: Identifier | None = Field(
        None, description="which mission begins to leave, for mission_exit; null for all"
    )

    @model_serializer(mode="wrap")
    def _without_an_unused_mission(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Shocks that name no mission keep the text that they had before there was this field."""
        data: dict[str, Any] = handler(self)
        if self.mission is None:
            del data["mission"]
        return data

    @property
    def label(self) -> str:
        """The title as readers must see it: with a warning where nothing backs what the shock does."""
        return f"{self.title} ({NOT_VALIDATED})" if self.kind not in PROVEN_SHOCKS else self.title
