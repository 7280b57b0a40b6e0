"""Journeys through the whole window: one state, every part of it showing the same."""

from __future__ import annotations

import pytest
from activation import in_front
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTreeWidget

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period, Values, Words
from spexplorer.ui.panels.evidence_dialog import EvidenceDialog
from spexplorer.ui.widgets.text import TextPage

_YEARS = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))


def test_a_first_start_opens_on_the_overview_with_the_library(program):
    assert program.workspace.state.tab == "overview"
    assert program.window.tabs.currentIndex() == 0
    assert "1,155 records" in program.window.status.count.text()


def test_choosing_a_record_shows_it_on_its_tab_and_in_the_inspector(program, settle):
    program.workspace.go("agreement:2006-12-20-credentials")
    settle()
    assert program.workspace.state.tab == "agreements"
    assert program.window.tabs.currentIndex() == program.window.view_ids().index("agreements")
    text = program.window.record.toPlainText()
    assert "mutual recognition" in text
    assert "20 December 2006" in text
    assert "Evidence" in text


def test_every_link_of_the_inspector_leads_to_its_record(program, settle):
    program.workspace.go("event:2013-09-silk-road-economic-belt")
    settle()
    assert 'href="record:agent:xi-jinping"' in program.window.record.toHtml()
    program.window.record.anchorClicked.emit(QUrl("record:agent:xi-jinping"))
    settle()
    assert program.workspace.state.current == "agent:xi-jinping"
    assert "Xi Jinping" in program.window.record.toPlainText()


def test_links_other_than_records_are_not_followed(program, settle):
    before = program.workspace.state
    program.window.record.anchorClicked.emit(QUrl("https://example.org/"))
    settle()
    assert program.workspace.state == before


def test_back_and_forward_walk_records_tabs_and_filters(program, settle):
    program.workspace.go("agreement:2006-12-20-credentials")
    settle()
    program.workspace.toggle("vector", "education")
    settle()
    program.window.tools.back.trigger()
    settle()
    assert program.workspace.state.filter == Filter()
    assert program.workspace.state.tab == "agreements"
    program.window.tools.back.trigger()
    settle()
    assert program.workspace.state.tab == "overview"
    program.window.tools.forward.trigger()
    program.window.tools.forward.trigger()
    settle()
    assert program.workspace.state.filter.values("vector") == {"education"}
    assert not program.window.tools.forward.isEnabled()


def test_a_filter_is_said_in_words_counted_and_cleared_by_one_action(program, settle):
    program.workspace.narrow(_YEARS)
    program.workspace.toggle("vector", "culture")
    settle()
    chips = [b.text() for b in program.window.tools.chips.findChildren(QAbstractButton)]
    assert any("2002–2006" in text for text in chips)
    assert any("Culture" in text for text in chips)
    assert "possibly" in program.window.status.count.text()
    program.window.tools.clear_all.trigger()
    settle()
    assert program.workspace.state.filter == Filter()
    assert program.window.status.count.text() == "1,155 records"


def test_a_chip_takes_its_own_constraint_away(program, settle):
    program.workspace.toggle("vector", "culture")
    program.workspace.narrow(Words("Confucius"))
    settle()
    chip = next(
        b for b in program.window.tools.chips.findChildren(QAbstractButton) if "Culture" in b.text()
    )
    chip.click()
    settle()
    assert program.workspace.state.filter.constraints == (Words("Confucius"),)


def test_a_tick_in_the_facets_narrows_and_unticks_with_the_state(program, settle):
    tree = program.window.facets.findChild(QTreeWidget)
    item = tree.topLevelItem(0).child(0)
    item.setCheckState(0, Qt.CheckState.Checked)
    settle()
    assert program.workspace.state.filter.values("vector") == {"culture"}
    program.workspace.clear()
    settle()
    assert item.checkState(0) is Qt.CheckState.Unchecked


def test_facet_counts_leave_their_own_constraint_out(program, settle):
    tree = program.window.facets.findChild(QTreeWidget)
    media = tree.topLevelItem(0).child(3)
    before = media.text(1)
    program.workspace.toggle("vector", "culture")
    settle()
    assert media.text(1) == before
    kind = tree.topLevelItem(1)
    events = next(
        kind.child(i) for i in range(kind.childCount()) if kind.child(i).text(0) == "Events"
    )
    assert int(events.text(1)) < 165


def test_a_facet_that_is_opened_lists_its_values(program, settle):
    tree = program.window.facets.findChild(QTreeWidget)
    place = next(
        tree.topLevelItem(i) for i in range(tree.topLevelItemCount())
        if tree.topLevelItem(i).text(0) == "Place"
    )  # fmt: skip
    assert place.childCount() == 0
    place.setExpanded(True)
    settle()
    assert "Kazakhstan" in [place.child(i).text(0) for i in range(place.childCount())]


def test_search_finds_in_any_script_and_enter_goes_there(program, settle, qtbot):
    box = program.window.search
    box.setFocus()
    box.setText("软实力")
    box.search_now()
    qtbot.waitUntil(lambda: bool(box.hits.list.rows), timeout=5_000)
    assert box.hits.list.rows[0].id == "concept:soft-power"
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    assert program.workspace.state.current == "concept:soft-power"
    assert not box.hasFocus(), "the next key is for the record"


