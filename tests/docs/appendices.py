"""The appendices of docs/odd.md, made from the code: parameters, state variables and random numbers, submodels, inputs.

A test compares them with the pages; `python tests/docs/pages.py` writes them anew after a change of the code.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from inputs_page import inputs_page

from ssrsim.compiled import interpreted
from ssrsim.lab.month_in_words import part_sentence
from ssrsim.phases.month import MONTH, PARTS
from ssrsim.phases.month_zero import SETTLEMENT
from ssrsim.phases.step import Step
from ssrsim.scenario.mechanisms import Mechanisms
from ssrsim.scenario.parameters import Parameters
from ssrsim.world import streams
from ssrsim.world.columns import TABLES
from ssrsim.world.world import World

PACKAGE = Path(__file__).parents[2] / "ssrsim"
ROOMS = ("equations", "phases", "world")
MADE = "<!-- made by tests/docs/pages.py -->"
NOTATION = """\
Names in a formula are the arguments of its function, parameters of [appendix A](odd_parameters.md) (which stand in the
argument `p`), other equations, or what the text itself defines. `a x b` and `2 a` are products; `h(a; half)` is
a / (a + half); `clip(a)` is a held in 0..1, `clip(a, low, high)` in those limits; "a drifts at r to b" is
a + r x (b - a). A yes counts as 1, a no as 0. Arithmetic is that of float32."""
HOLDS = {"parameters": {"p", "parameters"}, "mechanisms": {"switches", "mechanisms"}}  # what functions call those rows


def parameters_page() -> str:
    """Every parameter with default, range, unit, meaning, source and who reads it; then the switches likewise."""
    lines = [
        "# Appendix A of the ODD: parameters and switches",
        MADE,
        "",
        "The range is the prior, uniform unless the source names another form. `reads` names the equations and phases",
        'that use the parameter ([appendix C](odd_submodels.md) has them all). What is marked "assumed" nobody has',
        "measured. One set holds for all countries; what differs between them is in their configs, with sources of",
        "their own (`ssrsim describe`).",
    ]
    for group in Parameters.__bases__:
        title = re.sub(r"(?<!^)(?=[A-Z])", " ", group.__name__).capitalize()
        lines += ["", f"## {title}", "", "| parameter | default | range | unit | meaning | source | reads |"]
        lines += ["| - | - | - | - | - | - | - |"]
        for name, field in group.model_fields.items():
            low, high = (getattr(limit, kind) for limit, kind in zip(field.metadata[:2], ("ge", "le"), strict=True))
            unit, source = (str(dict(field.json_schema_extra or {})[key]) for key in ("unit", "source"))
            cells = (f"`{name}`", f"{field.default:g}", f"{low:g} to {high:g}", unit, field.description or "", source)
            lines.append(_row(*cells, readers("parameters", name)))
    lines += ["", "## Switches", "", "All are on by default.", "", "| switch | what it stands for | reads |"]
    lines += ["| - | - | - |"]
    for name, field in Mechanisms.model_fields.items():
        lines.append(_row(f"`{name}`", field.description or "", readers("mechanisms", name)))
    return "\n".join(lines) + "\n"


def variables_page() -> str:
    """Every column of every table, every array of the world, every stream of random numbers."""
    lines = ["# Appendix B of the ODD: state variables and random numbers", MADE]
    for table, columns in TABLES.items():
        lines += [
            "",
            f"## `{table}`",
            "",
            "| column | type | unit | range | meaning |",
            "| --- | --- | --- | --- | --- |",
        ]
        for it in columns:
            kind = it.dtype if it.width == 1 else f"{it.dtype} x {it.width}"
            high = "" if it.high > 1e18 else f"{it.high:g}"
            low = "" if it.low < -1e18 else f"{it.low:g}"
            lines.append(_row(f"`{it.name}`", kind, it.unit, f"{low} to {high}".strip(), it.meaning))
    lines += ["", "## Arrays between tables", "", "| array | what it holds |", "| - | - |"]
    lines += [_row(f"`{name}`", meaning) for name, meaning in _comments(World) if name not in TABLES]
    lines += ["", "## Random numbers", "", _text(inspect.getdoc(streams) or ""), "", "| stream | number | drawn in |"]
    lines += ["| - | - | - |"]
    drawn = _uses_of_names()
    for name, value in vars(streams).items():
        if name.isupper() and not name.startswith("_"):
            lines.append(_row(f"`{name}`", str(value), ", ".join(f"`{it}`" for it in sorted(drawn[name]))))
    return "\n".join(lines) + "\n"


def submodels_page() -> str:
    """Every phase in the order of the month, then every equation by theme, each with what its docstring says."""
    lines = ["# Appendix C of the ODD: submodels", MADE, "", "## Phases"]
    for number, part in enumerate(PARTS, start=1):
        lines += ["", f"### {number} {part.replace('_', ' ').capitalize()}", "", part_sentence(part), ""]
        lines += _steps([step for step in MONTH if step.number == number])
    lines += ["", "### Settlement (month 0)", "", "Phases of the month that run here too are above.", ""]
    lines += _steps([step for step in SETTLEMENT if step.phase not in {it.phase for it in MONTH}])
    lines += ["", "## Equations", "", NOTATION]
    used = _uses_of_names()
    for path in sorted((PACKAGE / "equations").glob("[a-z]*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        lines += ["", f"### `{path.stem}`", "", _text(ast.get_docstring(tree) or "")]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                arguments = ", ".join(argument.arg for argument in node.args.args)
                users = ", ".join(f"`{name}`" for name in sorted(used[node.name] - {node.name}))
                lines += ["", f"**`{node.name}({arguments})`**", "", _text(ast.get_docstring(node) or "")]
                lines += ["", f"Used in: {users}."] if users else []
    return "\n".join(lines) + "\n"


APPENDICES = {
    "odd_parameters.md": parameters_page,
    "odd_variables.md": variables_page,
    "odd_submodels.md": submodels_page,
    "odd_inputs.md": inputs_page,
}


def _row(*cells: str) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _text(docstring: str) -> str:
    """A docstring as Markdown: its paragraphs; lists and indented blocks stay as they stand."""
    return textwrap.dedent(docstring).strip().replace("*", "\\*")


def _steps(steps: list[Step]) -> Iterator[str]:
    """One item per phase: what its docstring says, and whether rows may be taken in any order."""
    for step in steps:
        order = "row by row" if step.splits else "whole"
        says = " ".join((interpreted(step.phase).__doc__ or "").split()).replace("*", "\\*")
        yield f"- **`{step.name}`** (`{step.table}`, {order}): {says}"


@cache
def _functions() -> tuple[tuple[str, ast.FunctionDef], ...]:
    """Every function of equations, phases and world, with its name."""
    found: list[tuple[str, ast.FunctionDef]] = []
    for room in ROOMS:
        for path in sorted((PACKAGE / room).glob("*.py")):
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            found += [(node.name, node) for node in nodes if isinstance(node, ast.FunctionDef)]
    return tuple(found)


@cache
def _uses_of_names() -> dict[str, set[str]]:
    """By name: the functions in whose text it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, function in _functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Name):
                found[node.id].add(name)
    return found


@cache
def _uses_of_fields(kind: str) -> dict[str, set[str]]:
    """By field of the one row of parameters or mechanisms: the functions that read it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, function in _functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and _is_row(node.value, kind):
                found[node.attr].add(name)
    return found


def _is_row(node: ast.expr, kind: str) -> bool:
    """Whether an expression is that row: `p`, `world.parameters[0]`, `parameters`."""
    if isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return node.attr == kind
    return isinstance(node, ast.Name) and node.id in HOLDS[kind]


def readers(kind: str, name: str) -> str:
    """The functions that read a parameter or a switch, in backticks."""
    return ", ".join(f"`{reader}`" for reader in sorted(_uses_of_fields(kind)[name]))


def _comments(kind: type) -> Iterator[tuple[str, str]]:
    """The fields of a class with the comment behind each."""
    for line in inspect.getsource(kind).splitlines():
        if found := re.match(r"    (\w+): [\w.]+(?:  # (.*))?$", line):
            yield found.group(1), found.group(2) or ""
