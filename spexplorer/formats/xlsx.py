"""Sources as a spreadsheet (Office Open XML, .xlsx): the sheets whose columns have heads that are known."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, ClassVar, Final

from spexplorer.domain.records import Record
from spexplorer.formats.column_mapping import TableFormat, TableSample
from spexplorer.formats.csv_table import cell
from spexplorer.formats.interchange import (
    WORK_FIELDS,
    Entry,
    FilePlace,
    LookUp,
    NotOfThisFormat,
    Remark,
    Unreadable,
)
from spexplorer.formats.sheet import COLUMNS, entries_of, own_heads, rows_of, text_of_value
from spexplorer.formats.xml_input import clean

_MOST_BYTES: Final = 1 << 30
"""Bytes that a workbook may have when it is unpacked."""

_MOST_SHARED: Final = 256 << 20
"""Bytes of its texts, which are read whole."""

_MOST_TIMES: Final = 300
"""How many times a part of more than a megabyte may be as large as it is packed; spreadsheets reach 60."""

_MOST_PARTS: Final = 5_000
_MOST_ROWS: Final = 1_048_576
_MOST_EMPTY: Final = 20_000
"""Empty rows after which a sheet is at its end."""

_LONGEST_CELL: Final = 32_000
_SAMPLED: Final = 15
"""Rows of a sheet from which it is told what its columns are."""


class Xlsx(TableFormat):
    """A workbook of Excel or LibreOffice with a source in each row."""

    code: ClassVar[str] = "xlsx"
    label: ClassVar[str] = "Excel (XLSX)"
    suffixes: ClassVar[tuple[str, ...]] = (".xlsx", ".xlsm")
    carried: ClassVar[frozenset[str]] = WORK_FIELDS
    extends: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Whether it is a packed file with parts of a workbook."""
        return head.startswith(b"PK\x03\x04") and (
            b"xl/" in head or (b"[Content_Types].xml" in head and b"word/" not in head)
        )

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The rows of every sheet that has known heads, one after another."""
        _check_sizes(stream)
        workbook = _opened(stream)
        found = 0
        try:
            for sheet in workbook.worksheets:
                for one in entries_of(_rows(sheet), self.code, self.mapping):
                    found += 1
                    yield one
        finally:
            workbook.close()
        if not found:
            raise NotOfThisFormat(
                "No sheet has heads of columns that are known; call one of them “Title”, or say in the "
                "window (File > Import) what each column means."
            )

    def sample(self, stream: BinaryIO, separator: str = "", encoding: str = "") -> TableSample:
        """The first rows of the first sheet that has any."""
        del separator, encoding  # a workbook knows its cells and its letters
        _check_sizes(stream)
        workbook = _opened(stream)
        try:
            for sheet in workbook.worksheets:
                rows = [
                    row for _, row in islice(_rows(sheet), _SAMPLED) if not isinstance(row, Remark)
                ]
                if (found := TableSample.of(rows)).lines:
                    return found
        finally:
            workbook.close()
        raise NotOfThisFormat("The workbook is empty; choose one with sources in its rows.")

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works, a row each, into one sheet whose heads stay in sight."""
        from openpyxl import Workbook

        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet("Sources")
        sheet.freeze_panes = "A2"
        try:
            sheet.append(own_heads())
            for row in rows_of(records, look_up, self.code, longest=_LONGEST_CELL, shown=_shown):
                sheet.append([value or None for value in row])
        except BaseException:
            sheet.close()  # else openpyxl ends it some time later, with a traceback
            raise
        workbook.save(stream)


FORMAT: Final = Xlsx()


def _shown(text: str) -> str:
    return cell(clean(text))


def _check_sizes(stream: BinaryIO) -> None:
    """Refuse what is no packed file, or would unpack to more than a spreadsheet of sources has."""
    start = stream.tell()
    try:
        with zipfile.ZipFile(stream) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged() from error
    stream.seek(start)
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise NotOfThisFormat("The workbook is too large to be read; save its sheet as CSV.")
    for part in parts:
        swollen = part.file_size > _MOST_TIMES * max(part.compress_size, 1)
        if (swollen and part.file_size > 1 << 20) or (
            "sharedStrings" in part.filename and part.file_size > _MOST_SHARED
        ):
            raise NotOfThisFormat(
                "The workbook unpacks to far more than it may have; save its sheet as CSV."
            )


def _damaged() -> NotOfThisFormat:
    return NotOfThisFormat(
        "The workbook is damaged, or protected by a password; save it again in a spreadsheet program."
    )


def _opened(stream: BinaryIO) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl lets through whatever its parts stumble over
        raise _damaged() from error


def _rows(sheet: Any) -> Iterator[tuple[FilePlace, list[str] | Remark]]:
    """The rows of a sheet as texts; where it is damaged a remark ends it."""
    number = empty = 0
    try:
        # What a sheet says of its size may be wrong, and makes empty cells without end.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=_MOST_ROWS, values_only=True):
            number += 1
            if not row:
                empty += 1
                if empty > _MOST_EMPTY:
                    return
            else:
                empty = 0
                yield FilePlace("row", number), [text_of_value(value) for value in row[:COLUMNS]]
    except MemoryError:
        raise
    except GeneratorExit:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        remark = Remark("The sheet is damaged from here on: {reason}.", (("reason", reason),))
        yield FilePlace("row", number + 1), remark
