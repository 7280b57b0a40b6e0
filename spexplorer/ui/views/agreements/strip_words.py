"""The life strip in words: what a date and a row say when they are pointed at or read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.life import Answer, Dating
from spexplorer.ui.views.agreements.model import date_type

if TYPE_CHECKING:
    from spexplorer.ui.views.agreements.material import Entry, Material


def dates_of(entry: Entry) -> list[Dating]:
    """The dates of a row from left to right, the one of the status last."""
    return [*entry.life.dates, *([entry.life.as_of] if entry.life.as_of else [])]


def date_words(material: Material, entry: Entry, date: Dating) -> str:
    """A date in words, with the way it is written in the library."""
    if date.type == "as_of":
        return tr("{status}, said of {date}", status=entry.status, date=date.words)
    return f"{date_type(material, date.type)}: {date.words} [{date.edtf}]"


def row_words(material: Material, entry: Entry, answer: Answer | None) -> str:
    """A row in words: title, every date, status, and how it stood on the day asked for."""
    lines = [entry.agreement.title]
    if not entry.life.dates:
        lines.append(tr("No date is known"))
    lines += [date_words(material, entry, date) for date in dates_of(entry)]
    if not entry.life.as_of:
        lines.append(tr("Status: {status}", status=entry.status))
    if answer is not None:
        lines.append(answer.reason)
    return "\n".join(lines)
