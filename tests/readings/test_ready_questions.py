"""Questions that every library allows: their counts are those of the tabs that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.filters import Filter
from spexplorer.exploring.answers import Answers
from spexplorer.operations.reader import Reader, build_index
from spexplorer.readings.overview import quoted_through
from spexplorer.readings.questions import AnsweredQuestion, filter_for
from spexplorer.readings.ready_questions import ready_questions
from spexplorer.words.language import PLAIN


@pytest.fixture(scope="module")
def reader(bundled: Path) -> Iterator[Reader]:
    with closing(Reader(bundled)) as made:
        yield made


@pytest.fixture(scope="module")
def answers(bundled: Path) -> Answers:
    return Answers(build_index(bundled), Filter())


@pytest.fixture(scope="module")
def asked(reader: Reader, answers: Answers) -> list[AnsweredQuestion]:
    return ready_questions(PLAIN, reader, answers)


def about(asked: list[AnsweredQuestion], words: str) -> AnsweredQuestion:
    return next(one for one in asked if words in one.question.text)


def passing(one: AnsweredQuestion, answers: Answers, kind: str) -> int:
    """How many records of a kind the tab shows where the question leads."""
    return answers.under(filter_for(one.question)).counts("kind")[kind].possible


def test_a_subject_is_told_decade_by_decade(asked, answers) -> None:
    one = about(asked, "decade by decade")
    assert one.question.answer["tab"] == "timeline"
    assert "Culture" in one.question.text
    assert one.answer.startswith("18th century: 1 · 1940–1949: 2 · ")
    assert one.note == f"{passing(one, answers, 'event')} events"


def test_figures_by_the_footnote_they_rest_on_or_lack(asked, reader, answers) -> None:
    one = about(asked, "Which figures")
    lacking = passing(one, answers, "statistic")
    assert one.note.startswith(
        f"{lacking} of {reader.counts['statistic']} figures name no footnote"
    )
    assert "Footnote 8: 21" in one.answer


def test_instruments_by_the_sections_that_name_them(asked, answers) -> None:
    one = about(asked, "“Conclusion”")
    named = passing(one, answers, "instrument")
    assert f"Conclusion: {named}" in one.note
    assert one.answer.endswith(f"and {named - 3} more")


def test_offices_and_flows(asked, answers) -> None:
    offices = about(asked, "office")
    assert "Xi Jinping: Chairman, PRC" in offices.answer
    assert passing(offices, answers, "agent") == 6
    flows = about(asked, "from whom to whom")
    assert flows.answer.startswith("China → Population of Kazakhstan: 4")
    assert flows.note == f"{passing(flows, answers, 'event')} events"


def test_an_empty_library_has_none(tmp_path: Path) -> None:
    from spexplorer.storage.migrate import create

    create(tmp_path / "empty.spex").close()
    with closing(Reader(tmp_path / "empty.spex")) as reader:
        nothing = Answers(build_index(tmp_path / "empty.spex"), Filter())
        assert ready_questions(PLAIN, reader, nothing) == []
        assert quoted_through(reader) == []


def test_the_card_and_the_tab_count_the_same_footnotes(reader) -> None:
    from spexplorer.readings.citations.apparatus import read_apparatus
    from spexplorer.readings.citations.selection import quoting

    feet = {foot.id for foot in quoting(read_apparatus(reader))}
    assert {chain.citation for chain in quoted_through(reader)} == feet
