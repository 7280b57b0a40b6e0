"""What goes on paper: light, and with text in its size, whatever theme and text size the window has."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo

from spexplorer.ui.drawing.chart_card import ChartCard
from spexplorer.ui.drawing.chart_picture import in_colours_of
from spexplorer.ui.drawing.chart_tools import ChartTools
from spexplorer.ui.drawing.picture_export import save_picture
from spexplorer.ui.shell.record_printing import document_of
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.agreements.exporting import RegisterExport


@pytest.fixture
def dark(program, settle):
    program.appearance.choose("dark")
    settle()
    return program


def _drawn(path: Path) -> bytes:
    """The commands that draw the pages of a PDF file."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", path.read_bytes(), re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


def _sizes(path: Path) -> set[float]:
    """The sizes of all letters, in the units of the picture."""
    return {float(size) for size in re.findall(rb"/F\d+ ([\d.]+) Tf", _drawn(path))}


def _fills(path: Path) -> set[str]:
    """The colours that something is filled with."""
    return {
        QColor.fromRgbF(*map(float, parts)).name()
        for parts in re.findall(rb"\n([\d.]+) ([\d.]+) ([\d.]+) scn", _drawn(path))
    }


@pytest.fixture
def chronology(dark, tmp_path, settle):
    """The PDF of the timeline, and the tab it is of."""
    dark.workspace.show_tab("timeline")
    settle()
    tab, path = dark.window.current_view(), tmp_path / "chronology.pdf"
    save_picture(tab.export.picture(paper=True), path)
    return path, tab


def check_letters(path, widget):
    """Letters have the size they were measured with on the screen."""
    sizes = _sizes(path)
    assert sizes
    assert max(sizes) <= QFontInfo(widget.font()).pixelSize() + 1


def test_letters_of_a_chart_have_the_size_they_were_measured_with(dark, tmp_path):
    card = dark.window.findChild(ChartCard)
    picture = ChartTools(dark.workspace, card.data, dark.window.theme, card).picture()
    save_picture(picture, tmp_path / "chart.pdf")
    check_letters(tmp_path / "chart.pdf", card)


def test_letters_of_the_chronology_have_the_size_they_were_measured_with(chronology):
    check_letters(*chronology)


def test_what_fades_in_the_chronology_is_pale_on_paper(chronology):
    """Qt's PDF would paint it full, over the words that are written on it."""
    path, _ = chronology
    stops = re.findall(rb"/C[01] ?\[ ?([\d. ]+)\]", path.read_bytes())
    assert stops
    light = [sum(map(float, stop.split())) / 3 for stop in stops if len(stop.split()) == 3]
    assert light
    assert sorted(light)[len(light) // 2] > 0.7


def test_a_chart_from_a_dark_window_has_the_colours_of_the_light_theme_on_paper(dark, tmp_path):
    light = load_theme("light")
    cards = dark.window.findChildren(ChartCard)
    card = next(c for c in cards if c.data is not None and c.data.series[0].colours)
    tools = ChartTools(dark.workspace, card.data, dark.window.theme, card)
    save_picture(tools.picture(paper=True), tmp_path / "vectors.pdf")
    wanted = {light.codes["vector"][key].lower() for key in card.data.keys}
    assert wanted <= _fills(tmp_path / "vectors.pdf")


def test_every_series_of_every_chart_finds_its_light_colour(dark):
    light, worn = load_theme("light"), dark.window.theme
    names = {QColor(shade).name() for shade in (*light.shades, *light.colours.values())}
    for card in dark.window.findChildren(ChartCard):
        for series in in_colours_of(card.data, worn, light).series:
            assert series.colour.name() in names, series.name


def test_the_list_of_agreements_is_written_in_light_colours(dark, settle):
    dark.workspace.show_tab("agreements")
    settle()
    export = dark.window.current_view().findChild(RegisterExport)
    page = export.list_page()
    assert dark.window.theme.colours["muted"] not in page
    assert load_theme("light").colours["muted"] in page


def test_a_record_is_printed_in_the_size_of_the_system_however_large_the_window_writes(program):
    record = program.workspace.visible("agreement")[0].id
    before = document_of(program.workspace.reader, record).size()
    program.appearance.resize_to(2.0)
    assert document_of(program.workspace.reader, record).size() == before
