"""Building a library out of text sources: always the same bytes, and faults told by their place."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.examination import faults_of_file
from spexplorer.operations.export import records_of
from spexplorer.operations.libraries import library_info
from spexplorer.operations.library_build import build_library
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError


@pytest.fixture(scope="module")
def built(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "library.spex"
    assert build_library(sources, path) == sum(library_info(path).kinds.values())
    return path


def test_the_bundled_library_is_current(built: Path, bundled: Path) -> None:
    remedy = "the text sources changed: run “make library”"
    assert library_info(built).values == library_info(bundled).values, remedy
    assert list(records_of(built)) == list(records_of(bundled)), remedy
    assert built.read_bytes() == bundled.read_bytes(), remedy


def test_building_again_gives_the_same_bytes(built: Path, sources: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.spex"
    again.write_text("an older file", encoding="utf-8")
    build_library(sources, again)
    assert again.read_bytes() == built.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.spex"]


def test_what_is_built_is_sound(built: Path) -> None:
    assert faults_of_file(built) == []


PASSAGE = """
["passage:p"]
work = "work:w"
section = "S"
section_number = 1
paragraph = 1
sentence = 1
token_count = 3
fingerprint = "x"
"""
WORK = '["work:w"]\ntype = "article-journal"\ntitle = "W"\nevidence = ["passage:p"]\n'
EVENT = '["event:e"]\ntitle = "E"\nevent_type = "economic"\nevidence = ["passage:p"]\n'
PLACE = '["place:p"]\nname = "P"\nplace_type = "city"\nevidence = ["passage:p"]\n'
FIGURE = '["statistic:s"]\nmeasure = "M"\nunit = "persons"\nevidence = ["passage:p"]\n'
INSTRUMENT = """["instrument:i"]
name = "I"
vector = "culture"
evidence = ["passage:p"]
crosswalk = [
    {{ scheme = "nye", term = "t", match = "{}" }}, {{ scheme = "nye", term = "t", match = "{}" }}
]
"""
CONCEPT = '["concept:{}"]\npref_label = "C"\nevidence = ["passage:p"]\nbroader = "concept:{}"\n'


@pytest.fixture
def small(sources: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "db"
    (folder / "records").mkdir(parents=True)
    shutil.copyfile(sources / "vocabularies.toml", folder / "vocabularies.toml")
    about = 'name = "Small"\nversion = "1"\nreleased = "2026-01-01T00:00:00Z"\n'
    (folder / "library.toml").write_text(about, encoding="utf-8")
    (folder / "records" / "a.toml").write_text(PASSAGE + WORK, encoding="utf-8")
    return folder


def test_a_small_library_is_built(small: Path, tmp_path: Path) -> None:
    assert build_library(small, tmp_path / "small.spex") == 2
    assert {record.id for record in records_of(tmp_path / "small.spex")} == {"passage:p", "work:w"}


def test_a_former_id_leads_to_the_record_that_took_its_place(small: Path, tmp_path: Path) -> None:
    (small / "redirects.toml").write_text('[redirects]\n"work:old" = "work:w"\n', encoding="utf-8")
    build_library(small, tmp_path / "small.spex")
    with closing(Reader(tmp_path / "small.spex")) as reader:
        assert reader.record("work:old").id == "work:w"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[redirects]\n"work:old" = "work:none"\n', "work:none"),
        ('[redirects]\n"work:w" = "passage:p"\n', "still bears"),
        ('redirects = "work:w"\n', "redirects.toml"),
        ('[redirects]\n"work:old" = 7\n', "redirects.toml"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused(
    small: Path, tmp_path: Path, text: str, word: str
) -> None:
    (small / "redirects.toml").write_text(text, encoding="utf-8")
    refused(small, tmp_path, word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (EVENT + 'date = "last summer"\n', ["event:e", "date"]),
        (EVENT + 'colour = "red"\n', ["event:e", "colour"]),
        (EVENT + 'agents = ["agent:nobody"]\n', ["event:e", "agents", "agent:nobody"]),
        (EVENT + 'agents = ["work:w"]\n', ["event:e", "agents", "work:w"]),
        (EVENT + 'agents = "agent:a"\n', ["event:e", "agents", "list"]),
        (EVENT + 'related = ["event:e"]\n', ["event:e", "related", "itself"]),
        (EVENT + 'tags = ["x", "x"]\n', ["event:e", "tags"]),
        (EVENT.replace("economic", "magical"), ["event:e", "event_type", "magical"]),
        (EVENT.replace('evidence = ["passage:p"]', ""), ["event:e", "evidence"]),
        (EVENT.replace("passage:p", "passage:none"), ["event:e", "passage:none"]),
        (EVENT.replace('title = "E"\n', ""), ["event:e", "title"]),
        (EVENT.replace('title = "E"', "title = 7"), ["event:e", "title"]),
        (EVENT.replace("event:e", "event:É"), ["event:É", "id"]),
        (EVENT.replace("event:e", "fair:e"), ["fair:e"]),
        (PLACE + "latitude = 91\nlongitude = 0\n", ["place:p", "latitude"]),
        (PLACE + "latitude = nan\n", ["place:p", "latitude"]),
        (PLACE + "latitude = 1\n", ["place:p", "latitude", "longitude"]),
        (CONCEPT.format("a", "b") + CONCEPT.format("b", "a"), ["concept:", "broader"]),
        (FIGURE + "value = 1e308\n", ["statistic:s", "value", "larger"]),
        (EVENT + 'date = "Y9999999999"\n', ["event:e", "date", "farther"]),
        (INSTRUMENT.format("exact", "broad"), ["instrument:i", "its exact and its broad match"]),
        (WORK, ["work:w", "twice"]),
        ("stray = 1\n", ["b.toml", "stray"]),
        ("no toml at all", ["b.toml"]),
        ("[broken\n", ["b.toml", "line 1"]),
    ],
)
def test_faulty_sources_are_refused_by_record_and_field(
    small: Path, tmp_path: Path, text: str, words: list[str]
) -> None:
    (small / "records" / "b.toml").write_text(text, encoding="utf-8")
    refused(small, tmp_path, *words)


def refused(folder: Path, tmp_path: Path, *words: str) -> None:
    target = tmp_path / "small.spex"
    target.write_text("an older file", encoding="utf-8")
    with pytest.raises(AppError) as caught:
        build_library(folder, target)
    for word in words:
        assert word in str(caught.value)
    assert target.read_text(encoding="utf-8") == "an older file"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([folder.name, target.name])


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("library.toml", 'name = "Small"\nversion = "1"\n', ["released"]),
        ("library.toml", 'name = 1\nversion = "1"\nreleased = "x"\n', ["name"]),
        ("library.toml", 'name = "S"\nversion = "1"\nreleased = "x"\nyear = 7\n', ["year"]),
        ("library.toml", "= broken", ["library.toml"]),
        ("vocabularies.toml", "vector = 7\n", ["vocabularies.toml", "vector"]),
        ("vocabularies.toml", "", ["work:w", "article-journal"]),
        ("records/b.toml", "\ud800", ["b.toml"]),
    ],
)
def test_faulty_companions_are_refused(
    small: Path, tmp_path: Path, name: str, text: str, words: list[str]
) -> None:
    (small / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    refused(small, tmp_path, *words)


def test_missing_sources_and_places_that_hold_no_file(small: Path, tmp_path: Path) -> None:
    (small / "vocabularies.toml").unlink()
    refused(small, tmp_path, "vocabularies.toml")
    with pytest.raises(AppError, match=r"library\.toml"):
        build_library(tmp_path / "nowhere", tmp_path / "out.spex")


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no device to write to")
def test_a_device_or_folder_is_never_replaced(small: Path, tmp_path: Path) -> None:
    for target in (Path(os.devnull), tmp_path, small / "library.toml" / "below"):
        with pytest.raises(AppError, match="choose"):
            build_library(small, target)
    assert Path(os.devnull).is_char_device()
