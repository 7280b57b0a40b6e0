"""Theme and text size of the whole application, changed while it runs.

Font and palette belong to the application, the style sheet to every window: where the application
has one, Qt walks through all that a widget holds whenever it is put into another (decision 26).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from spexplorer.ui.style.fonts import FIRST, LATER, load_fonts, with_fallbacks
from spexplorer.ui.style.theme import Theme, load_theme, palette, style_sheet

TEXT_SIZES: Final = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""The sizes of text that one goes through, 1.0 being the system's own."""

THEMES: Final = ("system", "light", "dark", "contrast")
"""What can be chosen: as the system has it, or one of the files of `resources/themes`."""

_SMALLEST, _LARGEST = 0.7, 3.0


class Appearance(QObject):
    """`restyled` carries the Theme once the application wears it."""

    restyled = Signal(object)

    def __init__(self, app: QApplication, choice: str = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self.app = app
        self._points = app.font().pointSizeF()
        load_fonts(FIRST)
        app.setFont(with_fallbacks(app.font()))
        self.choice = choice
        self.scale = scale
        self.theme = self._wear()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def load_further_fonts(self) -> None:
        """Load the fonts that no first paint waits for."""
        load_fonts(LATER)

    def dress(self, window: QWidget) -> None:
        """Give a window the style sheet of the theme; its children and dialogs wear it with it."""
        window.setStyleSheet(self._sheet)

    def choose(self, choice: str) -> None:
        """One of `THEMES`, at once."""
        self.choice = choice
        self._restyle()

    def resize(self, step: int) -> None:
        """Larger (1), smaller (-1) or normal (0) text."""
        if not step:
            self.resize_to(1.0)
        elif step > 0:
            self.resize_to(
                min((size for size in TEXT_SIZES if size > self.scale), default=_LARGEST)
            )
        else:
            self.resize_to(max((size for size in TEXT_SIZES if size < self.scale), default=0.8))

    def resize_to(self, scale: float) -> None:
        """Text of a size: 1.0 is the system's own, 2.0 twice that."""
        wanted = min(max(scale, _SMALLEST), _LARGEST)
        if wanted != self.scale:
            self.scale = wanted
            self._restyle()

    def _follow_system(self) -> None:
        if self.choice == "system":
            self._restyle()

    def _restyle(self) -> None:
        self.theme = self._wear()
        self.restyled.emit(self.theme)

    def _wear(self) -> Theme:
        name = self.choice
        if name == "system":
            dark = self.app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            name = "dark" if dark else "light"
        theme = load_theme(name)
        font = self.app.font()
        font.setPointSizeF(self._points * self.scale)
        self.app.setFont(font)
        self.app.setPalette(palette(theme))
        self._sheet = style_sheet(theme, font.pointSizeF())
        return theme
