"""Derived figures: the arithmetic of a formula, and what the qualifiers of its inputs leave open.

Formulas are written for people (“×”, “^”, “10 − 2 to 12 − 2”, a remark after a comma). What is not
plain arithmetic is left alone: no verdict is better than a wrong one.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Sequence
from itertools import product
from typing import Final, NamedTuple

from spexplorer.domain.findings import Statistic

_SIGNS: Final = str.maketrans({"×": "*", "−": "-", "–": "-", "÷": "/", "·": "*"})
_REMARK: Final = re.compile(r"[;,:]")
_TWO: Final = " to "
_LONGEST: Final = 200

_OPERATIONS: Final[dict[type, Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
}


def evaluate(formula: str) -> tuple[float, ...] | None:
    """The value of a formula, or both ends of one written “a to b”; None if it is not arithmetic."""
    try:
        return tuple(_value(part) for part in _parts(formula))
    except (SyntaxError, ValueError, ArithmeticError, RecursionError):
        return None


def agrees(given: float, computed: float) -> bool:
    """Whether a value is the computed one, but for rounding (2 ‰)."""
    return math.isclose(given, computed, rel_tol=0.002)


class ValueBounds(NamedTuple):
    """Between what a figure lies; `about` when its ends are not exact."""

    low: float
    high: float
    about: bool = False

    @property
    def qualifiers(self) -> frozenset[str]:
        """The qualifiers that say no more than the bounds allow."""
        below, above = self.low <= 0, math.isinf(self.high)
        if self.low == self.high:
            return frozenset({"about"} if self.about else {"exact", "about"})
        if below and above:
            return frozenset({"about"})
        if above:
            return frozenset({"over", "at_least"})
        return frozenset({"up_to", "under"} if below else {"range"})


def bounds_of(figure: Statistic) -> ValueBounds:
    """What a figure says by its value and qualifier: “over 3” reaches from 3 without an end."""
    low = figure.value or 0.0
    high = low if figure.value_high is None else figure.value_high
    match figure.qualifier:
        case "over" | "at_least":
            return ValueBounds(low, math.inf)
        case "up_to" | "under":
            return ValueBounds(0.0, high)
        case "several":
            return ValueBounds(low, math.inf, True)
    return ValueBounds(low, high, figure.qualifier == "about")


def derived_bounds(formula: str, inputs: Sequence[Statistic]) -> ValueBounds | None:
    """The bounds of a derived figure; None where the formula is not arithmetic.

    Each number of the formula that is the value of an input stands for all that the input leaves
    open, so that “over” goes into “over”, or into an open end.
    """
    known = {
        value: bounds_of(figure)
        for figure in inputs
        for value in (figure.value, figure.value_high)
        if value is not None
    }
    try:
        found = [_bounds(part, known) for part in _parts(formula)]
    except (SyntaxError, ValueError, ArithmeticError, RecursionError):
        return None
    return _spanning(found)


def _spanning(found: Sequence[ValueBounds]) -> ValueBounds:
    return ValueBounds(
        min(one.low for one in found),
        max(one.high for one in found),
        any(one.about for one in found),
    )


def _bounds(node: ast.expr, known: dict[float, ValueBounds]) -> ValueBounds:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            one, other = _bounds(left, known), _bounds(right, known)
            corners = [
                _corner(type(op), a, b) for a, b in product(one[:2], other[:2])
            ]  # each operation is monotone in either side for positive figures
            spanning = _spanning(corners)
            return spanning._replace(about=one.about or other.about)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _bounds(operand, known)
            return ValueBounds(-inner.high, -inner.low, inner.about)
        case ast.Call(func=ast.Name(id="ln"), args=[argument], keywords=[]):
            inner = _bounds(argument, known)
            return ValueBounds(math.log(inner.low), math.log(inner.high), inner.about)
    value = _value(node)
    return known.get(value, ValueBounds(value, value))


def _corner(operation: type, one: float, other: float) -> ValueBounds:
    """The result for two ends; where infinities leave it undetermined, everything possible."""
    if operation is ast.Div and other == 0:
        return ValueBounds(math.inf, math.inf) if one else ValueBounds(0.0, math.inf)
    value = _OPERATIONS[operation](one, other)
    if math.isnan(value):
        return ValueBounds(-math.inf if operation is ast.Sub else 0.0, math.inf)
    return ValueBounds(value, value)


def _parts(formula: str) -> list[ast.expr]:
    """The arithmetic of a formula, or of both ends of one written “a to b”."""
    sums = _REMARK.split(formula, maxsplit=1)[0]
    if len(sums) > _LONGEST:
        raise ValueError("too long")
    texts = (
        re.sub(r"\bln\s*([\d.]+)", r"ln(\1)", part).translate(_SIGNS).replace("^", "**")
        for part in sums.split(_TWO)
    )
    return [ast.parse(text.strip(), mode="eval").body for text in texts]


def _value(node: ast.expr) -> float:
    """Only numbers, the four operations, powers, minus and ln; anything else is a ValueError."""
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_value(left), _value(right))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.Call(func=ast.Name(id="ln"), args=[argument], keywords=[]):
            return math.log(_value(argument))
    raise ValueError("not arithmetic")
