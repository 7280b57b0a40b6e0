"""Tables as CSV: what spreadsheets open without garbling letters or running cells as formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from spexplorer.support.files import replacing

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for the encoding of the machine."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe makes it text."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV, without a byte order mark; cells are written as they are."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def write_csv(path: Path, rows: Iterable[Iterable[str]], *, mark: bool = True) -> None:
    """Write rows as a CSV file in UTF-8; raises EnvironmentProblem. `mark`: begin with its mark."""
    with replacing(path) as stream:
        if mark:
            stream.write(BYTE_ORDER_MARK)
        csv.writer(stream, lineterminator="\n").writerows(rows)
