"""Sources of other programs: what is here already is known, names meet theirs, one step brings all."""

from __future__ import annotations

import io
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.works import Work
from spexplorer.formats.interchange import discover
from spexplorer.operations.editing import LibraryWriter, redo, undo
from spexplorer.operations.examination import examine
from spexplorer.operations.export import export_sources, records_of
from spexplorer.operations.importing import (
    format_of,
    importing,
    preview,
)
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.source_batch import EntryMatch
from spexplorer.storage.connection import open_writing
from spexplorer.storage.derived import write_derived
from spexplorer.storage.transactions import Transactions
from spexplorer.support.errors import AppError, CalledOff


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    """A copy of the bundled library."""
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    make_ready(path)
    return path


def run(path: Path, operation):
    with closing(LibraryWriter(path, "tester")) as writer:
        return writer.run(operation)


@pytest.mark.parametrize("code", ["csl-json", "biblatex", "marc", "mods"])
def test_the_librarys_own_works_are_known_again(own: Path, tmp_path: Path, code: str) -> None:
    fmt, target = discover()[code], tmp_path / "out.txt"
    stream = io.BytesIO()
    export_sources(own, stream, fmt)
    target.write_bytes(stream.getvalue())
    found = preview(own, [target])
    assert dict(found.counts) == {EntryMatch.SAME: 51}
    before = list(records_of(own))
    done = run(own, importing([target]))
    assert (done.outcome.added, done.outcome.same) == (0, 51)
    assert list(records_of(own)) == before


def test_an_import_is_one_step_that_goes_and_comes_back(own: Path, tmp_path: Path) -> None:
    source = tmp_path / "many.ris"
    entry = "TY  - BOOK\nTI  - Book {n}\nAU  - Жұмабаев, Ержан\nPY  - {year}\nER  - \n\n"
    source.write_text("".join(entry.format(n=n, year=1900 + n % 100) for n in range(450)), "utf-8")
    before = list(records_of(own))
    done = run(own, importing([source]))
    assert done.outcome.added == 450
    after = list(records_of(own))
    works = [record for record in after if isinstance(record, Work) and "many.ris" in record.origin]
    assert len(works) == 450
    assert len({part.agent for work in works for part in work.contributors}) == 1
    assert examine(own).findings == ()
    run(own, undo())
    assert list(records_of(own)) == before
    run(own, redo())
    assert list(records_of(own)) == after


def test_a_name_meets_its_agent_in_another_script(own: Path, tmp_path: Path) -> None:
    source = tmp_path / "one.bib"
    source.write_text("@book{k, author={Си Цзиньпин}, title={О Китае}, year=2014}", "utf-8")
    run(own, importing([source]))
    (work,) = (one for one in records_of(own) if isinstance(one, Work) and one.title == "О Китае")
    assert work.contributors[0].agent == "agent:xi-jinping"


def test_an_import_that_is_called_off_brings_nothing(own: Path, tmp_path: Path) -> None:
    source = tmp_path / "many.ris"
    source.write_text("TY  - BOOK\nTI  - One\nER  - \n" * 30, "utf-8")
    before = list(records_of(own))

    def told(count: int) -> None:
        if count == 20:
            raise CalledOff("Called off.")

    with pytest.raises(CalledOff):
        run(own, importing([source], told=told))
    assert list(records_of(own)) == before


