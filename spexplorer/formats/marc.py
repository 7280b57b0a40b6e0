"""MARC 21 in ISO 2709: binary records one after another, in MARC-8 or UTF-8; written in UTF-8."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Final

from spexplorer.domain.records import Record, revised
from spexplorer.domain.works import Work
from spexplorer.formats.interchange import (
    WORK_FIELDS,
    Entry,
    FilePlace,
    Format,
    LookUp,
    Remark,
    Unreadable,
)
from spexplorer.formats.marc_authority import described
from spexplorer.formats.marc_writing import record_of

if TYPE_CHECKING:
    from pymarc import Record as MarcRecord

_END: Final = b"\x1d"
_LEADER: Final = re.compile(rb"[0-9 ]{5}[ -~]{19}[0-9A-Za-z]{3}[0-9]{9}")
"""A leader and the first entry of the directory after it."""
_HEADER: Final = 24
_LONGEST: Final = 1 << 20
"""Bytes of a record beyond which it is none: ISO 2709 has at most 99,999."""


class Marc(Format):
    """MARC 21 as library systems exchange it (.mrc)."""

    code: ClassVar[str] = "marc"
    label: ClassVar[str] = "MARC 21"
    suffixes: ClassVar[tuple[str, ...]] = (".mrc", ".marc", ".dat", ".iso")
    carried: ClassVar[frozenset[str]] = WORK_FIELDS
    extends: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Whether it begins with a leader, and a record ends in what was read."""
        start = head.lstrip(b"\r\n\xef\xbb\xbf ")
        return _LEADER.match(start) is not None and (b"\x1e" in head or _END in head)

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The records; those whose lengths are wrong are read field by field, with a remark."""
        for offset, chunk in _chunks(stream):
            place = FilePlace("byte", offset)
            try:
                with _quiet():
                    record, is_recovered = _decoded(chunk)
                entry = described(record, self.code, place, str(record))
            except Exception as error:
                reason = " ".join(str(error).split())[:200] or type(error).__name__
                remark = Remark("The record is damaged: {reason}", (("reason", reason),))
                yield Unreadable(place, chunk[:2000].decode("utf-8", "replace"), remark)
                continue
            if is_recovered and isinstance(entry, Entry):
                told = Remark(
                    "Its directory is damaged; its fields were read in their order. Compare it."
                )
                entry = entry._replace(remarks=(*entry.remarks, told))
            yield entry

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works, a record each; what makes one longer than ISO 2709 allows is left out."""
        for record in records:
            if isinstance(record, Work):
                made = record_of(fitting(record), look_up)
                while len(data := made.as_marc()) > _MOST and len(made.fields) > 1:
                    made.fields.pop()  # thousands of names, say, which `losses` cannot foresee
                stream.write(data)

    def losses(self, record: Record) -> tuple[str, ...]:
        """Texts that a record of ISO 2709 has no room for; MARCXML has."""
        lost = super().losses(record)
        if isinstance(record, Work):
            whole = fitting(record)
            lost += tuple(name for name in _LONG if getattr(whole, name) != getattr(record, name))
        return lost


FORMAT: Final = Marc()

_MOST: Final = 99_999
"""Bytes of a record of ISO 2709."""
_TEXTS: Final = 45_000
"""Bytes of the long texts of a work that leave room for everything else, and for both of two values."""
_LONG: Final = (
    "references",
    "transcription",
    "annote",
    "note",
    "description",
    "abstract",
    "unmapped",
)
"""The fields that may be long."""


def fitting(work: Work) -> Work:
    """A work without those of its long texts that its record would have no room for."""
    sizes = {name: len(str(getattr(work, name) or "").encode("utf-8", "replace")) for name in _LONG}
    dropped: dict[str, Any] = {}
    for name in sorted(_LONG, key=lambda one: -sizes[one]):
        if sum(sizes.values()) <= _TEXTS:
            break
        sizes[name] = 0
        dropped[name] = () if name == "unmapped" else None
    return revised(work, **dropped) if dropped else work


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what pymarc says of damage off the person's terminal: entries carry their own remarks."""
    logger = logging.getLogger("pymarc")
    was, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings(), redirect_stderr(StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = was


def _chunks(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The bytes of each record with their offset; ends of lines between records are passed over."""
    offset, rest = stream.tell(), b""
    while data := stream.read(1 << 16):
        *whole, rest = (rest + data).split(_END)
        for chunk in whole:
            yield from _stripped(offset, chunk + _END)
            offset += len(chunk) + 1
        if len(rest) > _LONGEST:
            yield offset, rest[:_LONGEST]
            offset, rest = offset + len(rest), b""
    yield from _stripped(offset, rest)


def _stripped(offset: int, chunk: bytes) -> Iterator[tuple[int, bytes]]:
    start = len(chunk) - len(chunk.lstrip(b"\r\n\x1a \x00\xef\xbb\xbf"))
    if len(chunk) - start > 1:
        yield offset + start, chunk[start:]


def _decoded(chunk: bytes) -> tuple[MarcRecord, bool]:
    """A record, and whether it had to be put together from its fields."""
    from pymarc import Record as Decoder

    fixed = b"%05d" % min(len(chunk), 99_999) + chunk[5:]
    is_utf_8 = _is_utf_8(chunk) and not chunk.isascii()
    try:
        record = Decoder(
            data=fixed, to_unicode=True, force_utf8=is_utf_8, utf8_handling="replace",
            hide_utf8_warnings=True,
        )  # fmt: skip
    except Exception:
        return _put_together(chunk), True
    if _looks_shifted(record):
        return _put_together(chunk), True
    return record, False


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _looks_shifted(record: MarcRecord) -> bool:
    """Whether the directory counts characters: then fields begin in the middle of others."""
    fields = [field for field in record.fields if not field.is_control_field()]
    return (
        not record.fields
        or any(
            "\x1e" in value or "\x1f" in value for field in fields for _, value in field.subfields
        )
        or (bool(fields) and not any(field.subfields for field in fields))
    )


def _put_together(chunk: bytes) -> MarcRecord:
    """A record by its fields in the order of the directory, whatever the directory says of their places."""
    from pymarc import Field, Indicators, Leader, Subfield
    from pymarc import Record as MarcRecord

    directory, separator, body = chunk[_HEADER:].partition(b"\x1e")
    tags = [
        directory[at : at + 3].decode("ascii", "replace") for at in range(0, len(directory), 12)
    ]
    if not separator or not tags or not all(re.fullmatch(r"[0-9A-Za-z]{3}", tag) for tag in tags):
        raise ValueError("it has no directory of fields")
    record = MarcRecord()
    record.leader = Leader(chunk[:_HEADER].decode("ascii", "replace").ljust(_HEADER)[:_HEADER])
    for tag, data in zip(tags, body.rstrip(_END).split(b"\x1e"), strict=False):
        text = (
            data.decode("utf-8", "replace") if _is_utf_8(data) else data.decode("cp1252", "replace")
        )
        if tag < "010":
            record.fields.append(Field(tag, data=text))
            continue
        head, *parts = text.split("\x1f")
        marks = (head + "  ")[:2]
        subfields = [Subfield(part[0], part[1:]) for part in parts if part]
        if subfields:
            record.fields.append(Field(tag, Indicators(marks[0], marks[1]), subfields))
    if not record.fields:
        raise ValueError("it has no fields")
    return record
