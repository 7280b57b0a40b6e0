"""The menu of a facet or of one of its values."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from spexplorer.domain.filters import Mode, Values
from spexplorer.ui.panels.facet_search import KIND_OF
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_caption
from spexplorer.words.facets import value_label
from spexplorer.words.filters import facet_label

if TYPE_CHECKING:
    from spexplorer.domain.facets import Facet
    from spexplorer.workspace.workspace import Workspace


def facet_menu(workspace: Workspace, facet: Facet, value: str | None, parent: QWidget) -> QMenu:
    """What can be done with a value; without one, with the facet. It deletes itself once closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if value is not None:
        name_of = value_label(tr, workspace.reader, facet.name, value)
        label = plain_caption(name_of)
        one = Values(facet.name, frozenset({value}))
        for name, text, mode in (
            ("only", tr("&Only {value}", value=label), Mode.REPLACE),
            ("also", tr("{value} &too", value=label), Mode.ADD),
            ("without", tr("&All but {value}", value=label), Mode.SUBTRACT),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(unticked(partial(workspace.narrow, one, mode)))
        menu.addSeparator()
        if facet.name in KIND_OF:
            go = menu.addAction(tr("&Go to {value}", value=label))
            go.triggered.connect(unticked(partial(workspace.go, value)))
        copy = partial(QGuiApplication.clipboard().setText, name_of)
        menu.addAction(tr("&Copy")).triggered.connect(unticked(copy))
    clear = menu.addAction(
        tr("C&lear {facet}", facet=plain_caption(facet_label(tr, workspace.reader, facet.name)))
    )
    clear.setObjectName("clear-facet")
    clear.setEnabled(workspace.state.filter.get(facet.name) is not None)
    clear.triggered.connect(unticked(partial(workspace.widen, facet.name)))
    return menu