def test_ctrl_enter_keeps_only_what_matches(program, settle):
    box = program.window.search
    box.setText("Confucius")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert program.workspace.state.filter.constraints == (Words("Confucius"),)
    assert 0 < program.workspace.total(["instrument"]).possible < 95


def test_a_search_without_hits_says_what_to_try(program, qtbot):
    box = program.window.search
    box.setText("zzqx qqzz")
    box.search_now()
    qtbot.waitUntil(lambda: "Nothing matches" in box.hits.hint.text(), timeout=5_000)
    box.setText("decade:zzqx")
    box.search_now()
    qtbot.waitUntil(lambda: "“decade:zzqx”" in box.hits.hint.text(), timeout=5_000)


def test_e_shows_the_evidence_of_the_current_record(program, settle):
    program.workspace.go("statistic:trade-turnover-2017")
    settle()
    program.window.actions_by_name["evidence"].trigger()
    settle()
    dialog = program.window.findChild(EvidenceDialog)
    text = dialog.findChild(TextPage).toPlainText()
    assert "Paragraph 7" in text
    assert "Statistics" in text
    dialog.findChild(TextPage).anchorClicked.emit(QUrl("record:citation:kn2018-08"))
    settle()
    assert program.workspace.state.current == "citation:kn2018-08"


def test_evidence_without_a_record_says_what_to_do(program, settle):
    program.window.actions_by_name["evidence"].trigger()
    assert program.window.message.isVisibleTo(program.window)


def test_letters_typed_in_a_field_stay_in_the_field(program, settle, qtbot):
    in_front(qtbot, program.window)
    box = program.window.facets.findChild(QLineEdit)
    box.setFocus()
    QTest.keyClicks(box, "eee")
    settle()
    assert box.text() == "eee"
    assert program.window.findChild(EvidenceDialog) is None


def test_an_unknown_id_is_told_and_nothing_breaks(program, settle):
    program.workspace.go("event:never-happened", stay=True)
    settle()
    assert "no record event:never-happened" in program.window.record.toPlainText()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_tab_is_drawn_in_both_themes_and_at_twice_the_text(program, settle, theme, scale):
    program.appearance.choose(theme)
    program.appearance.resize_to(scale)
    for view_id in program.window.view_ids():
        program.workspace.show_tab(view_id)
        settle()
        image = program.window.current_view().grab().toImage()
        seen = {
            image.pixel(x, y)
            for x in range(0, image.width(), 7)
            for y in range(0, image.height(), 7)
        }
        assert len(seen) > 3, f"{view_id} is blank"


def test_every_action_of_the_menus_has_a_text_and_shortcuts_are_not_used_twice(program):
    seen: dict[str, str] = {}
    for name, action in program.window.actions_by_name.items():
        assert action.text()
        for key in action.shortcuts():
            assert seen.setdefault(key.toString(), name) == name


def test_the_session_is_restored_at_the_next_start(program, home, settle):
    from spexplorer.workspace.settings import load_session

    program.appearance.choose("dark")
    program.appearance.resize_to(1.21)
    program.window.close()
    session = load_session()
    assert session.theme == "dark"
    assert session.text_scale == pytest.approx(1.21)
    assert session.geometry is not None


def test_every_open_window_wears_the_same_theme_and_a_closed_one_is_left_alone(program, settle):
    from PySide6.QtWidgets import QApplication

    from spexplorer.ui.shell.main_window import MainWindow

    program.window.window_wanted.emit()  # another window on the same library
    settle()
    other = next(
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, MainWindow) and widget is not program.window and widget.isVisible()
    )
    other.theme_wanted.emit("dark")
    assert program.window.theme.dark and other.theme.dark
    assert program.window.actions_by_name["theme-dark"].isChecked()
    program.window.close()
    program.appearance.choose("light")
    assert program.window.theme.dark and not other.theme.dark
    other.close()


def test_a_question_of_the_library_leads_to_its_answer(program, settle):
    """The answer stands in its tab; each value asked for is there; E shows the evidence at once."""
    from spexplorer.readings.questions import questions_of, state_for

    workspace = program.workspace
    questions = questions_of(workspace.reader.about)
    assert len(questions) >= 8
    for question in questions:
        workspace.set_state(state_for(question, workspace.state))
        settle()
        kinds = program.window.tabs.kinds(workspace.state.tab)
        shown = {row.id for kind in kinds for row in workspace.visible(kind)}
        assert workspace.state.current in shown, question.text
        record = workspace.reader.record(workspace.state.current)
        assert record is not None and record.evidence, question.text
        for facet, values in question.answer.get("facets", {}).items():
            assert set(values) <= set(workspace.answers.counts(facet)), question.text
        # Nothing is promised that only an audit could tell.
        assert " only " not in question.text


def test_values_of_the_filter_reach_every_tab(program, settle):
    program.workspace.set_filter(Filter((Values("vector", frozenset({"education"})),)))
    settle()
    for view_id in program.window.view_ids():
        program.workspace.show_tab(view_id)
        settle()
        assert program.window.current_view().isVisible()
    shown = [row.id for row in program.workspace.visible("instrument")]
    assert "instrument:confucius-institutes" in shown or "instrument:educational-grants" in shown
    assert "instrument:chinese-cuisine" not in shown
