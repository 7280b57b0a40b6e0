"""The source audit: rules in plain words, what they found, its records, and what is decided of it.

The window stays usable beside it. There is no score: findings are read one by one or by rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer.operations.audit import AuditFinding
from spexplorer.operations.preferences import PREFERENCE
from spexplorer.readings.audit import (
    FindingText,
    RuleGroup,
    finding_line,
    finding_text,
    rivals_in,
    rule_groups,
    state_choices,
    summary,
    with_decisions,
)
from spexplorer.support.errors import AppError
from spexplorer.ui.panels.record_page import page_style
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import key_within, unticked
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.dialogs import Dialog, fit_columns
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import PlainLabel, TextPage, plain_tip, tree_item
from spexplorer.workspace.tasks import Ticket

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.ui.shell.main_window import MainWindow

_LETTERS, _LINES = 140, 36
_ITEM: Final = Qt.ItemDataRole.UserRole
_MOST: Final = 1_000
"""Findings of a rule that are listed at once."""
_MOST_RECORDS: Final = 100
"""Records of a finding that are listed."""
_AUDIT_NOTE: Final = "note:audit-"


class AuditDialog(Dialog):
    """Rules and their findings at the left, what is to be said of the chosen one at the right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Source audit"))
        self.setModal(False)
        self._window = window
        self._findings: list[AuditFinding] = []
        self._state = "open"
        self._is_busy = False
        self._ticket = Ticket()
        self.finished.connect(unticked(self._ticket.cancel))
        self.make_room(_LETTERS, _LINES)
        self.summary = PlainLabel()
        self.summary.setWordWrap(True)
        self.states = Segments(tr("Which findings"))
        self.states.chosen.connect(self._keep_state)
        self._make_tree()
        self._make_page()
        self._make_buttons()
        self._lay_out()
        window.workspace.refreshed.connect(self._refresh)
        self.run()

    # -- building ---------------------------------------------------------------------------------

    def _make_tree(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Findings by rule"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        fit_columns(self.tree, (True, False))
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.itemSelectionChanged.connect(self._show_chosen)
        self.tree.itemDoubleClicked.connect(unticked(self.go))
        for key, act in (("Return", self.go), ("Enter", self.go), ("E", self.show_evidence)):
            key_within(self.tree, key, act)

    def _make_page(self) -> None:
        self.page = TextPage()
        self.page.setAccessibleName(tr("The chosen finding"))
        self.page.anchorClicked.connect(self._follow)
        key_within(self.page, "E", self.show_evidence)
        self.words = QLineEdit()
        self.words.setAccessibleName(tr("Why, in your own words"))
        self.words.setPlaceholderText(tr("Why, in your own words"))
        self.words.textChanged.connect(unticked(self._show_choices))
        self.verdict_buttons: dict[str, QPushButton] = {}
        for verdict, text, tip in (
            ("accepted", tr("&Accept"), tr("The finding is right; it goes into the errata report")),
            ("disputed", tr("&Dispute"), tr("The finding is wrong")),
            ("explained", tr("&Explain"), tr("It is as found, and your words say why")),
        ):
            button = QPushButton(text)
            button.setToolTip(plain_tip(tip))
            button.clicked.connect(unticked(partial(self.decide, verdict)))
            self.verdict_buttons[verdict] = button
        self.open_button = QPushButton(tr("&Open again"))
        self.open_button.setToolTip(plain_tip(tr("Forget what was decided of it")))
        self.open_button.clicked.connect(unticked(self.withdraw))

    def _make_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.go_button = self.buttons.addButton(tr("&Go to the record"), role)
        self.evidence_button = self.buttons.addButton(tr("E&vidence"), role)
        self.again_button = self.buttons.addButton(tr("A&udit again"), role)
        self.report_button = self.buttons.addButton(tr("Errata &report …"), role)
        self.evidence_button.setToolTip(plain_tip(tr("The sentences the record rests on (E)")))
        for button, act in (
            (self.go_button, self.go),
            (self.evidence_button, self.show_evidence),
            (self.again_button, self.run),
            (self.report_button, self._save_report),
        ):
            button.clicked.connect(unticked(act))
            button.setAutoDefault(False)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.states)
        verdicts = FlowLayout()
        for button in (*self.verdict_buttons.values(), self.open_button):
            button.setAutoDefault(False)
            verdicts.addWidget(button)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2 * GRID)
        beside.addWidget(self.page, 1)
        beside.addWidget(self.words)
        beside.addLayout(verdicts)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addLayout(head)
        column.addWidget(split, 1)
        column.addWidget(self.buttons)

    # -- auditing ---------------------------------------------------------------------------------

    def run(self) -> None:
        """Let all rules look through the library anew."""
        if self._is_busy:
            return
        self._is_busy = True
        self.summary.setText(tr("The rules are looking through the library …"))
        self._show_choices()
        source, ticket = self._window.workspace.reader.snapshot, self._ticket

        def work() -> list[AuditFinding]:
            from spexplorer.operations.audit import audit

            return list(takewhile(lambda _found: not ticket.cancelled, audit(source, tr)))

        self._window.workspace.tasks.start(work, self._take, self._failed, self._ticket, long=True)

    def _take(self, findings: list[AuditFinding]) -> None:
        self._is_busy = False
        self._findings = findings
        self._fill()

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        self.summary.setText(str(error))
        self._show_choices()

    def _refresh(self, changes: ChangeSet) -> None:
        """Take in a change: of a decision at once, of what is audited by auditing again."""
        is_decision = all(uid.startswith((_AUDIT_NOTE, PREFERENCE)) for uid in changes.ids)
        if self._is_busy or changes.is_everything or not is_decision:
            self.run()
        else:
            self._findings = with_decisions(self._window.workspace.reader, self._findings)
            self._fill()

    # -- the list ---------------------------------------------------------------------------------

    def _keep_state(self, state: str) -> None:
        self._state = state
        self._fill()

    def _fill(self) -> None:
        self.summary.setText(summary(tr, self._findings))
        choices = [Choice(code, words) for code, words in state_choices(tr, self._findings)]
        self.states.show_choices(choices, self._state)
        before = self._chosen_key()
        unfolded = {
            group.rule for item in self._tops() if (group := _group(item)) and item.isExpanded()
        }
        self.tree.blockSignals(True)
        self.tree.clear()
        for group in rule_groups(tr, self._findings, self._state):
            self._add(group, is_open=group.rule in unfolded)
        self.tree.blockSignals(False)
        self._choose(before)

    def _add(self, group: RuleGroup, *, is_open: bool) -> None:
        top = tree_item(group.title, tr.number(len(group.findings)))
        top.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top.setToolTip(0, plain_tip(group.title))
        top.setData(0, _ITEM, group)
        font = top.font(0)
        font.setBold(bool(group.findings))
        top.setFont(0, font)
        self.tree.addTopLevelItem(top)
        for one in group.findings[:_MOST]:
            line = finding_line(tr, one)
            item = tree_item(line)
            item.setData(0, _ITEM, one)
            item.setToolTip(0, plain_tip(line))
            top.addChild(item)
            item.setFirstColumnSpanned(True)
        if (rest := len(group.findings) - _MOST) > 0:
            more = tr.counted(rest, "and {n} more in the errata report", "and {n} more")
            top.addChild(tree_item(more))
        top.setExpanded(is_open)

    def _tops(self) -> list[QTreeWidgetItem]:
        items = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _chosen_key(self) -> tuple[str, int, int]:
        """What is chosen: the key of the finding or the name of the rule, and its place in the list."""
        item = self.tree.currentItem()
        if item is None:
            return "", 0, -1
        above = item.parent()
        at = self.tree.indexOfTopLevelItem(above or item)
        return _key_of(item), at, -1 if above is None else above.indexOfChild(item)

    def _choose(self, before: tuple[str, int, int]) -> None:
        """Choose again what was chosen, or what has come to its place."""
        key, at, below = before
        tops = self._tops()
        wanted = next((item for item in self._items(tops) if _key_of(item) == key), None)
        if wanted is None and tops:
            wanted = tops[min(at, len(tops) - 1)]
            if wanted.isExpanded() and below >= 0 and wanted.childCount():
                wanted = wanted.child(min(below, wanted.childCount() - 1))
        if wanted is not None:
            self.tree.setCurrentItem(wanted)
        self._show_chosen()

    def _items(self, tops: list[QTreeWidgetItem]) -> Iterator[QTreeWidgetItem | None]:
        for top in tops:
            yield top
            yield from (top.child(place) for place in range(top.childCount()))

    # -- the chosen one ---------------------------------------------------------------------------

    def chosen(self) -> list[AuditFinding]:
        """The findings that are chosen; of a rule that is chosen all that are listed."""
        found: dict[str, AuditFinding] = {}
        for item in self.tree.selectedItems():
            if (group := _group(item)) is not None:
                found.update({one.key: one for one in group.findings})
            elif (finding := _finding(item)) is not None:
                found[finding.key] = finding
        return list(found.values())

    def _show_chosen(self) -> None:
        items = self.tree.selectedItems()
        group = _group(items[0]) if len(items) == 1 else None
        chosen = self.chosen()
        body = ""
        if group is not None:
            body = _group_html(group)
        elif len(items) == 1 and len(chosen) == 1:
            text = finding_text(tr, self._window.workspace.reader, chosen[0], _MOST_RECORDS)
            above = items[0].parent()
            body = _finding_html(text, _group(above) if above is not None else None)
        elif chosen:
            body = f"<h2>{escape(_number(len(chosen)))}</h2>"
        self.page.setHtml(f"<style>{page_style(self._window.theme)}</style>{body}")
        only = chosen[0].decision if len(chosen) == 1 and group is None else None
        self.words.setText(only.words if only is not None else "")
        self._show_choices()

    def _show_choices(self) -> None:
        chosen = [] if self._is_busy else self.chosen()
        for verdict, button in self.verdict_buttons.items():
            says_why = bool(self.words.text().strip()) or verdict != "explained"
            button.setEnabled(bool(chosen) and says_why)
        self.words.setEnabled(bool(chosen))
        self.open_button.setEnabled(any(one.decision is not None for one in chosen))
        for button in (self.go_button, self.evidence_button):
            button.setEnabled(self._record() is not None)
        self.again_button.setEnabled(not self._is_busy)
        self.report_button.setEnabled(not self._is_busy)

    def _record(self) -> str | None:
        """The record that the chosen finding concerns most."""
        item = self.tree.currentItem()
        finding = _finding(item) if item is not None else None
        return finding.records[0] if finding is not None else None

    def go(self) -> None:
        """Go to the record that the chosen finding concerns most; a rule is unfolded."""
        item, record = self.tree.currentItem(), self._record()
        if record is not None:
            self._window.workspace.go(record)
        elif item is not None:
            item.setExpanded(not item.isExpanded())

    def show_evidence(self) -> None:
        """Open the sentences that the record rests on."""
        if (record := self._record()) is not None:
            self._open_evidence(record)

    def _open_evidence(self, record: str) -> None:
        from spexplorer.ui.panels.evidence_dialog import EvidenceDialog

        EvidenceDialog(self._window.workspace, self._window.theme, record, self).open()

    def _follow(self, address: QUrl) -> None:
        verb, _, record = address.toString().partition(":")
        if verb == "record":
            self._window.workspace.go(record)
        elif verb == "evidence":
            self._open_evidence(record)
        elif verb == "prefer":
            self.prefer(record)

    # -- deciding ---------------------------------------------------------------------------------

    def decide(self, verdict: str) -> None:
        """Remember what is decided of the chosen findings, with the words that are typed."""
        from spexplorer.operations.audit import decide

        if not self._window.workspace.editing.is_possible:
            return self._say_why_not()
        try:
            operation = decide(self.chosen(), verdict, self.words.text(), tr)
        except AppError as error:
            return self._say(str(error))
        return self._window.workspace.editing.run(operation, _nothing, self._refused)

    def withdraw(self) -> None:
        """Forget what was decided of the chosen findings."""
        from spexplorer.operations.audit import withdraw

        if not self._window.workspace.editing.is_possible:
            return self._say_why_not()
        operation = withdraw(self.chosen())
        return self._window.workspace.editing.run(operation, _nothing, self._refused)

    def prefer(self, record: str) -> None:
        """Prefer one of the figures of the chosen finding; the words that are typed are the reason."""
        from spexplorer.operations.editing.preferring import prefer

        if not self._window.workspace.editing.is_possible:
            return self._say_why_not()
        (finding,) = self.chosen()
        try:
            operation = prefer(record, self.words.text(), rivals_in(finding))
        except AppError as error:
            return self._say(str(error))
        return self._window.workspace.editing.run(operation, _nothing, self._refused)

    def _say_why_not(self) -> None:
        from spexplorer.ui.shell.editing_commands import say_why_not

        say_why_not(self._window)

    def _refused(self, error: Exception) -> None:
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.summary.setText(words)

    # -- the report -------------------------------------------------------------------------------

    def _save_report(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the errata report"), "errata.md", tr("Markdown (*.md);;JSON (*.json)")
        )
        if name:
            self.write_report(Path(name))

    def write_report(self, path: Path) -> None:
        """Write the errata report: as JSON by the ending of the file, else as Markdown."""
        from spexplorer.readings.audit_report import report_text
        from spexplorer.support.files import replacing

        reader, as_json = self._window.workspace.reader, path.suffix.lower() == ".json"
        try:
            with replacing(path, sparing=[reader.path]) as stream:
                stream.write(report_text(tr, reader, self._findings, as_json=as_json))
        except AppError as error:
            self._say(str(error))
        else:
            self._say(tr("Saved to {file}.", file=path))


