"""Every equation says its formula and where it comes from, and is held to something by a property test."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from ssrsim.scenario.parameters import Parameters

ROOT = Path(__file__).parents[2]
TESTED = ("tests/property",)
ALSO_TESTED = ("tests/unit", "tests/invariants")  # for arithmetic that everything else is made of

# Arithmetic and approximations: no claim about the world, so no source of a claim; the definition is the formula.
ARITHMETIC = {"money", "portable", "quantiles"}
# Numbers in the code that are no part of a formula: nothing, all, and guards against division by zero.
UNSAID = {0.0, 1.0}
GUARD = 1e-3
# Letters that stand for no weight: an article, the sign of a product, saturation h, chance P, the base of e^x, the
# normal distribution N; and what a formula sums over.
NO_SYMBOLS = set("aAxhPeN")
OWN_SYMBOLS = {"cluster_error": {"n", "y"}}
A_NAME = re.compile(r"(?<![\w.`])[a-z]\w*_\w+(?!\w*\()")

OPERATOR = re.compile(r"[\w)\]] (?:[-+x/=^<>]|<<|<=|>=) [\w(\[|]|\w\^|\b(?:ln|exp|logistic|logit|h|clip|min|max|P)\(")
SOURCE = re.compile(
    r"Source:.*?(?:[A-Z]\w+ \(?\d{4}|\b\d{4}\)|\b[TPA]\d+\b|\(section \d|\bassum|follows from `\w+`|\bR\d\b)"
)
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*\.?\d*(?:e-?\d+)?|(?<![\w.])\.\d+")
WORDS = {"half": 0.5, "a day": 1440.0, "a third": 0.33}


@dataclass(frozen=True)
class Equation:
    """One public function under `@equation` or `@inlined`, as it stands in its file."""

    module: str
    node: ast.FunctionDef

    @property
    def docstring(self) -> str:
        """What the function says of itself, on one line."""
        return " ".join((ast.get_docstring(self.node) or "").split())

    @property
    def formula(self) -> str:
        """The docstring without its source: what is told of the arithmetic."""
        return self.docstring.split("Source:")[0]


def equations() -> list[Equation]:
    """All equations of the package, in the order of files and lines."""
    found = []
    for path in sorted((ROOT / "ssrsim" / "equations").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            decorators = [ast.unparse(each) for each in getattr(node, "decorator_list", [])]
            if isinstance(node, ast.FunctionDef) and {"equation", "inlined"} & set(decorators):
                found.append(Equation(path.stem, node))
    return found


PUBLIC = [each for each in equations() if not each.node.name.startswith("_")]
CLAIMS = [each for each in PUBLIC if each.module not in ARITHMETIC]
NAMES = {each.node.name for each in equations()}


def named(these: list[Equation]) -> pytest.MarkDecorator:
    """One case per equation, under its name."""
    return pytest.mark.parametrize("equation", these, ids=[f"{each.module}.{each.node.name}" for each in these])


def numbers_in(text: str) -> set[float]:
    """The numbers that a text mentions: as digits, as quotients of digits, or as the words that formulas use."""
    text = text.replace("..", " ")  # limits, as in 0..1
    found = {float(number.replace(",", "").rstrip(".")) for number in NUMBER.findall(text)}
    found |= {int(a) / int(b) for a, b in re.findall(r"\b(\d+)/(\d+)\b", text)}
    found |= {2.0 ** int(power) for power in re.findall(r"\b2\^(-?\d+)", text)}
    return found | {number for word, number in WORDS.items() if word in text}


def numbers_of(equation: Equation) -> set[float]:
    """The weights in the code of an equation that a formula must tell, without nothing, all and guards."""
    body = [node for statement in equation.node.body[1:] for node in ast.walk(statement)]
    literals = {float(node.value) for node in body if isinstance(node, ast.Constant) and type(node.value) is float}
    return {number for number in literals - UNSAID if abs(number) > GUARD and abs(1 - number) > GUARD}


def is_named_in(name: str, text: str) -> bool:
    """Whether a text has the name as it stands in the code."""
    return re.search(rf"(?<!\w){name}(?!\w)", text) is not None


def parameters_of(equation: Equation) -> set[str]:
    """The parameters that an equation reads from its row of them."""
    nodes = [node for node in ast.walk(equation.node) if isinstance(node, ast.Attribute)]
    return {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id == "p"}


def explained_in(equation: Equation) -> set[str]:
    """What a formula may speak of: arguments, parameters, other equations, and what it says itself (name = ...)."""
    arguments = {each.arg for each in equation.node.args.args}
    return arguments | set(Parameters.model_fields) | NAMES | set(re.findall(r"(\w+)(?:\(\w+\))? = ", equation.formula))


def used_in_tests(folders: tuple[str, ...]) -> set[tuple[str, str]]:
    """Equations that test functions use, as (module, name): by `module.name`, or by a name imported from a module."""
    used = set()
    for path in sorted(path for folder in folders for path in (ROOT / folder).glob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        imported = {
            alias.asname or alias.name: (str(node.module).rpartition(".")[2], alias.name)
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("ssrsim.equations")
            for alias in node.names
        }
        for test in tree.body:
            if not (isinstance(test, ast.FunctionDef) and any(isinstance(node, ast.Assert) for node in ast.walk(test))):
                continue
            for node in ast.walk(test):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imported:
                    used.add((imported[node.value.id][1], node.attr))
                elif isinstance(node, ast.Name) and node.id in imported:
                    used.add(imported[node.id])
    return used


def test_there_are_equations() -> None:
    """The tests below would pass if nothing were found."""
    assert len(PUBLIC) > 100
    assert {each.module for each in PUBLIC} >= ARITHMETIC | {"conflict", "trust", "politics"}


@named(PUBLIC)
def test_the_formula_stands_in_the_docstring(equation: Equation) -> None:
    """Arithmetic in plain text: operators or functions, every argument, parameter and weight that the code has."""
    assert OPERATOR.search(equation.formula), "no formula"
    names = [each.arg for each in equation.node.args.args if each.arg != "p"] + sorted(parameters_of(equation))
    assert [name for name in names if not is_named_in(name, equation.formula)] == [], "names not mentioned"
    if equation.module not in {"portable", "quantiles"}:  # the coefficients of their polynomials are no weights
        assert numbers_of(equation) - numbers_in(equation.formula) == set(), "weights not mentioned"


@named(CLAIMS)
def test_the_formula_needs_no_table_of_letters(equation: Equation) -> None:
    """Each name in it is an argument, a parameter, an equation or said in the text; single letters are arguments."""
    known = explained_in(equation)
    letters = set(re.findall(r"(?<![\w'.])[A-Za-z](?![\w'])", equation.formula))
    assert letters - NO_SYMBOLS - known - OWN_SYMBOLS.get(equation.node.name, set()) == set(), "letters"
    assert {name for name in A_NAME.findall(equation.formula) if name.strip("_") not in known} == set(), "names"


@named(CLAIMS)
def test_the_source_stands_in_the_docstring(equation: Equation) -> None:
    """Author and year, a fact or section of docs/evidence.md, another equation that it follows from, or "assumed"."""
    assert SOURCE.search(equation.docstring), "no source"
    for name in re.findall(r"follows from `(\w+)`", equation.docstring):
        assert name in NAMES, f"there is no equation {name}"


@named(PUBLIC)
def test_a_test_holds_the_equation_to_something(equation: Equation) -> None:
    """Used in a test that asserts: a property of it over all arguments or, for arithmetic, its accuracy."""
    folders = TESTED + (ALSO_TESTED if equation.module in ARITHMETIC else ())
    assert (equation.module, equation.node.name) in used_in_tests(folders)
