"""The source audit in the window: rules explained, findings read, decided and undone, the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from activation import in_front
from editing import copied, window_on
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem

from spexplorer.ui.panels.evidence_dialog import EvidenceDialog
from spexplorer.ui.shell.audit_dialog import AuditDialog
from spexplorer.ui.shell.program import Program

GROWTH = "Growth that the end points contradict"
WAIT = 30_000


@pytest.fixture
def program(bundled: Path, tmp_path: Path, home: Path, qtbot) -> Iterator[Program]:
    program = window_on(copied(bundled, tmp_path), qtbot)
    yield program
    assert program.window.failures == []
    program.window.close()


@pytest.fixture
def dialog(program: Program, qtbot) -> AuditDialog:
    program.window.actions_by_name["audit"].trigger()
    (dialog,) = program.window.findChildren(AuditDialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() > 0, timeout=WAIT)
    return dialog


def rule(dialog: AuditDialog, title: str) -> QTreeWidgetItem | None:
    found = dialog.tree.findItems(title, Qt.MatchFlag.MatchExactly)
    return found[0] if found else None


def choose(dialog: AuditDialog, title: str) -> None:
    """Choose the first finding of a rule."""
    item = rule(dialog, title)
    assert item is not None
    item.setExpanded(True)
    dialog.tree.setCurrentItem(item.child(0))


def said(dialog: AuditDialog) -> str:
    return dialog.page.toPlainText()


def test_a_rule_is_explained_and_a_finding_leads_to_its_records(
    dialog: AuditDialog, program: Program, qtbot
) -> None:
    dialog.tree.setCurrentItem(rule(dialog, GROWTH))
    assert "What it can be wrong about" in said(dialog)
    assert not dialog.go_button.isEnabled()
    choose(dialog, GROWTH)
    assert "2.18 %" in said(dialog)
    dialog.page.anchorClicked.emit(QUrl("record:statistic:trade-turnover-2012"))
    assert program.workspace.state.current == "statistic:trade-turnover-2012"
    in_front(qtbot, dialog)
    dialog.tree.setFocus()
    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert program.workspace.state.current == "statistic:trade-growth-stated"
    QTest.keyClick(dialog.tree, Qt.Key.Key_E)
    (evidence,) = dialog.findChildren(EvidenceDialog)
    evidence.close()


def test_a_finding_is_explained_kept_and_undone(
    dialog: AuditDialog, program: Program, qtbot
) -> None:
    choose(dialog, GROWTH)
    explain = dialog.verdict_buttons["explained"]
    assert not explain.isEnabled()
    dialog.words.setText("The rate is that of one year.")
    explain.click()
    qtbot.waitUntil(lambda: rule(dialog, GROWTH) is None, timeout=WAIT)
    dialog.states.button("decided").click()
    choose(dialog, GROWTH)
    assert "Explained · The rate is that of one year." in said(dialog)

    dialog.run()  # found again, the decision with it
    qtbot.waitUntil(dialog.again_button.isEnabled, timeout=WAIT)
    assert rule(dialog, GROWTH) is not None
    program.window.actions_by_name["undo-change"].trigger()
    qtbot.waitUntil(lambda: rule(dialog, GROWTH) is None, timeout=WAIT)
    dialog.states.button("open").click()
    assert rule(dialog, GROWTH) is not None


def test_a_rule_is_decided_as_a_whole_and_opened_again(
    dialog: AuditDialog, program: Program, qtbot, tmp_path: Path
) -> None:
    title = "Footnotes out of sequence"
    item = rule(dialog, title)
    number = item.childCount()
    dialog.tree.setCurrentItem(item)
    dialog.verdict_buttons["accepted"].click()
    qtbot.waitUntil(lambda: rule(dialog, title) is None, timeout=WAIT)
    dialog.write_report(tmp_path / "errata.json")
    report = json.loads((tmp_path / "errata.json").read_text("utf-8"))
    assert sum(one["rule"] == "footnote_sequence" for one in report["findings"]) == number
    dialog.states.button("decided").click()
    dialog.tree.setCurrentItem(rule(dialog, title))
    dialog.open_button.click()
    qtbot.waitUntil(lambda: rule(dialog, title) is None, timeout=WAIT)
    dialog.states.button("open").click()
    assert rule(dialog, title).childCount() == number


def test_another_change_lets_the_rules_look_again(
    dialog: AuditDialog, program: Program, qtbot
) -> None:
    fields = {"value": 2, "value_high": 3}
    program.workspace.editing.change(
        "statistic:trade-growth-stated", fields, lambda _done: None, pytest.fail
    )
    qtbot.waitUntil(lambda: rule(dialog, GROWTH) is None, timeout=WAIT)


def test_a_value_is_preferred_for_a_reason_and_the_chart_follows(program: Program, qtbot) -> None:
    """The other value is kept; undoing the preference draws the first one again."""
    charts = program.window.charts
    card = next(card for spec, card in charts.cards if spec.chart_id == "growth")

    def last() -> float | None:
        return card.data.series[0].values[-1]

    qtbot.waitUntil(lambda: card.data is not None, timeout=WAIT)
    assert last() == 28.6
    other, stated = "statistic:trade-2017-at-10-percent", "statistic:trade-turnover-2017"
    charts.values.prefer(other, [stated], "The rate was printed twice.")
    qtbot.waitUntil(lambda: last() == 41.358, timeout=WAIT)
    assert "is preferred: The rate was printed twice" in card.data.note
    charts.values.prefer(stated, [other], "It is the ministry’s own figure.")
    qtbot.waitUntil(lambda: last() == 28.6, timeout=WAIT)
    assert "The rate was printed twice" not in card.data.note
    program.window.actions_by_name["undo-change"].trigger()
    qtbot.waitUntil(lambda: last() == 41.358, timeout=WAIT)


def test_one_of_two_figures_is_preferred_in_the_audit(dialog: AuditDialog, qtbot) -> None:
    choose(dialog, GROWTH)  # figures of two years are no values for one thing
    assert "prefer this value" not in said(dialog)
    choose(dialog, "Figures that contradict each other")
    assert said(dialog).count("prefer this value") == 2
    dialog.page.anchorClicked.emit(QUrl("prefer:statistic:oil-companies-title-count"))
    assert "needs a reason" in dialog.summary.text()
    dialog.words.setText("The source counts 22.")
    dialog.page.anchorClicked.emit(QUrl("prefer:statistic:oil-companies-title-count"))
    qtbot.waitUntil(lambda: "Preferred: The source counts 22." in said(dialog), timeout=WAIT)
