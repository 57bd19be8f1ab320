"""The people and bodies of the model as Mesa agents: Civilian, Officer, SecurityUnit, Politician, Donor, ...

An agent here is a view of one row of one table: it holds the model and a row number, and no state of its own. Reading
`civilian.trust_police` reads the column, setting it writes the column. Each phase that a row can run alone is a method,
so `model.agents_by_type[Civilian].shuffle_do("encounter")` gives the same bits as the compiled loop over the table.

The attributes are generated from `world/columns.py` and the methods from `phases/month.py`; no rule of the model is
written here, and nothing here decides an order.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ssrsim.compiled import interpreted
from ssrsim.driver import call
from ssrsim.phases.month import MONTH
from ssrsim.phases.step import Step
from ssrsim.scenario.bodies import BODY_KINDS
from ssrsim.scenario.country import FACTION_KINDS
from ssrsim.scenario.faults import shown
from ssrsim.scenario.scenario import Scenario
from ssrsim.world.build_institutions import DONOR_KINDS, OFFICES
from ssrsim.world.columns import TABLES
from ssrsim.world.table import INT64_MAX, Column

# Importing mesa 3.3 makes "spawn" the way in which this process starts others, whatever the user chose before; from 3.5
# on, only its batch_run does. A choice made before is given back; where none was made, spawn is the safe one to keep.
_start_method = multiprocessing.get_start_method(allow_none=True)
import mesa  # noqa: E402
from mesa.agent import AgentSet  # noqa: E402

if _start_method is not None:
    multiprocessing.set_start_method(_start_method, force=True)

if TYPE_CHECKING:
    from ssrsim.model import SSRModel

Names = Callable[[Scenario], tuple[str, ...]]
STAGES = ("civilian", "fighter", "demobilised", "reintegrated")
SERVICES = ("police", "army")


def named_in(part: str) -> Names:
    """The names in a part of the country ("districts", "groups", ...), in the order of their codes."""
    return lambda spec: tuple(getattr(spec.country, part))


def fixed(*names: str) -> Names:
    """Names that are the same in every scenario."""
    return lambda spec: names


class RowAgent(mesa.Agent):
    """A Mesa agent that is a view of one row of one table of the world.

    A subclass names its table; `names` gives the words behind coded columns, read as `<column>_name`.
    """

    table: ClassVar[str] = ""
    shown_columns: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:  # what type checkers cannot see: our kind of model, and the generated attributes
        model: SSRModel  # pyright: ignore[reportIncompatibleVariableOverride]

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init_subclass__(
        cls, table: str = "", names: Mapping[str, Names] | None = None, shows: Sequence[str] = (), **options: Any
    ) -> None:
        """Give the subclass one property per column and one method per phase of its table."""
        super().__init_subclass__(**options)
        if not table:  # a user's subclass of a view
            return
        cls.table, cls.shown_columns = table, tuple(shows)
        for column in TABLES[table]:
            _add(cls, column.name, _column_property(table, column))
        for column_name, words in (names or {}).items():
            _add(cls, f"{column_name}_name", _name_property(column_name, words))
        for step in MONTH:
            if step.splits and step.table == table:
                _add(cls, step.name, _phase_method(step))

    def __init__(self, model: SSRModel, row: int) -> None:
        super().__init__(model)
        self.row = row

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={_rounded(getattr(self, name))}" for name in self.shown_columns)
        return f"<{type(self).__name__} row {self.row}: {values}>"

    def step(self) -> None:
        """Refused: a month belongs to the model.

        Raises:
            TypeError: always; agents run single phases, the model runs months.
        """
        raise TypeError(
            f"a {type(self).__name__} has no month of its own: call model.step() for a month, "
            f"or one phase such as agents.shuffle_do({_first_phase(self.table)!r})"
        )

    def remove(self) -> None:
        """Refused: rows stand for people and bodies that the model keeps account of.

        Raises:
            TypeError: always; `model.close()` lets go of all views.
        """
        raise TypeError(
            f"a {type(self).__name__} is a row of the world and cannot be removed; model.close() frees views"
        )

    def release(self) -> None:
        """Let go of the view; the row stays in the world. For the model's own use."""
        super().remove()


def _add(cls: type, name: str, value: Any) -> None:
    """Set a generated attribute, never over one that Mesa or the class itself has."""
    if hasattr(cls, name) or name in ("model", "unique_id", "pos", "row"):
        raise TypeError(f"{cls.__name__}.{name} would hide an attribute of that name; rename the column or phase")
    setattr(cls, name, value)


def _column_property(table: str, column: Column) -> property:
    name = column.name

    def read(self: RowAgent) -> Any:
        value = _values(self.model.world, table, name)[self.row]
        return value if column.width > 1 else value.item()

    def write(self: RowAgent, value: Any) -> None:
        _values(self.model.world, table, name)[self.row] = _checked(value, column, f"{type(self).__name__}.{name}")

    return property(read, write, doc=f"{column.meaning[0].upper()}{column.meaning[1:]} ({column.unit}).")


