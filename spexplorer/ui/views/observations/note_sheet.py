"""The sheet of an observation: before and after, how sure, why, and what it is about."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from spexplorer.domain.kinds import kind_of
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.sheet import sheet_style
from spexplorer.words.fields import kind_label

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.observations.material import Entry

GLYPHS = {"high": "●", "medium": "◐", "low": "○"}
"""The sign of a confidence beside its word."""


def sheet_of(entry: Entry, reader: Reader, theme: Theme) -> str:
    """The whole sheet."""
    note = entry.note
    parts = [
        sheet_style(theme),
        f'<div class="accent">{escape(reader.term("note_type", note.note_type))}</div>',
        _before_after(note.as_printed, note.reading, theme),
        f"<p>{escape(note.explanation)}</p>",
        _facts(entry, reader),
    ]
    return "".join(parts)


def _before_after(printed: str | None, reading: str | None, theme: Theme) -> str:
    """Two boxes side by side with an arrow between; what there is none of is said."""
    if printed is None and reading is None:
        return ""
    before = f"<i>“{escape(printed)}”</i>" if printed else _none(tr("no wording is quoted"))
    after = f"<b>{escape(reading)}</b>" if reading else _none(tr("no other reading is offered"))
    cells = (
        _box(tr("As printed"), before, theme.colours["raised"]),
        '<td width="4%" align="center" valign="middle">→</td>',
        _box(tr("Read as"), after, theme.colours["accent_soft"]),
    )
    return f'<table width="100%" cellspacing="0"><tr>{"".join(cells)}</tr></table>'


def _box(title: str, text: str, ground: str) -> str:
    head = f'<span class="muted"><small>{escape(title)}</small></span><br>'
    return f'<td class="box" width="48%" bgcolor="{ground}">{head}{text}</td>'


def _none(words: str) -> str:
    return f'<span class="muted">({escape(words)})</span>'


def _facts(entry: Entry, reader: Reader) -> str:
    note = entry.note
    rows = []
    if note.confidence:
        sure = reader.term("note_confidence", note.confidence)
        rows.append((tr("Confidence"), f"{GLYPHS.get(note.confidence, '')} {escape(sure)}"))
    if note.basis:
        rows.append((tr("Known from"), escape(note.basis)))
    if note.target:
        kind = escape(kind_label(tr, kind_of(note.target)).lower())
        target = f'{_link(note.target, reader)} <span class="muted"><small>{kind}</small></span>'
        rows.append((tr("About"), target))
    if entry.passages:
        rows.append((tr("Where"), "<br>".join(_link(uid, reader) for uid in entry.passages)))
    cells = "".join(
        f'<tr><td class="muted">{escape(name)}</td><td>{value}</td></tr>' for name, value in rows
    )
    return f"<table>{cells}</table>"


def _link(record_id: str, reader: Reader) -> str:
    return f'<a href="record:{escape(record_id)}">{escape(reader.label(record_id))}</a>'
