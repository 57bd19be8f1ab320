"""SSR-REF-1 in C: builds `reference.c` in the forms that might be fastest and runs them."""

from __future__ import annotations

import ctypes

import numpy as np

from benchmarks import reference_rules as rules
from benchmarks.c_code import address, compiled

# the best of these is the limit
FORMS = {
    "blocks": ("-DFORM=0",),
    "blocks, 512 bits": ("-DFORM=0", "-mprefer-vector-width=512"),
    "one loop": ("-DFORM=1",),
    "blocks, fast math": ("-DFORM=0", "-mprefer-vector-width=512", "-ffp-contract=fast", "-ffast-math"),
}
EXACT = tuple(FORMS)[:3]  # fast math gives other bits, and so other sums


def run(form: str, who: rules.People, months: int, key: tuple[int, int] = (1, 2)) -> np.ndarray:
    """As `reference_numba.run`, in this form of C. Returns int64[64, 9].

    Raises:
        NoCompilerError: There is no gcc.
    """
    library = compiled("reference.c", *FORMS[form])
    who = rules.People(*(column.copy() for column in who))
    sums = rules.sums_at_start(who)
    given = [np.array(key, np.uint32), rules.starts_of(len(who.trust)), who.trust, np.empty_like(who.trust)]
    arrays = [*given, *tuple(who)[1:], *rules.institutions(), sums]
    library.run(ctypes.c_int(months), *(address(array) for array in arrays))
    return sums
