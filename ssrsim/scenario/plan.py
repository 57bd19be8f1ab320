"""A plan: which reforms start when, for how long, with which share of the money, and on what it reacts.

Data, never code. The plain form of an action is a month and a number of months; instead of the month there may stand
what it waits for, and the number of months may be a range with a condition that ends it. Triggers are conditions with
a name; rules pause, stop, start or slow down actions or weigh them anew; benchmarks say what should be reached by when.
All of them read what is published (`scenario/signals.py`) and act a month later at the earliest. A rule with a month in
the place of a condition acts in that month: the calendar is known beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast

from pydantic import (
    Discriminator,
    Field,
    SerializerFunctionWrapHandler,
    Tag,
    field_validator,
    model_serializer,
    model_validator,
)

from ssrsim.scenario.base import NOT_VALIDATED, Given, Identifier, Title, quantity, share
from ssrsim.scenario.conditions import Condition
from ssrsim.scenario.plain import mapping
from ssrsim.scenario.reforms import UNPROVEN, ReformName

SCHEMA = "ssrsim.plan/1"
OPEN = 601  # stands for the month of a start that nobody knows yet: after all that can be given
LONGEST = 600  # months
SERVICES = ("both", "police", "army")
# marks of the members of a union: they appear in the paths of validation errors and are taken out again there
NUMBER, MAPPING, CONDITION, TRIGGER, MONTH = "<number>", "<mapping>", "<condition>", "<trigger>", "<month>"


def _number_or_mapping(value: Any) -> str:
    return MAPPING if isinstance(value, Mapping | Given) else NUMBER


def _kind_of_when(value: Any) -> str:
    """What a rule waits for: a trigger or a month where the key says so, else a condition."""
    if isinstance(value, FromTrigger | FromMonth):
        return TRIGGER if isinstance(value, FromTrigger) else MONTH
    given = mapping(value)
    return TRIGGER if "trigger" in given else MONTH if "month" in given else CONDITION


class Start(Given):
    """What an action waits for.

    The end of another action (`after`), its beginning and a condition (`after` and `when`), a condition (`when`), or a
    trigger.
    """

    after: Identifier | None = Field(
        default=None,
        description="action that must have ended after it had begun (one that was dropped before opens nothing); "
        "with `when`: must have begun",
    )
    when: Condition | None = Field(default=None, description="condition that must hold")
    trigger: Identifier | None = Field(default=None, description="name of a trigger that must have fired")
    lag: int = quantity(0, low=0, high=120, unit="months", text="months more after that")


class Length(Given):
    """How many months an action runs: `stop` may end it from `min` on, and at `max` it ends."""

    min: int = quantity(1, low=1, high=LONGEST, unit="months", text="shortest")
    max: int = quantity(low=1, high=LONGEST, unit="months", text="longest")


class Need(Given):
    """A level of another reform, as implementers report it, that an action asks for."""

    reform: ReformName = Field(description="the other reform")
    formal: float = share("level that it must have, as reported")
    hard: bool = Field(
        default=False, description="true: not tried before; false: runs at half of its pace until it is met"
    )


class Action(Given):
    """One reform in one window of time."""

    reform: ReformName = Field(description=f"the reform instrument ({', '.join(UNPROVEN)}: {NOT_VALIDATED})")
    start: Annotated[
        Annotated[int, quantity(low=1, high=600, unit="months after settlement", text="first month"), Tag(NUMBER)]
        | Annotated[Start, Tag(MAPPING)],
        Discriminator(_number_or_mapping),
    ] = Field(description="first month in which it is tried, or what it waits for: {after: ...} or {trigger: ...}")
    months: Annotated[
        Annotated[int, quantity(low=1, high=LONGEST, unit="months", text="months"), Tag(NUMBER)]
        | Annotated[Length, Tag(MAPPING)],
        Discriminator(_number_or_mapping),
    ] = Field(description="how long money may flow, or {min, max}; a pause does not use months up")
    stop: Condition | None = Field(default=None, description="condition that ends it early, from the shortest time on")
    needs: list[Need] = Field(default_factory=list[Need], max_length=16, description="levels of other reforms it asks")
    intensity: float = share("pace relative to the fastest sensible one", 1.0)
    priority: int = quantity(1, low=1, high=99, unit="rank", text="who yields when money or capacity is short, 1 last")
    cap_usd_m: float | None = quantity(
        None, low=0.01, high=100_000, unit="USD m", text="most money over the whole action"
    )
    districts: list[Identifier] | None = Field(
        default=None, max_length=1_000, description="where it works; everywhere if left out"
    )
    service: Literal["both", "police", "army"] = Field(default="both", description="on whom it works")
    share: float = share(  # last: hides share()
        "weight among the actions that run or wait for consent, as a share of the monthly reform budget"
    )

    @property
    def fixed_start(self) -> int | None:
        """The month of its start, None where it waits for something."""
        return self.start if isinstance(self.start, int) else None

    @property
    def shortest(self) -> int:
        """Months after which its condition may end it."""
        return self.months.min if isinstance(self.months, Length) else 1

    @property
    def longest(self) -> int:
        """Months after which it ends in any case."""
        return self.months.max if isinstance(self.months, Length) else self.months


class FromTrigger(Given):
    """A trigger by its name."""

    trigger: Identifier = Field(description="name of a trigger")


class FromMonth(Given):
    """A month of the calendar."""

    month: int = quantity(low=1, high=600, unit="months after settlement", text="month in which the rule acts")


class Deed(Given):
    """What a rule does to an action: exactly one of pause, stop, start, pace and share."""

    pause: Identifier | None = Field(default=None, description="action that gets no money for some months")
    months: int | None = quantity(None, low=1, high=LONGEST, unit="months", text="how long the pause lasts")
    stop: Identifier | None = Field(default=None, description="action that ends")
    start: Identifier | None = Field(default=None, description="action that is due at once, or whose pause ends")
    pace: Identifier | None = Field(default=None, description="action that gets another pace")
    to: float | None = share("the new pace, relative to the fastest sensible one, or the new weight", None)
    share: Identifier | None = Field(default=None, description="action that gets another weight")  # hides share()

    @model_serializer(mode="wrap")
    def _without_an_unused_share(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Plans that weigh nothing anew keep the text that they had before there was this deed."""
        data: dict[str, Any] = handler(self)
        if self.share is None:
            del data["share"]
        return data


