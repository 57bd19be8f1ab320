"""What somebody can decide in the middle of a run, and how decisions become part of a scenario.

A decision is taken in the month that is on the screen and acts from the next one. It is woven into the scenario as a
rule of the calendar, a scheduled shock or a dated change of context, so that a history with decisions is a scenario
like any other, and what was before the decision stays the same to the bit.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationError

from ssrsim.scenario.base import Given, Identifier, UsersMistakeError, quantity, share
from ssrsim.scenario.changes import LEVERS
from ssrsim.scenario.faults import shown, type_faults
from ssrsim.scenario.plain import nearest, shown_list
from ssrsim.scenario.plan import LONGEST
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.shocks import PLACED_SHOCKS, SHOCK_KINDS
from ssrsim.session.weaving import Loom, refused

LAST_MONTH = 600


class Decision(Given):
    """What all decisions have in common."""

    names: ClassVar[tuple[str, ...]] = ()  # fields that name something of the scenario

    kind: Any  # a word of its own in each
    month: int = quantity(
        low=0, high=LAST_MONTH, unit="months after settlement", text="month in which it is taken; it acts from the next"
    )

    @property
    def acts(self) -> int:
        """The first month that it changes."""
        return self.month + 1

    def weave(self, loom: Loom) -> None:
        """Put it into a scenario; each kind of decision says how, and one that does not is a fault of ours."""
        raise NotImplementedError


class ShareDecision(Decision):
    """An action gets another weight among those that run or wait."""

    names = ("action",)

    kind: Literal["share"] = "share"
    action: Identifier = Field(description="action of the plan")
    to: float = share("its weight from then on")

    def weave(self, loom: Loom) -> None:
        """As a rule of the calendar."""
        loom.order(self.acts, "share", self.action, to=self.to)


class BeginDecision(Decision):
    """A reform is begun that the plan does not hold, or once more."""

    names = ("reform",)

    kind: Literal["begin"] = "begin"
    reform: Identifier = Field(description="reform")
    months: int = quantity(60, low=1, high=LONGEST, unit="months", text="how long it runs")
    share: float = share("its weight among the actions that run or wait", low=0.001)

    def weave(self, loom: Loom) -> None:
        """As an action, and a rule of the calendar that gives it money."""
        loom.begin(self.acts, self.reform, self.months, self.share)


class StartDecision(Decision):
    """An action of the plan is due at once, or its pause ends."""

    names = ("action",)

    kind: Literal["start"] = "start"
    action: Identifier = Field(description="action of the plan")

    def weave(self, loom: Loom) -> None:
        """As a rule of the calendar."""
        loom.order(self.acts, "start", self.action)


class StopDecision(Decision):
    """An action ends for good."""

    names = ("action",)

    kind: Literal["stop"] = "stop"
    action: Identifier = Field(description="action of the plan")

    def weave(self, loom: Loom) -> None:
        """As a rule of the calendar."""
        loom.order(self.acts, "stop", self.action)


class PauseDecision(Decision):
    """An action gets no money for some months."""

    names = ("action",)

    kind: Literal["pause"] = "pause"
    action: Identifier = Field(description="action of the plan")
    months: int = quantity(12, low=1, high=LONGEST, unit="months", text="how long")

    def weave(self, loom: Loom) -> None:
        """As a rule of the calendar."""
        loom.order(self.acts, "pause", self.action, months=self.months)


class ShockDecision(Decision):
    """Something strikes from outside."""

    names = ("shock", "faction", "district", "mission")

    kind: Literal["shock"] = "shock"
    shock: Identifier = Field(description="kind of shock")
    size: float = share("strength, 1 the worst known of its kind, for scandal 0.12", 0.5)
    months: int = quantity(1, low=1, high=LONGEST, unit="months", text="how long it lasts")
    service: Literal["police", "army"] = Field(default="police", description="whose it is, for scandal and massacre")
    faction: Identifier | None = Field(default=None, description="armed faction; null for all")
    district: Identifier | None = Field(default=None, description="where; null for the whole country")
    mission: Identifier | None = Field(default=None, description="which peace mission; null for all")
    threat: Literal["terrorism", "organised_crime", "cyber", "climate"] = Field(
        default="terrorism", description="what the threat is"
    )

    def weave(self, loom: Loom) -> None:
        """As a scheduled shock."""
        if self.shock in PLACED_SHOCKS and self.district is None:
            raise UsersMistakeError(f"district is null; {self.shock} strikes one district, which must be named")
        given = self.model_dump(mode="json", exclude={"kind", "month", "shock"})
        kept = {key: value for key, value in given.items() if value is not None}
        loom.strike(self.acts, f"{words_of(self.shock)}, month {self.acts}", {"kind": self.shock, **kept})


class ContextDecision(Decision):
    """A quantity of the context has another value from then on."""

    names = ("lever",)

    kind: Literal["context"] = "context"
    lever: Identifier = Field(description="what changes")
    to: float = share("its value from then on")

    def weave(self, loom: Loom) -> None:
        """As a dated change."""
        loom.change(self.acts, self.lever, self.to, f"{words_of(self.lever)}, from month {self.acts}")


KINDS: Mapping[str, type[Decision]] = {
    "share": ShareDecision, "begin": BeginDecision, "start": StartDecision, "stop": StopDecision,
    "pause": PauseDecision, "shock": ShockDecision, "context": ContextDecision,
}  # fmt: skip


def decided(scenario: Scenario, decisions: Sequence[Decision]) -> Scenario:
    """The scenario with these decisions woven into it; without any it is the scenario itself.

    Raises:
        UsersMistakeError: A decision names what is not there, or there are more than a scenario can hold.
    """
    if not decisions:
        return scenario
    loom = Loom(scenario)
    for decision in decisions:
        refused(list(_unknown_names(loom, decision)))
        decision.weave(loom)
    return loom.finished()


def decision_from(data: Mapping[str, Any]) -> Decision:
    """A decision from plain data, as a file or a page gives it.

    Raises:
        UsersMistakeError: One sentence for each field at fault.
    """
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise UsersMistakeError(f"kind is {shown(kind)}; allowed: {', '.join(KINDS)}{nearest(str(kind), KINDS)}")
    try:
        return KINDS[kind].model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise UsersMistakeError("\n".join(fault.sentence for fault in type_faults(error, KINDS[kind]))) from None


def words_of(name: str) -> str:
    """A name as words with a capital letter."""
    return name[:1].upper() + name[1:].replace("_", " ")


def _unknown_names(loom: Loom, decision: Decision) -> Iterator[str]:
    """A sentence for each name that stands for nothing in the scenario as it is by then, and for a month too late."""
    scenario = loom.scenario
    known: dict[str, Collection[str]] = {
        "action": loom.actions, "reform": [reform.name for reform in scenario.reforms],
        "shock": [*SHOCK_KINDS, *scenario.extension.shocks], "faction": scenario.country.factions,
        "district": scenario.country.districts, "mission": scenario.missions, "lever": LEVERS,
    }  # fmt: skip
    for field in decision.names:
        name = getattr(decision, field)
        if name is not None and name not in known[field]:
            listed = shown_list(sorted(known[field]))
            yield f"{field} is {name}; known: {listed}{nearest(name, known[field])}"
    if decision.acts > scenario.run.months:
        yield f"month is {decision.month}, and the run ends with month {scenario.run.months}; go back before you decide"
