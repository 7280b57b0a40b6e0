"""Authority records of MARC 21 become agents."""

from __future__ import annotations

import io

import pytest
from pymarc import Field, Indicators, Leader, Record, Subfield

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import Identifier
from spexplorer.formats.interchange import Entry, Unreadable, discover


def record(*fields: tuple[str, str, list[tuple[str, str]]]) -> Record:
    """An authority record with some fields: tag, indicators, subfields."""
    made = Record(leader=Leader("00000nz  a2200000n  4500"))
    for tag, marks, parts in fields:
        subfields = [Subfield(*part) for part in parts]
        made.add_field(Field(tag, Indicators(*marks), subfields))
    return made


PERSON = record(
    ("010", "  ", [("a", "n  80038786 ")]),
    ("024", "7 ", [("a", "0000000121347520"), ("2", "isni")]),
    ("046", "  ", [("f", "19370119"), ("2", "edtf")]),
    ("100", "1 ", [("a", "Nye, Joseph S."), ("q", "(Joseph Samuel)"), ("d", "1937-")]),
    ("400", "1 ", [("6", "880-01"), ("a", "Naĭ, Dzhozef"), ("d", "1937-")]),
    ("510", "2 ", [("a", "Harvard University")]),
    ("670", "  ", [("a", "Soft power, 2004"), ("b", "title page (Joseph S. Nye)")]),
    ("880", "1 ", [("6", "400-01/(N"), ("a", "Най, Джозеф")]),
)
SUBJECT = record(("150", "  ", [("a", "Soft power (Political science)")]))


@pytest.mark.parametrize("code", ["marc", "marcxml"])
def test_a_person_with_its_forms_dates_and_numbers(code: str) -> None:
    if code == "marc":
        data = PERSON.as_marc() + SUBJECT.as_marc()
    else:
        from pymarc import record_to_xml

        inner = b"".join(record_to_xml(one, namespace=True) for one in (PERSON, SUBJECT))
        data = b"<collection>" + inner + b"</collection>"
    person, subject = discover()[code].read(io.BytesIO(data))
    assert isinstance(person, Entry)
    (agent,) = person.records
    assert isinstance(agent, Agent)
    assert (agent.family, agent.agent_type) == ("Nye", "person")
    assert agent.existed == "1937-01-19/"
    assert Identifier(scheme="ISNI", value="0000000121347520") in agent.identifiers
    assert Identifier(scheme="LCNAF", value="n80038786") in agent.identifiers
    forms = {(form.form, form.script) for form in agent.variants}
    assert forms == {("Naĭ, Dzhozef", None), ("Най, Джозеф", "Cyrl")}
    assert "See also: Harvard University" in (agent.description or "")
    assert "Source: Soft power, 2004" in (agent.description or "")
    assert isinstance(subject, Unreadable)
