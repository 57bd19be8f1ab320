"""The starting file of a study: a small question that is answered in a minute, and the other ways to ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ssrsim.scenario.starting.layout import commented, heading, wrapped
from ssrsim.scenario.study_file import Design, Executor, StudyFile

SCENARIO = "settlement"
PLANS = ["do_nothing", "oversight_first"]
DESIGN = {"kind": "lhs", "points": 20}
OVER = (
    ("country.patronage: [0.2, 0.9]", "a range of one's own"),
    ("donors.all.horizon: {values: [24, 60, 120]}", "single values; all stands for each of the donors"),
)
OTHERS = (
    ("country.police_per_1000:", "nothing: the whole range that ssrsim allows"),
    ("mechanisms.coups:", "a switch takes both of its values"),
    ("parameters.trust_ratio:", "see ssrsim list parameters"),
    ("plan.budget.reserve: [0, 0.3]", "a key of every plan in the study"),
)
OVERRIDES = (
    ("run.replicates=10", "random worlds of each point and plan; auto: as many as run.half_width asks for"),
    ("run.civilians=2000", "fewer people sampled than the default: faster, and a little more noise"),
    ("run.officers=400", ""),
)
DESIGNS = (
    ("grid", "every combination of values; of a range as many as `levels`"),
    ("lhs", "a Latin hypercube of `points`"),
    ("sobol", "an even spread of `points`, best a power of two"),
    ("morris", "`points` walks through `levels` of each range, to screen many keys"),
    ("rows", "the points of a CSV file, `file`, whose first line names the keys"),
)


def study_lines(name: str) -> Iterator[str]:
    """The lines of the file."""
    title = name.replace("_", " ").capitalize()
    yield from _header(name)
    yield "schema: ssrsim.study/1"
    for key, value in (("name", name), ("title", f"{title}: what is asked"), ("scenario", SCENARIO), ("plans", PLANS)):
        yield from commented(StudyFile, key, value, 0)
    yield from heading("What is varied: keys of the scenario, as on the command line of ssrsim run")
    yield "over:"
    yield from _beside([(f"  {line}", said) for line, said in OVER])
    yield from _beside([(f"  # {line}", said) for line, said in OTHERS])
    yield from heading("How points are chosen")
    yield "design:"
    yield from _record(Design, DESIGN)
    yield "  # The kinds:"
    yield from _beside([(f"  #   {kind}", said) for kind, said in DESIGNS], mark=" ")
    yield from heading("Changes to the scenario, the same in all points")
    yield "overrides:"
    yield from _beside([(f"  - {line}", said) for line, said in OVERRIDES])
    yield from heading("Optional: take away the # in front of what you want to change")
    yield "# plans_files: [my_plan.yaml]  # plan files of one's own, from the folder of this file; see ssrsim new plan"
    yield "# executor:"
    for key in Executor.model_fields:
        yield from (f"# {line}" for line in commented(Executor, key, Executor.model_fields[key].default, 1))


def _header(name: str) -> list[str]:
    about = ("A study runs every point, under every plan, in several random worlds; the same random worlds in each, so "
             "that differences come from what was changed.")  # fmt: skip
    return [
        "# yaml-language-server: $schema=ssrsim.study.schema.json",
        f"# {name}: a study to start from.",
        *wrapped(about, "# ", "# "),
        "#",
        "# What to do next: run it, stop it when you like and go on, and give your editor completion and checks by the",
        "# first line above.",
        f"#   ssrsim sweep study_file={name}.yaml",
        "#   ssrsim status studies/FOLDER",
        "#   ssrsim export --csv studies/FOLDER",
        "#   ssrsim schema study > ssrsim.study.schema.json",
        "",
    ]


def _record(record: type[Design], values: dict[str, Any]) -> Iterator[str]:
    """The keys that are set, and the others with their defaults behind a #."""
    for key in record.model_fields:
        if key in values:
            yield from commented(record, key, values[key], 1)
        elif key not in ("file", "rows"):
            default = record.model_fields[key].default
            yield from (f"  # {line}" for line in commented(record, key, default, 0))


def _beside(lines: list[tuple[str, str]], mark: str = "  # ") -> Iterator[str]:
    """Lines with what is said of them, below each other."""
    width = max(len(line) for line, _ in lines)
    for line, said in lines:
        yield f"{line:<{width}}{mark}{said}" if said else line
