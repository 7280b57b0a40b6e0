"""Orders of a register: every column, both ways, the unknown last, ties in list order."""

from __future__ import annotations

import numpy as np
import pytest

from spexplorer.exploring.orders import (
    Codes,
    Rank,
    arranged,
    beginning_with,
    codes_of,
    days_of,
    kept,
    rank_codes,
    rank_days,
    rank_details,
    titles_of,
)
from spexplorer.operations.reader import Reader, build_index


@pytest.fixture(scope="module")
def index(bundled):
    return build_index(bundled)


@pytest.fixture(scope="module")
def works(bundled):
    reader = Reader(bundled)
    yield reader.records("work")
    reader.close()


def ids(index, order, bundled):
    reader = Reader(bundled)
    found = [row.id for row in reader.rows_at(index.numbers[order].tolist())]
    reader.close()
    return found


def test_titles_stand_in_the_order_of_their_letters_both_ways(bundled, index, works):
    titles = titles_of(index, "work")
    wanted = [work.id for work in sorted(works, key=lambda work: work.title.casefold())]
    assert ids(index, titles.order, bundled) == wanted
    backwards = arranged(index.listed("work"), [(titles.rank, True)])
    assert ids(index, backwards, bundled) == wanted[::-1]


def test_events_sort_by_title_though_their_list_is_by_date(bundled, index):
    reader = Reader(bundled)
    labels = [row.label.casefold() for row in reader.rows("event")]
    reader.close()
    assert labels != sorted(labels)
    order = titles_of(index, "event").order
    reader = Reader(bundled)
    found = [row.label.casefold() for row in reader.rows_at(index.numbers[order].tolist())]
    reader.close()
    assert found == sorted(labels)


@pytest.mark.parametrize("descending", [False, True])
def test_undated_works_come_last_in_both_directions(bundled, index, works, descending):
    undated = {work.id for work in works if work.issued is None}
    assert 0 < len(undated) < len(works)
    rank = rank_days(days_of(index, "work"))
    found = ids(index, arranged(index.listed("work"), [(rank, descending)]), bundled)
    assert set(found[-len(undated) :]) == undated
    assert len(found) == len(works)


def test_a_year_stands_before_the_days_of_that_year_and_a_decade_before_its_years(
    index_of, fresh, store
):
    from spexplorer.domain.works import Work

    dates = ["2013-12", "2013-04-29", "2013", "201X", "2012-12-31", None, "2013-04", "/2011"]
    records = [
        Work(id=f"work:w{at}", type="book", title=f"Title {at}", issued=date)
        for at, date in enumerate(dates)
    ]
    with fresh() as connection:
        numbers = store(connection, records)
        index = index_of(connection)
        order = arranged(index.listed("work"), [(rank_days(days_of(index, "work")), False)])
        date_of = {numbers[record.id]: record.issued for record in records}
        found = [date_of[int(index.numbers[at])] for at in order]
    expected = ["201X", "/2011", "2012-12-31", "2013", "2013-04", "2013-04-29", "2013-12", None]
    assert found == expected


def test_codes_sort_by_what_they_are_called_and_equal_ones_keep_list_order(bundled, index, works):
    codes = codes_of(index, "language", "work")
    names = {"en": "English", "ru": "Russian", "zh": "Chinese"}
    rank = rank_codes(codes, [names[value] for value in codes.values])
    found = ids(index, arranged(index.listed("work"), [(rank, False)]), bundled)
    language = {work.id: work.language for work in works}
    listed = [work.id for work in works]
    expected = [uid for code in ("zh", "en", "ru", None) for uid in listed if language[uid] == code]
    assert found == expected
    backwards = ids(index, arranged(index.listed("work"), [(rank, True)]), bundled)
    expected = [uid for code in ("ru", "en", "zh", None) for uid in listed if language[uid] == code]
    assert backwards == expected


def test_a_second_key_orders_what_the_first_leaves_equal(bundled, index, works):
    codes = codes_of(index, "language", "work")
    language = rank_codes(codes, codes.values)
    days = rank_days(days_of(index, "work"))
    found = ids(index, arranged(index.listed("work"), [(language, False), (days, True)]), bundled)
    of = {work.id: work for work in works}
    russian = [of[uid].issued for uid in found if of[uid].language == "ru"]
    dated = [date for date in russian if date]
    assert len(dated) > 1 and russian[: len(dated)] == dated
    assert dated == sorted(dated, reverse=True)


def test_works_stand_by_their_first_contributor_and_those_without_one_come_last(
    bundled, index, works
):
    reader = Reader(bundled)
    first = {
        work.id: reader.label(work.contributors[0].agent) if work.contributors else ""
        for work in works
    }
    reader.close()
    rank = rank_details(index, "work")
    for descending in (False, True):
        order = arranged(index.listed("work"), [(rank, descending)])
        found = [first[uid] for uid in ids(index, order, bundled)]
        known = [name.lower() for name in found if name]
        assert found[len(known) :] == [""] * (len(found) - len(known))
        assert known == sorted(known, reverse=descending)


def test_more_ranks_than_sixteen_bits_hold_turn_round_as_few_do():
    values = np.array([2, 0, 1, 3, 1, 0, 3], dtype=np.int32)  # 3 is unknown
    listed = np.arange(7, dtype=np.int32)
    few = Rank(values.astype(np.uint16), 3)
    many = Rank(values, 3, arranged(listed, [(few, False)]))
    for descending, expected in ((False, [1, 5, 2, 4, 0, 3, 6]), (True, [0, 2, 4, 1, 5, 3, 6])):
        assert arranged(listed, [(few, descending)]).tolist() == expected
        assert arranged(listed, [(many, descending)]).tolist() == expected


def test_a_filter_keeps_the_order():
    order = np.array([3, 1, 0, 2], dtype=np.int32)
    mask = np.array([True, False, True, True])
    assert kept(order, mask).tolist() == [3, 0, 2]
    assert kept(order, None) is order


def test_titles_that_begin_with_what_is_typed_are_found_capitals_or_not(bundled, index, works):
    titles = titles_of(index, "work")
    for typed in ("chin", "CHINA’S", "w", "zzz", ""):
        mask = beginning_with(index, "work", titles, typed)
        found = set(ids(index, np.flatnonzero(mask), bundled))
        assert found == {w.id for w in works if w.title.casefold().startswith(typed.casefold())}


def test_a_column_that_nothing_is_in_leaves_list_order(index):
    listed = index.listed("place")
    nothing = Codes([], np.full(len(index), -1, dtype=np.int32))
    assert arranged(listed, [(rank_codes(nothing, []), True)]).tolist() == listed.tolist()
    assert (
        arranged(listed, [(rank_days(days_of(index, "place")), False)]).tolist() == listed.tolist()
    )
