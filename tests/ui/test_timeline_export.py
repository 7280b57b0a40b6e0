"""The chronology leaves the program: pictures, a table, a citation."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from event_loop import turn
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period, Relation
from spexplorer.support.errors import AppError
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.timeline.page import TimelineView
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Save = Callable[[str, Path], None]


@pytest.fixture
def tab(follow, workspace: Workspace) -> TimelineView:
    return follow(workspace, TimelineView(workspace, load_theme("dark")), (1000, 640))


@pytest.fixture
def save(tab: TimelineView, monkeypatch: pytest.MonkeyPatch) -> Save:
    """Chooses a command of the export menu and answers with a place."""

    def choose(name: str, place: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
        action = next(a for a in tab.export.menu.actions() if a.objectName() == name)
        action.trigger()

    return choose


def test_pictures_show_every_lane_at_twice_the_size(tab: TimelineView, save: Save, tmp_path: Path):
    save("png", tmp_path / "chronology")
    image = QImage(str(tmp_path / "chronology.png"))
    assert image.height() > 2 * tab.chronology.scene().height
    assert image.width() > 2 * tab.canvas.viewport().width()
    save("svg", tmp_path / "chronology.svg")
    drawn = (tmp_path / "chronology.svg").read_text(encoding="utf-8")
    assert "Leadership of Hu Jintao" in drawn
    assert "Filter: " in drawn
    assert "rests on a footnote" in drawn
    assert 'stroke="#000000"' not in drawn  # what fades has no outline that does not
    save("pdf", tmp_path / "chronology.pdf")
    assert (tmp_path / "chronology.pdf").read_bytes().startswith(b"%PDF")
    assert len(list(tmp_path.iterdir())) == 3


def test_the_table_has_what_passes_with_dates_and_evidence(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView, save: Save, tmp_path: Path
):
    period = Period(day_number(2002, 1, 1), day_number(2006, 12, 31), Relation.STARTS_IN)
    workspace.set_filter(Filter((period,)))
    turn()
    place = tmp_path / "events.csv"
    save("csv", place)
    qtbot.waitUntil(place.exists, timeout=5_000)
    with place.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert len(rows) == len(tab.chronology.shown.rows)
    event = dict(zip(header, next(row for row in rows if "Hu Jintao" in row[0]), strict=True))
    assert event["Date (EDTF)"] == "2002-11/2012-11"
    assert event["Place"] == "China"
    assert "¶ 2, sentence 1" in event["Evidence"]
    assert event["Passes the filter"] == "certainly"
    assert {row[header.index("Passes the filter")] for row in rows} == {"certainly", "possibly"}


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(
    workspace: Workspace, save: Save, tmp_path: Path
):
    told: list[AppError] = []
    workspace.failed.connect(told.append)
    save("png", tmp_path / "missing" / "chronology.png")
    assert "choose another folder" in str(told[0])


def test_a_citation_leads_back_to_the_view(tab: TimelineView, save: Save, tmp_path: Path):
    save("cite", tmp_path)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Timeline, lanes by type.")
    assert "162 events" in text
    assert "SHA-256" in text
    save("copy-image", tmp_path)
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_chronology_is_saved_with_footnotes(
    tab: TimelineView, workspace: Workspace, save: Save, tmp_path: Path, qtbot: QtBot
):
    if not workspace.citer.has_pandoc:
        pytest.skip("pandoc is not installed")
    years = Period(day_number(2002, 1, 1), day_number(2006, 12, 31), Relation.STARTS_IN)
    workspace.set_filter(Filter().with_constraint(years))
    qtbot.waitUntil(lambda: 0 < len(tab.chronology.shown.rows) < 60, timeout=20_000)
    said: list[str] = []
    workspace.told.connect(said.append)
    place = tmp_path / "chronology.docx"
    save("document", place)
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert str(place) in said[0]
    with zipfile.ZipFile(place) as packed:
        body = packed.read("word/document.xml").decode()
        notes = packed.read("word/footnotes.xml").decode()
    assert "2003" in body
    assert "Special Commission" in body
    assert body.count("<w:footnoteReference") >= len(tab.chronology.shown.rows) - 5
    assert "Kuramayeva" in notes
    import pypandoc

    text = pypandoc.convert_file(str(place), "markdown", format="docx")
    assert text.count("[^") >= 2 * (len(tab.chronology.shown.rows) - 5)
    assert "Special Commission" in text
