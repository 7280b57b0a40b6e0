"""Whatever the validation accepts is stored and loaded equal, for every kind and every field."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from spexplorer.domain.authorities import Agent
from spexplorer.domain.concepts import Concept
from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of
from spexplorer.domain.findings import Claim, Note
from spexplorer.domain.kinds import KINDS
from spexplorer.domain.plain import PlainError, from_plain, to_plain
from spexplorer.domain.records import Evidence, Record
from spexplorer.domain.vocabularies import labels_of_terms
from spexplorer.formats.text_sources import read_vocabularies
from spexplorer.operations.validation import faults
from spexplorer.storage.records import load, load_kind
from spexplorer.support.errors import AppError
from spexplorer.support.folders import database_sources

VOCABULARIES = read_vocabularies(database_sources() / "vocabularies.toml")
ORIGIN = "Test 1"
EACH = 2
POOL = {kind: [f"{kind}:r{number}" for number in range(EACH)] for kind in KINDS}
EDTF = [
    *("2013", "2013-09", "2003-06-03", "1984?", "201X", "20XX~", "2018-09-XX", "2001-21"),
    *("2005/..", "../1990", "2005/", "/2006", "1942/1944", "-0043", "Y-170000", "[1960..1962]"),
    *("{1960,1961-12}", "2004-06-~11", "1950S2", "2013-09-07T10:20:30Z"),
]
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
REQUIRED = TEXT.filter(lambda text: text.strip())


@st.composite
def records(draw: st.DrawFn, kind: str, number: int) -> Record:
    """A record that fulfils the constraints the schema adds to the types."""
    record_id = POOL[kind][number]
    fields = [f for f in fields_of(CLASSES[kind]) if f.name not in ("id", "origin")]
    left_out = [f.name for f in fields if f.optional and f.name != "evidence"]
    filled = draw(st.sets(st.sampled_from(left_out), max_size=8))
    values = {
        field.name: draw(value(CLASSES[kind], field, record_id, number))
        if field.name in filled or field.name not in left_out
        else (() if field.repeats else None)
        for field in fields
    }
    return CLASSES[kind](id=record_id, origin=ORIGIN, **draw(mended(kind, values)))


def value(owner: type, field: Field, record_id: str, number: int) -> st.SearchStrategy:
    one = single(owner, field, record_id, number)
    if one is None:
        return st.just(() if field.repeats else None)
    if field.repeats:
        unique = (lambda item: item) if field.name == "tags" else None
        smallest = 1 if field.name == "evidence" else 0
        most = 1 if field.name == "broader" else 3
        return st.lists(one, min_size=smallest, max_size=most, unique_by=unique).map(tuple)
    return st.none() | one if field.optional else one


def single(owner: type, field: Field, record_id: str, number: int) -> st.SearchStrategy | None:
    """The strategy for one value; None where there is nothing to point at."""
    if field.scheme == "collection":
        return None
    if field.scheme:
        return st.sampled_from(list(labels_of_terms(VOCABULARIES, field.scheme)))
    match field.shape:
        case Shape.DATE:
            return st.sampled_from(EDTF)
        case Shape.INTEGER:
            return st.integers(1, 10**6)
        case Shape.NUMBER:
            return st.floats(-90, 90)
        case Shape.LINK:
            kinds = [field.target] if field.target else KINDS
            targets = [t for kind in kinds for t in POOL[kind] if t != record_id]
            if field.name == "broader":  # a tree: only records before this one
                targets = targets[:number]
            return st.sampled_from(targets) if targets else None
        case Shape.PART:
            assert field.part is not None
            part = field.part
            return st.builds(
                part, **{f.name: value(part, f, record_id, number) for f in fields_of(part)}
            )
    return TEXT if field.optional else REQUIRED


@st.composite
def mended(draw: st.DrawFn, kind: str, values: dict) -> dict:
    """What the schema asks for beyond the type of each field."""
    if kind == "work" and values["title_original"] is not None:
        values["title_original_basis"] = draw(st.sampled_from(["printed", "supplied"]))
    if kind == "place" and (values["latitude"] is None) != (values["longitude"] is None):
        values["latitude"] = values["longitude"] = None
    if kind == "statistic" and values["value_high"] is not None:
        values["value"] = values["value_high"] - draw(st.floats(0, 10))
    if kind == "citation":
        values["target_number"] = draw(st.integers(1, values["number"]))
        values["number"] = values["target_number"] + 1
    if kind == "passage":
        values["evidence"] = ()
    return values


LIBRARY = st.tuples(*(records(kind, number) for kind in KINDS for number in range(EACH)))


# Making a whole library smaller takes minutes, and the faults found name the field anyway.
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=set(Phase) - {Phase.shrink, Phase.explain},
)
@given(LIBRARY)
def test_what_is_valid_is_stored_and_loaded_equal(fresh, store, wanted: Sequence[Record]) -> None:
    assert list(faults(wanted, VOCABULARIES)) == []
    for record in wanted:
        assert from_plain(to_plain(record)) == record
    with fresh() as connection:
        store(connection, wanted)
        for record in wanted:
            assert load(connection, record.id) == record
        found = {r.id: r for kind in KINDS for r in load_kind(connection, kind)}
        assert found == {record.id: record for record in wanted}
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("date", ["Y170000002", "Y-280000", "Y17E7"])
def test_a_date_beyond_what_can_be_drawn_is_told_in_a_sentence(date: str) -> None:
    born = Agent(id="agent:a", agent_type="person", name="A", origin=ORIGIN, existed=date)
    found = [str(fault) for fault in faults([born], VOCABULARIES)]
    assert f"agent:a: existed: {date} lies farther away than can be drawn." in found


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ({"id": "event"}, "not a record id"),
        ({"id": "robot:r2"}, "not a record id"),
        ({"id": "agent:a", "agent_type": "state"}, "name"),
        ({"id": "agent:a", "agent_type": "state", "name": "A", "colour": "red"}, "colour"),
        ({"id": "agent:a", "agent_type": "state", "name": 7}, "agent:a, name"),
        ({"id": "agent:a", "agent_type": "state", "name": "A", "tags": "x"}, "a list"),
        ({"id": "agent:a", "agent_type": "state", "name": "A", "evidence": "x"}, "evidence"),
        ({"id": "agent:a", "agent_type": "state", "name": "A", "evidence": 5}, "evidence"),
        ({"id": "agent:a", "agent_type": "state", "name": "A", "evidence": ["agent:b"]}, "passage"),
        ({"id": "place:p", "name": "P", "place_type": "city", "latitude": math.nan}, "latitude"),
        ({"id": "place:p", "name": "P", "place_type": "city", "latitude": math.inf}, "latitude"),
        ({"id": "place:p", "name": "P", "place_type": "city", "latitude": True}, "latitude"),
        ({"id": "place:p", "name": "P", "place_type": "city", "latitude": "north"}, "latitude"),
        ({"id": "citation:c", "work": "work:w", "number": 10**30, "relation": "cites"}, "number"),
        ({"id": "citation:c", "work": "agent:w", "number": 1, "relation": "cites"}, "not a work"),
    ],
)
def test_what_is_no_record_is_refused_by_name(plain: dict, words: str) -> None:
    with pytest.raises(PlainError, match=words):
        from_plain(plain)


PASSAGE = from_plain(
    {"id": "passage:p", "work": "work:w", "section": "S", "section_number": 1, "paragraph": 1}
    | {"sentence": 1, "token_count": 1, "fingerprint": "x"}
)
WORK = from_plain({"id": "work:w", "type": "article-journal", "title": "W"})
AGENT = Agent(id="agent:a", agent_type="state", name="A", origin=ORIGIN)


def test_a_redirect_is_followed(fresh, store) -> None:
    with fresh() as connection:
        rows = store(connection, [AGENT])
        connection.execute("INSERT INTO redirect VALUES ('agent:old', ?)", (rows["agent:a"],))
        assert load(connection, "agent:old") == AGENT
        assert load(connection, "agent:never") is None
        assert load(connection, "") is None


@pytest.mark.parametrize(
    "wrong",
    [
        Agent(id="agent:b", agent_type="robot", name="B"),
        Agent(id="agent:B", agent_type="state", name="B"),
        Agent(id="agent:b", agent_type="state", name="B", tags=("x", "x")),
        Agent(id="agent:b", agent_type="state", name=" "),
        Concept(id="concept:c", pref_label="C", related=("concept:c",)),
        Concept(id="concept:c", pref_label="C", holder="work:w"),  # type: ignore[arg-type]
        Claim(id="claim:c", statement="C", evidence=(Evidence(passage="work:w"),)),  # type: ignore[arg-type]
    ],
)
def test_what_the_schema_refuses_is_told_by_the_record_and_nothing_is_kept(
    fresh, store, wrong: Record
) -> None:
    with fresh() as connection:
        store(connection, [WORK])
        connection.execute("BEGIN")
        with pytest.raises(AppError, match=wrong.id):
            store(connection, [AGENT, wrong])
        connection.execute("ROLLBACK")
        assert [row[0] for row in connection.execute("SELECT uid FROM record")] == ["work:w"]


def test_deleting_a_record_takes_what_belongs_to_it_along(fresh, store) -> None:
    concept = Concept(
        id="concept:c",
        pref_label="C",
        holder="agent:a",
        tags=("t",),
        evidence=(Evidence(passage="passage:p"),),
    )
    note = Note(id="note:n", note_type="reader", explanation="N", target="concept:c")
    with fresh() as connection:
        rows = store(connection, [WORK, PASSAGE, AGENT, concept, note])
        connection.execute(
            "INSERT INTO search_document VALUES (?, 'seek', '')", (rows["concept:c"],)
        )
        with pytest.raises(sqlite3.IntegrityError):  # the note still points at it
            connection.execute("DELETE FROM record WHERE uid = 'concept:c'")
        connection.execute("DELETE FROM record WHERE uid = 'note:n'")
        connection.execute("DELETE FROM record WHERE uid = 'concept:c'")
        left = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("concept", "evidence", "tag", "note", "search_document")
        }
        assert left == dict.fromkeys(left, 0)
        sought = "SELECT count(*) FROM search_index WHERE search_index MATCH 'seek'"
        assert connection.execute(sought).fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM link").fetchone() == (1,)  # passage to work
        assert load(connection, "agent:a") == AGENT
