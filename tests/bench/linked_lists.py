"""The search field and the table of a million rows."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from desk import Desk, empty_repaint, timed
from floor_times import Line, p95
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication


def keystrokes(desk: Desk) -> list[Line]:
    """From a key in the search field to the painted first hits."""
    rare = [
        max(row[0].split(), key=len)
        for row in desk.connection.execute(
            "SELECT title FROM work WHERE script = 'Latn' AND id % 60013 < 2 ORDER BY id"
        )
    ]
    typed = {
        "one letter": list("aceiklmnprstкқба"),
        "two letters": ["ch", "ka", "al", "in", "th", "so", "ки", "ка", "по", "қа", "zh", "be"],
        "the commonest word": [w[:n] for w in ("china", "китай", "author") for n in range(3, 7)],
        "two common words": [
            "china policy",
            "the of",
            "kazakhstan chin",
            "soft power",
            "the china",
        ],
        "Chinese": ["中", "中国", "软实力", "哈萨克斯坦", "丝绸之路"],
        "a rare word": [word[:n] for word in rare[:12] for n in (4, len(word))],
    }
    lines = [_keystroke(desk, name, words) for name, words in typed.items()]
    desk.program.window.search._dismiss()
    return lines


def _keystroke(desk: Desk, name: str, words: list[str]) -> Line:
    from spexplorer.storage.query import match_expression

    box = desk.program.window.search
    figures, floors = [], []
    for word in [*words, *words]:
        box.setText(word[:-1])
        event = QInputMethodEvent()
        event.setCommitString(word[-1])

        def press(event: Any = event, word: str = word) -> None:
            QApplication.sendEvent(box, event)
            desk.until(lambda: box._answered == word)

        figures.append(timed(press))
        desk.rest(0.01)
        match = match_expression(desk.connection, word)
        floors.append(timed(lambda m=match: _raw_hits(desk, m)))
    return Line(f"key to painted hits, {name}", p95(figures), p95(floors), 50, "ms")


def _raw_hits(desk: Desk, match: str | None) -> None:
    desk.connection.execute(
        "SELECT uid, sort_key FROM search_index JOIN record ON record.id = search_index.rowid"
        " WHERE search_index MATCH ? LIMIT 60",
        (match,),
    ).fetchall()


def _register(desk: Desk) -> Any:
    window = desk.program.window
    desk.workspace.show_tab("library")
    desk.rest(1.0)
    view = window.current_view
    view = view() if callable(view) else view
    assert view.table.records.rowCount() > 50_000
    return view


def scrolling(desk: Desk) -> list[Line]:
    """One step down the table of all works, and one jump to anywhere in it, each painted."""
    view = _register(desk)
    bar, viewport = view.table.verticalScrollBar(), view.table.viewport()
    places = random.Random(1)

    def show(at: int) -> None:
        bar.setValue(at)
        viewport.repaint()

    steps = [timed(lambda a=at: show(a * 3)) for at in range(150)]
    jumps = [timed(lambda: show(places.randrange(bar.maximum()))) for _ in range(150)]
    floor = empty_repaint(viewport.size())
    return [
        Line("table, a step scrolled and painted", p95(steps), floor, 16, "ms"),
        Line("table, a jump anywhere painted", p95(jumps), floor, 16, "ms"),
    ]


def sorting(desk: Desk) -> list[Line]:
    """From the wish to sort by a column to the sorted rows; the slowest column, both ways."""
    from spexplorer.readings.library.columns import columns_of
    from spexplorer.readings.tables import SortKey
    from spexplorer.words.language import PLAIN

    view, arrived = _register(desk), []
    view.registers.arranged.connect(arrived.append)

    def order(wanted: tuple[Any, ...]) -> None:
        view.table.sort_wanted.emit(wanted)
        desk.until(lambda: bool(arrived) and arrived[-1].order == wanted)
        desk.painted()

    figures = []
    for column in columns_of(PLAIN, "work"):
        for descending in (False, True):
            arrived.clear()
            wanted = (SortKey(column.key, descending),)
            figures.append(timed(lambda w=wanted: order(w)))
            desk.rest(0.01)
    order(())
    view.registers.arranged.disconnect(arrived.append)
    rows = np.random.default_rng(1).integers(0, 400, view.table.records.rowCount())
    floor = p95([timed(lambda: np.argsort(rows, kind="stable")) for _ in range(5)])
    return [Line("sorting a million rows, slowest column", max(figures), floor, 300, "ms")]
