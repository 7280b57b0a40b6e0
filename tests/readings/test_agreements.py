"""Agreements as they are read: status on a day, bars, groups and order, relations, what is exported."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.filters import Filter, Match
from spexplorer.domain.happenings import Agreement, AgreementDate
from spexplorer.operations.reader import Reader
from spexplorer.readings.agreements.life import (
    DayStatus,
    StretchStyle,
    life_bar,
    life_of,
    status_on,
)
from spexplorer.readings.agreements.parties import PartyFilter
from spexplorer.readings.agreements.register import (
    GROUPINGS,
    AgreementRegister,
    RegisterQuery,
    columns_of,
    lines_of,
)
from spexplorer.readings.agreements.relations import relations_of
from spexplorer.readings.agreements.wording import details_of, heading_of, split_by_day, table_of
from spexplorer.readings.tables import GroupHeading, ListedLines, SortKey, TableLine
from spexplorer.words.language import PLAIN

MINISTRIES = "agreement:2003-06-03-education-ministries"
QUOTA = "agreement:student-exchange-quota"


@pytest.fixture(scope="module")
def register(bundled) -> Iterator[AgreementRegister]:
    reader = Reader(bundled)
    yield AgreementRegister(PLAIN, reader)
    reader.close()


def query(register: AgreementRegister, **changes) -> RegisterQuery:
    return RegisterQuery(list(register.entries.values()), **changes)


def agreements(lines: ListedLines) -> list[TableLine]:
    return [line for line in lines.shown if isinstance(line, TableLine)]


def headings(lines: ListedLines) -> list[GroupHeading]:
    return [line for line in lines.shown if isinstance(line, GroupHeading)]


def agreement(status: str = "unknown", as_of: str | None = None, **dates: str) -> Agreement:
    return Agreement(
        id="agreement:x", title="X", form="agreement", level="other", status=status,
        status_as_of=as_of, dates=tuple(AgreementDate(type=t, date=d) for t, d in dates.items()),
    )  # fmt: skip


def on(record: Agreement, year: int) -> DayStatus:
    return status_on(PLAIN, life_of(PLAIN, record), day_number(year, 12, 31)).status


# -- status on a day ----------------------------------------------------------------------------


def test_unknown_is_never_no() -> None:
    running = agreement("operating", "2018~", established="2004")
    assert [on(running, year) for year in (2003, 2004, 2012, 2018, 2019)] == [
        DayStatus.NOT_YET, DayStatus.IN_FORCE, DayStatus.IN_FORCE, DayStatus.IN_FORCE,
        DayStatus.UNKNOWN,
    ]  # fmt: skip
    # Signing is not entering into force: between signature and the status nothing is known.
    signed = agreement("in-force", "2018~", signed="2003-06-03")
    assert [on(signed, year) for year in (2002, 2010, 2018)] == [
        DayStatus.NOT_YET, DayStatus.UNKNOWN, DayStatus.IN_FORCE,
    ]  # fmt: skip
    assert on(agreement("unknown", None, established="2002"), 2010) is DayStatus.UNKNOWN
    assert on(agreement("operating", "2018~", operating_since="2003?"), 2010) is DayStatus.UNKNOWN
    assert on(agreement("operating", "2018~", operating_since="../2018"), 1990) is DayStatus.UNKNOWN
    assert on(agreement("operating", "2018~"), 2010) is DayStatus.UNKNOWN


def test_intended_and_completed_are_told_apart() -> None:
    assert on(agreement("expected", "2018~"), 2012) is DayStatus.NOT_YET
    assert on(agreement("expected", "2018~"), 2019) is DayStatus.UNKNOWN
    held = agreement("completed", "2013", held="2013")
    assert [on(held, year) for year in (2012, 2013, 2014)] == [
        DayStatus.NOT_YET, DayStatus.UNKNOWN, DayStatus.OVER,
    ]  # fmt: skip
    # A series may have been held before the first time that is told of.
    assert on(agreement("operating", "2018~", held="2011"), 2009) is DayStatus.UNKNOWN


def test_what_ended_or_is_suspended_is_not_in_force() -> None:
    ended = agreement("unknown", None, in_force="2004-05-01", terminated="2010-03-01")
    assert [on(ended, year) for year in (2003, 2004, 2009, 2010, 2015)] == [
        DayStatus.NOT_YET, DayStatus.IN_FORCE, DayStatus.IN_FORCE, DayStatus.OVER, DayStatus.OVER,
    ]  # fmt: skip
    assert on(agreement("unknown", None, signed="2004", terminated="2010"), 2006) is (
        DayStatus.UNKNOWN
    )
    suspended = agreement("in-force", "2018~", in_force="2004", suspended="2008")
    assert [on(suspended, year) for year in (2006, 2012)] == [
        DayStatus.IN_FORCE, DayStatus.SUSPENDED,
    ]  # fmt: skip
    last = life_bar(life_of(PLAIN, ended))[-1]
    assert (last.style, last.last) == (StretchStyle.SURE, day_number(2010, 3, 1))


def test_bar_is_sure_only_where_the_status_says_so() -> None:
    def styles(record: Agreement) -> list[StretchStyle]:
        return [stretch.style for stretch in life_bar(life_of(PLAIN, record))]

    fading = [StretchStyle.FADING_IN, StretchStyle.SURE, StretchStyle.FADING_OUT]
    assert styles(agreement("operating", "2018~", established="2004")) == fading
    signed = agreement("in-force", "2018~", signed="2003-06-03")
    assert styles(signed)[0] is StretchStyle.BEGINNING_UNKNOWN
    assert styles(agreement("unknown", None, established="2002")) == [StretchStyle.FADING_OUT]
    assert styles(agreement("completed", "2013", held="2013")) == []
    year = life_bar(life_of(PLAIN, agreement("operating", "2018~", established="2004")))
    assert year[0][:2] == (day_number(2004, 1, 1), day_number(2004, 12, 31))


# -- the register -------------------------------------------------------------------------------


@pytest.mark.parametrize("descending", [False, True])
def test_unknown_dates_come_last_in_either_order(register, descending) -> None:
    lines = lines_of(register, query(register)).changed(order=(SortKey("date", descending),))
    entries = [register.entries[line.id] for line in agreements(lines)]
    starts = [entry.life.first.earliest if entry.life.first else None for entry in entries]
    known = [start for start in starts if start is not None]
    assert starts[: len(known)] == known
    assert known == sorted(known, reverse=descending)


@pytest.mark.parametrize("grouping", GROUPINGS[1:])
def test_groups_hold_every_agreement_once(register, grouping) -> None:
    lines = lines_of(register, query(register, grouping=grouping))
    assert sum(heading.number for heading in headings(lines)) == len(register.entries)
    assert {line.id for line in agreements(lines)} == set(register.entries)


def test_years_that_are_not_certain_and_missing_dates_are_groups_of_their_own(register) -> None:
    words = [one.words for one in headings(lines_of(register, query(register, grouping="year")))]
    assert words[-2:] == ["Year not certain", "No date known"]
    assert words[:-2] == sorted(words[:-2])


def test_a_day_splits_the_register_with_unknown_as_unknown(register) -> None:
    day = day_number(2012, 12, 31)
    answers = {uid: status_on(PLAIN, e.life, day) for uid, e in register.entries.items()}
    asked = query(register, answers=answers)
    groups = {one.words: one.number for one in headings(lines_of(register, asked))}
    assert sum(groups.values()) == len(register.entries)
    assert next(iter(groups)) == "In force or operating"
    assert groups["Not known"] > 0
    words = split_by_day(register, asked, day)
    assert words.startswith("On 31 December 2012: ")
    assert f"{groups['Not known']} not known" in words
    reasons = {line.id: line.cells["reason"] for line in agreements(lines_of(register, asked))}
    assert reasons == {uid: answer.reason for uid, answer in answers.items()}


def test_the_reason_has_a_column_only_where_a_day_is_asked_for() -> None:
    keys = [column.key for column in columns_of(PLAIN, with_reason=True)]
    assert keys[:3] == ["date", "title", "reason"]
    without = [column.key for column in columns_of(PLAIN, with_reason=False)]
    assert without == [key for key in keys if key != "reason"]


def test_a_cell_tells_every_typed_date_and_that_a_value_can_be_clicked(register) -> None:
    line = register.lines[MINISTRIES]
    assert line.tips["date"] == "Dated: 3 June 2003 [2003-06-03]"
    assert "click" in line.tips["form"]
    assert line.badges["level"] == ("level", "inter-agency")
    maybe = query(register, possible=frozenset({MINISTRIES}))
    shown = {one.id: one for one in agreements(lines_of(register, maybe))}
    assert shown[MINISTRIES].possible
    assert "only possibly" in shown[MINISTRIES].tips["title"]
    assert not shown[QUOTA].possible


def test_exactly_these_parties_leaves_out_others(register) -> None:
    both = frozenset({"agent:government-of-china", "agent:government-of-kazakhstan"})
    every, exact = (
        {uid for uid, e in register.entries.items() if PartyFilter(match, both).keeps(e.agreement)}
        for match in (Match.ALL, Match.EXACTLY)
    )
    assert exact < every
    words = "all of Government of China, Government of Kazakhstan"
    assert register.parties_in_words(PartyFilter(Match.ALL, both)) == words
    assert register.parties_in_words(PartyFilter()) == "any"


def test_the_heading_counts_what_is_shown_and_what_has_no_date(register) -> None:
    found = heading_of(register, query(register), Filter(), PartyFilter())
    undated = sum(entry.life.first is None for entry in register.entries.values())
    assert found.number == f"{len(register.entries)} agreements, decisions and programmes"
    assert found.notes == (f"{undated} without a known date",)
    assert found.filters == ()


# -- one agreement ------------------------------------------------------------------------------


def test_typed_relations_stand_before_those_only_said_to_be_related(register) -> None:
    found = relations_of(PLAIN, register.reader, register.entries[MINISTRIES].agreement)
    by_record = {one.record: one for one in found}
    assert by_record[QUOTA].caption == "is the framework of · Agreement"
    assert "event:2003-06-03-education-agreement" in by_record
    assert [one.typed for one in found] == sorted((one.typed for one in found), reverse=True)
    assert len(by_record) == len(found)


def test_nothing_of_an_agreement_is_left_out_of_its_details(register) -> None:
    for entry in register.entries.values():
        details = {detail.name: detail.values for detail in details_of(register, entry)}
        record = entry.agreement
        assert len(details["Dates"]) == max(1, len(record.dates))
        named = {value.record for values in details.values() for value in values}
        evidence = {piece.passage for piece in record.evidence}
        assert named >= {*record.parties, *record.instruments, *evidence}
        assert named >= {relation.target for relation in record.relations}
        assert details["Status"][0].text == entry.status_words


def test_the_table_has_every_agreement_with_its_evidence(register) -> None:
    header, *rows = table_of(register, lines_of(register, query(register)))
    assert len(rows) == len(register.entries)
    assert {row[header.index("Dates")] for row in rows} >= {"not known", "Dated 2003-06-03"}
    assert all(row[header.index("Evidence")] for row in rows)
    assert {row[-1] for row in rows} == set(register.entries)
