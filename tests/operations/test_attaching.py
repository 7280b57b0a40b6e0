"""A copy is attached: its anchors are kept beside the library, without a word of it."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "anchoring"))

from damage import write_pdf

from spexplorer.anchoring import fingerprint as fp
from spexplorer.cli import run
from spexplorer.operations.attaching import (
    AttachingCalledOff,
    attach,
    attached_works,
    attachments,
    detach,
    place,
    take_back,
)
from spexplorer.operations.copy_reading import open_copy, readable
from spexplorer.operations.editing import LibraryWriter, add_plain
from spexplorer.operations.library_creation import new_library
from spexplorer.support.errors import AppError

SENTENCES = [
    "The ferry to the upper quay was late that morning, as it often was in a dry summer.",
    "Nobody asked the bargeman why, although his widow had kept a diary of every delay.",
    "By contrast, the harbour council recorded the tariffs of the weir with some care.",
]
WORK = "work:ferry"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    new_library(path)
    passages = [
        {
            "id": f"passage:ferry-{i}", "work": WORK, "section": "One", "section_number": 1,
            "paragraph": 1, "sentence": i, "token_count": len(fp.tokenize(text)),
            "fingerprint": fp.format_fingerprint(fp.of_text(text)),
        }
        for i, text in enumerate(SENTENCES, 1)
    ]  # fmt: skip
    with closing(LibraryWriter(path)) as writer:
        writer.run(add_plain("work", [{"id": WORK, "title": "The ferry", "type": "book"}]))
        writer.run(add_plain("passage", passages))
    return path


def test_a_copy_is_attached_and_remembered(library: Path, tmp_path: Path, home: Path) -> None:
    file = tmp_path / "copy.txt"
    file.write_text("Contents\n\n" + " ".join(SENTENCES), encoding="utf-8")
    before = library.read_bytes()
    attachment, copy = attach(library, WORK, file)
    assert [copy.text[one.start : one.end] for one in attachment.anchors] == SENTENCES
    assert attachments(WORK) == [attachment]
    assert attachment.state == "present"
    assert library.read_bytes() == before
    kept = "".join(one.read_text() for one in home.rglob("*.json"))
    assert "bargeman" not in kept and attachment.sha256 in kept
    file.write_text("something else")
    assert attachment.state == "changed"
    file.unlink()
    assert attachment.state == "missing"


def test_on_the_command_line(library: Path, tmp_path: Path, spexplorer) -> None:
    file = tmp_path / "copy.pdf"
    write_pdf(file, [SENTENCES[0].replace(" that", "\nthat"), SENTENCES[2]])
    done = spexplorer("attach", WORK, file, "--json", "--selectors", library)
    rows = json.loads(done.stdout)
    states = [(one["passage"], one["state"], one.get("page")) for one in rows]
    assert states == [
        ("passage:ferry-1", "anchored", 1),
        ("passage:ferry-2", "orphaned", None),
        ("passage:ferry-3", "anchored", 2),
    ]
    assert {"start", "end", "score"} <= set(rows[1])
    assert rows[2]["selectors"][0]["exact"] == SENTENCES[2]


def test_a_work_that_is_not_there(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.txt"
    file.write_text("words")
    for work in ("work:none", "nonsense", "passage:ferry-1"):
        with pytest.raises(AppError, match="no work"):
            attach(library, work, file)


def test_a_place_shown_by_hand_is_kept_when_the_copy_is_replaced(
    library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copy.txt"
    other = "The ferryman of the upper quay came late again, as he did every dry summer then."
    text = f"Contents\n\n{other} {SENTENCES[1]} {SENTENCES[2]}"
    file.write_text(text, encoding="utf-8")
    attachment, copy = attach(library, WORK, file)
    assert attachment.orphans == ("passage:ferry-1",)
    start = copy.text.index(other)
    placed = place(attachment, "passage:ferry-1", start, start + len(other), copy.text)
    assert placed.orphans == () and attachments(WORK) == [placed]

    again = tmp_path / "again.txt"
    again.write_text(f"Another title\n\n{text}", encoding="utf-8")
    replaced, newer = attach(library, WORK, again)
    first, last = replaced.places["passage:ferry-1"]
    assert newer.text[first:last].startswith(other[:-1])
    assert attachments(WORK)[0] == replaced

    lacking = tmp_path / "lacking.txt"
    lacking.write_text(f"{SENTENCES[1]} {SENTENCES[2]}", encoding="utf-8")
    without, _ = attach(library, WORK, lacking)
    assert without.orphans == ("passage:ferry-1",) and len(without.placed) == 1
    assert take_back(without, "passage:ferry-1").placed == ()


def test_a_copy_beside_the_library(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere" / "copy.txt"
    file.parent.mkdir()
    file.write_text(" ".join(SENTENCES), encoding="utf-8")
    attachment, _ = attach(library, WORK, file, beside=True)
    assert Path(attachment.path) == tmp_path / "own-copies" / "copy.txt"
    file.unlink()
    assert open_copy(attachment).sentence("passage:ferry-2") == SENTENCES[1]
    assert attached_works() == {WORK}
    detach(attachment)
    assert attachments(WORK) == [] and Path(attachment.path).exists()


def test_detaching_on_the_command_line(library: Path, tmp_path: Path, home: Path) -> None:
    file = tmp_path / "copy.txt"
    file.write_text("\n".join(SENTENCES), "utf-8")
    words = ["detach", WORK, "--remove-copy", "--json", str(library)]
    attach(library, WORK, file)
    assert run(words) == 0
    assert attachments(WORK) == [] and file.exists()
    beside = Path(attach(library, WORK, file, beside=True)[0].path)
    assert run([word for word in words if word != "--remove-copy"]) == 0
    assert attachments(WORK) == [] and beside.exists()
    attach(library, WORK, file, beside=True)
    beside.write_text("changed", "utf-8")
    assert run(words) == 0
    assert beside.read_text("utf-8") == "changed"
    beside.unlink()
    attach(library, WORK, file, beside=True)
    assert run(words) == 0
    assert not beside.exists() and file.exists()
    assert run(words) == 1


def test_a_copy_that_changed_is_told(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.txt"
    file.write_text(" ".join(SENTENCES), encoding="utf-8")
    attachment, _ = attach(library, WORK, file)
    file.write_text("other words", encoding="utf-8")
    with pytest.raises(AppError, match="has changed"):
        open_copy(attachment)
    file.unlink()
    with pytest.raises(AppError, match="not there any more"):
        open_copy(attachment)


def test_a_sentence_as_one_reads_it(library: Path, tmp_path: Path) -> None:
    head = "\n\nPapers of the Weir Society  {}\n\n"
    broken = (
        SENTENCES[1].replace("bargeman", "barge-\nman").replace("kept a", f"kept{head.format(3)}a")
    )
    file = tmp_path / "copy.txt"
    parts = (head.format(1), SENTENCES[0], head.format(2), broken, SENTENCES[2], head.format(4))
    file.write_text("\n".join(parts), encoding="utf-8")
    copy = open_copy(attach(library, WORK, file)[0])
    assert copy.sentence("passage:ferry-2") == SENTENCES[1]
    start, end = copy.spans["passage:ferry-2"]
    assert copy.at(start + 3) == "passage:ferry-2"
    assert copy.between(start, end + 3) == ["passage:ferry-2", "passage:ferry-3"]


def test_attaching_can_be_called_off(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.txt"
    file.write_text(" ".join(SENTENCES), encoding="utf-8")

    def told(what: str, done: int, of: int) -> None:
        assert (what, of) == ("finding", 3) and done <= of
        raise AttachingCalledOff

    with pytest.raises(AttachingCalledOff):
        attach(library, WORK, file, told=told)
    assert attachments(WORK) == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("barge-\n  man", "bargeman"),
        ("barge\u00adman", "bargeman"),
        ("the barge- man", "the bargeman"),
        ("up- and downstream", "up- and downstream"),
        ("Upper-\nMarrow", "Upper- Marrow"),
        ("lines\r\nof a  text\f", "lines of a text"),
    ],
)
def test_text_on_one_line(text: str, read: str) -> None:
    assert readable(text) == read
