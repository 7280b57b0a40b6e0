"""The bundled is corrected beside: its original is known, goes out as errata, outlives newer editions."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.editing import LibraryWriter, add_plain, delete, merge, set_fields, undo
from spexplorer.operations.editing.updates import Conflict, UpdateReport, read_edition, update
from spexplorer.operations.errata import corrections, errata_json, errata_markdown, originals
from spexplorer.operations.examination import examine
from spexplorer.operations.library_build import build_library
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError

NYE = "agent:nye-joseph"
REPORT, TIMETABLES, ENGINEER = "work:report-1907", "work:timetables-1906", "agent:engineer"


def test_the_original_of_a_corrected_value_is_known(own: Path, writer) -> None:
    with closing(Reader(own)) as reader:
        before = reader.record(NYE)
    writer.run(set_fields(NYE, {"name": "A", "family": "B_*"}))
    writer.run(set_fields(NYE, {"name": "C", "tags": ["mine"]}))
    writer.run(merge(NYE, ["agent:huang-chin-hao"]))
    found = {(one.record, one.field): one for one in corrections(own)}
    name = found[NYE, "name"]
    assert (name.original, name.corrected, name.title) == (before.name, "C", before.name)
    assert found[NYE, "tags"].original == list(before.tags)
    assert found["agent:huang-chin-hao", None].corrected is None
    assert originals(own, NYE)["name"] == before.name
    document = errata_json(own)
    assert json.loads(json.dumps(document)) == document
    text = errata_markdown(own)
    assert f"- is: {before.name}" in text
    assert "- should be: B\\_\\*" in text
    assert "The record was removed" in text
    writer.run(undo(1))
    assert corrections(own) == []
    assert originals(own, NYE) == {}


def edition(folder: Path, version: str, *changes: tuple[str, str]) -> Path:
    """The small library with other texts in its sources, as an edition."""
    sources = folder / f"sources-{version}"
    shutil.copytree(Path(__file__).parent.parent / "data" / "railways", sources)
    for path in sources.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for old, new in (('version = "1"', f'version = "{version}"'), *changes):
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    target = folder / f"railways-{version}.spex"
    build_library(sources, target)
    return target


SECOND = (
    ('title = "Report on the bridges"', 'title = "Report on all bridges"'),
    ('issued = "1907-03"', 'issued = "1907-04"'),
    ('number_of_pages = "64"', 'number_of_pages = "65"'),
    ('name = "An engineer of the line"', 'name = "Ivanov"'),
    ('family = "Engineer"', 'family = "Ivanov"'),
    ('stations = "Stations"', 'stations = "Stations and halts"\nsignals = "Signals"'),
)


@pytest.fixture
def railway(railways: Path, tmp_path: Path) -> Path:
    path = tmp_path / "mine.spex"
    shutil.copyfile(railways, path)
    return path


def test_a_newer_edition_is_taken_over_what_was_not_changed(
    railway: Path, tmp_path, exported
) -> None:
    newer = edition(tmp_path, "2", *SECOND)
    with closing(LibraryWriter(railway)) as writer:
        writer.run(set_fields(REPORT, {"title": "Report, corrected", "tags": ["mine"]}))
        writer.run(set_fields(ENGINEER, {"description": "Mine"}))
        writer.run(add_plain("agent", [{"name": "My agent", "agent_type": "person"}]))
        before = exported(railway)
        done = writer.run(update(read_edition(newer)))
        report: UpdateReport = done.outcome
        assert report.conflicts == [
            Conflict(
                REPORT,
                "title",
                "Report on the bridges",
                "Report, corrected",
                "Report on all bridges",
            )
        ]
        assert set(report.updated) == {REPORT, TIMETABLES, ENGINEER}
        with closing(Reader(railway)) as reader:
            work, engineer = reader.record(REPORT), reader.record(ENGINEER)
            assert (work.title, work.issued, work.tags) == (
                "Report, corrected",
                "1907-04",
                ("mine",),
            )
            assert (engineer.name, engineer.description) == ("Ivanov", "Mine")
            assert reader.record(TIMETABLES).number_of_pages == "65"
            assert engineer.origin == "Railways of the steppe 2"
        found = examine(railway)
        assert found.findings == ()
        assert set(found.corrected) == {REPORT, ENGINEER}
        after = exported(railway)
        assert originals(railway, REPORT) == {"title": "Report on all bridges", "tags": []}
        assert originals(railway, ENGINEER) == {"description": None}
        assert writer.run(update(read_edition(newer))).step is None
        writer.run(undo())
        assert exported(railway) == before
        assert examine(railway).findings == ()
        assert originals(railway, REPORT)["title"] == "Report on the bridges"
        writer.run(update(read_edition(newer)))
        assert exported(railway) == after
        writer.run(set_fields(REPORT, {"title": "Report on all bridges", "tags": []}))
        assert originals(railway, REPORT) == {}


def test_what_was_removed_on_one_side_is_told_of(railway: Path, tmp_path: Path) -> None:
    newer = edition(tmp_path, "2", *SECOND, ("agent:engineer", "agent:ivanov"))
    with closing(LibraryWriter(railway)) as writer:
        writer.run(set_fields(ENGINEER, {"family": "Petrov"}))
        writer.run(delete([REPORT], detach=True))
        report = writer.run(update(read_edition(newer))).outcome
    assert report.added == ["agent:ivanov"]
    assert {(one.record, one.field) for one in report.conflicts} == {
        (REPORT, None),
        (ENGINEER, None),
    }
    with closing(Reader(railway)) as reader:
        assert reader.record(ENGINEER).family == "Petrov"
        assert [one.agent for one in reader.record(TIMETABLES).contributors] == ["agent:ivanov"]
        assert reader.record(REPORT) is None
    assert examine(railway).findings == ()


def test_another_library_is_no_edition_of_this_one(railway: Path, bundled: Path) -> None:
    with (
        closing(LibraryWriter(railway)) as writer,
        pytest.raises(AppError, match="was not made from"),
    ):
        writer.run(update(read_edition(bundled)))


def test_on_the_command_line(spexplorer, railway: Path, tmp_path: Path) -> None:
    newer = edition(tmp_path, "2", *SECOND)
    assert spexplorer("set", REPORT, "title=Mine", railway).returncode == 0
    done = spexplorer("errata", "--format", "json", railway)
    (one,) = json.loads(done.stdout)["corrections"]
    assert (one["field"], one["original"], one["corrected"]) == (
        "title",
        "Report on the bridges",
        "Mine",
    )
    assert "should be: Mine" in spexplorer("errata", railway).stdout
    done = spexplorer("update", newer, "--json", railway)
    assert (done.returncode, len(json.loads(done.stdout)["conflicts"])) == (3, 1)
    assert spexplorer("check", railway).returncode == 0
