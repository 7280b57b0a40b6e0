"""Floor: a bare PySide6 window with a table; prints the moment of its first paint and ends."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

app = QApplication([])
window = QMainWindow()
table = QTableView()
model = QStandardItemModel(100, 4)
for row in range(100):
    for column in range(4):
        model.setItem(row, column, QStandardItem(f"row {row}, column {column}"))
table.setModel(model)
window.setCentralWidget(table)
window.resize(1400, 850)


class Watch(QObject):
    """Ends the program at the first paint."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            table.viewport().removeEventFilter(self)
            QTimer.singleShot(0, self.end)
        return False

    def end(self) -> None:
        print(time.monotonic(), flush=True)
        app.quit()


watch = Watch()
table.viewport().installEventFilter(watch)
window.show()
app.exec()
