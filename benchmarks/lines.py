"""The list of what is measured. Each line is a function that yields rows; it is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import NamedTuple

from benchmarks.c_code import NoCompilerError
from benchmarks.rows import Row
from benchmarks.workers import PeerMissingError


class Line(NamedTuple):
    """One line of measurements."""

    name: str
    asks: str  # what is measured, in a sentence
    home: str  # module of this package; the function in it is called as the line
    plain: bool = True  # part of plain `make bench`

    def rows(self) -> list[Row]:
        """Measure. A peer or a compiler that is not there leaves a row that says so."""
        measure: Callable[[], Iterable[Row]] = getattr(import_module(f"benchmarks.{self.home}"), self.name)
        rows: list[Row] = []
        try:
            rows.extend(measure())
        except (PeerMissingError, NoCompilerError) as missing:
            rows.append(Row(self.name, "", None, note=str(missing)))
        return rows


LINES = (
    Line("reference", "SSR-REF-1 on one core: our kernel style beside the best C that gcc makes of it.", "reference"),
    Line("people", "The civilians' phases of the real model, and what the same work takes in fused C.", "people"),
    Line("mesa_twin", "The civilians' rules of the model beside plain Mesa, one object a civilian.", "mesa_lines"),
    Line("mesa_frames", "SSR-REF-1: our kernel style beside mesa-frames, both with all cores.", "peer_lines"),
    Line("starsim", "The whole model beside Starsim's standard SIR, both on one core.", "peer_lines"),
    Line("epstein", "The whole model beside Mesa's own example of civil violence, both on one core.", "mesa_lines"),
    Line("sweep", "1,000 runs of 10,000 civilians x 120 months through `ssrsim sweep`, results on disk.", "many_runs"),
    Line("search", "Runs of the size that searches use: 1,000 civilians, 120 months.", "many_runs"),
    Line("two_processes", "Two processes beside one, the same work in each.", "many_runs"),
    Line("fixed_cost", "What a month costs however few the people are.", "size"),
    Line("memory", "Memory and time to build a large country, in a process of its own.", "size"),
    Line("growth", "Exponents of cost: 1 means twice the work takes twice the time.", "size"),
    Line("flat_memory", "Whether memory stays flat over months and over runs in one process.", "size"),
    Line("start", "What a user waits for at the command line.", "start"),
    Line("largest", "The largest run: 10^8 civilians for 12 months in 24 GiB.", "size", plain=False),
    Line("flat_memory_long", "Whether memory stays flat over 100,000 small runs in one process.", "size", plain=False),
)


def named(names: Iterable[str]) -> list[Line]:
    """The lines of these names, in the order of the list; without names all that are plain.

    Raises:
        KeyError: There is no line of such a name.
    """
    wanted = list(names)
    known = {line.name for line in LINES}
    for name in wanted:
        if name not in known:
            raise KeyError(name)
    return [line for line in LINES if (line.name in wanted if wanted else line.plain)]
