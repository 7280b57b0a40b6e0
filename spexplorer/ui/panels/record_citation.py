"""A record as it is cited: in a style, or with the sentences it rests on, the library and its own id."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from spexplorer.domain.findings import Claim
from spexplorer.domain.works import Passage, Work
from spexplorer.readings.view_citation import catalogued_work, library_line, work_in_words
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.domain.records import Record
    from spexplorer.operations.reader import Reader
    from spexplorer.workspace.workspace import Workspace

_NAMED: Final = 5
"""So many passages are named in a reference before the rest is counted."""


def reference_of(reader: Reader, record_id: str) -> str:
    """A record in lines of plain text, to be put into notes; nothing for a record there is not.

    A work is cited as such. Anything else is a statement of the library: it is followed by where in
    its source it rests.
    """
    record, row = reader.record(record_id), reader.row(record_id)
    if record is None or row is None:
        return ""
    if isinstance(record, Work):
        return work_in_words(tr, reader, record)
    head = ". ".join(filter(None, (row.label, row.detail)))
    lines = [f"{head}."]
    if isinstance(record, Passage):
        work = reader.record(record.work)
        lines += [work_in_words(tr, reader, work)] if isinstance(work, Work) else []
    else:
        lines += _resting_on(reader, record)
    return "\n".join([*lines, library_line(tr, reader), record_id])


def _resting_on(reader: Reader, record: Record) -> list[str]:
    """The work a record rests on, and where in it."""
    passages = list(dict.fromkeys(one.passage for one in record.evidence))
    if not passages:
        return [tr("No passage stands behind this record.")]
    rows = [row for row in map(reader.row, passages[:_NAMED]) if row is not None]
    places = [f"{row.label} ({row.detail})" if row.detail else row.label for row in rows]
    if len(passages) > _NAMED:
        more = len(passages) - _NAMED
        places.append(counted(more, "and {n} more passage", "and {n} more passages"))
    first = reader.record(passages[0])
    work = reader.record(first.work) if isinstance(first, Passage) else None
    named = (
        work_in_words(tr, reader, work) if isinstance(work, Work) else catalogued_work(tr, reader)
    )
    return [*filter(None, [named]), tr("Rests on: {places}", places="; ".join(places))]


def statement_of(reader: Reader, record_id: str) -> str:
    """What a record says, as sentences: its own words, else its name and what is said of it in short."""
    record, row = reader.record(record_id), reader.row(record_id)
    if record is None or row is None:
        return ""
    parts = [row.label, getattr(record, "description", None) or row.detail]
    if isinstance(record, Claim):
        parts = [record.statement]
    told = (part.strip() for part in parts if part)
    return " ".join(part if part[-1:] in ".!?。" else f"{part}." for part in told if part)


def copy_citation(
    workspace: Workspace,
    record_id: str,
    hint: Callable[[str], object],
    style_code: str = "",
    *,
    with_statement: bool = False,
) -> None:
    """Put a citation on the clipboard, rich and plain, in a style or the one chosen last.

    The statement of the record stands before it where that is wished. pandoc formats it on a worker;
    what was cited before is there at once.
    """
    from spexplorer.operations.citing import FormattedCitation, style_named
    from spexplorer.ui.widgets.clipboard import put_on_clipboard
    from spexplorer.workspace.settings import citing_language, citing_style

    citer = workspace.citer
    said = statement_of(workspace.reader, record_id) if with_statement else ""

    def work() -> tuple[FormattedCitation, str]:
        style = style_named(style_code or citing_style())
        return citer.notes([record_id], style, citing_language())[0], style.label

    def put(made: tuple[FormattedCitation, str]) -> None:
        citation, style = made
        if said:
            put_on_clipboard(f"{escape(said)} ({citation.html})", f"{said} ({citation.text})")
        else:
            put_on_clipboard(citation.html, citation.text)
        if citation.is_plain_form:
            hint(tr("The citation is on the clipboard in a plain form: pandoc is not installed."))
        else:
            words = "On the clipboard, in {style} (Settings has others): {words}"
            hint(tr(words, style=style, words=citation.text))

    def fail(error: Exception) -> None:
        hint(str(error))

    workspace.tasks.start(work, put, fail)
