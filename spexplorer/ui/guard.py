"""The guard of all functions that Qt calls in our classes: events, painting, models, sizes.

PySide 6.11 on Python 3.11 ends the process when such a function raises. Every class that overrides one is
marked `@guarded`: what is raised goes to `sys.excepthook`, once for each kind of fault, and Qt is given what
its own function of that name gives. A widget whose painting failed says so in its place.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from types import FunctionType
from typing import Any, Final, TypeVar

from PySide6.QtCore import QModelIndex

from spexplorer.ui.translation import tr

_Class = TypeVar("_Class", bound=type)

_OWN: Final = __name__.partition(".")[0]

_ABSTRACT: Final[dict[str, Callable[[], object]]] = {
    "rowCount": int,
    "columnCount": int,
    "count": int,
    "index": QModelIndex,
    "parent": QModelIndex,
}
"""What Qt is given where its own function is abstract; None for all others."""

_CALLED_BY_US: Final = frozenset({"setText"})
"""Functions that Qt itself never calls: who calls them hears what they raise."""


def guarded(cls: _Class) -> _Class:
    """Guard all functions of a class that override one of Qt."""
    for name in overrides(cls):
        setattr(cls, name, _guarded(cls, name, cls.__dict__[name]))
    return cls


def overrides(cls: type) -> list[str]:
    """The names of the functions of a class that Qt calls, because a base that is not ours has them."""
    bases = [base for base in cls.__mro__[1:] if base is not object and not is_own(base)]
    return [
        name
        for name, value in vars(cls).items()
        if isinstance(value, FunctionType)
        and not name.startswith("__")
        and name not in _CALLED_BY_US
        and any(hasattr(base, name) for base in bases)
    ]


def is_own(cls: type) -> bool:
    """Whether a class is one of this program."""
    return cls.__module__.partition(".")[0] == _OWN


def is_guarded(function: object) -> bool:
    """Whether a function of a class is guarded."""
    return getattr(function, "is_guarded", False)


def _guarded(cls: type, name: str, function: FunctionType) -> Callable[..., Any]:
    told: set[type[Exception]] = set()

    @wraps(function)
    def guarded_function(self: Any, *arguments: Any) -> Any:
        try:
            return function(self, *arguments)
        except Exception as error:  # else the process ends
            # Frames may hold a painter, which has to end before anything else is painted there.
            if type(error) not in told:
                told.add(type(error))
                error.add_note(f"in {cls.__qualname__}.{name}, called by Qt")
                sys.excepthook(type(error), error, error.__traceback__)
            traceback.clear_frames(error.__traceback__)
            del error
        return _instead(cls, name, self, arguments)

    guarded_function.is_guarded = True  # type: ignore[attr-defined]
    return guarded_function


def _instead(cls: type, name: str, part: Any, arguments: tuple[Any, ...]) -> Any:
    """What Qt itself would have given; a widget says that it could not be drawn."""
    if name == "paintEvent":
        with suppress(Exception):
            _paint_failure(part)
        return None
    base = next(base for base in cls.__mro__[1:] if not is_own(base) and hasattr(base, name))
    try:
        return getattr(base, name)(part, *arguments)
    except Exception:  # abstract, or Qt's object is gone
        return _ABSTRACT.get(name, lambda: None)()


def _paint_failure(part: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPainter, QPalette

    area = part.viewport() if hasattr(part, "viewport") else part
    with QPainter(area) as painter:
        painter.fillRect(area.rect(), part.palette().color(QPalette.ColorRole.Base))
        painter.setPen(part.palette().color(QPalette.ColorRole.Text))
        painter.drawText(
            area.rect(),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            tr("This part could not be drawn."),
        )
