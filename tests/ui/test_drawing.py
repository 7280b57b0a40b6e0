"""The shared pieces of every drawing: canvas, list twin, legend, glyphs, pictures that leave."""

from __future__ import annotations

import sys
from functools import partial

import pytest
from lxml import etree
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from spexplorer.ui.drawing.glyphs import SHAPES, Glyph, code_colour, draw_glyph, glyph_of
from spexplorer.ui.drawing.legend import Legend, LegendEntry, legend_lines, swatch
from spexplorer.ui.drawing.mark_canvas import Mark, MarkCanvas
from spexplorer.ui.drawing.picture_export import ExportPicture, image_of, save_picture
from spexplorer.ui.style.theme import load_theme

LIGHT = load_theme("light")


class Squares(MarkCanvas):
    """Twelve marks in rows as wide as the drawing."""

    number = 12

    def lay_out(self, width: float) -> float:
        across = max(1, int(width) // 50)
        for at in range(self.number):
            rect = QRectF(at % across * 50, at // across * 50, 40, 40)
            self.marks.append(Mark(f"record:{at}", rect, f"Square {at}"))
            self.put_text(rect, str(at))
        return 50.0 * (self.number // across + 1)


@pytest.fixture
def squares(qtbot):
    canvas = Squares("Squares", LIGHT)
    qtbot.addWidget(canvas)
    canvas.resize(300, 300)
    canvas.show()
    return canvas


# -- canvas ---------------------------------------------------------------------------------------


def test_a_canvas_is_walked_chosen_and_read_aloud(squares, qtbot):
    squares.setFocus()
    QTest.keyClick(squares, Qt.Key.Key_Home)
    QTest.keyClick(squares, Qt.Key.Key_Right)
    assert squares.accessibleDescription() == "Square 1"
    with qtbot.waitSignal(squares.chosen) as heard:
        QTest.keyClick(squares, Qt.Key.Key_Space)
    assert heard.args == ["record:1"]
    with qtbot.waitSignal(squares.entered) as heard:
        QTest.mouseMove(squares, squares.marks[3].rect.center().toPoint())
    assert heard.args == ["record:3"]
    with qtbot.waitSignal(squares.chosen) as heard:
        QTest.mouseClick(
            squares, Qt.MouseButton.LeftButton, pos=squares.marks[4].rect.center().toPoint()
        )
    assert heard.args == ["record:4"]


# -- legend ---------------------------------------------------------------------------------------


def _entries(number: int, *, keyed: bool = False) -> list[LegendEntry]:
    return [
        LegendEntry(f"Meaning {at}", swatch("accent"), key=f"key{at}" if keyed else "")
        for at in range(number)
    ]


def test_a_legend_says_all_of_it_and_wraps(qtbot):
    legend = Legend("Legend", LIGHT)
    qtbot.addWidget(legend)
    legend.show_entries(_entries(9))
    assert "Meaning 8" in legend.accessibleName()
    metrics = legend.fontMetrics()
    assert legend_lines(legend.entries, 10_000, metrics) == 1
    assert legend_lines(legend.entries, 200, metrics) > 3
    assert legend.heightForWidth(200) > legend.heightForWidth(2000)


def test_a_legend_in_one_line_counts_what_it_leaves_out(qtbot):
    legend = Legend("Legend", LIGHT, most_lines=1)
    qtbot.addWidget(legend)
    legend.show_entries(_entries(9))
    legend.resize(220, 30)
    legend.show()
    assert legend.heightForWidth(220) < 2 * legend.fontMetrics().height()
    assert not legend.grab().isNull()


def test_entries_with_a_key_are_buttons_reached_by_tab_and_space(qtbot):
    legend = Legend("Legend", LIGHT)
    qtbot.addWidget(legend)
    legend.show_entries([*_entries(2, keyed=True), *_entries(2)])
    legend.show()
    buttons = legend.findChildren(QToolButton)
    assert [button.accessibleName() for button in buttons] == ["Meaning 0", "Meaning 1"]
    button = legend.button("key1")
    button.setFocus()
    with qtbot.waitSignal(legend.clicked) as heard:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert heard.args == ["key1"]
    legend.show_entries(_entries(2, keyed=True)[1:])
    assert legend.button("key1") is button
    legend.restyle(load_theme("dark"))
    assert not button.icon().isNull()


# -- glyphs ---------------------------------------------------------------------------------------


def _drawn(glyph: Glyph) -> bytes:
    image = QImage(QSize(32, 32), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        draw_glyph(painter, glyph, QRectF(2, 2, 28, 28), LIGHT.colour("text"))
    return bytes(image.constBits())


def test_every_shape_looks_different_and_none_is_empty(qapp):
    drawn = {_drawn(Glyph(shape)) for shape in SHAPES}
    assert len(drawn) == len(SHAPES)
    assert _drawn(Glyph("no shape of that name")) == _drawn(Glyph("circle"))
    blank = QImage(QSize(32, 32), QImage.Format.Format_ARGB32)
    blank.fill(Qt.GlobalColor.white)
    assert bytes(blank.constBits()) not in drawn


@pytest.mark.parametrize(
    "scheme", ["agreement_date", "source_type", "verdict", "stance", "note_confidence"]
)
def test_every_code_of_the_library_has_a_glyph_of_its_own(workspace, scheme):
    codes = list(workspace.reader.terms(scheme))
    glyphs = [glyph_of(scheme, code, at) for at, code in enumerate(codes)]
    assert codes
    assert len(set(glyphs)) == len(codes)


def test_codes_of_another_field_of_study_are_told_apart_by_their_position(qapp):
    glyphs = [glyph_of("source_type", f"railway-{at}", at) for at in range(12)]
    assert len({_drawn(glyph) for glyph in glyphs}) == 12
    colours = {code_colour(LIGHT, "vector", f"railway-{at}", at).name() for at in range(7)}
    assert len(colours) == 7
    assert glyph_of("source_type", None) == Glyph("unknown")


# -- pictures -------------------------------------------------------------------------------------


@pytest.fixture
def picture(qapp):
    def paint(painter: QPainter, *, side: int) -> None:
        painter.fillRect(QRectF(0, 0, side, side), LIGHT.colour("accent"))

    return ExportPicture(
        "Things <b>", QSize(400, 200), partial(paint, side=100), LIGHT, QApplication.font(),
        _entries(2), ["Filter: none", "Source: the shelf"],
    )  # fmt: skip


def test_title_legend_and_caption_are_part_of_every_picture(picture, tmp_path):
    save_picture(picture, tmp_path / "things.svg")
    words = (tmp_path / "things.svg").read_text(encoding="utf-8")
    for said in ("Things &lt;b", "Meaning 0", "Meaning 1", "Filter: none", "Source: the shelf"):
        assert said in words
    image = image_of(picture)
    assert image.size() == picture.size() * 2
    assert picture.size().height() > 200 + 3 * 12


def test_an_svg_is_well_formed_whatever_its_words(picture, tmp_path):
    hostile = "a\x00\x01\x0b\x1b\x1f\x7f\ud800\ufffe\uffff & < > ]]> \r\n <!-- --> \u202e"
    hostile_picture = ExportPicture(
        hostile, QSize(400, 200), lambda painter: painter.drawText(5, 50, hostile), LIGHT,
        QApplication.font(), [], [hostile],
    )  # fmt: skip
    save_picture(hostile_picture, tmp_path / "things.svg")
    read = etree.fromstring((tmp_path / "things.svg").read_bytes())
    assert any("]]>" in (one.text or "") for one in read.iter())


def test_a_pdf_asks_no_print_service(picture, tmp_path, monkeypatch):
    """A printer would look for the print service of the machine, over a socket."""
    monkeypatch.setitem(sys.modules, "PySide6.QtPrintSupport", None)
    save_picture(picture, tmp_path / "things.pdf")
    assert (tmp_path / "things.pdf").read_bytes().startswith(b"%PDF-")
