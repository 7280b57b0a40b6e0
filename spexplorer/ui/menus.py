"""The menus: every command once, with its key, found again by its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.ui.main_window import MainWindow

Actions = dict[str, QAction]


def build_menus(window: MainWindow) -> Actions:
    """Fill the menu bar; gives every action by its name."""
    actions: Actions = {}
    for build in (_file, _edit, _view, _views, _go, _record, _help):
        build(window, actions)
    return actions


def _views(window: MainWindow, actions: Actions) -> None:
    from spexplorer.ui.saved_views import SavedViewsMenu

    menu = SavedViewsMenu(window.workspace, window.tabs.view_ids(), window)
    window.menuBar().addMenu(menu)
    menu.told.connect(window.tell)
    actions.update(menu.commands)


def _add(
    menu: QMenu, actions: Actions, name: str, text: str, run: Callable[[], object], keys: str = ""
) -> QAction:
    action = QAction(text, menu)
    action.setObjectName(name)
    if keys:
        action.setShortcuts([QKeySequence(key) for key in keys.split(" ")])
    action.triggered.connect(lambda _checked=False: run())
    menu.addAction(action)
    actions[name] = action
    return action


def _file(window: MainWindow, actions: Actions) -> None:
    menu = window.menuBar().addMenu(tr("&File"))
    _add(menu, actions, "open", tr("&Open a library …"), window.library_wanted.emit, "Ctrl+O")
    _add(
        menu,
        actions,
        "export",
        tr("&Export everything as JSON …"),
        window.export_wanted.emit,
        "Ctrl+E",
    )
    menu.addSeparator()
    _add(menu, actions, "quit", tr("&Quit"), window.close, "Ctrl+Q")


def _edit(window: MainWindow, actions: Actions) -> None:
    menu = window.menuBar().addMenu(tr("&Edit"))
    _add(menu, actions, "copy-id", tr("Copy record &id"), partial(_copy_id, window), "Ctrl+Shift+I")
    menu.addSeparator()
    _add(
        menu,
        actions,
        "find",
        tr("&Search everything"),
        partial(_focus_search, window),
        "Ctrl+K Ctrl+F",
    )
    menu.addAction(window.clear_action)
    actions["clear"] = window.clear_action


def _copy_id(window: MainWindow) -> None:
    if window.workspace.state.current:
        QGuiApplication.clipboard().setText(window.workspace.state.current)


def _focus_search(window: MainWindow) -> None:
    window.search.setFocus()
    window.search.selectAll()


def _view(window: MainWindow, actions: Actions) -> None:
    menu = window.menuBar().addMenu(tr("&View"))
    for dock in (window.facets_dock, window.inspector_dock, window.charts_dock):
        action = dock.toggleViewAction()
        menu.addAction(action)
        actions[dock.objectName()] = action
        dock.visibilityChanged.connect(window.refresh_docks)
    menu.addSeparator()
    _appearance(window, menu, actions)
    menu.addSeparator()
    _add(menu, actions, "next-pane", tr("Next &pane"), partial(_next_pane, window), "F6")
    full = _add(
        menu, actions, "full-screen", tr("&Full screen"), partial(_toggle_full, window), "F11"
    )
    full.setCheckable(True)


def _appearance(window: MainWindow, menu: QMenu, actions: Actions) -> None:
    themes = menu.addMenu(tr("&Theme"))
    group = QActionGroup(menu)
    for name, text in (
        ("system", tr("As the &system")),
        ("light", tr("&Light")),
        ("dark", tr("&Dark")),
    ):
        action = _add(
            themes, actions, f"theme-{name}", text, partial(window.theme_wanted.emit, name)
        )
        action.setCheckable(True)
        group.addAction(action)
    _add(
        menu,
        actions,
        "larger",
        tr("&Larger text"),
        partial(window.text_size_wanted.emit, 1),
        "Ctrl++ Ctrl+=",
    )
    _add(
        menu,
        actions,
        "smaller",
        tr("&Smaller text"),
        partial(window.text_size_wanted.emit, -1),
        "Ctrl+-",
    )
    _add(
        menu,
        actions,
        "normal-size",
        tr("&Normal text"),
        partial(window.text_size_wanted.emit, 0),
        "Ctrl+0",
    )


def _next_pane(window: MainWindow) -> None:
    """Move the keyboard from facets to the tab, the inspector, the charts, and round again."""
    panes = [
        pane
        for pane in (
            window.facets_dock.widget(),
            window.current_view(),
            window.inspector_dock.widget(),
            window.charts_dock.widget(),
            window.search,
        )
        if pane is not None and pane.isVisible()
    ]
    focused = window.focusWidget()
    at = next((i for i, p in enumerate(panes) if focused is p or p.isAncestorOf(focused)), -1)
    pane = panes[(at + 1) % len(panes)]
    pane.setFocus()
    following = pane.nextInFocusChain()
    if not pane.hasFocus() and following is not None:
        following.setFocus()


def _toggle_full(window: MainWindow) -> None:
    window.showNormal() if window.isFullScreen() else window.showFullScreen()


def _go(window: MainWindow, actions: Actions) -> None:
    menu = window.menuBar().addMenu(tr("&Go"))
    menu.addAction(window.back_action)
    menu.addAction(window.forward_action)
    actions["back"], actions["forward"] = window.back_action, window.forward_action
    menu.addSeparator()
    for at, (view_id, title) in enumerate(window.tabs.titles()):
        keys = f"Ctrl+{at + 1}" if at < 9 else ""
        _add(
            menu,
            actions,
            f"tab-{view_id}",
            title,
            partial(window.workspace.show_tab, view_id),
            keys,
        )
    menu.addSeparator()
    _add(
        menu,
        actions,
        "next-tab",
        tr("Next tab"),
        partial(window.step_tab, 1),
        "Ctrl+Tab Ctrl+PgDown",
    )
    _add(
        menu,
        actions,
        "previous-tab",
        tr("Previous tab"),
        partial(window.step_tab, -1),
        "Ctrl+Shift+Tab Ctrl+PgUp",
    )


def _record(window: MainWindow, actions: Actions) -> None:
    menu = window.menuBar().addMenu(tr("&Record"))
    _add(
        menu,
        actions,
        "evidence",
        tr("Show the &evidence"),
        partial(_show_evidence, window),
        "E Ctrl+Shift+E",
    )


def _help(window: MainWindow, actions: Actions) -> None:
    menu = window.menuBar().addMenu(tr("&Help"))
    _add(menu, actions, "help", tr("How to use this program"), partial(_show_help, window), "F1")
    _add(menu, actions, "keys", tr("&Keyboard"), partial(_show_keys, window), "Ctrl+/")
    _add(menu, actions, "about", tr("&About"), partial(_show_about, window))


def _show_evidence(window: MainWindow) -> None:
    """Open the sentence that the current record rests on."""
    from spexplorer.ui.evidence import EvidenceDialog

    current = window.workspace.state.current
    if current is None:
        window.tell(tr("Choose a record first; then E shows the sentence it rests on."))
        return
    EvidenceDialog(window.workspace, window.theme, current, window).open()


def _show_help(window: MainWindow) -> None:
    from spexplorer.ui.help import HelpDialog

    HelpDialog(window, "manual").open()


def _show_keys(window: MainWindow) -> None:
    from spexplorer.ui.help import KeysDialog

    KeysDialog(window, list(window.actions_by_name.values())).open()


def _show_about(window: MainWindow) -> None:
    from spexplorer.ui.help import AboutDialog

    AboutDialog(window, window.workspace.reader).open()
