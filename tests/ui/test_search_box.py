"""The search field: hits while typing, off the interface thread, and never of an older query."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spexplorer.operations import search as searching


@pytest.fixture
def box(program):
    program.window.search.setFocus()
    return program.window.search


@pytest.fixture
def until(qapp):
    """Lets the event loop turn until something holds."""

    def turn(holds) -> None:
        deadline = time.monotonic() + 20
        while not holds() and time.monotonic() < deadline:
            qapp.processEvents()
        assert holds()

    return turn


def shown(box) -> list[str]:
    return [row.id for row in box.hits.list.rows]


def test_hits_come_while_typing(box, until) -> None:
    event = QInputMethodEvent()
    event.setCommitString("软实力")
    QApplication.sendEvent(box, event)
    until(lambda: shown(box)[:1] == ["concept:soft-power"])
    assert not box.hits.isHidden()
    assert "hits" in box.hits.hint.text()


def test_searching_leaves_the_interface_thread_alone(box, until, monkeypatch) -> None:
    threads = []
    real = searching.search_library

    def noted(*arguments, **options):
        threads.append(threading.current_thread())
        return real(*arguments, **options)

    monkeypatch.setattr(searching, "search_library", noted)
    QTest.keyClicks(box, "silk road")
    until(lambda: shown(box) != [])
    assert threads
    assert threading.main_thread() not in threads


def test_an_older_query_is_never_shown(program, box, until, monkeypatch) -> None:
    """The first search is held back until the second one has been answered."""
    held = threading.Event()
    real = searching.search_library

    def slow(path, query, **options):
        if query == "c":
            held.wait(10)
        return real(path, query, **options)

    monkeypatch.setattr(searching, "search_library", slow)
    answered: list[str] = []
    real_show = box._show
    monkeypatch.setattr(
        box, "_show", lambda query, found: (answered.append(query), real_show(query, found))
    )
    QTest.keyClicks(box, "c")
    QTest.keyClicks(box, "onfucius institute")
    until(lambda: answered[-1:] == ["confucius institute"])
    before = shown(box)
    held.set()
    until(lambda: not program.workspace.tasks.are_running)
    assert "c" not in answered
    assert shown(box)[: len(before)] == before


def test_enter_before_the_hits_goes_to_the_best_one(program, box, until) -> None:
    QTest.keyClicks(box, "soft power")
    QTest.keyClick(box, Qt.Key.Key_Return)
    until(lambda: program.workspace.state.current == "concept:soft-power")
    assert box.hits.isHidden()


def test_escape_calls_the_search_off(program, box, until) -> None:
    QTest.keyClicks(box, "china")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    until(lambda: not program.workspace.tasks.are_running)
    assert box.hits.isHidden()


def test_emptying_the_field_takes_the_hits_away(program, box, until) -> None:
    QTest.keyClicks(box, "china")
    until(lambda: shown(box) != [])
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    until(lambda: not program.workspace.tasks.are_running)
    assert box.hits.isHidden()


def test_hits_that_take_long_to_count_are_counted_later(box, until, monkeypatch) -> None:
    real = searching.search_library
    monkeypatch.setattr(
        searching,
        "search_library",
        lambda *a, **o: real(*a, **o)._replace(total=-1),
    )
    hints = []
    real_tell = box._tell
    monkeypatch.setattr(
        box, "_tell", lambda total: (real_tell(total), hints.append(box.hits.hint.text()))
    )
    QTest.keyClicks(box, "china")
    until(lambda: len(hints) > 1)
    assert "hits" not in hints[0]
    assert hints[-1].split()[0].isdigit()


def test_many_hits_are_told_as_more_than_a_number(box) -> None:
    box._tell(10_001)
    assert box.hits.hint.text().startswith("10,000+ hits")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("28.6 billion", "statistic:trade-turnover-2017"),
        ("2.1 million", "statistic:confucius-learners-world"),
    ],
)
def test_a_typed_figure_leads_to_the_statistic_that_carries_it(
    box, program, until, query, wanted
) -> None:
    QTest.keyClicks(box, query)
    until(lambda: shown(box)[:1] == [wanted])
    QTest.keyClick(box, Qt.Key.Key_Return)
    until(lambda: program.workspace.state.current == wanted)


def test_the_keyboard_goes_on_in_the_list_where_the_hit_stands(program, box, until, settle) -> None:
    program.workspace.show_tab("people")
    settle()
    box.setFocus()
    QTest.keyClicks(box, "xi jinping")
    until(lambda: shown(box)[:1] == ["agent:xi-jinping"])
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    held = program.window.focusWidget()
    assert program.window.current_view().isAncestorOf(held)
    QTest.keyClick(held, Qt.Key.Key_Up)
    settle()
    assert program.workspace.state.current not in (None, "agent:xi-jinping")
    assert program.workspace.state.tab == "people"


def test_what_was_typed_is_replaced_by_typing_and_found_again_by_down(
    program, box, until, settle
) -> None:
    QTest.keyClicks(box, "soft power")
    until(lambda: shown(box) != [])
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    program.window.actions_by_name["find"].trigger()
    assert (box.text(), box.selectedText(), box.hits.isVisible()) == (
        "soft power",
        "soft power",
        False,
    )
    QTest.keyClick(box, Qt.Key.Key_Down)
    until(box.hits.isVisible)
    assert shown(box)[:1] == ["concept:soft-power"]
    box.selectAll()
    QTest.keyClicks(box, "silk")
    assert box.text() == "silk"


def test_escape_puts_the_hits_away_then_the_words_and_leaves(program, box, until, settle) -> None:
    program.workspace.show_tab("people")
    settle()
    box.setFocus()
    QTest.keyClicks(box, "china")
    until(box.hits.isVisible)
    held = program.window.focusWidget
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (box.hits.isVisible(), box.text(), held() is box) == (False, "china", True)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    settle()
    assert (box.text(), held() is box) == ("", False)
    assert program.window.current_view().isAncestorOf(held())


def test_the_click_that_enters_the_field_chooses_its_words(program, box, settle) -> None:
    QTest.keyClicks(box, "china")
    program.window.current_view().setFocus()
    box.clearFocus()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.selectedText() == "china"
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.selectedText() == ""


def test_dropped_words_are_searched_for_and_put_away_like_typed_ones(program, box, until) -> None:
    QTest.keyClicks(box, "china")
    program.window.current_view().setFocus()
    box.clearFocus()
    data = QMimeData()
    data.setText("silk road")
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    at, window = box.mapTo(program.window, box.rect().center()), program.window.windowHandle()
    left = Qt.MouseButton.LeftButton
    QApplication.sendEvent(window, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, data, left, none))
    assert box.text() == "silk road"
    until(lambda: shown(box) != [])
    assert box.text() == "silk road"
    assert program.window.focusWidget() is box
