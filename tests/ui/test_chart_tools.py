"""What is taken out of a chart: pictures, numbers, and words that lead back to it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from spexplorer.domain.address import state_of
from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Period, Values
from spexplorer.readings.view_citation import citation_of_view
from spexplorer.support.errors import EnvironmentProblem
from spexplorer.ui.drawing.chart import ChartData, Series
from spexplorer.ui.drawing.chart_picture import chart_picture
from spexplorer.ui.drawing.chart_tools import ChartTools, chart_menu, copy_data, csv_of
from spexplorer.ui.drawing.picture_export import file_name, image_of, save_picture
from spexplorer.ui.shell.window_commands import cite_view
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr


@pytest.fixture
def data():
    colour = load_theme("light").colour("certain")
    return ChartData(
        "Things, by name", ("a", "b"), ("=1+1", "Қазақ, тіл"),
        (Series("certain", colour, (1234567.0, 0.5)), Series("+possible", colour, (None, 2.0))),
        "things", "two things", "the shelf", total="n = 2",
    )  # fmt: skip


@pytest.fixture
def picture(qapp, data):
    return chart_picture(data, load_theme("light"), QApplication.font(), "Vector: Culture")


@pytest.fixture
def tools(program):
    spec_and_card = next(c for c in program.window.charts.cards if c[0].chart_id == "vectors")
    card = spec_and_card[1]
    return ChartTools(program.workspace, card.data, program.window.theme, card)


def test_cells_that_a_spreadsheet_would_run_are_made_text(data):
    assert csv_of(data).splitlines() == [
        '"Things, by name",certain,\'+possible',
        "'=1+1,1234567,",
        '"Қазақ, тіл",0.5,2',
    ]


def test_the_numbers_are_saved_as_utf_8(data, tools, tmp_path):
    path = tmp_path / "things.csv"
    tools._replace(data=data).save_data(path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")  # or a spreadsheet would garble the letters
    assert "Қазақ" in content.decode("utf-8")


def test_the_table_is_copied_with_tabs(qapp, data):
    copy_data(data)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[1] == "'=1+1\t1,234,567\t"


def test_a_saved_picture_has_twice_the_pixels_and_shows_the_bars(picture, tmp_path):
    path = tmp_path / "chart.png"
    save_picture(picture, path)
    image = QImage(str(path))
    assert image.size() == picture.size() * 2
    bar = load_theme("light").colour("certain").rgb()
    column = [image.pixel(image.width() // 3, y) for y in range(image.height())]
    assert column.count(bar) > image.height() / 4


def test_a_vector_picture_carries_title_filter_and_source_as_text(picture, tmp_path):
    path = tmp_path / "chart.svg"
    save_picture(picture, path)
    words = path.read_text(encoding="utf-8")
    assert words.count("<text") >= 4
    for said in ("Things, by name", "Vector: Culture", "the shelf", "n = 2"):
        assert said in words


def test_a_page_is_a_pdf(picture, tmp_path):
    path = tmp_path / "chart.pdf"
    save_picture(picture, path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_chart_is_drawn_as_a_picture(qapp):
    empty = ChartData("Empty", (), (), (), "", "nothing", "")
    assert not image_of(chart_picture(empty, load_theme("dark"), QApplication.font(), "")).isNull()


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "csv"])
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(
    program, tools, tmp_path, monkeypatch, ending
):
    place = tmp_path / "no folder" / f"chart.{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    menu = chart_menu(tools)
    next(action for action in menu.actions() if action.objectName() == ending).trigger()
    assert "cannot be written" in program.window.message.accessibleName()
    (told,) = program.window.failures
    assert isinstance(told, EnvironmentProblem)  # foreseen: no crash was logged
    program.window.failures.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_stays_whole_when_saving_fails(picture, tmp_path, monkeypatch):
    path = tmp_path / "chart.png"
    save_picture(picture, path)
    before = path.read_bytes()
    monkeypatch.setattr(QImage, "save", lambda *_: False)
    with pytest.raises(Exception, match="cannot be written"):
        save_picture(picture, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_view_is_cited_with_everything_that_leads_back_to_it(program, settle):
    workspace = program.workspace
    workspace.narrow(Values("vector", frozenset({"culture"})))
    settle()
    caption = ["95 instruments", "Filter: Vector: Culture"]
    text = citation_of_view(
        tr, workspace.reader, workspace.state, "Instruments by vector", caption, date(2026, 11, 23)
    )
    about = workspace.reader.about
    for said in (about["name"], about["version"], about["checksum"], "2026-11-23", *caption):
        assert said in text
    assert "(2018). China’s Soft Power Methods" in text
    assert "Central Asia and the Caucasus, 19(3), 17–25." in text
    assert state_of(text.splitlines()[-1]) == workspace.state


def test_the_menu_key_opens_the_menu_and_cite_fills_the_clipboard(program, settle):
    card = next(c for s, c in program.window.charts.cards if s.chart_id == "vectors")
    place = card.plot.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, place, card.plot.mapToGlobal(place))
    QApplication.sendEvent(card.plot.viewport(), event)
    menu = card.findChild(QMenu)
    assert menu is not None
    names = [action.objectName() for action in menu.actions() if action.objectName()]
    assert names == [*("copy-image", "png", "svg", "pdf", "copy-data", "csv", "cite", "print")]
    next(action for action in menu.actions() if action.objectName() == "cite").trigger()
    assert "Instruments by field." in QGuiApplication.clipboard().text()
    menu.close()


def test_the_button_with_the_dots_opens_the_menu(program, settle):
    card = program.window.charts.cards[0][1]
    QTest.mouseClick(card.tab_stops()[1], Qt.MouseButton.LeftButton)
    assert card.findChild(QMenu).isVisible()
    card.findChild(QMenu).close()


def test_a_title_becomes_a_name_for_a_file():
    assert file_name("Trade: stated and implied growth") == "trade-stated-and-implied-growth"
    assert file_name("…") == "picture"


def test_what_was_copied_is_said(program, tools):
    heard: list[str] = []
    tools = tools._replace(tell=heard.append)
    chart_menu(tools).actions()[0].trigger()
    tools.copy_numbers()
    tools.cite()
    assert len(heard) == 3
    assert all("clipboard" in words for words in heard)


def test_the_whole_view_is_cited_with_how_much_passes_for_certain_and_possibly(program, settle):
    cite_view(program.window)
    assert f"{program.window.status.count.text()}\n" in QApplication.clipboard().text()
    program.workspace.narrow(Period(day_number(2013, 1, 1), day_number(2013, 12, 31)))
    settle()
    said = program.window.status.count.text()
    assert "possibly)" in said
    cite_view(program.window)
    assert said in QApplication.clipboard().text().splitlines()
