"""MARCXML: MARC 21 records in the namespace http://www.loc.gov/MARC21/slim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Final

from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.formats.interchange import (
    WORK_FIELDS,
    Entry,
    Format,
    LookUp,
    Remark,
    Unreadable,
)
from spexplorer.formats.marc_authority import described
from spexplorer.formats.marc_writing import record_of
from spexplorer.formats.xml_input import clean, elements_of, has_root, local_name, raw_of

if TYPE_CHECKING:
    from pymarc import Record as MarcRecord

_NAMESPACE: Final = "http://www.loc.gov/MARC21/slim"


class Marcxml(Format):
    """MARCXML as library systems and the web exchange it."""

    code: ClassVar[str] = "marcxml"
    label: ClassVar[str] = "MARCXML"
    suffixes: ClassVar[tuple[str, ...]] = (".xml", ".marcxml")
    carried: ClassVar[frozenset[str]] = WORK_FIELDS
    extends: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Whether it has elements of MARCXML."""
        return has_root(head, ("collection", "record", "searchRetrieveResponse"), "leader") or (
            _NAMESPACE.encode() in head
        )

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The records, one after another; some programs leave the leader out."""
        parts = ("leader", "controlfield", "datafield")
        for element, place in elements_of(stream, ("record",), children=parts):
            raw = raw_of(element)
            record = _record(element)
            if not record.fields:
                yield Unreadable(place, raw, Remark("There is no field in this record."))
                continue
            # One code for both: what MARC had no place for goes out again in either.
            yield described(record, "marc", place, raw)

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works as a collection, a record each."""
        from lxml import etree

        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        stream.write(f'<collection xmlns="{_NAMESPACE}">\n'.encode())
        for record in records:
            if isinstance(record, Work):
                element = _element(record_of(record, look_up))
                stream.write(etree.tostring(element, encoding="utf-8") + b"\n")
        stream.write(b"</collection>\n")


FORMAT: Final = Marcxml()


def _record(element: Any) -> MarcRecord:
    from pymarc import Field, Indicators, Leader, Subfield
    from pymarc import Record as Made

    record = Made()
    for child in element:
        name = local_name(child)
        tag = (child.get("tag") or "").strip()
        if name == "leader":
            record.leader = Leader((child.text or "").ljust(24)[:24])
        elif name == "controlfield" and tag.isdigit() and tag < "010":
            record.fields.append(Field(tag, data=child.text or ""))
        elif name == "datafield" and len(tag) == len("245"):
            subfields = [
                Subfield((part.get("code") or "a")[:1] or "a", "".join(part.itertext()))
                for part in child
                if local_name(part) == "subfield"
            ]
            marks = [((child.get(f"ind{n}") or " ") + " ")[0] for n in (1, 2)]
            if subfields:
                record.fields.append(Field(tag, Indicators(*marks), subfields))
    return record


def _element(record: MarcRecord) -> Any:
    from lxml import etree

    def added(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
        element: Any = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")
        for attribute, value in attributes.items():
            element.set(attribute, clean(value))
        element.text = None if text is None else clean(text)
        return element

    root: Any = etree.fromstring(f'<record xmlns="{_NAMESPACE}"/>')
    added(root, "leader", str(record.leader))
    for field in record.fields:
        if field.is_control_field():
            added(root, "controlfield", field.data, tag=field.tag)
            continue
        first, second = field.indicators or (" ", " ")
        data = added(root, "datafield", tag=field.tag, ind1=first, ind2=second)
        for code, value in field.subfields:
            added(data, "subfield", value, code=code)
    return root
