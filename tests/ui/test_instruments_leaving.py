"""An instrument in full beside its tree, and the tree on its way out of the program."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from event_loop import turn
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QTreeView

from spexplorer.domain.concepts import Crosswalk, Instrument
from spexplorer.domain.filters import Filter
from spexplorer.domain.records import InstrumentId, NameForm, RecordId
from spexplorer.formats import skos
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.instruments.page import InstrumentsView
from spexplorer.ui.views.instruments.tree_export import TreeExport
from spexplorer.workspace.workspace import Workspace


@pytest.fixture
def tab(follow, workspace: Workspace) -> InstrumentsView:
    return follow(workspace, InstrumentsView(workspace, load_theme("light")), (900, 620))


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """Answers the next question for a place."""

    def answer(name: str) -> Path:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))
        return tmp_path / name

    return answer


def export_of(tab: InstrumentsView) -> TreeExport:
    """The button of the tree that is shown."""
    return next(one for one in tab.findChildren(TreeExport) if one.isVisible())


def table_of(tab: InstrumentsView) -> QTreeView:
    return next(table for table in tab.findChildren(QTreeView) if table.isVisible())


def test_a_row_tells_other_schemes_and_what_is_linked(tab, workspace) -> None:
    workspace.go("instrument:cultural-exchange")
    turn()
    words = table_of(tab).currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert "AidData: cultural (close match)" in words
    assert "4 events" in words


def test_the_right_button_on_a_row_is_left_to_the_window(tab, workspace) -> None:
    """Which shows the menu of the record, as everywhere."""
    workspace.go("instrument:cultural-exchange")
    turn()
    table = table_of(tab)
    point = table.visualRect(table.currentIndex()).center()
    at = table.viewport().mapToGlobal(point)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, at)
    table.contextMenuEvent(event)
    assert not event.isAccepted()
    assert not table.findChildren(QMenu)


def test_the_tree_is_saved_as_it_is_narrowed(tab, workspace, place) -> None:
    workspace.set_filter(Filter().toggled("vector", "media"))
    turn()
    path = place("instruments.csv")
    export_of(tab).table.trigger()
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    ids = {row[header.index("Identifier")] for row in rows}
    assert ids == {row.id for row in workspace.visible("instrument")}
    assert any(row[header.index("Assessments")] for row in rows)
    assert all(row[header.index("Evidence")] for row in rows)


def test_concepts_are_saved_as_skos(tab, workspace, place) -> None:
    tab.modes.button("concept").click()
    path = place("concepts.ttl")
    export_of(tab).skos.trigger()
    text = path.read_text(encoding="utf-8")
    assert text.count(" a skos:Concept ;") == workspace.reader.counts["concept"]
    assert "skos:broader <urn:spexplorer:concept:soft-power>" in text
    assert 'skos:altLabel "吸引力"@zh-Hans' in text


def test_a_place_that_cannot_be_written_is_told(tab, workspace, place) -> None:
    told: list[object] = []
    workspace.failed.connect(told.append)
    place("missing/instruments.ttl")
    export_of(tab).skos.trigger()
    assert "cannot be written" in str(told[0])


def test_skos_keeps_words_as_they_are_and_names_how_near_a_mapping_is() -> None:
    stream = io.StringIO()
    media = Instrument(
        id=RecordId("instrument:media"), name='The "media"', vector="media",
        description="Two\nlines \\ and a stroke",
        variants=(NameForm(form="медиа", language="ru", script="Cyrl"), NameForm(form="M")),
        crosswalk=(Crosswalk(scheme="AidData", term="informational", match="exact"),),
    )  # fmt: skip
    film = Instrument(
        id=RecordId("instrument:film"), name="Film", vector="media",
        broader=InstrumentId("instrument:media"),
    )  # fmt: skip
    skos.write({"name": "Test", "language": "en"}, [media, film], stream)
    text = stream.getvalue()
    assert r'skos:prefLabel "The \"media\""@en' in text
    assert r'"Two\nlines \\ and a stroke"@en' in text
    assert 'skos:altLabel "M" ;' in text
    assert "skos:exactMatch <urn:spexplorer:scheme:AidData:informational>" in text
    assert text.count("skos:topConceptOf") == 1
    assert "skos:broader <urn:spexplorer:instrument:media>" in text


def test_the_field_of_an_instrument_is_called_as_the_library_calls_it(tab, workspace, place):
    named = workspace.reader.schemes()["vector"].label
    path = place("instruments.csv")
    export_of(tab).table.trigger()
    assert named in next(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    words = table_of(tab).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert f"{named}: " in words
