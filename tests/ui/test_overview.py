"""The first tab: a field to ask in, questions with answers out of the records, counts that lead on."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from spexplorer.domain.changes import ChangeSet
from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period
from spexplorer.domain.link_state import Network
from spexplorer.exploring.answers import Answers
from spexplorer.operations.reader import Reader, build_index
from spexplorer.readings.questions import questions_of
from spexplorer.storage.migrate import create
from spexplorer.ui.drawing.source_map import SourceMap
from spexplorer.ui.shell.search_box import SearchBox
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.agreements.page import AgreementsView
from spexplorer.ui.views.instruments.page import InstrumentsView
from spexplorer.ui.views.overview.cards import AnswerCard
from spexplorer.ui.views.overview.page import OverviewView
from spexplorer.ui.views.timeline.page import TimelineView
from spexplorer.ui.widgets.buttons import WrappingButton
from spexplorer.workspace.workspace import Workspace


@pytest.fixture
def overview(program, settle):
    program.window.resize(1100, 700)
    program.workspace.show_tab("overview")
    wait_for(program.workspace, settle)
    return program.window.current_view()


def wait_for(workspace, settle):
    """Until the questions are answered."""
    deadline = time.monotonic() + 20
    while workspace.tasks.are_running and time.monotonic() < deadline:
        settle()
    settle()


def cards_of(overview):
    """Question -> its card."""
    return {card.accessibleName(): card for card in overview.findChildren(AnswerCard)}


def card_about(overview, words):
    return next(card for question, card in cards_of(overview).items() if words in question)


def counts_of(overview):
    """The one line of counts."""
    found = (label.text() for label in overview.findChildren(QLabel) if "<a href" in label.text())
    return next(found)


def test_no_title_or_answer_is_cut(overview, settle):
    links = overview.findChildren(WrappingButton)
    assert any("Central Asia and the Caucasus" in link.accessibleName() for link in links)
    for part in (*links, *overview.findChildren(AnswerCard)):
        assert part.height() >= part.heightForWidth(part.width())


def test_every_question_of_the_library_has_its_answer_on_a_card(program, overview):
    cards = cards_of(overview)
    asked = [question.text for question in questions_of(program.workspace.reader.about)]
    assert list(cards)[: len(asked)] == asked
    assert all(card.accessibleDescription() for card in cards.values())


def test_the_answers_are_read_from_the_records(overview):
    assert "10–12 % a year" in card_about(overview, "growth").accessibleDescription()
    assert "over 2.18 % a year" in card_about(overview, "growth").accessibleDescription()
    quoted = card_about(overview, "quoted through").accessibleDescription()
    for who, through in (("Nye", "Huang"), ("Hu Jintao", "Nursha"), ("Syroezhkin", "Ezhenova")):
        assert f"{who} through {through}" in quoted
    assert "6 footnotes" in quoted
    assert "name no footnote" in card_about(overview, "no source").accessibleDescription()
    agreed = card_about(overview, "What was agreed from 2002 to 2006").accessibleDescription()
    assert "Special Commission" in agreed
    assert "26 observations" in card_about(overview, "contradict").accessibleDescription()


def test_what_certainly_falls_in_a_period_is_named_first(program, overview):
    answer = card_about(overview, "2002").accessibleDescription()
    first = answer.split(" · ")[:3]
    assert all(any(f"200{digit}" in name for digit in "23456") for name in first), first
    assert "certainly" in answer
    assert "only possibly" in answer


def test_who_is_quoted_through_whom_leads_to_all_their_footnotes(program, settle, overview):
    card_about(overview, "quoted through").click()
    settle()
    state = program.workspace.state
    assert state.tab == "citations"
    numbers = {uid.rpartition("-")[2] for uid in state.selected}
    assert numbers == {"02", "04", "06", "07", "14", "18"}


def test_the_field_hands_its_words_to_the_one_search(program, settle, overview, qtbot):
    field = next(f for f in overview.findChildren(QLineEdit))
    field.setFocus()
    qtbot.keyClicks(field, "confucius")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    box = program.window.focusWidget()
    assert isinstance(box, SearchBox)
    assert box.text() == "confucius"
    assert field.text() == ""


def test_the_counts_are_one_line_that_leads_on(program, settle, overview):
    assert "162 events" in counts_of(overview)
    label = next(one for one in overview.findChildren(QLabel) if "<a href" in one.text())
    label.linkActivated.emit("overview")
    assert program.window.focusWidget() is overview.findChild(SourceMap)
    label.linkActivated.emit("agreements")
    settle()
    assert program.workspace.state.tab == "agreements"


def test_a_count_says_what_is_only_possible(program, settle, overview):
    program.workspace.narrow(Period(day_number(2002, 1, 1), day_number(2006, 12, 31)))
    settle()
    count = program.workspace.answers.counts("kind")["event"]
    assert count.only_possible
    assert f"{count.certain}–{count.possible} events" in counts_of(overview)


def test_an_empty_library_is_said_to_be_one_and_no_filter_is_blamed(qtbot, tmp_path):
    path = tmp_path / "mine.spex"
    db = create(path)
    db.table("origin").insert({"id": 1, "type": "user", "name": "Test", "version": "1"})
    db.conn.commit()
    db.close()
    workspace = Workspace(Reader(path))
    workspace.take_index(Answers(build_index(path), Filter()))
    theme = load_theme("light")
    for make in (OverviewView, TimelineView, InstrumentsView, AgreementsView):
        tab = make(workspace, theme)
        qtbot.addWidget(tab)
        tab.resize(900, 600)
        tab.show()
        tab.show_state(workspace.state)
        said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
        assert not any("filter" in words for words in said)
        assert any("library" in words for words in said)
        if make is OverviewView:
            assert "mine" in said
            assert not tab.findChildren(AnswerCard)
    workspace.close()


def test_a_question_keeps_what_it_does_not_speak_of(program, settle, overview):
    """What is compared and how the network is looked at are other tabs' business."""
    kept = ("instrument:film", None), Network("path", ends=("agent:china", None))
    workspace = program.workspace
    workspace.set_state(workspace.state._replace(sides=kept[0], network=kept[1]))
    settle()
    card_about(overview, "2002").click()
    settle()
    assert workspace.state.filter.get("period") is not None
    assert (workspace.state.sides, workspace.state.network) == kept


def test_a_new_index_is_answered_anew(program, settle, overview):
    """As after a change: the tab stays, its answers are read again."""
    assert overview.refresh(ChangeSet(frozenset({"event:any"})))
    card = card_about(overview, "2002")
    card.show_answer("old", "")
    workspace = program.workspace
    workspace.answers = Answers(build_index(workspace.reader.path), Filter())
    overview.show_state(workspace.state)
    wait_for(workspace, settle)
    assert "certainly" in card.accessibleDescription()
