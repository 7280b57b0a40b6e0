"""Drafts lie on disk, whole, and are offered once nobody is at them."""

from __future__ import annotations

import os
from pathlib import Path

from spexplorer.operations.drafts import (
    Draft,
    drafts_of,
    drop_draft,
    folder_of,
    keep_draft,
    new_key,
)


def test_a_draft_is_kept_word_by_word(tmp_path: Path) -> None:
    library = tmp_path / "one.spex"
    draft = Draft("event", {"title": "中文桥", "date": "nonsense"}, title="中文桥", key=new_key())
    keep_draft(library, draft)
    assert drafts_of(library) == [draft]
    assert drafts_of(tmp_path / "two.spex") == []
    drop_draft(library, draft.key)
    assert drafts_of(library) == []


def test_what_another_program_is_typing_is_not_offered(tmp_path: Path) -> None:
    library = tmp_path / "one.spex"
    keep_draft(library, Draft("event", {}, key=new_key(), process=os.getppid()))
    keep_draft(library, Draft("work", {}, key=new_key(), process=2**22 - 7))
    offered = {draft.kind for draft in drafts_of(library)}
    assert "work" in offered


def test_a_damaged_draft_is_left_alone(tmp_path: Path) -> None:
    library = tmp_path / "one.spex"
    folder = folder_of(library)
    folder.mkdir(parents=True)
    for name, text in (("a", ""), ("b", "{}"), ("c", "[1]"), ("d", '{"format": 9}')):
        (folder / f"{name}.json").write_text(text)
    assert drafts_of(library) == []
    assert len(list(folder.iterdir())) == 4
