"""Regular expressions that could run on for ever: told from the others before they are used.

Python's engine goes back over every way in which a repetition within a repetition can share a text,
which for thirty letters may take hours, and nothing can stop it meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

_parser: Final[Any] = import_module("re._parser")  # the engine has no other way to tell
_constants: Final[Any] = import_module("re._constants")
_MANY: Final = 8
"""A repetition of at most so many times is none that matters."""
_MOST_TEXTS: Final = 3
"""So many unbounded repetitions beside each other take the third power of the length of a text."""


def runs_on(pattern: str) -> bool:
    """Whether a pattern repeats a part that can match one text in several ways."""
    tree = _parser.parse(pattern)
    return _is_ambiguous(tree, within=False) or _repetitions(tree) > _MOST_TEXTS


def _is_ambiguous(tree: Any, *, within: bool) -> bool:
    """Whether a repetition, or a choice that may match nothing, stands within a repetition."""
    for code, value in tree:
        repeats = _is_repetition(code, value)
        if repeats and within:
            return True
        if code is _constants.BRANCH and within and any(_may_be_empty(one) for one in value[1]):
            return True
        if any(_is_ambiguous(one, within=within or repeats) for one in _inner(code, value)):
            return True
    return False


def _is_repetition(code: Any, value: Any) -> bool:
    if code not in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return False
    least, most, _ = value
    return bool(most == _constants.MAXREPEAT or most - least > _MANY)


def _repetitions(tree: Any) -> int:
    """How many repetitions stand in a pattern, one behind the other; what is repeated counts as often."""
    found = 0
    for code, value in tree:
        within = sum(_repetitions(one) for one in _inner(code, value))
        if _is_repetition(code, value):
            found += 1 + within
        elif code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            found += within * int(value[1])
        else:
            found += within
    return found


def _may_be_empty(tree: Any) -> bool:
    least, _ = tree.getwidth()
    return bool(least == 0)


def _inner(code: Any, value: Any) -> Iterator[Any]:
    """The patterns that a part of a pattern consists of."""
    if code is _constants.BRANCH:
        yield from value[1]
    elif isinstance(value, tuple | list):
        yield from (one for one in value if isinstance(one, _parser.SubPattern))
