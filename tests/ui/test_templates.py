"""Templates in the window, the form of a passage, and the evidence from within a form."""

from __future__ import annotations

from activation import in_front
from editing import form_of, saved, settled, stored, write
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMenu

from spexplorer.operations.templates import templates
from spexplorer.ui.panels.evidence_dialog import EvidenceDialog
from spexplorer.ui.shell.editing_commands import fill_new_menu
from spexplorer.ui.shell.errata_export import write_errata
from spexplorer.ui.shell.templates import TemplatesDialog, fill_template_menu, save_template

BELT = "event:2013-09-silk-road-economic-belt"


def test_a_form_is_kept_as_a_template_and_begun_with(qtbot, opened, monkeypatch) -> None:
    program = opened()
    window = program.window
    window.record_panel.new("event")
    form = form_of(program)
    write(form, "title", "Week of Chinese culture")
    form.put("event_type", "cultural")
    form.put("place", "place:almaty")
    names = iter([("Weeks", True), ("weeks", True), ("Weeks of culture", True)])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: next(names))
    save_template(window)
    save_template(window)  # the name is taken: another is asked for
    assert [one.name for one in templates()] == ["Weeks", "Weeks of culture"]
    form._throw_away()

    menu = QMenu()
    fill_template_menu(window, menu)
    menu.actions()[0].trigger()
    form = form_of(program)
    assert form.record is None
    assert (form.raw()["title"], form.raw()["place"]) == ("Week of Chinese culture", "place:almaty")
    saved(qtbot, form)
    settled(qtbot, program)

    dialog = TemplatesDialog(window)
    dialog._delete()
    assert [one.name for one in templates()] == ["Weeks of culture"]
    dialog.close()


def test_a_passage_is_entered_by_its_place_alone(qtbot, opened, own) -> None:
    program = opened()
    menu = QMenu()
    fill_new_menu(program.window, menu)
    next(one for one in menu.actions() if one.objectName() == "new-passage").trigger()
    form = form_of(program)
    form.put("work", program.workspace.reader.about["main_work"])
    write(form, "section", "Appendix")
    for name, value in (("section_number", "9"), ("paragraph", "1"), ("sentence", "2")):
        write(form, name, value)
    write(form, "page", "31")
    record = stored(own, saved(qtbot, form))
    assert (record.section, record.sentence, record.page) == ("Appendix", 2, "31")
    assert record.fingerprint == ""
    settled(qtbot, program)


def test_ctrl_e_shows_the_evidence_from_within_a_form(qtbot, opened) -> None:
    program = opened()
    window = program.window
    window.change_record("edit", BELT)
    form = form_of(program)
    in_front(qtbot, window)
    form.focus_field("title")
    qtbot.waitUntil(lambda: form.isAncestorOf(window.focusWidget()), timeout=5_000)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChild(EvidenceDialog) is not None, timeout=5_000)
    window.findChild(EvidenceDialog).close()
    form.leave()
    window.record_panel.new("event")
    form = form_of(program)
    in_front(qtbot, window)
    form.focus_field("title")
    qtbot.waitUntil(lambda: form.isAncestorOf(window.focusWidget()), timeout=5_000)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: (
            form.row("evidence") is not None
            and form.row("evidence").isAncestorOf(window.focusWidget())
        ),
        timeout=5_000,
    )


def test_corrections_of_the_published_edition_are_exported(qtbot, opened, tmp_path) -> None:
    program = opened()
    window = program.window
    window.actions_by_name["export-errata"].trigger()
    assert "no errata" in window.message.accessibleName()
    done = lambda _committed: None  # noqa: E731
    program.workspace.editing.change(BELT, {"title": "Another"}, done, window.tell)
    settled(qtbot, program)
    for name, wanted in (("errata.md", "Another"), ("errata.json", '"Another"')):
        target = tmp_path / name
        write_errata(window, target)
        qtbot.waitUntil(target.exists, timeout=20_000)
        qtbot.waitUntil(lambda t=target, w=wanted: w in t.read_text("utf-8"), timeout=20_000)
