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
from spexplorer.operations.attaching import attach, attachments
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
