"""The civilians' phases in C (`people.c`), fed from a world of the real model."""

from __future__ import annotations

import ctypes

import numpy as np

from benchmarks.c_code import address, compiled
from benchmarks.surroundings import surroundings
from ssrsim.world.world import World

# the columns that it reads and writes, in the order of `People` in people.c
COLUMNS = (
    "id", "peers", "group", "trust_trait", "outlook", "trust_trait_army", "livelihood_trait", "weight", "trust_police",
    "trust_army", "perceived_corruption", "perceived_performance", "perceived_protection", "grievance", "fear",
    "livelihood", "victimisation", "commander_tie", "contact", "outcome", "officer", "choice", "complained",
    "contact_year", "bribe_year", "cooperative", "protesting", "recruitable", "criminal", "fleeing_propensity",
)  # fmt: skip
SUMS = 17


class PeopleInC:
    """The civilians of a world, copied, and their months in C among the institutions of that moment."""

    def __init__(self, world: World) -> None:
        """Take everything over as it stands when the civilians' phases of a month begin.

        Raises:
            NoCompilerError: There is no gcc.
        """
        assert np.all(np.diff(world.civilians.stratum) >= 0)  # the kernel walks from stratum to stratum
        self._library = compiled("people.c", "-mprefer-vector-width=512")
        self.columns = {name: getattr(world.civilians, name).copy() for name in COLUMNS}
        self._around = surroundings(world)
        self._key = world.key.copy()
        self._facts = np.zeros(len(world.civilians.id), np.uint32)
        self.sums = np.zeros((len(world.districts), SUMS), np.int64)

    def live(self, first_month: int, last_month: int) -> None:
        """Months first_month .. last_month, both included."""
        around = self._around
        given = [*around.officers, around.roster]
        columns = (ctypes.c_void_p * len(COLUMNS))(*(column.ctypes.data for column in self.columns.values()))
        officers = (ctypes.c_void_p * len(given))(*(column.ctypes.data for column in given))
        for month in range(first_month, last_month + 1):
            self._library.live(
                ctypes.c_int(len(around.strata)), ctypes.c_int(len(self.sums)), ctypes.c_uint32(month),
                address(self._key), columns, officers, address(around.places), address(around.units),
                address(around.strata), address(around.rules), address(self._facts), address(self.sums),
            )  # fmt: skip
