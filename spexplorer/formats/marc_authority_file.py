"""Names as MARC 21 authority records: the other way of `marc_authority`, which reads them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import Record
from spexplorer.formats.interchange import Format, LookUp
from spexplorer.formats.marc_authority import SCHEMES, SCRIPTS, TYPES
from spexplorer.formats.marc_writing import indicators_of

if TYPE_CHECKING:
    from pymarc import Field
    from pymarc import Record as MarcRecord

_TAGS: Final = {kind: tag[1:] for tag, kind in reversed(TYPES.items())}
"""Ends of the tags of headings, by the type of an agent; any other is written as a body."""

_SCRIPTS: Final = {script: code for code, script in SCRIPTS.items()}
_SOURCES: Final = {scheme: source for source, scheme in SCHEMES.items()}
_FIXED: Final = "n| azannaabn           n aaa     d"
"""Field 008 behind the day of entry: an established heading, its other features not coded."""


class MarcAuthorityFile(Format):
    """Authority records of persons, bodies and states in ISO 2709, in UTF-8."""

    code: ClassVar[str] = "marc-authority"
    label: ClassVar[str] = "MARC 21 authorities"
    suffixes: ClassVar[tuple[str, ...]] = (".mrc", ".marc")
    kinds: ClassVar[tuple[str, ...]] = ("agent",)
    reads: ClassVar[bool] = False
    carried: ClassVar[frozenset[str]] = frozenset(
        (
            "agent_type",
            "name",
            "family",
            "given",
            "variants",
            "existed",
            "identifiers",
            "description",
        )
    )

    def recognises(self, head: bytes) -> bool:
        """None: whoever reads MARC reads authority records too."""
        del head
        return False

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write names, a record each."""
        del look_up
        for record in records:
            if isinstance(record, Agent):
                stream.write(_made(record).as_marc())

    def losses(self, record: Record) -> tuple[str, ...]:
        """Fields without a place, and what a heading does not tell of its forms, dates and types."""
        lost = list(super().losses(record))
        if not isinstance(record, Agent):
            return tuple(lost)
        if record.agent_type not in _TAGS:
            lost.append("agent_type")
        if record.family and not _is_inverted(record):
            lost.append("family")
        told = ((form.language, form.scheme, form.basis) for form in record.variants)
        unknown = any(form.script not in (None, *_SCRIPTS) for form in record.variants)
        if unknown or any(any(parts) for parts in told):
            lost.append("variants")
        if record.existed and "/" not in record.existed:
            lost.append("existed")
        return tuple(dict.fromkeys(lost))


FORMAT: Final = MarcAuthorityFile()


def _is_inverted(agent: Agent) -> bool:
    return bool(agent.family) and agent.name == f"{agent.family}, {agent.given or ''}".strip(", ")


def _made(agent: Agent) -> MarcRecord:
    from pymarc import Field
    from pymarc import Record as Made

    record = Made(force_utf8=True, leader="00000nz  a2200000n  4500")
    record.fields.append(Field("001", data=str(agent.id)))
    entered = re.sub(r"\D", "", agent.created[2:10]) if agent.created else ""
    record.fields.append(Field("008", data=(entered if len(entered) == 6 else "000101") + _FIXED))
    for field in _fields(agent):
        record.fields.append(field)
    return record


def _fields(agent: Agent) -> Iterator[Field]:
    for one in agent.identifiers:
        source = _SOURCES.get(one.scheme, one.scheme)
        yield _field("024", "7 ", ("a", one.value), ("2", source))
    if agent.existed and "/" in agent.existed:
        start, _, end = agent.existed.partition("/")
        known = [(code, day) for code, day in (("f", start), ("g", end)) if day]
        yield _field("046", "  ", *known, ("2", "edtf"))
    end_of_tag = _TAGS.get(agent.agent_type, "10")
    kind = ("1 " if _is_inverted(agent) else "0 ") if end_of_tag == "00" else "2 "
    yield _field(f"1{end_of_tag}", kind, ("a", agent.name))
    for form in agent.variants:
        if form.script in _SCRIPTS:
            yield _field(
                "880", kind, ("6", f"4{end_of_tag}-00/{_SCRIPTS[form.script]}"), ("a", form.form)
            )
        else:
            yield _field(f"4{end_of_tag}", kind, ("a", form.form))
    if agent.description:
        yield _field("678", "  ", ("a", agent.description))


def _field(tag: str, indicators: str, *parts: tuple[str, str]) -> Field:
    from pymarc import Field, Subfield

    subfields = [Subfield(code, value) for code, value in parts]
    return Field(tag, indicators_of(indicators), subfields)
