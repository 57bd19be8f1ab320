"""The gates from the command line: run what is missing of their three studies, judge, leave table, page and data."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
from rich.console import Console

from ssrsim.analysis.gates import Line, line, outcomes_of, table_of
from ssrsim.analysis.gates_levels import gate_saturation, recurrence_frame, stuck_levels
from ssrsim.analysis.gates_plans import convergence_frame, gate_regret, gate_winners, regret_frame
from ssrsim.analysis.gates_rows import gate_rows, sizes_of
from ssrsim.analysis.gates_signs import effect_frame, gate_signs, money_frame
from ssrsim.lab.gates import same_bits
from ssrsim.lab.random import generator
from ssrsim.lab.studies import study_of
from ssrsim.plots.gates import gates_figures
from ssrsim.plots.style import Drawn
from ssrsim.records.durable import write_whole
from ssrsim.records.store import as_csv
from ssrsim.records.study_store import Store, create
from ssrsim.report.gates_page import page_of, say_table
from ssrsim.report.inputs import mechanisms_off
from ssrsim.report.studies import complete, notes_now, study_folder
from ssrsim.report.study_summary import say
from ssrsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from ssrsim.config.gates import GatesAsked

BOOTSTRAP_SEED = 1


class Judged(NamedTuple):
    """What the gates found: the table, the tables behind it, the figures, and how many runs failed."""

    lines: tuple[Line, ...]
    tables: Mapping[str, pd.DataFrame]
    figures: tuple[Drawn, ...]
    failed: int


def gates(asked: GatesAsked, *, command: list[str], console: Console) -> int:
    """Runs what is missing, judges all, prints the table; returns how many runs failed.

    Raises:
        NotAStudyError: The folder holds something else.
        AtWorkError: Another process runs one of the studies.
        OSError: The disk is full or at fault.
    """
    studies = {name: study_of(one) for name, one in asked.studies.items()}
    ids = "".join(study.id for study in studies.values())
    folder = study_folder(asked.output or f"gates-{hashlib.sha256(ids.encode()).hexdigest()[:8]}")
    stores = {name: create(study_folder(str(folder / name)), study, notes_now(command))
              for name, study in studies.items()}  # fmt: skip
    try:
        for name, store in stores.items():
            complete(store, asked.studies[name].executor, console, run_hooks=True)
    except KeyboardInterrupt:
        say(console, f"To go on with all of the gates: {shlex.join(command)}")
        raise
    judged = judge(stores, asked.studies["contexts"].scenarios[0])
    _write(judged, folder)
    worlds = {name: study.replicates for name, study in studies.items()}
    write_whole(folder / "gates.html", page_of(judged.lines, judged.figures, asked.effort, worlds, command).encode())
    say_table(judged.lines, asked.effort, worlds, console)
    if judged.failed:
        say(console, f"{judged.failed:,} runs failed; they are in no number. ssrsim status STUDY tells why.")
    say(console, f"Page    {folder / 'gates.html'}")
    say(console, f"Folder  {folder} (gates.csv is this table; figures/ and tables/ what stands behind it)")
    return judged.failed


def judge(stores: Mapping[str, Store], scenario: Scenario) -> Judged:
    """All five gates, of the three studies; `scenario` is run twice in other order and with other threads."""
    outcomes = outcomes_of(stores["contexts"])
    doubled = outcomes_of(stores["money"])
    stuck = stuck_levels(stores["money"], len(outcomes.contexts))
    effects, money = effect_frame(outcomes), money_frame(doubled)
    sized, sizes = sizes_of(stores["sizes"])
    regret, convergence = regret_frame(outcomes), convergence_frame(outcomes)
    lines = [
        *gate_winners(outcomes, generator(BOOTSTRAP_SEED, "gates", "bootstrap")),
        *gate_regret(outcomes),
        *gate_saturation(outcomes, stuck),
        *gate_signs(effects, money),
        *gate_rows(sizes, sized, same_bits(scenario)),
        *_told(scenario),
    ]
    tables = {"recurrence": recurrence_frame(outcomes), "levels": stuck, "money": money, "sizes": sizes}
    failed = sum(one.failed for one in (outcomes, doubled, sized))
    return Judged(tuple(lines), tables, gates_figures(regret, effects, convergence), failed)


def _told(scenario: Scenario) -> list[Line]:
    """What belongs to the gates and is not judged."""
    changed = _changed(scenario)
    return [
        line(0, "share of posterior draws in which order is worth more than 3 peace-months", "",
             "not yet: defaults are set by hand, so that there are no draws", None),
        line(0, "parameters and mechanisms", "those that ship",
             f"changed: {', '.join(changed)}" if changed else "those that ship", None),
    ]  # fmt: skip


def _changed(scenario: Scenario) -> Sequence[str]:
    """Parameters that differ from their default, and mechanisms that are off."""
    parameters = scenario.parameters.model_dump()
    defaults = type(scenario.parameters)().model_dump()
    off = [f"mechanisms.{name}" for name, _ in mechanisms_off(scenario)]
    return [*(f"parameters.{key}" for key, value in parameters.items() if value != defaults[key]), *off]


def _write(judged: Judged, folder: Path) -> None:
    """The tables as CSV, and each figure with its data."""
    from ssrsim.plots.style import to_svg

    for name in ("tables", "figures"):
        (folder / name).mkdir(exist_ok=True)
    write_whole(folder / "gates.csv", as_csv(table_of(judged.lines)).encode())
    for name, frame in judged.tables.items():
        write_whole(folder / "tables" / f"{name}.csv", as_csv(frame).encode())
    for figure in judged.figures:
        write_whole(folder / "figures" / f"{figure.name}.svg", to_svg(figure).encode())
        write_whole(folder / "figures" / f"{figure.name}.csv", as_csv(figure.data).encode())
