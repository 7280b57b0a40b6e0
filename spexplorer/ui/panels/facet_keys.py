"""Keys between the box that looks for a value and the list of values below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidget

from spexplorer.ui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QTreeWidgetItem


class _Answering:
    """Answers bare keys before the widget does. An event filter would see every event, also at the start."""

    answer: Callable[[Qt.Key], bool] | None = None

    def is_answered(self, event: QKeyEvent) -> bool:
        """Whether a key was one of those that lead on."""
        bare = Qt.KeyboardModifier.KeypadModifier
        return (
            self.answer is not None
            and not event.modifiers() & ~bare
            and self.answer(Qt.Key(event.key()))
        )


@guarded
class FacetBox(_Answering, QLineEdit):
    """The box above the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_answered(event):
            super().keyPressEvent(event)


@guarded
class FacetTree(_Answering, QTreeWidget):
    """The list of facets and values; the style sheet marks its current row by a frame alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("facets")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_answered(event):
            super().keyPressEvent(event)


def _words(text: str) -> str:
    """A text by its words alone: small letters, one space between."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


class FacetKeys:
    """Down goes from the box to the first value of the list, Up from the list's first line into the box.

    Enter in the box takes the value that was typed whole, or that alone was found, else it goes to the
    first; in the list it ticks as Space does, and opens a facet. Escape clears the box, from the list as
    well.
    """

    def __init__(self, box: FacetBox, tree: FacetTree) -> None:
        self._box, self._tree = box, tree
        box.answer, tree.answer = self._in_box, self._in_tree

    def _in_box(self, key: Qt.Key) -> bool:
        if key is Qt.Key.Key_Down:
            return self._enter_list()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            found = self._found()
            wanted = _words(self._box.text())
            named = [item for item in found if _words(item.text(0)) == wanted] or found
            if wanted and len(named) == 1:
                _turn(named[0])
                return True
            return self._enter_list()
        if key is Qt.Key.Key_Escape and self._box.text():
            self._box.clear()
            return True
        return False

    def _in_tree(self, key: Qt.Key) -> bool:
        item = self._tree.currentItem()
        if key is Qt.Key.Key_Up and (item is None or self._is_first(item)):
            self._box.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            if item.parent() is None:
                item.setExpanded(not item.isExpanded())
            else:
                _turn(item)
            return True
        if key is Qt.Key.Key_Escape and self._box.text():
            self._box.clear()
            self._box.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        return False

    def _enter_list(self) -> bool:
        """To the first value; without a search to where the list was left."""
        found = self._found()
        item = self._tree.currentItem()
        if self._box.text().strip() or item is None or item.isHidden():
            item = found[0] if found else None
        if item is None:
            return False
        self._tree.setFocus(Qt.FocusReason.TabFocusReason)
        self._tree.setCurrentItem(item)
        self._tree.scrollToItem(item)
        return True

    def _is_first(self, item: QTreeWidgetItem) -> bool:
        """Whether nothing but the name of its facet stands above it."""
        if self._tree.itemAbove(item) is None:
            return True
        found = self._found()
        return bool(self._box.text().strip() and found and item is found[0])

    def _found(self) -> list[QTreeWidgetItem]:
        """The values that are in the list now, from the top."""
        found, tree = [], self._tree
        for at in range(tree.topLevelItemCount()):
            head = tree.topLevelItem(at)
            if head is None or head.isHidden() or not head.isExpanded():
                continue
            for row in range(head.childCount()):
                item = head.child(row)
                if item is not None and not item.isHidden() and item.flags() & _TICKED:
                    found.append(item)
        return found


_TICKED = Qt.ItemFlag.ItemIsUserCheckable


def _turn(item: QTreeWidgetItem) -> None:
    if item.flags() & _TICKED:
        on = item.checkState(0) is Qt.CheckState.Checked
        item.setCheckState(0, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
