"""MODS 3: the Metadata Object Description Schema of the Library of Congress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, ClassVar, Final

from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.formats.extension import NAME, agent_of, rest_beside, text_of_rest
from spexplorer.formats.interchange import (
    WORK_FIELDS,
    Entry,
    FilePlace,
    Format,
    LookUp,
    Unreadable,
)
from spexplorer.formats.language_codes import marc_code_of
from spexplorer.formats.marc_reading import RELATORS
from spexplorer.formats.mods_reading import GENRES, entry_of
from spexplorer.formats.xml_input import (
    clean,
    elements_of,
    has_root,
)

_NAMESPACE: Final = "http://www.loc.gov/mods/v3"
_SPEXPLORER: Final = "urn:spexplorer"

_RESOURCES_OUT: Final = {
    "map": "cartographic", "motion_picture": "moving image", "broadcast": "moving image",
    "musical_score": "notated music", "graphic": "still image", "figure": "still image", "software":
    "software, multimedia", "dataset": "software, multimedia", "song": "sound recording",
}  # fmt: skip
_CODES: Final = {role: code for code, role in reversed(RELATORS.items())}


class Mods(Format):
    """MODS 3 as libraries, repositories and Zotero write it."""

    code: ClassVar[str] = "mods"
    label: ClassVar[str] = "MODS"
    suffixes: ClassVar[tuple[str, ...]] = (".mods", ".xml")
    carried: ClassVar[frozenset[str]] = WORK_FIELDS
    extends: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Whether its root is one of MODS."""
        return has_root(head, ("mods", "modsCollection")) or _NAMESPACE.encode() in head

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The descriptions, one after another; those of related items belong to theirs."""
        for element, place in elements_of(stream, ("mods",)):
            yield entry_of(element, place)

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works as a collection of MODS 3.7."""
        from lxml import etree

        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        stream.write(f'<modsCollection xmlns="{_NAMESPACE}">\n'.encode())
        for record in records:
            if isinstance(record, Work):
                element = _described(record, look_up)
                rest = rest_beside(record, entry_of(element, FilePlace("element", 1)), look_up)
                holder = etree.SubElement(_added(element, "extension"), f"{{{_SPEXPLORER}}}{NAME}")
                holder.text = text_of_rest(rest)
                stream.write(etree.tostring(element, encoding="utf-8") + b"\n")
        stream.write(b"</modsCollection>\n")


FORMAT: Final = Mods()


def _added(parent: Any, name: str, text: str | None = "", **attributes: str) -> Any:
    from lxml import etree

    element: Any = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")
    for attribute, value in attributes.items():
        element.set(attribute, clean(value))
    if text:
        element.text = clean(text)
    return element


def _described(work: Work, look_up: LookUp) -> Any:
    from lxml import etree

    root: Any = etree.fromstring(f'<mods xmlns="{_NAMESPACE}" version="3.7"/>')
    _titles_out(root, work)
    _names_out(root, work, look_up)
    _added(root, "typeOfResource", _RESOURCES_OUT.get(work.type, "text"))
    genre = next((word for word, kind in GENRES.items() if kind == work.type), work.type)
    _added(root, "genre", genre)
    if work.genre:
        _added(root, "genre", work.genre)
    _origin_out(root, work)
    if work.language:
        language = _added(root, "language")
        _added(language, "languageTerm", work.language, type="code", authority="rfc5646")
        if code := marc_code_of(work.language):
            _added(language, "languageTerm", code, type="code", authority="iso639-2b")
    for name, text in (("abstract", work.abstract), ("note", work.note)):
        if text:
            _added(root, name, text)
    _subjects_out(root, work)
    _host_out(root, work)
    _numbers_out(root, work)
    return root


def _names_out(root: Any, work: Work, look_up: LookUp) -> None:
    for part in work.contributors:
        agent = agent_of(look_up, part.agent)
        if agent is None:
            continue
        is_person = agent.agent_type == "person"
        name = _added(root, "name", type="personal" if is_person else "corporate")
        family, given = agent.family, agent.given
        if is_person and not family and ", " in agent.name:
            family, _, given = agent.name.partition(", ")
        if is_person and family:
            _added(name, "namePart", family, type="family")
            if given:
                _added(name, "namePart", given, type="given")
            if agent.suffix:
                _added(name, "namePart", agent.suffix, type="termsOfAddress")
        else:
            _added(name, "namePart", agent.name)
        if code := _CODES.get(part.role):
            _added(_added(name, "role"), "roleTerm", code, type="code", authority="marcrelator")


def _titles_out(root: Any, work: Work) -> None:
    _added(_added(root, "titleInfo"), "title", work.title)
    for kind, title in (("abbreviated", work.title_short), ("translated", work.title_translated)):
        if title:
            _added(_added(root, "titleInfo", type=kind), "title", title)
    if work.title_original:
        script = {"script": work.script} if work.script else {}
        _added(
            _added(root, "titleInfo", type="alternative", **script), "title", work.title_original
        )
    for form in work.variants:
        script = {"script": form.script} if form.script else {}
        _added(_added(root, "titleInfo", type="alternative", **script), "title", form.form)


def _origin_out(root: Any, work: Work) -> None:
    if not (work.publisher or work.publisher_place or work.issued or work.edition):
        return
    origin = _added(root, "originInfo")
    if work.publisher_place:
        _added(_added(origin, "place"), "placeTerm", work.publisher_place, type="text")
    if work.publisher:
        _added(origin, "publisher", work.publisher)
    if work.issued:
        _added(origin, "dateIssued", work.issued, encoding="edtf")
    if work.edition:
        _added(origin, "edition", work.edition)


def _subjects_out(root: Any, work: Work) -> None:
    for subject in work.subjects:
        _added(_added(root, "subject", authority=subject.scheme.lower()), "topic", subject.term)
    for tag in work.tags:
        _added(_added(root, "subject"), "topic", tag)


def _host_out(root: Any, work: Work) -> None:
    if work.container_title or work.volume or work.issue or work.page:
        host = _added(root, "relatedItem", type="host")
        if work.container_title:
            _added(_added(host, "titleInfo"), "title", work.container_title)
        part = _added(host, "part")
        for kind, number in (("volume", work.volume), ("issue", work.issue)):
            if number:
                _added(_added(part, "detail", type=kind), "number", number)
        start, hyphen, end = (work.page or "").partition("-")
        if start and hyphen and end:
            extent = _added(part, "extent", unit="pages")
            _added(extent, "start", start)
            _added(extent, "end", end)
        elif work.page:
            _added(_added(part, "extent", unit="pages"), "list", work.page)
    if work.collection_title:
        series = _added(_added(root, "relatedItem", type="series"), "titleInfo")
        _added(series, "title", work.collection_title)


def _numbers_out(root: Any, work: Work) -> None:
    for scheme, value in (("doi", work.doi), ("isbn", work.isbn), ("issn", work.issn)):
        if value:
            _added(root, "identifier", value, type=scheme)
    for identifier in work.identifiers:
        _added(root, "identifier", identifier.value, type=clean(identifier.scheme))
    if work.url:
        accessed = {"dateLastAccessed": work.accessed} if work.accessed else {}
        _added(_added(root, "location"), "url", work.url, **accessed)
    if work.call_number:
        _added(_added(root, "location"), "shelfLocator", work.call_number)
