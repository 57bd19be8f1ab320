"""Line `reference`: SSR-REF-1, our kernel style beside C."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from benchmarks import reference_c, reference_numba, reference_rules
from benchmarks.rows import Row, at_least
from benchmarks.timing import interleaved, processors, rate, ratio, spread

SIZES = {10_000: 120, 100_000: 24}  # civilians: months


def reference() -> Iterator[Row]:
    """Millions of civilian-months a second on one core, and the share of the best C in the same minutes."""
    for n, months in SIZES.items():
        who = reference_rules.people(n)
        tasks = {form: functools.partial(reference_c.run, form, who, months) for form in reference_c.FORMS}
        spent = interleaved({"numba": functools.partial(reference_numba.run, who, months), **tasks}, repeats=9)
        seconds = {name: processors(timings) for name, timings in spent.items()}
        best = min(reference_c.FORMS, key=lambda form: spread(seconds[form]).median)
        for name, each in seconds.items():
            target = at_least(100) if name == "numba" else None
            yield Row(f"{n:,} civilians, {'' if name == 'numba' else 'C, '}{name}", "M civilian-months/s",
                      rate(n * months / 1e6, each), target)  # fmt: skip
        note = f"the best C is `{best}`; seconds of C over ours; copies of the columns at the start are in both"
        yield Row(
            f"{n:,} civilians, ours against the best C",
            "x",
            ratio(seconds[best], seconds["numba"]),
            at_least(0.9),
            note,
        )
