"""The roles under which the models of lists and tables give what is no plain text."""

from __future__ import annotations

from PySide6.QtCore import Qt

ID_ROLE = Qt.ItemDataRole.UserRole
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
POSSIBLE_ROLE = Qt.ItemDataRole.UserRole + 2
"""True for a record that passes the filter only possibly."""
MARK_ROLE = Qt.ItemDataRole.UserRole + 3
"""The plain value that stands for the mark of a row."""
