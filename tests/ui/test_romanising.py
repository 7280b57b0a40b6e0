"""Names and titles in another script are written in Latin letters at a button of their form."""

from __future__ import annotations

from editing import form_of, saved, settled, stored, write

from spexplorer.ui.forms.romaniser import Romaniser


def choose(form, name: str, scheme: str) -> None:
    """Press the button beside a field and take what a scheme makes of it."""
    form.focus_field(name)
    romaniser = form.row(name).editor.findChild(Romaniser)
    menu = romaniser.offer()
    next(action for action in menu.actions() if action.text().startswith(scheme)).trigger()
    menu.close()


def test_an_original_title_is_romanised_beside_itself(qtbot, opened, own) -> None:
    program = opened()
    program.window.record_panel.new("work")
    form = form_of(program)
    form.put("type", "book")
    write(form, "title", "Soft power")
    assert form.row("title").editor.findChild(Romaniser).button is None
    write(form, "title_original", "Мягкая сила")
    form.put("title_original_basis", "printed")
    choose(form, "title_original", "ISO 9")
    choose(form, "title_original", "ALA-LC")  # another scheme takes the place of the first
    write(form, "title_romanised", "Miagkaia sila (edited)")
    record = stored(own, saved(qtbot, form))
    assert record.title_original == "Мягкая сила"
    assert record.title_romanised == "Miagkaia sila (edited)"
    assert record.title_romanised_scheme == "ALA-LC"
    choose(form, "title_original", "GOST")  # what somebody wrote is not lost
    record = stored(own, saved(qtbot, form))
    assert record.title_romanised == "Myagkaya sila"
    assert [(one.form, one.scheme) for one in record.variants] == [
        ("Miagkaia sila (edited)", "ALA-LC")
    ]


def test_a_name_is_romanised_among_its_other_forms(qtbot, opened, own) -> None:
    program = opened()
    program.window.record_panel.new("agent")
    form = form_of(program)
    form.put("agent_type", "person")
    write(form, "name", "王毅")
    choose(form, "name", "Hanyu Pinyin, without")
    rows = form.row("variants").editor
    assert form.isAncestorOf(program.window.focusWidget())
    assert [row.editor.raw()["form"] for row in rows.rows] == ["Wang Yi"]
    form.put("variants", [{"form": "Ван И", "language": "ru", "script": "Cyrl"}, *rows.raw()])
    romaniser = rows.rows[0].editor.findChild(Romaniser)
    menu = romaniser.offer()
    menu.actions()[0].trigger()
    menu.close()
    record = stored(own, saved(qtbot, form))
    assert record.name == "王毅"
    assert [(one.form, one.language, one.scheme) for one in record.variants] == [
        ("Ван И", "ru", None),
        ("Van I", "ru", "ALA-LC"),
        ("Wang Yi", None, "Hanyu Pinyin, without tones"),
    ]
    settled(qtbot, program)
