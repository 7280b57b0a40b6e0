"""Undo and redo of exploration: named in words, staying where the person is."""

from __future__ import annotations

import pytest
from activation import in_front
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period, Values, Words
from spexplorer.domain.link_state import LinkState, Network
from spexplorer.ui.shell.exploration_undo import Undoing
from spexplorer.ui.translation import tr
from spexplorer.words.steps import step_in_words

CULTURE = Values("vector", frozenset({"culture"}))
YEARS = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
TABS = {"overview": "Overview", "timeline": "Timeline", "people": "People & places"}
NOTHING = LinkState()
PATH = Network("path", ends=(None, "agent:xi-jinping"))


def narrowed(*constraints) -> LinkState:
    return NOTHING.narrowed(Filter(constraints))


def looking(network: Network) -> LinkState:
    return NOTHING._replace(network=network)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (NOTHING, NOTHING, ""),
        (NOTHING, narrowed(CULTURE), "filter Field of influence: Culture"),
        (narrowed(CULTURE), narrowed(CULTURE, YEARS), "filter 2002–2006"),
        (
            narrowed(CULTURE),
            narrowed(Values("vector", frozenset({"media"}))),
            "filter Field of influence: Media",
        ),
        (narrowed(CULTURE, YEARS), narrowed(YEARS), "take away Field of influence: Culture"),
        (narrowed(CULTURE), NOTHING, "take away Field of influence: Culture"),
        (narrowed(CULTURE, YEARS), NOTHING, "clear all filters"),
        (narrowed(CULTURE), narrowed(YEARS, Words("silk")), "change 3 filters"),
        (NOTHING, NOTHING._replace(tab="people"), "show People & places"),
        (NOTHING, NOTHING.at("agent:xi-jinping", "people"), "Xi Jinping"),
        (NOTHING.at("agent:xi-jinping"), NOTHING, "put the record away"),
        (NOTHING, NOTHING._replace(sides=("agent:xi-jinping", YEARS)), "compare Xi Jinping with 2002–2006"),
        (NOTHING, looking(PATH), "how two records are linked"),
        (looking(Network("path")), looking(PATH), "shortest link from … to Xi Jinping"),
        (looking(PATH), looking(PATH._replace(passages=True)), "links through passages"),
        (looking(Network("ego")), looking(Network("ego", 2)), "network 2 links away"),
        (looking(Network(only=True)), NOTHING, "network of all records"),
        (NOTHING, NOTHING._replace(selected=frozenset({"a:b", "c:d"})), "select 2 records"),
    ],
)  # fmt: skip
def test_a_step_is_said_in_words(workspace, before, after, words):
    assert step_in_words(tr, workspace.reader, TABS, before, after) == words


def test_undo_takes_a_filter_back_and_stays_on_the_tab_and_record(workspace):
    undoing = Undoing(workspace, TABS)
    workspace.toggle("vector", "culture")
    workspace.show_tab("timeline")
    workspace.go("agent:xi-jinping", stay=True)
    assert undoing.steps().undo == "filter Field of influence: Culture"
    undoing.undo()
    assert workspace.state == LinkState(tab="timeline").at("agent:xi-jinping")
    assert undoing.steps().redo == "filter Field of influence: Culture"
    undoing.redo()
    assert workspace.state.filter == Filter((CULTURE,))
    assert workspace.state.tab == "timeline"
    assert undoing.steps().undo == "filter Field of influence: Culture"


def test_steps_are_undone_and_redone_one_by_one_in_their_order(workspace):
    undoing = Undoing(workspace, TABS)
    states = [workspace.state.filter]
    for step in (CULTURE, YEARS, Words("silk")):
        workspace.narrow(step)
        states.append(workspace.state.filter)
        workspace.show_tab("timeline" if workspace.state.tab == "overview" else "overview")
    for wanted in reversed(states[:-1]):
        undoing.undo()
        assert workspace.state.filter == wanted
    undoing.undo()
    assert workspace.state.filter == Filter()
    for wanted in states[1:]:
        undoing.redo()
        assert workspace.state.filter == wanted
    assert undoing.steps().redo == ""


def test_something_new_ends_what_could_be_redone(workspace):
    undoing = Undoing(workspace, TABS)
    workspace.narrow(CULTURE)
    undoing.undo()
    workspace.narrow(YEARS)
    assert undoing.steps().redo == ""
    assert undoing.steps().undo == "filter 2002–2006"


def test_the_menu_and_the_arrows_name_the_step(program, settle):
    undo, redo = (program.window.actions_by_name[name] for name in ("undo", "redo"))
    assert not undo.isEnabled() and not redo.isEnabled()
    program.workspace.toggle("vector", "culture")
    settle()
    assert undo.text() == "&Undo: filter Field of influence: Culture"
    assert "Ctrl+Z" in undo.toolTip()
    undo.trigger()
    settle()
    assert program.workspace.state.filter == Filter()
    assert redo.text() == "&Redo: filter Field of influence: Culture"
    assert not undo.isEnabled()
    assert program.window.tools.back.text() == "&Back"


def test_a_text_field_keeps_its_own_undo(program, settle, qtbot):
    program.workspace.toggle("vector", "culture")
    settle()
    in_front(qtbot, program.window)
    box = program.window.search
    box.setFocus()
    QTest.keyClicks(box, "silk")
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert box.text() == ""
    assert program.workspace.state.filter == Filter((CULTURE,))