def _values(world: Any, table: str, column: str) -> np.ndarray:
    rows = getattr(world, table)
    # ndarray's own way in: a record array's takes ten times as long
    return np.ndarray.__getitem__(rows, column) if isinstance(rows, np.ndarray) else getattr(rows, column)


def _checked(value: Any, column: Column, where: str) -> Any:
    """The value if it may stand in the column, so that a slip is told here and not by the checks at the month's end."""
    given = np.asarray(value)
    whole = not column.dtype.startswith("float")
    high = min(column.high, np.iinfo(column.dtype).max) if whole else column.high
    if given.dtype.kind not in "biuf" or not np.all((given >= column.low) & (given <= high)):
        bounds = f"at least {column.low:g}" if high >= INT64_MAX else f"in {column.low:g}..{high:g}"
        raise ValueError(f"{where} is {shown(value)}; it must be a number, {bounds} ({column.unit})")
    if whole and not np.all(given == np.floor(given)):
        raise ValueError(f"{where} is {shown(value)}; it must be a whole number ({column.unit})")
    return value


def _name_property(column: str, words: Names) -> property:
    def read(self: RowAgent) -> str | None:
        code = getattr(self, column)
        known = words(self.model.spec)
        return known[code] if 0 <= code < len(known) else None

    return property(read, doc=f"The name behind the code in `{column}`, None where there is none.")


def _phase_method(step: Step) -> Callable[[RowAgent], None]:
    def run(self: RowAgent) -> None:
        call(step.phase, self.model.world, self.model.month, self.row, self.row + 1)

    run.__name__ = step.name
    run.__qualname__ = f"{step.table}.{step.name}"
    run.__doc__ = f"Run this phase of the month for this row alone. {interpreted(step.phase).__doc__ or ''}".strip()
    return run


def _first_phase(table: str) -> str:
    return next(step.name for step in MONTH if step.splits and step.table == table)


def _rounded(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


class Civilian(
    RowAgent,
    table="civilians",
    names={
        "district": named_in("districts"),
        "group": named_in("groups"),
        "stage": fixed(*STAGES),
        "faction": named_in("factions"),
    },
    shows=("district_name", "group_name", "stage_name", "weight", "trust_police", "grievance"),
):
    """One sampled inhabitant, who stands for `weight` real people: civilian, fighter or former fighter."""


class Officer(
    RowAgent,
    table="officers",
    names={"group": named_in("groups")},
    shows=("unit", "group_name", "weight", "bribery", "abuse", "skill"),
):
    """One sampled post in the police or the army, which stands for `weight` real officers."""


class SecurityUnit(
    RowAgent,
    table="units",
    names={"district": named_in("districts"), "service": fixed(*SERVICES)},
    shows=("service_name", "district_name", "strength", "norm", "capability"),
):
    """The police or the army of one district."""


class Politician(
    RowAgent,
    table="politicians",
    names={
        "office": fixed(*OFFICES),
        "bloc": named_in("blocs"),
        "constituency": named_in("districts"),
        "group": named_in("groups"),
    },
    shows=("office_name", "bloc_name", "power", "will"),
):
    """A member of government or parliament."""


class Donor(
    RowAgent,
    table="donors",
    names={"kind": fixed(*DONOR_KINDS)},
    shows=("name", "kind_name", "disbursed", "suspension"),
):
    """A government, fund or organisation that pays for reforms."""

    @property
    def name(self) -> str:
        """What the scenario calls it."""
        return tuple(self.model.spec.donors)[self.row]


class OversightBody(
    RowAgent,
    table="oversight_bodies",
    names={"kind": fixed(*BODY_KINDS)},
    shows=("kind_name", "formal", "effective", "independence"),
):
    """A body that watches, tries or sanctions: parliament, ombudsman, courts, ..."""


class ArmedGroup(
    RowAgent,
    table="armed_groups",
    names={"kind": fixed(*FACTION_KINDS), "group": named_in("groups")},
    shows=("name", "kind_name", "fighters", "active"),
):
    """A faction with its leaders."""

    @property
    def name(self) -> str:
        """What the scenario calls it."""
        return tuple(self.model.spec.country.factions)[self.row]


AGENT_TYPES: tuple[type[RowAgent], ...] = (
    Civilian, Officer, SecurityUnit, Politician, Donor, OversightBody, ArmedGroup,
)  # fmt: skip
AGENT_OF_TABLE: dict[str, type[RowAgent]] = {kind.table: kind for kind in AGENT_TYPES}


class AgentsByType(Mapping[type, AgentSet]):
    """Types of agents and their AgentSets; the views of a type are made when it is asked for and not before."""

    def __init__(self, types: Callable[[], list[type]], agents_of: Callable[[type], AgentSet]) -> None:
        self._types = types
        self._agents_of = agents_of

    def __getitem__(self, kind: type) -> AgentSet:
        if kind not in self._types():
            raise KeyError(kind)
        return self._agents_of(kind)

    def __iter__(self) -> Iterator[type]:
        return iter(self._types())

    def __len__(self) -> int:
        return len(self._types())

    def __repr__(self) -> str:
        return f"<AgentsByType: {', '.join(kind.__name__ for kind in self)}>"
