"""What is read of many records at once agrees with what single records say."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from spexplorer.operations.reader import Reader

_KINDS = ("claim", "statistic", "event", "agreement", "instrument", "note")
_MANY = 2000


@pytest.fixture
def reader(bundled):
    reader = Reader(bundled)
    yield reader
    reader.close()


@pytest.fixture
def works(reader) -> list[str]:
    return [row.id for row in reader.rows("work")]


def test_what_points_at_many_is_what_points_at_each(reader, works):
    expected = {
        (work, sort.predicate, link.row.id)
        for work in works
        for sort in reader.linked(work, _MANY)
        if not sort.outward and sort.kind in _KINDS
        for link in sort.links
    }
    found = {(one.target, one.predicate, one.row.id) for one in reader.pointing(works, _KINDS, 99)}
    assert found == expected
    assert found


def test_of_very_many_only_so_many_are_read_but_all_are_counted(reader, works):
    sizes = Counter(
        (one.target, one.predicate, one.row.kind) for one in reader.pointing(works, _KINDS, _MANY)
    )
    read: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for one in reader.pointing(works, _KINDS, 1):
        read[one.target, one.predicate, one.row.kind].append(one.total)
    assert read == {sort: [size] for sort, size in sizes.items()}
    assert max(sizes.values()) > 1


def test_the_links_of_records_are_counted_both_ways(reader):
    rows = reader.rows("agreement")
    counts = reader.link_counts(row.number for row in rows)
    for row in rows:
        assert counts.get(row.number, 0) == len(reader.every_link(row.id))


def test_the_kind_of_each_source_goes_by_the_code_asked_for(reader):
    links = reader.links_to("event", ("target",))
    kinds = [row.kind for row in reader.rows_at(links.source.tolist())]
    assert links.coded({"note": 3}).tolist() == [3 if kind == "note" else -1 for kind in kinds]
    assert set(links.coded({}).tolist()) == {-1}
    assert reader.links_to("event", ("no such predicate",)).coded({"note": 3}).tolist() == []
