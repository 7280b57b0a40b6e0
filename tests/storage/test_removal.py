"""Records are removed whole, never from under others; ids that went lead somewhere."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spexplorer.domain.authorities import Agent
from spexplorer.domain.concepts import Concept
from spexplorer.domain.records import NameForm
from spexplorer.storage.record_removal import (
    StillInUse,
    leave_redirect,
    pointers_at,
    remove_records,
)
from spexplorer.storage.record_replacement import replace_record
from spexplorer.storage.records import load
from spexplorer.support.errors import AppError

KEPT = Agent(id="agent:kept", agent_type="state", name="Kept", origin="Test 1")
A = Agent(
    id="agent:a", agent_type="state", name="A", tags=("t",), variants=(NameForm(form="B"),),
    origin="Test 1",
)  # fmt: skip
HELD = Concept(id="concept:held", pref_label="Held", holder="agent:a", origin="Test 1")
BELOW = Concept(
    id="concept:below", pref_label="Below", broader="concept:held", related=("concept:held",),
    origin="Test 1",
)  # fmt: skip
TABLES = (
    "record", "agent", "concept", "link", "tag", "name_form", "dating", "membership", "redirect",
)  # fmt: skip


def content(connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        for table in TABLES
    }


def test_what_others_point_at_stays_and_they_are_told(fresh, store) -> None:
    with fresh() as connection:
        store(connection, [KEPT, A, HELD, BELOW])
        before = content(connection)
        with pytest.raises(StillInUse, match="concept:held") as refused:
            remove_records(connection, ["agent:a"])
        assert [p.source for p in refused.value.pointers] == ["concept:held"]
        assert [p.predicate for p in pointers_at(connection, ["concept:held"])] == [
            "broader",
            "related",
        ]
        assert content(connection) == before
        with pytest.raises(AppError, match="agent:gone"):
            remove_records(connection, ["agent:gone"])


def test_an_id_that_went_leads_to_what_was_kept(fresh, store) -> None:
    with fresh() as connection:
        rows = store(connection, [KEPT, A])
        connection.execute("INSERT INTO redirect VALUES ('agent:older', ?)", (rows["agent:a"],))
        leave_redirect(connection, "agent:a", "agent:kept")
        remove_records(connection, ["agent:a"])
        assert load(connection, "agent:a") == load(connection, "agent:older") == KEPT
        with pytest.raises(AppError):
            leave_redirect(connection, "agent:a", "agent:none")


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.permutations([A, HELD, BELOW]), st.integers(1, 3))
def test_adding_replacing_and_removing_leaves_the_tables_as_they_were(
    fresh, store, order, size
) -> None:
    added = [A, HELD, BELOW][:size]
    changed = dataclasses.replace(
        A, name="Another", tags=("u", "v"), variants=(), related=("agent:kept",), existed="1950/"
    )
    with fresh() as connection:
        store(connection, [KEPT])
        before = content(connection)
        store(connection, [record for record in order if record in added])
        numbers = connection.execute("SELECT uid, id FROM record ORDER BY id").fetchall()
        replace_record(connection, changed)
        assert load(connection, "agent:a") == changed
        assert connection.execute("SELECT uid, id FROM record ORDER BY id").fetchall() == numbers
        remove_records(connection, [record.id for record in added])
        assert content(connection) == before
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_record_that_points_nowhere_is_refused_by_name(fresh, store) -> None:
    with fresh() as connection, pytest.raises(AppError, match=r"concept:held.*agent:a"):
        store(connection, [HELD])


def test_only_the_ids_that_are_named_are_read(fresh, store) -> None:
    with fresh() as connection:
        store(connection, [KEPT, A])
        assert set(store(connection, [HELD])) == {"concept:held", "agent:a"}
