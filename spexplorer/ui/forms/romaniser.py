"""A button beside a name or title in another script, which offers it in Latin letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.readings.forms.romanisation import (
    PERSON,
    PLACE,
    can_be_romanised,
    name_form,
    romanisations,
)
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_caption, plain_tip

if TYPE_CHECKING:
    from spexplorer.readings.forms.layout import FormField
    from spexplorer.readings.forms.romanisation import Romanisation
    from spexplorer.readings.forms.values import Raw
    from spexplorer.ui.forms.editors import Editor

Words = Callable[[], str]

_LONGEST: Final = 70
"""Letters of a romanised text that a menu shows."""

_ROMANISED_TITLE: Final = ("title", "title_original")
"""Titles of a work that have a field of their own for what is romanised."""


class NameRow(Protocol):
    """A field of a form whose editor is one line of text."""

    wanted: FormField
    editor: Editor

    def put_beside_label(self, tool: QWidget) -> None:
        """Put a tool at the end of the line of the label."""


class FormOfNames(Protocol):
    """A form of a record with names."""

    kind: str

    def raw(self) -> Raw:
        """All that is typed."""

    def put(self, name: str, raw: Any) -> None:
        """Give a field a value as if it were typed."""

    def focus_field(self, name: str) -> None:
        """Give the keyboard to a field."""


class Romaniser(QObject):
    """Watches one line of text; its button is made once there is something to romanise."""

    def __init__(
        self,
        row: NameRow,
        take: Callable[[Romanisation], object],
        language: Words = str,
        named: Words = str,
    ) -> None:
        """`take` is given what was chosen; `language` tells that of the text, `named` what it names."""
        super().__init__(row.editor)
        self._row, self._take = row, take
        self._language, self._named = language, named
        self.button: QToolButton | None = None
        line = row.editor.focusProxy()
        assert isinstance(line, QLineEdit)
        self._line = line
        line.textChanged.connect(self._show)
        self._show(line.text())

    def _show(self, text: str) -> None:
        is_wanted = can_be_romanised(text)
        if self.button is None and is_wanted:
            self.button = self._made()
            self._row.put_beside_label(self.button)
        if self.button is not None:
            self.button.setVisible(is_wanted)

    def _made(self) -> QToolButton:
        button = QToolButton()
        button.setText(tr("Romanise ▾"))
        button.setProperty("compact", True)
        button.setAccessibleName(tr("Romanise: {field}", field=self._row.wanted.label))
        button.setToolTip(tr("Write it in Latin letters by a scheme; the original stays as it is"))
        button.clicked.connect(unticked(self.offer))
        return button

    def offer(self) -> QMenu:
        """Open the menu of what each scheme makes of the text."""
        assert self.button is not None
        menu = QMenu(self.button)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(self.button.accessibleName())
        menu.setToolTipsVisible(True)
        for made in romanisations(self._line.text(), self._language(), self._named()):
            words = made.words(tr)
            short = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
            action = menu.addAction(plain_caption(short))
            action.setToolTip(plain_tip(words))
            action.triggered.connect(unticked(partial(self._take, made)))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
        return menu


def offer_romanising(form: FormOfNames, row: NameRow) -> None:
    """Let a name or title of a record be written in Latin letters, where the record has room for that."""
    field = row.wanted.field
    has_variants = any(one.name == "variants" for one in fields_of(CLASSES[form.kind]))
    if field.info.naming and field.name != "title_romanised" and has_variants:
        Romaniser(
            row,
            partial(_take, form, field.name),
            lambda: str(form.raw().get("language") or ""),
            partial(named_by, form),
        )


def named_by(form: FormOfNames) -> str:
    """What the names of a form are names of, as far as that decides how they are written."""
    if form.kind == "agent" and form.raw().get("agent_type") == "person":
        return PERSON
    return PLACE if form.kind == "place" else ""


def _take(form: FormOfNames, name: str, made: Romanisation) -> None:
    """Put what was romanised where it belongs, and go there; what stood there stays among other forms."""
    raw = form.raw()
    language = str(raw.get("language") or "")
    if form.kind != "work" or name not in _ROMANISED_TITLE:
        _add_variant(form, name_form(made.text, made.scheme, language))
        form.focus_field("variants")
        return
    before = str(raw.get("title_romanised") or "")
    proposed = {one.text for one in romanisations(str(raw[name]), language)}
    if before and before not in proposed:
        scheme = str(raw.get("title_romanised_scheme") or "")
        _add_variant(form, name_form(before, scheme, language))
    form.put("title_romanised", made.text)
    form.put("title_romanised_scheme", made.scheme)
    form.focus_field("title_romanised")


def _add_variant(form: FormOfNames, made: Raw) -> None:
    held = list(form.raw().get("variants") or ())
    if not any((one["form"], one["scheme"]) == (made["form"], made["scheme"]) for one in held):
        form.put("variants", [*held, made])
