"""The menus: every command once, with its key, found again by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from spexplorer.ui.panels.record_menu import RecordCommands, record_commands
from spexplorer.ui.shell import window_commands as commands
from spexplorer.ui.shell.tab_strip import key_of_tab
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow

Actions = dict[str, QAction]


class _Builder(NamedTuple):
    """Adds commands to one menu of a window, and keeps them by their names."""

    window: MainWindow
    menu: QMenu
    actions: Actions

    def add(self, name: str, text: str, run: Callable[[], object], keys: str = "") -> QAction:
        """A command; `keys` are set apart by spaces."""
        action = QAction(text, self.menu)
        action.setObjectName(name)
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys.split(" ")])
        action.triggered.connect(unticked(run))
        self.take(name, action)
        return action

    def take(self, name: str, action: QAction) -> None:
        """A command that was made elsewhere."""
        self.menu.addAction(action)
        self.actions[name] = action

    def line(self) -> None:
        """A line between groups."""
        self.menu.addSeparator()

    def below(self, title: str) -> _Builder:
        """A menu within this one."""
        return self._replace(menu=self.menu.addMenu(title))


def add_titles(bar: QMenuBar) -> dict[str, QMenu]:
    """Put the empty menus into a bar in their order; gives them by their names."""
    bar.clear()
    return {
        name: bar.addMenu(title)
        for name, title in (
            ("file", tr("&File")),
            ("edit", tr("&Edit")),
            ("view", tr("&View")),
            ("go", tr("&Go")),
            ("record", tr("&Record")),
            ("tools", tr("&Tools")),
            ("window", tr("&Window")),
            ("help", tr("&Help")),
        )
    }


def fill_menus(window: MainWindow) -> Iterator[None]:
    """Fill the menus of a window, one a step; every action is put down by its name."""
    for name, fill in (
        ("file", _file),
        ("edit", _edit),
        ("view", _view),
        ("go", _go),
        ("record", _record),
        ("tools", _tools),
        ("window", _window),
        ("help", _help),
    ):
        fill(_Builder(window, window.menus[name], window.actions_by_name))
        yield


def _file(to: _Builder) -> None:
    from spexplorer.ui.shell.recent_files import RecentMenu

    window = to.window
    from spexplorer.ui.shell.own_copy import new_library, save_copy

    to.add("new-library", tr("&New library …"), partial(new_library, window))
    to.add("open", tr("&Open a library …"), window.library_wanted.emit, "Ctrl+O")
    recent = RecentMenu(window.workspace.reader.path, to.menu)
    recent.wanted.connect(window.path_wanted)
    to.menu.addMenu(recent)
    to.add("save-copy", tr("Save a &copy …"), partial(save_copy, window))
    to.line()
    _interchange(to)
    to.add(
        "print", tr("&Print the record or chart …"), partial(commands.print_it, window), "Ctrl+P"
    )
    to.add("save-record", tr("Save the record as P&DF …"), partial(commands.save_as_pdf, window))
    to.line()
    to.add("close", tr("C&lose this window"), window.close, "Ctrl+W")
    to.add("quit", tr("&Quit"), commands.quit_program, "Ctrl+Q")


def _run(window: MainWindow, module: str, command: str) -> None:
    """Run a command of a module of the shell that no start waits for."""
    getattr(import_module(f"spexplorer.ui.shell.{module}"), command)(window)


def _interchange(to: _Builder) -> None:
    """What brings sources in and takes them out."""
    window = to.window
    asked = partial(_run, window, "import_dialog")
    to.add("import", tr("&Import sources …"), partial(asked, "import_files"), "Ctrl+I")
    to.add("import-folder", tr("Import a &folder …"), partial(asked, "import_folder"))
    paste = partial(asked, "paste_sources")
    to.add("paste-sources", tr("Import from the clip&board …"), paste, "Ctrl+Shift+V")
    to.add("attach", tr("&Attach a copy of a source …"), partial(commands.attach_copy, window))
    export = partial(_run, window, "export_dialog", "export_sources_dialog")
    to.add("export-sources", tr("E&xport sources …"), export)
    everything = partial(commands.export_library, window)
    to.add("export", tr("&Export everything as JSON …"), everything)
    errata = partial(_run, window, "errata_export", "export_errata")
    to.add("export-errata", tr("Export propo&sed errata …"), errata)


def _edit(to: _Builder) -> None:
    from spexplorer.ui.shell.editing_commands import show_history

    window = to.window
    to.take("undo", window.tools.undo)
    to.take("redo", window.tools.redo)
    to.take("undo-change", window.tools.undo_change)
    to.take("redo-change", window.tools.redo_change)
    to.add("history", tr("H&istory of changes …"), partial(show_history, window), "Ctrl+H")
    to.line()
    # The keys belong to whatever has the keyboard; the menu only shows them.
    to.add("copy", tr("&Copy\tCtrl+C"), partial(commands.press, window, Qt.Key.Key_C))
    to.add("select-all", tr("Select &all\tCtrl+A"), partial(commands.press, window, Qt.Key.Key_A))
    menu_here = partial(commands.context_menu, window)
    to.add("context-menu", tr("&Menu of what has the keyboard"), menu_here, "Shift+F10")
    to.line()
    to.window.search.left.connect(partial(commands.enter_page, to.window))
    to.add("find", tr("&Search everything"), partial(commands.search, window), "Ctrl+K Ctrl+F")
    to.take("clear", window.tools.clear_all)


def _view(to: _Builder) -> None:
    from spexplorer.ui.shell.saved_views_menu import SavedViewsMenu

    window = to.window
    views = SavedViewsMenu(window.workspace, window.tabs.view_ids(), window)
    to.menu.addMenu(views)
    views.told.connect(partial(commands.say, window))
    to.actions.update(views.commands)
    to.line()
    _themes(to.below(tr("&Theme")))
    wanted = window.text_size_wanted
    to.add("larger", tr("&Larger text"), partial(wanted.emit, 1), "Ctrl++ Ctrl+=")
    to.add("smaller", tr("S&maller text"), partial(wanted.emit, -1), "Ctrl+-")
    to.add("normal-size", tr("&Normal text"), partial(wanted.emit, 0), "Ctrl+0")
    to.line()
    to.add("read-again", tr("Read the library &again"), window.reading_wanted.emit, "F5")
    full = to.add("full-screen", tr("&Full screen"), partial(commands.full_screen, window), "F11")
    full.setCheckable(True)
    to.menu.aboutToShow.connect(lambda: full.setChecked(window.isFullScreen()))


def _themes(to: _Builder) -> None:
    group = QActionGroup(to.menu)
    for name, text in (
        ("system", tr("As the &system")),
        ("light", tr("&Light")),
        ("dark", tr("&Dark")),
        ("contrast", tr("&High contrast")),
    ):
        action = to.add(f"theme-{name}", text, partial(to.window.theme_wanted.emit, name))
        action.setCheckable(True)
        group.addAction(action)


def _go(to: _Builder) -> None:
    window = to.window
    to.take("back", window.tools.back)
    to.take("forward", window.tools.forward)
    to.line()
    for at, (view_id, title) in enumerate(window.tabs.titles()):
        show = partial(window.workspace.show_tab, view_id)
        to.add(f"tab-{view_id}", title, show, key_of_tab(at))
    to.line()
    step = window.step_tab
    to.add("next-tab", tr("&Next tab"), partial(step, 1), "Ctrl+Tab Ctrl+PgDown")
    to.add("previous-tab", tr("&Previous tab"), partial(step, -1), "Ctrl+Shift+Tab Ctrl+PgUp")


def _record(to: _Builder) -> None:
    from spexplorer.ui.shell.editing_commands import fill_new_menu, save_and_next, save_form

    to.take("new", to.window.tools.new)
    from spexplorer.ui.shell.draft_offers import show_drafts

    below = to.menu.addMenu(tr("New, of a &kind"))
    below.aboutToShow.connect(partial(fill_new_menu, to.window, below))
    # The keys belong to the form; the menu only shows them.
    to.add("save-form", tr("Save &the form\tCtrl+S"), partial(save_form, to.window))
    to.add("save-next", tr("Save and ne&xt\tCtrl+Enter"), partial(save_and_next, to.window))
    to.add("drafts", tr("Unfinished for&ms …"), partial(show_drafts, to.window))
    to.line()
    for group in record_commands():
        for name, text, run, keys in group:
            to.add(name, text, partial(_on_current, to.window, name, run), keys)
        to.line()
    # Greyed while the menu is open: a key still says that a record is to be chosen first.
    names = [name for group in record_commands() for name, *_ in group if name != "batch"]
    to.menu.aboutToShow.connect(partial(_grey_without_record, to.window, names))
    to.menu.aboutToHide.connect(partial(_enable, to.window, names))


def _on_current(window: MainWindow, name: str, run: Callable[[RecordCommands], None]) -> None:
    current = window.workspace.state.current
    form = window.record_panel.form if window.record_panel is not None else None
    if name == "batch":  # about what is chosen, filtered or there at all
        run(window.record_commands(current or ""))
    elif name == "evidence" and form is not None and form.isAncestorOf(window.focusWidget()):
        from spexplorer.ui.shell.editing_commands import evidence_of_form

        evidence_of_form(window, form)
    elif current is None and name == "evidence":
        window.hint(tr("Choose a record first; then E shows the sentence it rests on."))
    elif current is None:
        command = window.actions_by_name[name].text().replace("&", "")
        window.hint(tr("Choose a record first; “{command}” is about it.", command=command))
    else:
        run(window.record_commands(current))


def _grey_without_record(window: MainWindow, names: list[str]) -> None:
    for name in names:
        window.actions_by_name[name].setEnabled(window.workspace.state.current is not None)


def _enable(window: MainWindow, names: list[str]) -> None:
    for name in names:
        window.actions_by_name[name].setEnabled(True)


def _tools(to: _Builder) -> None:
    from spexplorer.ui.shell.editing_commands import show_vocabularies

    window = to.window
    listed = partial(_run, window, "bibliography_dialog", "show_bibliography")
    show_backups = partial(_run, window, "backups_dialog", "show_backups")
    to.add("bibliography", tr("&Bibliography …"), listed, "Ctrl+Alt+B")
    to.add("backups", tr("Back&ups …"), show_backups)
    to.add("vocabularies", tr("&Vocabularies …"), partial(show_vocabularies, window))
    duplicates = partial(_run, window, "duplicates_dialog", "find_duplicates")
    to.add("duplicates", tr("Find &duplicates …"), duplicates, "Ctrl+Alt+D")
    findings = partial(_run, window, "catalogue_dialog", "show_findings")
    to.add("check-catalogue", tr("Check the c&atalogue …"), findings, "Ctrl+Alt+K")
    audited = partial(_run, window, "audit_dialog", "show_audit")
    to.add("audit", tr("S&ource audit …"), audited, "Ctrl+Alt+A")
    to.add("check", tr("&Check this library"), partial(commands.check_library, window))
    to.line()
    to.add("settings", tr("&Settings …"), partial(commands.show_settings, window), "Ctrl+,")


def _window(to: _Builder) -> None:
    window = to.window
    to.add(
        "new-window", tr("&New window on this library"), window.window_wanted.emit, "Ctrl+Shift+N"
    )
    to.line()
    for name, action in window.tools.panels.items():
        to.take(name, action)
    to.add(
        "open-charts",
        tr("&Open or fold the linked charts"),
        partial(commands.open_charts, window),
        "Shift+F8",
    )
    to.add("restore-docks", tr("&Restore all panels"), window.panels.restore_all)
    to.line()
    to.add("next-pane", tr("Next &pane"), partial(commands.step_pane, window, 1), "F6")
    back = partial(commands.step_pane, window, -1)
    to.add("previous-pane", tr("Pre&vious pane"), back, "Shift+F6")
    to.menu.aboutToShow.connect(
        partial(commands.list_windows, window, to.menu, to.menu.addSeparator())
    )


def _help(to: _Builder) -> None:
    window = to.window
    to.add("help", tr("&Help on this part"), partial(commands.show_help_here, window), "F1")
    to.add("manual", tr("How to &use this program"), partial(commands.show_help, window, "manual"))
    to.add("glossary", tr("&Words and marks"), partial(commands.show_help, window, "glossary"))
    sources = partial(commands.show_sources_help, window)
    to.add("sources-help", tr("&Importing, exporting and citing"), sources)
    to.add("tour", tr("&Tour of the window"), partial(commands.show_tour, window))
    to.add("keys", tr("&Keyboard"), partial(commands.show_keys, window), "Ctrl+/")
    to.add("cite", tr("Copy how to &cite this view"), partial(commands.cite_view, window))
    safety = partial(commands.show_help, window, "safety")
    to.add("safety", tr("What is &safe, and how it is shown"), safety)
    to.line()
    to.add("log", tr("Show the &log file …"), partial(commands.show_log, window))
    to.add("about", tr("&About"), partial(commands.show_about, window))
