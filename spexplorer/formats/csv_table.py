"""Tables as CSV (RFC 4180), safe and readable in a spreadsheet.

A cell that a spreadsheet would take for a formula is quoted with an apostrophe; numbers and dates are
left as they are. A byte order mark tells spreadsheets that the file is UTF-8.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TextIO

from spexplorer.support.files import replacing

BYTE_ORDER_MARK: Final = "\ufeff"

_FORMULA: Final = re.compile(
    r"[\s\x00-\x20\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\t\r\n]"
)
"""What a spreadsheet may take for the beginning of a formula, or what it skips before one."""

_NUMBER_OR_DATE: Final = re.compile(
    # -3, +2.5, -1.2e5, 12 %, and EDTF years before 1 CE with whatever follows them: -0199/-0100, -01XX~
    r"[+\-\u2212]?\d[\d,.\u00a0\u202f ]*(?:[eE][+\-]?\d+)?\s*%?"
    r"|-\d[\dX]{3}[\dX\-~?%/.]*"
)

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write(
    stream: TextIO,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    byte_order_mark: bool = True,
) -> None:
    """Write a table with its header, row by row; None is an empty cell."""
    if byte_order_mark:
        stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([cell(text) for text in header])
    for row in rows:
        writer.writerow(["" if value is None else cell(str(value)) for value in row])


def save(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write a table, whose first row is its header, as a file; raises EnvironmentProblem."""
    lines = iter(rows)
    with replacing(path) as stream:
        write(stream, [str(name) for name in next(lines, ())], lines)


def cell(text: str) -> str:
    """A text as a cell that no spreadsheet computes; control characters are left out."""
    plain = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if _FORMULA.match(plain) and not _NUMBER_OR_DATE.fullmatch(plain):
        return "'" + plain.lstrip("\t\n")
    return plain


def unguarded(text: str) -> str:
    """A cell as it was before `cell` put an apostrophe before it; other texts as they are."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text
