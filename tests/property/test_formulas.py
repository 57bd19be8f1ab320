"""The formula that a docstring tells, read as arithmetic, gives what the code gives.

A formula is plain text: `2 a` and `a x b` are products, `a^b` a power, h(a; half) saturation; what it calls by a name
(name = ...) it says itself. Every expression in the text is tried on arguments drawn at random; where a formula tells
cases (where ..., else ...), one of its expressions must give each number.
"""

from __future__ import annotations

import ast
import importlib
import math
import random
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from ssrsim.scenario.parameters import Parameters
from tests.property.strategies import interpreted
from tests.property.test_every_equation import CLAIMS, Equation

DRAWS = 30
# Several results, codes in an order, bits: these formulas are for people.
IN_WORDS = {"chosen_act", "misconduct_chances", "encounter_outcome", "lived_through", "remembered_year"}
FORMULAS = [each for each in CLAIMS if each.node.name not in IN_WORDS]
RANGES = {"fighters": (0, 2_000), "population": (1_000, 9_000), "troops": (0, 100), "spread": (0.3, 1)}


def clip(a: float, low: float = 0.0, high: float = 1.0) -> float:
    """As formulas have it."""
    return min(max(a, low), high)


SIGNS: dict[str, Any] = {
    "clip": clip,
    "h": lambda a, half: a / (a + half) if a > 0 else 0.0,
    "exp": math.exp,
    "ln": math.log,
    "min": min,
    "max": max,
    "floor": math.floor,
    "logistic": lambda x: 1 / (1 + math.exp(-x)),
    "logit": lambda share: math.log(clip(share, 0.001, 0.999) / (1 - clip(share, 0.001, 0.999))),
}
CASES = re.compile(r"([^:;]+?) (?:where|if) ([^,:;]+?), else ([^,:;]+?)(?=[,.:;] |[,.:;]?$)")
WORDY = (ast.Attribute, ast.Tuple, ast.Is, ast.IsNot, ast.In, ast.NotIn, ast.IfExp, ast.BoolOp, ast.Not)


def as_python(text: str) -> str:
    """A formula with the operators of Python."""
    text = re.sub(r"(\d),(\d{3})\b", r"\1\2", text.replace("`", ""))
    text = re.sub(r"\be\^\(", "exp(", re.sub(r"\bh\(([^;]*?); ", r"h(\1, ", text)).replace("^", "**")
    text = re.sub(r"(?<=[\w)]) x (?=[\w(-])", " * ", text)
    return re.sub(r"(?<![\w.)])(\d[\d.]*) (?!where|if)(?=[a-z(])", r"\1 * ", text).replace(")(", ") * (")


def clauses(text: str) -> Iterator[str]:
    """A text cut at its stops and commas outside of brackets."""
    depth, begin = 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and sign in ".:;," and text[place + 1 : place + 2] in ("", " "):
            yield text[begin:place].strip()
            begin = place + 1
    yield text[begin:].strip()


def is_expression(*texts: str) -> bool:
    """Whether texts are arithmetic and no more than that."""
    try:
        trees = [ast.parse(text, mode="eval") for text in texts]
    except SyntaxError:
        return False
    return not any(isinstance(node, WORDY) for tree in trees for node in ast.walk(tree))


def expressions(clause: str) -> Iterator[str]:
    """The longest expression from each word of a clause on."""
    words = clause.split()
    for first in range(len(words)):
        texts = (" ".join(words[first:last]) for last in range(len(words), first, -1))
        yield from [text for text in texts if is_expression(text)][:1]


def told(formula: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """What a formula defines, as (name, argument, expression), and everything in it that may be its value."""
    text = as_python(formula)
    defined, values = [], [each for clause in clauses(text) for each in expressions(clause)]
    for found in re.finditer(r"(\w+)(?:\((\w+)\))? = ", text):
        rest = text[found.end() :]
        cases = CASES.match(rest)
        either = f"({cases.group(1)}) if ({cases.group(2)}) else ({cases.group(3)})" if cases else ""
        said = either if cases and is_expression(*cases.groups()) else next(expressions(next(clauses(rest))), "")
        defined.append((found.group(1), found.group(2) or "", said))
    for found in re.finditer(r"(\w+) drifts at (\w+) to (.*)", text):
        for said in [*expressions(next(clauses(found.group(3))))][:1]:
            values.append(f"{found.group(1)} + {found.group(2)} * (({said}) - {found.group(1)})")
    most = re.findall(r"(?:at most|held below) ([\d.]*\d)", text)
    return defined, values + [f"min({value}, {limit})" for value in values for limit in most]


def evaluated(expression: str, known: dict[str, Any]) -> Any:
    """Its value; NaN where words are taken for names, or nothing comes out."""
    try:
        return eval(expression, {"__builtins__": {}}, known)
    except (ArithmeticError, NameError, TypeError, ValueError, SyntaxError):
        return math.nan


def drawn(equation: Equation, luck: random.Random) -> tuple[list[Any], dict[str, Any]]:
    """Arguments of an equation, and all the names that its formula may use."""
    known = {each.node.name: on_floats(code_of(each)) for each in CLAIMS} | SIGNS
    row = {}
    for name, field in Parameters.model_fields.items():
        low, high = (getattr(limit, kind) for limit, kind in zip(field.metadata[:2], ("ge", "le"), strict=True))
        row[name] = np.float32(clip(field.default * luck.uniform(0.6, 1.4), low, high))
    known |= {name: float(value) for name, value in row.items()}
    given: list[Any] = []
    for each in equation.node.args.args:
        value = np.float32(luck.uniform(*RANGES.get(each.arg, (0.02, 0.98))))
        if each.annotation is not None and ast.unparse(each.annotation) in ("Int", "Flag"):
            value = int(value) if each.arg in RANGES else luck.choice((0, 1))
        given.append(SimpleNamespace(**row) if each.arg == "p" else value)
        known[each.arg] = float(value)
    return given, known


def on_floats(code: Callable[..., Any]) -> Callable[..., float]:
    """An equation as a formula calls it, with Python's own numbers."""
    return lambda *values: float(code(*(np.float32(value) for value in values)))


def code_of(equation: Equation) -> Callable[..., Any]:
    """The function itself."""
    return interpreted(getattr(importlib.import_module(f"ssrsim.equations.{equation.module}"), equation.node.name))


@pytest.mark.parametrize("equation", FORMULAS, ids=[f"{each.module}.{each.node.name}" for each in FORMULAS])
def test_the_formula_gives_what_the_code_gives(equation: Equation) -> None:
    """Appendix C is what people will rebuild the model from."""
    luck = random.Random(7)
    defined, values = told(equation.formula)
    for _ in range(DRAWS):
        given, known = drawn(equation, luck)
        for name, argument, said in defined * 3:  # whatever the order in which they stand
            if argument:
                known[name] = lambda value, said=said, argument=argument, known=known: evaluated(
                    said, known | {argument: value}
                )
            elif not math.isnan(value := evaluated(said, known)):
                known[name] = value
        result = float(code_of(equation)(*given))
        found = [evaluated(value, known) for value in values]
        found += [clip(value) for value in found if isinstance(value, float) and not math.isnan(value)]
        assert any(
            isinstance(value, int | float) and abs(value - result) < 1e-4 * max(1, abs(result)) for value in found
        )
