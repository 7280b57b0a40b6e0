"""A small library of our own, and copies of its source to attach."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from spexplorer.anchoring import fingerprint as fp
from spexplorer.operations.editing import LibraryWriter, add_plain
from spexplorer.operations.library_creation import new_library

WORK = "work:ferry"
SENTENCES = [
    "The ferry to the upper quay was late that morning, as it often was in a dry summer.",
    "Nobody asked the bargeman why, although his widow had kept a diary of every delay.",
    "By contrast, the harbour council recorded the tariffs of the weir with some care.",
    "In May 1931 the council of Marrow paid 1.2 million crowns for a second weir.",
]
NOTE = "See: The diary of the bargeman’s widow, Marrow, 1930, p. 12, in the keeping of the council."


def make_library(path: Path) -> Path:
    """A library of one source with four sentences, a footnote and an event that rests on two of them."""
    new_library(path)
    marks = [
        {
            "id": f"passage:ferry-{i}", "work": WORK, "section": "One" if i < 3 else "Two",
            "section_number": 1 if i < 3 else 2, "paragraph": 1, "sentence": i,
            "token_count": len(fp.tokenize(text)),
            "fingerprint": fp.format_fingerprint(fp.of_text(text)),
        }
        for i, text in enumerate(SENTENCES, 1)
    ]  # fmt: skip
    marks[1] |= {"footnote_marks": [1], "mark_as_printed": [""]}
    note = {
        "id": "passage:ferry-note", "work": WORK, "section": "Notes", "section_number": 3,
        "paragraph": 1, "sentence": 1, "footnote": 1, "token_count": len(fp.tokenize(NOTE)),
        "fingerprint": fp.format_fingerprint(fp.of_text(NOTE)),
    }  # fmt: skip
    with closing(LibraryWriter(path)) as writer:
        works = [
            {"id": WORK, "title": "The ferry", "type": "book", "publisher": "Marrow Press"},
            {"id": "work:diary", "title": "The diary of the widow", "type": "book"},
        ]
        writer.run(add_plain("work", works))
        writer.run(add_plain("passage", [*marks, note]))
        writer.run(add_plain("agent", [{"id": "agent:council", "name": "Council of Marrow",
                                        "agent_type": "organisation"}]))  # fmt: skip
        citation = {
            "id": "citation:ferry-1", "work": WORK, "number": 1, "relation": "sees",
            "cited_work": "work:diary", "mark_passage": "passage:ferry-2",
            "evidence": [{"passage": "passage:ferry-note", "role": "states"}],
        }  # fmt: skip
        writer.run(add_plain("citation", [citation]))
        event = {
            "id": "event:ferry-late", "title": "The ferry is late", "event_type": "institutional",
            "date": "1931-05",
            "evidence": [
                {"passage": "passage:ferry-2", "role": "supports"},
                {"passage": "passage:ferry-1", "role": "states"},
            ],
        }  # fmt: skip
        writer.run(add_plain("event", [event]))
    return path
