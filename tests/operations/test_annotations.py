"""The reader's own notes: W3C annotations, found again in another copy, written as JSON-LD and Markdown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spexplorer.operations.annotations import (
    change_note,
    find_again,
    find_notes_again,
    make_note,
    notes_on,
    remove_note,
    write_json_ld,
    write_markdown,
)
from spexplorer.operations.attaching import Attachment

WORK = "work:ferry"
TEXT = (
    "The ferry to the upper quay was late.\nNobody asked the barge-\nman why it was so.\n\n"
    "The council paid for a weir. In the end nobody asked the council anything."
)


def attachment(sha256: str = "a" * 64) -> Attachment:
    return Attachment(WORK, "copy.txt", sha256, 1, "text", "text-1", "2026", "", ())


def marked(words: str, body: str = ""):
    start = TEXT.index(words)
    return make_note(attachment(), TEXT, start, start + len(words), 3, body)


def test_notes_are_kept_changed_and_taken_away() -> None:
    late, paid = marked("was late"), marked("The council paid", "for what?")
    assert notes_on(WORK) == [late, paid]
    changed = change_note(paid, "for a weir")
    assert [one.body for one in notes_on(WORK)] == ["", "for a weir"]
    assert changed.created == paid.created and changed.modified >= paid.modified
    remove_note(late)
    assert notes_on(WORK) == [changed]
    assert notes_on("work:other") == []


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        (f"A new title\n\n{TEXT}", "was late", "was late"),
        (TEXT.replace("\n", " "), "barge-\nman why", "barge- man why"),
        (TEXT.replace("barge-\n", "barge"), "barge-\nman why it was so.", None),
        (TEXT.replace("paid", "pald"), "The council paid for", "The council pald for"),
        (f"{TEXT}\n{TEXT}", "was late", None),
        ("Something else altogether, of the same length or more, without any of it.", "was late", None),
    ],
)  # fmt: skip
def test_a_note_is_found_again_or_has_no_place(text: str, words: str, found: str | None) -> None:
    note = marked(words)
    span = find_again(note, text)
    if words.startswith("barge") and found is None:  # a word that is whole again is like enough
        assert span is not None and text[slice(*span)].startswith("bargeman why")
    elif text.startswith(TEXT):  # it stands where it stood, with the same words before it
        assert span == (note.start, note.end)
    else:
        assert (text[slice(*span)] if span else None) == found


def test_the_same_words_twice_are_told_apart_by_those_around_them() -> None:
    note = marked("nobody asked the council")
    text = "It was said that nobody asked the council in spring, too.\n" + TEXT
    span = find_again(note, text)
    assert span is not None and text[span[1] : span[1] + 10] == " anything."


def test_notes_follow_into_another_copy_and_none_is_lost() -> None:
    marked("was late"), marked("The council paid for a weir")
    other = attachment("b" * 64)
    text = "Preface. " + TEXT.replace("The council paid for a weir", "Nothing")
    first, second = find_notes_again(other, text, (0,))
    assert text[first.start : first.end] == "was late" and first.sha256 == other.sha256
    assert (second.start, second.exact) == (None, "The council paid for a weir")
    again = find_notes_again(attachment(), TEXT, ())
    assert [TEXT[one.start : one.end] for one in again] == [
        "was late",
        "The council paid for a weir",
    ]


def test_as_json_ld_and_markdown(tmp_path: Path) -> None:
    notes = [marked("was late"), marked("The council paid", "By *whom*?")]
    write_json_ld(tmp_path / "notes.jsonld", WORK, notes)
    page = json.loads((tmp_path / "notes.jsonld").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    one = page["items"][1]
    assert (one["type"], one["motivation"]) == ("Annotation", "commenting")
    assert one["body"]["value"] == "By *whom*?"
    assert {s["type"] for s in one["target"]["selector"]} == {
        "TextQuoteSelector",
        "TextPositionSelector",
        "FragmentSelector",
    }
    write_markdown(tmp_path / "notes.md", "The ferry", notes, "page {n}")
    text = (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert text.startswith("# The ferry\n\n> was late (page 3)\n") and "By *whom*?" in text
