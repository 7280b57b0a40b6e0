"""The way from one window of the timeline to another: smooth, exact at its end, and never in the way."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from spexplorer.domain.time_window import Window
from spexplorer.ui.views.timeline import motion
from spexplorer.ui.views.timeline.motion import WindowMotion, between

_days = st.floats(-1e6, 1e6)
_lengths = st.floats(4, 1e6)


@given(_days, _lengths, st.floats(0.01, 100), st.floats(0, 1), st.floats(0, 1))
def test_the_day_under_the_pointer_stays_and_both_ends_are_exact(first, days, factor, place, share):
    start = Window(first, first + days)
    day = first + place * days
    end = start.zoomed(factor, day)
    assert between(start, end, 0) == start
    assert between(start, end, 1) == end
    window = between(start, end, share)
    assert (day - window.first) / window.days == pytest.approx(place, abs=1e-3)
    low, high = sorted((start.days, end.days))
    assert low * 0.999 <= window.days <= high * 1.001


@pytest.fixture
def moving(monkeypatch):
    monkeypatch.setattr(motion, "DURATION_MS", 120)


def test_a_way_ends_exactly_where_it_leads(qapp, qtbot, moving):
    owner, seen = QObject(), []
    glide = WindowMotion(owner)
    glide.at.connect(seen.append)
    start, end = Window(0, 100), Window(40.3, 47.9)
    glide.go(start, end)
    assert glide.target == end
    qtbot.waitUntil(lambda: glide.target is None, timeout=5_000)
    assert seen[-1] == end
    assert len(seen) > 2
    assert [window.days for window in seen] == sorted((w.days for w in seen), reverse=True)


def test_where_a_picture_takes_long_the_next_one_is_the_last(qapp, qtbot, moving):
    owner, seen = QObject(), []
    glide = WindowMotion(owner)

    def draw(window):
        seen.append(window)
        time.sleep(0.05)

    glide.at.connect(draw)
    glide.go(Window(0, 100), Window(40, 50))
    qtbot.waitUntil(lambda: glide.target is None, timeout=5_000)
    assert len(seen) <= 3
    assert seen[-1] == Window(40, 50)
    glide.go(Window(40, 50), Window(0, 100))
    assert seen[-1] == Window(0, 100)


def _turn_wheel(canvas, at: QPointF):
    event = QWheelEvent(
        at, canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


def test_turns_of_the_wheel_add_up_and_a_press_stops_the_way(program, settle, qtbot, moving):
    program.workspace.show_tab("timeline")
    settle()
    canvas = program.window.current_view().canvas
    before, at = (
        canvas.chronology.window,
        QPointF(canvas.state.header + 200, canvas.state.axis + 40),
    )
    day = canvas.chronology.day_at(200)
    for _ in range(3):
        _turn_wheel(canvas, at)
    wanted = pytest.approx(before.days / 1.25**3)
    qtbot.waitUntil(lambda: canvas.chronology.window.days == wanted, timeout=5_000)
    assert canvas.chronology.day_at(200) == pytest.approx(
        day, abs=canvas.chronology.window.days / 100
    )
    _turn_wheel(canvas, at)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    held = canvas.chronology.window
    qtbot.wait(200)
    assert canvas.chronology.window == held
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
