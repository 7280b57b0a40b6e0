"""The one time axis: its limits, its ticks at any span, and labels that never lie on one another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.time_window import TimeScale, Window, limits_around, year_step
from spexplorer.ui.drawing.time_axis import axis_ticks, paint_axis, paint_grid
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.words.days import range_words, year_words


def test_a_single_year_can_be_zoomed_out_to_its_decades():
    limits = limits_around(day_number(373, 1, 1), day_number(374, 1, 1))
    assert limits.first < day_number(350, 1, 1)
    assert limits.last > day_number(400, 1, 1)
    wide = limits_around(day_number(-199, 1, 1), day_number(2018, 1, 1))
    assert wide.days < 2222 * 366


def test_a_scale_goes_to_pixels_and_back():
    scale = TimeScale(Window.of_years(2000, 2009), 100.0, 500.0)
    assert scale.x(day_number(2000, 1, 1)) == 100
    assert scale.x(day_number(2010, 1, 1)) == 600
    assert scale.day(scale.x(730_500.25)) == pytest.approx(730_500.25)
    assert scale.x_inside(day_number(1900, 1, 1)) == 100
    assert scale.x_inside(day_number(2100, 1, 1), beyond=60) == 660


@pytest.mark.parametrize("days", [4, 40, 400, 4_000, 40_000, 40_000_000, 200_000_000])
def test_labels_of_any_span_stand_apart(qapp, days):
    scale = TimeScale(Window(735_000.5 - days, 735_000.5), 0.0, 640.0)
    axis = axis_ticks(scale, QFontMetricsF(QFont()))
    assert axis.ticks
    for one, other in pairwise(axis.ticks):
        assert one.x + one.width / 2 < other.x - other.width / 2
    assert bool(axis.context) == (days <= 400)


def test_an_axis_is_painted_and_what_is_taken_stays_free(qapp):
    theme, scale = load_theme("light"), TimeScale(Window.of_years(1990, 2019), 0.0, 400.0)
    image = QImage(400, 60, QImage.Format.Format_RGB32)

    def drawn(taken: list[tuple[float, float]]) -> QImage:
        image.fill(theme.colour("surface"))
        with QPainter(image) as painter:
            axis = axis_ticks(scale, QFontMetricsF(painter.font()))
            paint_grid(painter, theme, axis, 20, 60)
            paint_axis(painter, theme, axis, QRectF(0, 0, 400, 20), taken)
        return image.copy(0, 0, 400, 14)

    empty = QImage(400, 14, QImage.Format.Format_RGB32)
    empty.fill(theme.colour("surface"))
    assert drawn([]) != empty
    assert drawn([(0.0, 400.0)]) == empty


def test_years_and_ranges_are_said_as_people_count():
    assert year_words(tr, 2018) == "2018"
    assert year_words(tr, -43) == "44 BCE"
    assert year_words(tr, -11_999) == "12,000 BCE"
    days = day_number(2002, 1, 1), day_number(2006, 12, 31)
    assert range_words(tr, *days) == "2002–2006"
    assert year_step(2213, 30) == 100
    assert year_step(30, 30) == 1