class Rule(Given):
    """Deeds that follow in the next month when a condition holds, or in the month that is given."""

    when: Annotated[
        Annotated[Condition, Tag(CONDITION)] | Annotated[FromTrigger, Tag(TRIGGER)] | Annotated[FromMonth, Tag(MONTH)],
        Discriminator(_kind_of_when),
    ] = Field(description="a condition, {trigger: NAME}, or {month: NUMBER}: once, in that month")
    do: list[Deed] = Field(min_length=1, max_length=20, description="what is done, all of it in the same month")
    cooldown: int = quantity(0, low=0, high=600, unit="months", text="months until it may fire again")
    max_fires: int = quantity(600, low=1, high=600, unit="times", text="how often it may fire")


class Benchmark(Given):
    """What an indicator should have reached in a month: exactly one of at_least and at_most."""

    indicator: str = Field(min_length=1, max_length=80, description="what planners see, such as survey.trust_police")
    month: int = quantity(low=1, high=600, unit="months after settlement", text="when it is looked at")
    at_least: float | None = quantity(None, low=-1e6, high=1e6, unit="unit of the indicator", text="lowest value")
    at_most: float | None = quantity(None, low=-1e6, high=1e6, unit="unit of the indicator", text="highest value")


class Capacity(Given):
    """How much can be done at once."""

    reforms_at_once: int | None = quantity(
        None, low=1, high=200, unit="actions", text="actions that may run or be before politicians at once"
    )


class Budget(Given):
    """What becomes of money that is not spent."""

    carry_over: bool = Field(default=True, description="false: what lies unspent goes back at the end of each year")
    reserve: float = share("share of the money that is kept back for months without aid", 0.0)


