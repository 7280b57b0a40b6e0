"""Works written as MARC 21 bibliographic records: what ISO 2709 and MARCXML have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.works import Work
from spexplorer.formats.extension import NAME, agent_of, rest_beside, text_of_rest
from spexplorer.formats.interchange import FilePlace, LookUp
from spexplorer.formats.language_codes import marc_code_of
from spexplorer.formats.marc_reading import EXTENSION_TAG, RELATORS, entry_of

if TYPE_CHECKING:
    from pymarc import Field, Indicators, Record

_LEADERS: Final = {
    "article-journal": "ab", "article-magazine": "ab", "article-newspaper": "ab", "article": "ab",
    "review": "ab", "review-book": "ab", "chapter": "aa", "paper-conference": "aa", "entry": "aa",
    "entry-dictionary": "aa", "entry-encyclopedia": "aa", "webpage": "ai", "periodical": "as",
    "post": "ai", "post-weblog": "ai", "collection": "ac", "manuscript": "tm", "map": "em",
    "motion_picture": "gm", "broadcast": "gm", "musical_score": "cm", "song": "jm", "graphic": "km",
    "figure": "km", "software": "mm", "dataset": "mm",
}  # fmt: skip
_CODES: Final = {role: code for code, role in reversed(RELATORS.items())}
_MARC_SCRIPTS: Final = {"Cyrl": "(N", "Hani": "$1", "Hans": "$1", "Hant": "$1", "Arab": "(3"}

_PIECE: Final = 7_000
"""Bytes of a value that fit into one field of ISO 2709 with room to spare."""

_SPACE: Final = "\\u0020"
"""A space in JSON that nobody trims."""


def record_of(work: Work, look_up: LookUp) -> Record:
    """A work as a MARC record in Unicode, with the rest in local fields."""
    from pymarc import Field, Subfield

    record = _native(work, look_up)
    native = entry_of(record, "marc", FilePlace("record", 1), "")
    for piece in _pieces(text_of_rest(rest_beside(work, native, look_up))):
        subfields = [Subfield("a", NAME), Subfield("b", piece)]
        record.fields.append(Field(EXTENSION_TAG, indicators_of("  "), subfields))
    return record


def _pieces(text: str) -> Iterator[str]:
    """A long text in pieces that are each short enough in UTF-8."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        while len(text[start:end].encode("utf-8", "replace")) > _PIECE:
            end -= max(1, (end - start) // 4)
        piece = text[start:end]
        # Readers trim the ends of a value; the spaces of this JSON all stand in strings.
        if piece.startswith(" "):
            piece = _SPACE + piece[1:]
        if piece.endswith(" "):
            piece = piece[:-1] + _SPACE
        yield piece
        start = end


def indicators_of(text: str) -> Indicators:
    """Two indicators of a field, given as two letters."""
    from pymarc import Indicators as Made

    return Made(text[0], text[1])


class _Writer:
    """Adds the fields of one work to a record, numbering those that are given in two scripts."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._linked = 0
        self._originals: list[Field] = []

    def add(
        self,
        tag: str,
        indicators: str,
        *subfields: tuple[str, str | None],
        original: str = "",
        script: str | None = None,
    ) -> None:
        """Add a field of the subfields that have a value; `original` is its $a in another script."""
        from pymarc import Field, Subfield

        kept = [Subfield(code, _short(value)) for code, value in subfields if value]
        if not kept:
            return
        if original:
            self._linked += 1
            link = f"{self._linked:02}"
            mark = f"/{_MARC_SCRIPTS[script]}" if script in _MARC_SCRIPTS else ""
            other = [Subfield("6", f"{tag}-{link}{mark}"), Subfield("a", _short(original))]
            self._originals.append(Field("880", indicators_of(indicators), other))
            kept.insert(0, Subfield("6", f"880-{link}"))
        self._record.fields.append(Field(tag, indicators_of(indicators), kept))

    def control(self, tag: str, data: str) -> None:
        """Add a field without subfields."""
        from pymarc import Field

        self._record.fields.append(Field(tag, data=data))

    def end(self) -> None:
        """Add the fields in original scripts behind all others."""
        for field in self._originals:
            self._record.fields.append(field)


def _short(value: str) -> str:
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", value)
    encoded = text.encode("utf-8", "replace")
    return text if len(encoded) <= _PIECE else encoded[:_PIECE].decode("utf-8", "ignore")


def _native(work: Work, look_up: LookUp) -> Record:
    from pymarc import Leader
    from pymarc import Record as MarcRecord

    record = MarcRecord()
    leader = _LEADERS.get(work.type, "am")
    # FilePlace 18 is c: the punctuation between the parts of the description is left out.
    record.leader = Leader(f"00000n{leader} a2200000 c 4500")
    writer = _Writer(record)
    writer.control("008", _fixed(work))
    _numbers(writer, work)
    main = _names(writer, work, look_up, main=True)
    writer.add(
        "245", "10" if main else "00", ("a", work.title),
        original=work.title_original or "", script=work.script,
    )  # fmt: skip
    writer.add("242", "00", ("a", work.title_translated), ("y", "eng"))
    for form in work.variants:
        writer.add("246", "33", ("a", form.form))
    writer.add("250", "  ", ("a", work.edition))
    writer.add(
        "264", " 1", ("a", work.publisher_place), ("b", work.publisher), ("c", _year(work.issued))
    )
    if work.number_of_pages:
        writer.add("300", "  ", ("a", f"{work.number_of_pages} p."))
    writer.add("490", "0 ", ("a", work.collection_title), ("v", work.collection_number))
    _notes(writer, work)
    _subjects(writer, work)
    _names(writer, work, look_up, main=False)
    _host(writer, work)
    writer.add("856", "40", ("u", work.url))
    _kept(writer, work)
    writer.end()
    return record


def _subjects(writer: _Writer, work: Work) -> None:
    for subject in work.subjects:
        if subject.scheme == "LCSH":
            writer.add("650", " 0", ("a", subject.term))
        else:
            writer.add("650", " 7", ("a", subject.term), ("2", subject.scheme))
    for tag in work.tags:
        writer.add("653", "  ", ("a", tag))
    writer.add("655", " 4", ("a", work.genre))


def _fixed(work: Work) -> str:
    match = re.match(r"([0-9]{4})", work.issued or "")
    year = match[1] if match else "uuuu"
    language = marc_code_of(work.language or "") or "und"
    return f"000000{'s' if match else 'n'}{year}    xx {'|' * 17}{language} d"


def _year(edtf: str | None) -> str | None:
    match = re.match(r"[0-9]{4}", edtf or "")
    return match[0] if match else None


def _numbers(writer: _Writer, work: Work) -> None:
    writer.add("020", "  ", ("a", work.isbn if work.type not in ("chapter",) else None))
    in_host = _LEADERS.get(work.type) in ("ab", "aa")
    writer.add("022", "  ", ("a", None if in_host else work.issn))
    writer.add("024", "7 ", ("a", work.doi), ("2", "doi" if work.doi else None))
    for identifier in work.identifiers:
        writer.add("024", "7 ", ("a", identifier.value), ("2", identifier.scheme))
    writer.add("046", "  ", ("k", work.issued), ("2", "edtf" if work.issued else None))
    writer.add("088", "  ", ("a", work.number))
    writer.add("099", "  ", ("a", work.call_number))


def _names(writer: _Writer, work: Work, look_up: LookUp, *, main: bool) -> bool:
    """The first author as main entry, the others as added ones; gives whether there is one."""
    first = next((part for part in work.contributors if part.role == "author"), None)
    wrote = False
    for part in work.contributors:
        if (part is first) is not main or (agent := agent_of(look_up, part.agent)) is None:
            continue
        wrote = True
        _name(writer, "1" if main else "7", agent, part.role)
    return wrote


def _name(writer: _Writer, block: str, agent: Agent, role: str) -> None:
    form = next(
        (v for v in agent.variants if v.script in _MARC_SCRIPTS and v.basis == "printed"), None
    )
    original, script = (form.form, form.script) if form else ("", None)
    code = ("4", _CODES.get(role))
    ids = [
        ("0", f"({identifier.scheme}){identifier.value}")
        for identifier in agent.identifiers
        if " " not in identifier.value
    ]
    if agent.agent_type != "person":
        writer.add(
            f"{block}10", "2 ", ("a", agent.name), code, *ids, original=original, script=script
        )
        return
    family, given = agent.family, agent.given
    if not family and ", " in agent.name:
        family, _, given = agent.name.partition(", ")
    name = f"{family}, {given}" if family and given else agent.name
    indicators = "1 " if family and given else "0 "
    writer.add(
        f"{block}00", indicators, ("a", name), ("c", agent.suffix), code, *ids,
        original=original, script=script,
    )  # fmt: skip


def _notes(writer: _Writer, work: Work) -> None:
    for note in (work.note or "").split("\n"):
        writer.add("500", "  ", ("a", note))
    writer.add("520", "  ", ("a", work.abstract))
    if work.accessed:
        writer.add(
            "588", "0 ", ("a", f"Description based on the web page (viewed {work.accessed})")
        )


def _host(writer: _Writer, work: Work) -> None:
    if not (work.container_title or work.page or work.volume or work.issue):
        return
    parts = (
        (work.volume, "vol. "),
        (work.issue, "no. "),
        (_year(work.issued), "("),
        (work.page, "p. "),
    )
    words = ", ".join(
        f"{label}{value}" + (")" if label == "(" else "") for value, label in parts if value
    )
    enumeration = f"{work.volume or ''}:{work.issue or ''}<{work.page}" if work.page else None
    in_host = _LEADERS.get(work.type) in ("ab", "aa")
    writer.add(
        "773", "0 ", ("t", work.container_title), ("g", words), ("q", enumeration),
        ("x", work.issn if in_host else None), ("z", work.isbn if work.type == "chapter" else None),
    )  # fmt: skip


def _kept(writer: _Writer, work: Work) -> None:
    """Fields that came from MARC without a place here go out as they came."""
    for part in work.unmapped:
        match = re.fullmatch(r"([0-9]{3}) ([0-9a-z#]{2})", part.name)
        if match and part.format in ("marc", "marcxml") and match[1] >= "010":
            subfields = re.findall(r"\$([0-9a-z])([^$]*)", part.value)
            writer.add(match[1], match[2].replace("#", " "), *subfields)
