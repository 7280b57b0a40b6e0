"""Checks a formula that a derivation gives: the arithmetic in it, evaluated again.

Formulas are written for people (“×”, “^”, “10 − 2 to 12 − 2”, a remark after a comma). What is not
plain arithmetic is left alone: no verdict is better than a wrong one.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from typing import Final

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
    sums = _REMARK.split(formula, maxsplit=1)[0]
    if len(sums) > _LONGEST:
        return None
    values = []
    for part in sums.split(_TWO):
        text = re.sub(r"\bln\s*([\d.]+)", r"ln(\1)", part).translate(_SIGNS).replace("^", "**")
        try:
            values.append(_value(ast.parse(text.strip(), mode="eval").body))
        except (SyntaxError, ValueError, ArithmeticError, RecursionError):
            return None
    return tuple(values)


def agrees(given: float, computed: float) -> bool:
    """Whether a value is the computed one, but for rounding (2 ‰)."""
    return math.isclose(given, computed, rel_tol=0.002)


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