def _nothing(_committed: object) -> None:
    """The window tells of the change itself."""


def _group(item: QTreeWidgetItem) -> RuleGroup | None:
    data = item.data(0, _ITEM)
    return data if isinstance(data, RuleGroup) else None


def _finding(item: QTreeWidgetItem | None) -> AuditFinding | None:
    data = item.data(0, _ITEM) if item is not None else None
    return data if isinstance(data, AuditFinding) else None


def _key_of(item: QTreeWidgetItem | None) -> str:
    """The name of a rule or the key of a finding."""
    if item is None:
        return ""
    group, finding = _group(item), _finding(item)
    return group.rule if group else finding.key if finding else ""


def _number(number: int) -> str:
    return tr.counted(number, "{n} finding is chosen", "{n} findings are chosen")


def _group_html(group: RuleGroup) -> str:
    return "".join(
        (
            f"<h2>{escape(group.title)}</h2>",
            f'<p class="muted">{escape(group.severity)} · {escape(group.counts)}</p>',
            f"<h3>{escape(tr('What it looks for'))}</h3><p>{escape(group.looks_for)}</p>",
            f"<h3>{escape(tr('What it can be wrong about'))}</h3><p>{escape(group.may_err)}</p>",
        )
    )


def _finding_html(text: FindingText, group: RuleGroup | None) -> str:
    parts = [f"<p>{escape(text.explanation)}</p>"]
    if text.verdict:
        parts.append(f"<p><b>{escape(text.verdict)}</b> · {escape(text.words)}</p>")
    parts.append(f"<h3>{escape(tr('Records'))}</h3>")
    evidence, better = escape(tr("evidence")), escape(tr("prefer this value"))
    for one in text.records:
        link = f'<a href="record:{escape(one.id)}">{escape(one.label)}</a>'
        passages = f'<a class="head" href="evidence:{escape(one.id)}">{evidence}</a>'
        kind = f'<span class="muted">{escape(one.kind)}</span>'
        line = f"{kind} {link} · {passages}"
        if one.id in text.rivals:
            line += f' · <a class="head" href="prefer:{escape(one.id)}">{better}</a>'
        if one.preferred:
            reason = tr("Preferred: {reason}", reason=one.preferred)
            line += f"<br><b>{escape(reason)}</b>"
        parts.append(f'<div class="line">{line}</div>')
    if text.more:
        parts.append(f'<p class="muted">{escape(text.more)}</p>')
    if group is not None:
        head = escape(tr("The rule: {title}", title=group.title))
        parts.append(f"<h3>{head}</h3><p class='muted'>{escape(group.looks_for)}</p>")
        parts.append(f"<p class='muted'>{escape(group.may_err)}</p>")
    return "".join(parts)


def show_audit(window: MainWindow) -> None:
    """Open the source audit."""
    AuditDialog(window).show()
