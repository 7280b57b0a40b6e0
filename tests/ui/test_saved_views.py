"""The menu of saved views: keep, come back, put in order, hand an address on, all by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMainWindow

from spexplorer.domain.address import address, state_of
from spexplorer.domain.filters import Filter, Values
from spexplorer.domain.link_state import LinkState
from spexplorer.support.folders import user_config
from spexplorer.ui.shell.saved_views_dialogs import AddressDialog, ManageDialog, SaveDialog
from spexplorer.ui.shell.saved_views_menu import SavedViewsMenu
from spexplorer.workspace.saved_views import SavedViews

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from spexplorer.workspace.workspace import Workspace

CULTURE = LinkState(Filter((Values("vector", frozenset({"culture"})),)), tab="timeline")


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def menu(window: QMainWindow, workspace: Workspace, settle) -> SavedViewsMenu:
    made = SavedViewsMenu(workspace, ("overview", "timeline"), window)
    window.menuBar().addMenu(made)
    settle()
    return made


@pytest.fixture
def said(menu: SavedViewsMenu) -> list[str]:
    heard: list[str] = []
    menu.told.connect(lambda what: heard.append(str(what)))
    return heard


def dialog(window: QMainWindow, kind: type) -> QDialog:
    return next(d for d in window.findChildren(kind) if d.isVisible())


def listed(menu: SavedViewsMenu) -> dict[str, str]:
    return {action.text(): action.shortcut().toString() for action in menu._listed}


def test_a_view_is_saved_by_name_and_gone_back_to(menu, window, workspace, qtbot, said) -> None:
    assert [(action.text(), action.isEnabled()) for action in menu._listed] == [
        ("No view is saved yet", False)
    ]
    workspace.set_state(CULTURE)
    menu.commands["save-view"].trigger()
    ask = dialog(window, SaveDialog)
    assert ask.field.text() == "Field of influence: Culture"
    ask.field.clear()
    qtbot.keyClicks(ask.field, "Culture & time")
    qtbot.keyClick(ask.field, Qt.Key.Key_Return)
    assert listed(menu) == {"Culture && time": "Alt+1"}
    assert "“Culture & time”" in said[-1]
    workspace.clear()
    menu._listed[0].trigger()
    assert workspace.state == CULTURE
    workspace.back()
    assert not workspace.state.filter.constraints


def test_a_name_that_is_there_is_announced_and_an_empty_one_refused(menu, window, qtbot) -> None:
    menu.views.save("one", CULTURE)
    menu.save()
    ask = dialog(window, SaveDialog)
    ok = ask.buttons.button(ask.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    qtbot.keyClicks(ask.field, "one")
    assert "replaces" in ask.note.text()
    assert ok.isEnabled()


def test_views_of_an_earlier_session_stand_in_the_menu(workspace, qtbot, settle) -> None:
    earlier = SavedViews(workspace.reader.about["name"])
    for at in range(11):
        earlier.save(f"view {at}", CULTURE)
    menu = SavedViewsMenu(workspace, ("overview",))
    qtbot.addWidget(menu)
    settle()
    keys = list(listed(menu).values())
    assert keys == [*(f"Alt+{at}" for at in range(1, 10)), "", ""]


def test_the_address_of_a_view_leads_back_to_it(menu, window, workspace, qtbot, said) -> None:
    workspace.set_state(CULTURE)
    menu.commands["copy-address"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert state_of(copied) == CULTURE
    workspace.set_state(LinkState())
    menu.commands["go-to-address"].trigger()
    ask = dialog(window, AddressDialog)
    assert ask.field.text() == copied
    qtbot.keyClick(ask.field, Qt.Key.Key_Return)
    assert workspace.state == CULTURE


def test_an_address_that_cannot_be_read_stays_in_the_dialog(menu, window, workspace, qtbot) -> None:
    menu.ask()
    ask = dialog(window, AddressDialog)
    before = workspace.state
    ask.field.setText("spexplorer:view?orbit=3")
    qtbot.keyClick(ask.field, Qt.Key.Key_Return)
    assert ask.isVisible()
    assert "“orbit”" in ask.note.text()
    wanted = ask.note.heightForWidth(ask.note.width())
    qtbot.waitUntil(lambda: ask.note.height() >= wanted)
    assert workspace.state == before


def test_what_is_not_here_is_left_out_and_told(menu, workspace, said) -> None:
    menu.show_state(CULTURE._replace(tab="orbit").at("event:gone", "orbit"))
    assert workspace.state == CULTURE._replace(tab="overview")
    assert "2 things" in said[-1]
    assert "event:gone" in said[-1]


def test_a_view_nobody_can_read_is_told_of(workspace, qtbot, settle) -> None:
    user_config().mkdir(parents=True, exist_ok=True)
    name = workspace.reader.about["name"]
    content = f'{{"{name}": [{{"name": "newer", "address": "spexplorer:view?orbit=1"}}]}}'
    (user_config() / "views.json").write_text(content, encoding="utf-8")
    menu = SavedViewsMenu(workspace, ("overview",))
    qtbot.addWidget(menu)
    settle()
    heard: list[str] = []
    menu.told.connect(lambda what: heard.append(str(what)))
    before = workspace.state
    menu._listed[0].trigger()
    assert "“orbit”" in heard[-1]
    assert workspace.state == before


def test_a_damaged_file_is_told_of_in_the_menu(workspace, qtbot, settle) -> None:
    user_config().mkdir(parents=True, exist_ok=True)
    (user_config() / "views.json").write_text("{{{", encoding="utf-8")
    menu = SavedViewsMenu(workspace, ("overview",))
    qtbot.addWidget(menu)
    settle()
    assert "damaged" in menu._listed[0].text()


# -- managing -----------------------------------------------------------------------------------


@pytest.fixture
def manager(menu, window) -> ManageDialog:
    for name in ("one", "two", "three"):
        menu.views.save(name, CULTURE)
    menu.manage()
    return dialog(window, ManageDialog)


def names(menu: SavedViewsMenu) -> list[str]:
    return [view.name for view in menu.views.views]


def test_views_are_reordered_deleted_and_brought_back_by_keyboard(manager, menu, qtbot) -> None:
    manager.list.setFocus()
    qtbot.keyClick(manager.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(menu) == ["two", "one", "three"]
    assert manager.list.currentItem().text() == "one"
    qtbot.keyClick(manager.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(manager.list, Qt.Key.Key_Delete)
    assert names(menu) == ["two", "three"]
    assert "“one”" in manager.words.text()
    qtbot.keyClick(manager.list, Qt.Key.Key_Delete)
    for _ in range(2):
        qtbot.keyClick(manager.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(menu) == ["one", "two", "three"]
    assert not manager.undo.isEnabled()
    assert list(listed(menu)) == ["one", "two", "three"]


def test_a_view_is_renamed_and_a_taken_name_refused(manager, menu, qtbot) -> None:
    manager.list.item(0).setText("first")
    assert names(menu) == ["first", "two", "three"]
    manager.list.item(0).setText("three")
    assert names(menu) == ["first", "two", "three"]
    assert manager.list.item(0).text() == "first"
    assert "already" in manager.words.text()


def test_the_dialog_goes_to_the_marked_view(manager, workspace, qtbot) -> None:
    assert "Field of influence: Culture" in manager.words.text()
    qtbot.keyClick(manager.list, Qt.Key.Key_Return)
    assert workspace.state == CULTURE
    assert not manager.isVisible()


def test_addresses_in_the_file_name_no_folder(menu, workspace) -> None:
    menu.views.save("one", CULTURE)
    content = (user_config() / "views.json").read_text(encoding="utf-8")
    assert address(CULTURE) in content
    assert str(workspace.reader.path.parent) not in content
