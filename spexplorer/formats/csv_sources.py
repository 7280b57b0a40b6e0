"""Sources as CSV: columns known by their heads, whatever separates them and however the text is encoded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar, Final

from spexplorer.domain.records import Record
from spexplorer.formats import csv_table
from spexplorer.formats.column_mapping import TableFormat, TableSample
from spexplorer.formats.interchange import (
    HEAD,
    WORK_FIELDS,
    Entry,
    FilePlace,
    LookUp,
    NotOfThisFormat,
    Remark,
    Unreadable,
)
from spexplorer.formats.sheet import entries_of, own_heads, rows_of
from spexplorer.formats.sheet_heads import known_heads
from spexplorer.formats.text_input import encoding_of, lines_of

SEPARATORS: Final = (",", ";", "\t", "|")
"""What stands between the cells of such tables."""

_LONGEST_CELL: Final = 32_000
"""Characters of a cell that spreadsheets take without cutting it."""

_LINES: Final = 15


class CsvSources(TableFormat):
    """A table with a source in each row: our own, one of Zotero, Scopus or CNKI, or one made by hand."""

    code: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt")
    carried: ClassVar[frozenset[str]] = WORK_FIELDS
    extends: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Whether one of its first lines has a head for titles or identifiers and another known head."""
        if re.match(rb"(?:\xef\xbb\xbf)?\s*[<{\[@%]|PK\x03\x04|[^\x1e]*\x1e", head):
            return False  # markup, JSON, BibTeX, packed files, MARC
        return _best(_first_lines(io.BytesIO(head)))[1] > 1

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The rows, one after another."""
        start = stream.tell()
        mapping = self.mapping
        encoding = mapping.encoding if mapping else ""
        lines = _first_lines(stream, encoding)
        stream.seek(start)
        separator, known = _best(lines)
        if mapping is None and not known:
            raise NotOfThisFormat(
                "No row of the table has heads of columns that are known; call one of them “Title”, or "
                "say in the window (File > Import) what each column means."
            )
        if mapping is not None:
            separator = mapping.separator or (separator if known else _likeliest_separator(lines))
        yield from entries_of(_rows(stream, separator, encoding), self.code, mapping)

    def sample(self, stream: BinaryIO, separator: str = "", encoding: str = "") -> TableSample:
        """The first lines, with the separator and the encoding that were given or noticed."""
        start = stream.tell()
        encoding = encoding or encoding_of(stream.read(HEAD))
        stream.seek(start)
        lines = _first_lines(stream, encoding)
        if not separator:
            separator, known = _best(lines)
            separator = separator if known else _likeliest_separator(lines)
        found = TableSample.of(_parsed(lines, separator))
        if not found.lines:
            raise NotOfThisFormat("The table is empty; choose one with sources in its rows.")
        return found._replace(separator=separator, encoding=encoding)

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works, a row each, with commas and a byte order mark."""
        text = io.TextIOWrapper(stream, "utf-8", errors="replace", newline="", write_through=True)
        rows = rows_of(records, look_up, self.code, longest=_LONGEST_CELL)
        try:
            csv_table.write(text, own_heads(), rows)
        finally:
            text.detach()


FORMAT: Final = CsvSources()


def _first_lines(stream: BinaryIO, encoding: str = "") -> list[str]:
    """The first lines of a file; a line that its beginning cuts off may be the last of them."""
    sample = io.BytesIO(stream.read(HEAD))
    return [line for line, _ in zip(lines_of(sample, encoding), range(_LINES), strict=False)]


def _likeliest_separator(lines: list[str]) -> str:
    """The character that takes most of the lines apart into equally many cells, more than one."""

    def even(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in _parsed(lines, separator) if row]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(SEPARATORS, key=even)


def _best(lines: list[str]) -> tuple[str, int]:
    """The character that separates the cells, and how many heads are known in the row that has most."""
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == len("sep=,"):
        separators: tuple[str, ...] = (lines[0].strip()[-1],)
    else:
        separators = SEPARATORS
    counts = {separator: _most_heads(lines, separator) for separator in separators}
    best = max(counts, key=lambda one: counts[one])
    return best, counts[best]


def _most_heads(lines: list[str], separator: str) -> int:
    return max((known_heads(row) for row in _parsed(lines, separator)), default=0)


def _parsed(lines: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader((line + "\n" for line in lines), delimiter=separator))
    except csv.Error:
        return []


def _rows(
    stream: BinaryIO, separator: str, encoding: str
) -> Iterator[tuple[FilePlace, list[str] | Remark]]:
    """The rows with the line each begins in; a damaged one as a remark."""
    lines = (line + "\n" for line in lines_of(stream, encoding))
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    while True:
        place = FilePlace("line", reader.line_num + 1)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield place, Remark("The row is damaged: {reason}.", (("reason", str(error)),))
            continue
        yield place, row
