"""Floor: a bare PySide6 and pyqtgraph window; prints the moment its plot is painted and ends."""

import time

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication([])
window = QMainWindow()
plot = pg.PlotWidget()
plot.addItem(pg.BarGraphItem(x=list(range(20)), height=list(range(20)), width=0.8))
window.setCentralWidget(plot)
window.resize(1400, 850)


class Watch(QObject):
    """Ends the program at the first paint."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            plot.viewport().removeEventFilter(self)
            QTimer.singleShot(0, self.end)
        return False

    def end(self) -> None:
        print(time.monotonic(), flush=True)
        app.quit()


watch = Watch()
plot.viewport().installEventFilter(watch)
window.show()
app.exec()
