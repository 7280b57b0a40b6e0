"""The look: colours from a theme file, one spacing grid, one style sheet for all widgets.

Sizes in the style sheet are in `em`-like terms of the text size, so that 200 % text scales the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QByteArray, QJsonDocument
from PySide6.QtGui import QColor, QPalette

from spexplorer.support.folders import resources

GRID = 4
"""Pixels of the spacing grid at 100 %; every margin and gap is a multiple."""

SMALL, LARGE, TITLE = 0.9, 1.2, 1.5
"""The sizes of type beside that of the text: remarks, headings of parts, the title of a page.

Rich text has the same: what Qt gives an `h3` and an `h2`.
"""

PALE = 0.4
"""How opaque is what passes only possibly, in every drawing."""


class Theme(NamedTuple):
    """The colours of one theme, by the names of its file."""

    name: str
    dark: bool
    colours: Mapping[str, str]
    shades: tuple[str, ...]
    codes: Mapping[str, Mapping[str, str]]
    """Scheme -> code -> colour: the one place that says what a vector or a type of event looks like."""

    def colour(self, name: str) -> QColor:
        """A colour by its name; raises KeyError for a name the theme does not have."""
        return QColor(self.colours[name])

    def code(self, scheme: str, code: str) -> QColor | None:
        """The colour of a code of a scheme, such as a vector; None where the theme names none."""
        name = self.codes.get(scheme, {}).get(code)
        return None if name is None else QColor(name)

    def series(self, index: int) -> QColor:
        """The colour of the n-th series of a chart; repeats after seven."""
        return QColor(self.shades[index % len(self.shades)])


def load_theme(name: str) -> Theme:
    """The theme of a file of `resources/themes` ("light", "dark").

    Contrast of text on its ground is at least 4.5:1 in both (WCAG 2.2 AA).
    """
    values = _read(name)
    codes = {"vector": values["vector"], "verdict": values["verdict"]}
    for scheme, named in _read("codes").items():
        codes[scheme] = {code: _resolved(place, values) for code, place in named.items()}
    return Theme(
        values["name"],
        values["dark"],
        values["colours"],
        tuple(values["series"]),
        codes,
    )


def _read(name: str) -> dict[str, Any]:
    # Qt reads JSON without a further import; TOML and `json` would cost 5 ms before the first paint.
    content = (resources() / "themes" / f"{name}.json").read_bytes()
    values: dict[str, Any] = QJsonDocument.fromJson(QByteArray(content)).toVariant()
    return values


def _resolved(place: str, values: Mapping[str, Any]) -> str:
    """The colour that a place of a theme file (“vector culture”, “series 0”) holds."""
    group, _, key = place.partition(" ")
    colour: str = values[group][int(key) if group == "series" else key]
    return colour


def palette(theme: Theme) -> QPalette:
    """The palette of the application for a theme."""
    c = theme.colour
    chosen = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "window"),
        (roles.WindowText, "text"),
        (roles.Base, "surface"),
        (roles.AlternateBase, "raised"),
        (roles.Text, "text"),
        (roles.Button, "raised"),
        (roles.ButtonText, "text"),
        (roles.ToolTipBase, "raised"),
        (roles.ToolTipText, "text"),
        (roles.Highlight, "selection"),
        (roles.HighlightedText, "selection_text"),
        (roles.Link, "link"),
        (roles.LinkVisited, "link"),
        (roles.PlaceholderText, "muted"),
        (roles.Mid, "border"),
        (roles.Light, "raised"),
        (roles.Dark, "border"),
        (roles.Accent, "accent"),
    ):
        chosen.setColor(role, c(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        chosen.setColor(QPalette.ColorGroup.Disabled, role, c("muted"))
    return chosen


def style_sheet(theme: Theme, points: float) -> str:
    """The style sheet of a window for a theme and a size of text."""
    text = (resources() / "themes" / "base.qss").read_text(encoding="utf-8")
    text = text.replace("@large", f"{points * LARGE:.2f}pt")
    for name in sorted(theme.colours, key=len, reverse=True):
        text = text.replace(f"@{name}", theme.colours[name])
    for name in ("tick", "wipe"):
        text = text.replace(f"@{name}", f"{name}-dark" if theme.dark else f"{name}-light")
    return text.replace("@icons", (resources() / "icons").as_posix())