def test_terms_that_a_library_lacks_are_added(own: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.spex"
    new_library(empty)
    source = tmp_path / "one.ris"
    source.write_text("TY  - MUSIC\nTI  - Kui\nA4  - Somebody, A.\nER  - \n", "utf-8")
    assert run(empty, importing([source])).outcome.added == 1
    assert examine(empty).findings == ()


@pytest.mark.parametrize("content", [b"", b"   \n", bytes(range(256)) * 4, b"plain words\n" * 9])
def test_what_is_no_source_is_refused_and_nothing_is_written(
    own: Path, tmp_path: Path, content: bytes
) -> None:
    source = tmp_path / "thing.txt"
    source.write_bytes(content)
    before = list(records_of(own))
    with pytest.raises(AppError):
        run(own, importing([source]))
    with pytest.raises(AppError):
        format_of(source)
    assert list(records_of(own)) == before


def many(path: Path, number: int) -> Path:
    """A file of more entries than are linked at once; some share titles, all share a few names."""
    entry = (
        "TY  - JOUR\nTI  - On roads {title}\nAU  - Жұмабаев, Ержан {who}\nAU  - Author, New {n}\n"
        "JO  - Journal of roads\nPY  - {year}\nSP  - {n}\nKW  - road\nER  - \n\n"
    )
    path.write_text(
        "".join(
            entry.format(n=n, title=n % 900, who=n % 7, year=1900 + n % 100) for n in range(number)
        ),
        "utf-8",
    )
    return path


def test_an_import_in_pieces_is_one_step_all_the_same(own: Path, tmp_path: Path) -> None:
    source, before = many(tmp_path / "many.ris", 2_300), list(records_of(own))
    done = run(own, importing([source]))
    assert (done.outcome.added, done.parts["n"]) == (2_300, 2_300)
    assert done.changes.is_everything
    after = list(records_of(own))
    works = [one for one in after if isinstance(one, Work) and "many.ris" in one.origin]
    assert len(works) == 2_300
    shared = {part.agent for work in works for part in work.contributors[:1]}
    assert len(shared) == 7
    assert examine(own).findings == ()
    run(own, undo())
    assert list(records_of(own)) == before
    run(own, redo())
    assert list(records_of(own)) == after
    assert dict(preview(own, [source]).counts) == {EntryMatch.SAME: 2_300}
    assert run(own, importing([source])).outcome.added == 0


def test_an_import_in_pieces_that_is_called_off_brings_nothing(own: Path, tmp_path: Path) -> None:
    source, before = many(tmp_path / "many.ris", 2_300), list(records_of(own))

    def told(count: int) -> None:
        if count == 2_200:
            raise CalledOff("Called off.")

    with pytest.raises(CalledOff):
        run(own, importing([source], told=told))
    assert list(records_of(own)) == before
    assert examine(own).findings == ()


def test_an_import_that_is_killed_brings_nothing(own: Path, tmp_path: Path) -> None:
    source, before = many(tmp_path / "many.ris", 2_300), list(records_of(own))
    script = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from spexplorer.operations.editing import LibraryWriter\n"
        "from spexplorer.operations.importing import importing\n"
        "def told(count):\n    if count == 2_250:\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "LibraryWriter(Path(sys.argv[1])).run(importing([Path(sys.argv[2])], told=told))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(own), str(source)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert list(records_of(own)) == before
    assert examine(own).findings == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "it looks like a PDF"),
        (b"<!DOCTYPE html><html><body>no</body></html>", "it looks like a web page"),
        (b"<svg xmlns='x'/>", "XML of another kind, with “svg” at its top"),
        (b'{"name": 1, "version": "2"}', "JSON of another kind, with “name”, “version”"),
        (b"PK\x03\x04" + b"\0" * 90, "it looks like a packed file"),
        (b"\x7fELF\0\0\1", "it is no text, or it is damaged"),
        (b"word\n" * 311 + b"word", "it has 312 lines of text without any tags"),
    ],
)
def test_a_file_of_which_nothing_is_read_is_told_what_it_looks_like(
    bundled: Path, tmp_path: Path, data: bytes, words: str
) -> None:
    path = tmp_path / "sources.dat"
    path.write_bytes(data)
    for code in ("", "ris"):
        seen = preview(bundled, [path], code)
        assert seen.readable == 0
        if code or not seen.unreadable:
            assert words in "\n".join(sentence for _, sentence in seen.refused)


_DERIVED = (
    "SELECT id, uid, sort_key FROM record ORDER BY id",
    "SELECT * FROM search_document ORDER BY id",
    "SELECT * FROM search_word ORDER BY word",
    "SELECT record, key FROM name_key ORDER BY record, key",
    "SELECT * FROM dating ORDER BY id",
)


def derived(path: Path) -> list[list[tuple[object, ...]]]:
    """All that is derived from records, and what searching for some words gives."""
    words = ("road", "жол*", "2 0", "nonstate", "mak*", "kitap")
    with closing(sqlite3.connect(path)) as connection:
        found = [connection.execute(query).fetchall() for query in _DERIVED]
        query = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid"
        return found + [connection.execute(query, (f'"{one}"',)).fetchall() for one in words]


def test_what_an_import_in_pieces_derives_is_what_is_derived_anew(
    own: Path, tmp_path: Path
) -> None:
    source = tmp_path / "many.ris"
    titles = (
        "Non-state roads of the programme", "О дорогах и объектах", "Жол мен кітаптар 中国软实力",
        "L'État, 1,073 towns; 31st X-ray", "Makers’ complex “projects”", "カザフスタン Maxim's Jurij",
    )  # fmt: skip
    entry = (
        "TY  - JOUR\nTI  - {title} {n}\nAU  - Жұмабаев, Ержан {who}\nAU  - Author-{n}, New\n"
        "AU  - Other{n}, X.\n"
        "JO  - Journal of roads\nPY  - {year}\nSP  - {n}\nEP  - {n}9\nDO  - 10.1234/ab.{n}\n"
        "SN  - 1234-56{n}X\nKW  - road; programmes\nAB  - {title}. Men travelled in 2,0{n}.\nER  - \n\n"
    )
    source.write_text(
        "".join(
            entry.format(n=n, title=titles[n % 6], who=n % 7, year=1900 + n % 100)
            for n in range(1_400)
        ),
        "utf-8",
    )
    run(own, importing([source]))
    before = derived(own)
    assert len(before[0]) > 4_200
    with closing(open_writing(own)) as connection, Transactions(connection).one():
        write_derived(connection)
    assert derived(own) == before
    assert examine(own).findings == ()