class Plan(Given):
    """A list of actions and of what they react to; its order means nothing, priority does."""

    name: Identifier
    title: Title
    actions: dict[Identifier, Action] = Field(max_length=200)
    triggers: dict[Identifier, Condition] = Field(default_factory=dict[str, Condition], max_length=100)
    rules: dict[Identifier, Rule] = Field(default_factory=dict[str, Rule], max_length=100)
    benchmarks: dict[Identifier, Benchmark] = Field(default_factory=dict[str, Benchmark], max_length=100)
    capacity: Capacity = Field(default_factory=lambda: Capacity(), description="how much can be done at once")
    budget: Budget = Field(default_factory=lambda: Budget(), description="what becomes of money that is not spent")

    @model_validator(mode="before")
    @classmethod
    def _without_schema(cls, data: Any) -> Any:
        """A plan may say which format it has, as a plan file does."""
        if isinstance(data, Mapping) and cast("Mapping[str, Any]", data).get("schema") == SCHEMA:
            return {key: value for key, value in cast("Mapping[str, Any]", data).items() if key != "schema"}
        return cast("Any", data)

    @field_validator("benchmarks", mode="before")
    @classmethod
    def _named(cls, data: Any) -> Any:
        """Benchmarks in a list get names from what they say, so that their order means nothing."""
        return benchmark_names(cast("list[Any]", data)) if isinstance(data, list) else data

    def does_nothing(self, name: str) -> bool:
        """Whether an action is never tried and changes nothing: no place, or no money or no pace and no rule for it."""
        action = self.actions[name]
        deeds = [deed for rule in self.rules.values() for deed in rule.do]
        no_money = action.share == 0 and all(deed.share != name for deed in deeds)
        no_pace = action.intensity == 0 and all(deed.pace != name for deed in deeds)
        return action.districts == [] or no_money or no_pace

    def in_order(self) -> list[tuple[str, Action]]:
        """Names and actions in the order in which they are paid.

        By priority, then by content, never by place in the file. An action that goes on where an earlier one of its
        reform ends stands where that one stands, so that cutting an action in two changes nobody's place.
        """
        first = {name: _own_place(name, action)[1:] for name, action in self.actions.items()}
        links = [
            (other, name)
            for name, action in self.actions.items()
            for other, earlier in self.actions.items()
            if _goes_on(earlier, other, action)
        ]
        for _ in links:  # a place travels along a chain, whatever the names of its links: at most so often
            before = dict(first)
            for other, name in links:
                first[name] = min(first[name], first[other])
            if first == before:
                break
        return sorted(
            self.actions.items(),
            key=lambda item: (item[1].priority, *first[item[0]], *_own_place(*item)[1:]),
        )


def _own_place(name: str, action: Action) -> tuple[int, int, str, int, str]:
    """Priority, first month, reform, length and name: what an action is sorted by."""
    start = action.fixed_start or OPEN
    return action.priority, start, action.reform, action.longest, name


def _goes_on(earlier: Action, name: str, later: Action) -> bool:
    """Whether a later action goes on where an earlier one of its reform and priority ends."""
    if (earlier.reform, earlier.priority) != (later.reform, later.priority):
        return False
    if isinstance(later.start, Start):
        return later.start.after == name and later.start.when is None and later.start.lag == 0
    return earlier.fixed_start is not None and later.start == earlier.fixed_start + earlier.longest


def benchmark_names(data: list[Any]) -> dict[str, Any]:
    """Entries of a list under names made of indicator and month, a number more where two are alike."""
    named: dict[str, Any] = {}
    for entry in data:
        given = mapping(entry)
        words = "".join(c if c.isalnum() and c.isascii() else "_" for c in str(given.get("indicator", "")).lower())
        stem = f"b_{words[:27]}_{str(given.get('month', ''))[:4]}" if not words[:1].isalpha() else (
            f"{words[:29]}_{str(given.get('month', ''))[:4]}")  # fmt: skip
        name = next(name for n in range(1, len(data) + 2) if (name := stem if n == 1 else f"{stem}_{n}") not in named)
        named[name] = entry
    return named
