"""The links of a record by sort: every one counted, a bounded number read."""

from __future__ import annotations

from pathlib import Path

import pytest

from spexplorer.operations.reader import Reader

UIDS = ("agent:kn2018-authors", "agent:china", "place:almaty", "agent:kazakhstan")


@pytest.fixture
def reader(bundled: Path) -> Reader:
    return Reader(bundled)


def sorts(reader: Reader, uid: str) -> dict[tuple[str, bool, str], dict[str, str]]:
    """What every link of a record says, by sort, each other record once."""
    found: dict[tuple[str, bool, str], dict[str, str]] = {}
    for link in reader.every_link(uid):
        group = found.setdefault((link.predicate, link.outward, link.row.kind), {})
        group.setdefault(link.row.id, link.role if link.outward else "")
    return found


@pytest.mark.parametrize("kind", ["agent", "event", "work", "passage", "claim", "instrument"])
def test_sorts_hold_every_link_in_the_order_of_the_whole_list(reader: Reader, kind: str) -> None:
    for row in reader.rows(kind)[:60]:
        whole = sorts(reader, row.id)
        linked = reader.linked(row.id, 10_000)
        assert [(s.predicate, s.outward, s.kind) for s in linked if s.outward] == [
            key for key in whole if key[1]
        ]
        assert len(linked) == len(whole)
        for sort in linked:
            expected = whole[sort.predicate, sort.outward, sort.kind]
            assert [(link.row.id, link.role) for link in sort.links] == list(expected.items())
            assert sort.total == len(expected)


@pytest.mark.parametrize("uid", UIDS)
@pytest.mark.parametrize("most", [1, 2])
def test_a_bound_cuts_the_rows_and_never_the_count(reader: Reader, uid: str, most: int) -> None:
    whole = sorts(reader, uid)
    linked = reader.linked(uid, most)
    assert {(s.predicate, s.outward, s.kind): s.total for s in linked} == {
        key: len(rows) for key, rows in whole.items()
    }
    assert max(sort.total for sort in linked) > most
    for sort in linked:
        ids = [link.row.id for link in sort.links]
        assert len(ids) == min(sort.total, most)
        assert set(ids) <= set(whole[sort.predicate, sort.outward, sort.kind])


def test_nothing_leads_to_a_record_that_is_not_there(reader: Reader) -> None:
    assert reader.linked("event:none", 5) == []


def test_counts_are_those_of_the_list_of_all_records(reader: Reader) -> None:
    assert reader.counts == {kind: len(reader.rows(kind)) for kind in reader.counts}
    assert reader.counts["note"] > 0


def test_a_work_is_cited_when_a_footnote_says_so(reader: Reader) -> None:
    cited = {one.cited_work for one in reader.records("citation")}
    works = [row.id for row in reader.rows("work")]
    assert {uid for uid in works if reader.is_cited(uid)} == cited - {None}
    assert set(works) - cited
