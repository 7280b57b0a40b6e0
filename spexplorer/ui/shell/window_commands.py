"""What the commands of a window's menus do, where it takes more than one call."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from spexplorer.ui.shell.panel_layout import CHARTS, FACETS, RECORD
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_caption

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from spexplorer.support.errors import AppError
    from spexplorer.ui.shell.main_window import MainWindow

_LATER_MS: Final = 50
_PATIENCE: Final = 60
"""So often, and so far apart, it is looked whether a tab has been read."""


def press(window: MainWindow, key: Qt.Key) -> None:
    """Press Ctrl and a key where the keyboard is, as a person would."""
    from PySide6.QtGui import QKeyEvent  # made when first named, which no start should wait for

    widget = window.focusWidget()
    if widget is None:
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.ControlModifier)
        QCoreApplication.sendEvent(widget, event)


def context_menu(window: MainWindow) -> None:
    """Open the menu of what has the keyboard, also where the desktop knows no key for it."""
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QAbstractItemView

    widget = window.focusWidget()
    if widget is None:
        return
    if isinstance(widget, QAbstractItemView):
        place = widget.visualRect(widget.currentIndex())
        place.translate(widget.viewport().pos())
    else:
        place = _cursor_of(widget)
    at = place.center() if widget.rect().contains(place.center()) else widget.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, at, widget.mapToGlobal(at))
    QCoreApplication.sendEvent(widget, event)


def _cursor_of(widget: QWidget) -> QRect:
    """Where the cursor of a widget stands; Qt tells it with or without fractions."""
    found = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    return QRect() if found is None else QRectF(found).toRect()


def say(window: MainWindow, what: object) -> None:
    """Tell of a failure until it is put away; a sentence about what was done goes by itself."""
    window.tell(what) if isinstance(what, Exception) else window.hint(str(what))


def search(window: MainWindow) -> None:
    """Put the keyboard into the search field."""
    window.search.setFocus()
    window.search.selectAll()


def quit_program() -> None:
    """Close every window; each keeps its session, and the program ends with the last."""
    QApplication.closeAllWindows()


def full_screen(window: MainWindow) -> None:
    """Fill the screen, or go back to the window that was."""
    if window.isFullScreen():
        window.showMaximized() if window.property("was_maximised") else window.showNormal()
    else:
        window.setProperty("was_maximised", window.isMaximized())
        window.showFullScreen()


def step_pane(window: MainWindow, step: int) -> None:
    """Move the keyboard between facets, tab, message, inspector, charts and search, and round again."""
    facets, inspector, charts = window.docks()
    there = [dock for dock in (facets, inspector, charts) if not dock.isHidden()]
    # A panel behind another is a pane too: it comes to the front.
    panes: list[QWidget] = [
        *(dock.widget() for dock in there if dock is facets),
        window.current_view(),
        *([window.message] if window.message.isVisible() else []),
        *([window.tour] if window.tour is not None else []),
        *(dock.widget() for dock in there if dock is not facets),
        window.search,
    ]
    focused = window.focusWidget()
    at = next((i for i, p in enumerate(panes) if focused is p or p.isAncestorOf(focused)), None)
    first = 0 if step > 0 else -1
    pane = panes[first if at is None else (at + step) % len(panes)]
    for dock in there:
        if dock.widget() is pane:
            dock.raise_()
    _first_stop(pane).setFocus(Qt.FocusReason.TabFocusReason)


def _first_stop(pane: QWidget) -> QWidget:
    """Where the keyboard enters a pane: what stands for it, or the first that Tab would come to."""
    proxy = pane.focusProxy()
    if proxy is not None and proxy.isVisible():
        return proxy
    widget: QWidget | None = pane
    while widget is not None:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(pane):
            return widget
        widget = widget.nextInFocusChain()
        if widget is pane or (widget is not None and not pane.isAncestorOf(widget)):
            break
    return pane


def enter_page(window: MainWindow, patience: int = _PATIENCE) -> None:
    """Give the keyboard to the tab: to the list in which the current record stands, if there is one.

    A tab that is being read is waited for, unless the keyboard is taken elsewhere meanwhile. A field is
    not entered: keys that follow are for the record.
    """
    from PySide6.QtWidgets import QAbstractItemView, QLineEdit  # not before the first paint

    from spexplorer.ui.view import WaitingView

    if window.focusWidget() is not None:
        return
    page = window.tabs.seen(window.workspace.state.tab)
    if page is None or isinstance(page, WaitingView):
        if patience:
            later = partial(enter_page, window, patience - 1)
            QTimer.singleShot(_LATER_MS, window, later)
        return
    lists = [
        one
        for one in page.findChildren(QAbstractItemView)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.currentIndex().isValid()
    ]
    stop = lists[0] if lists else _first_stop(page)
    if not isinstance(stop, QLineEdit):
        stop.setFocus(Qt.FocusReason.OtherFocusReason)


def list_windows(window: MainWindow, menu: QMenu, after: QAction) -> None:
    """List the open windows at the end of a menu, this one ticked."""
    listed = menu.actions()
    for action in listed[listed.index(after) + 1 :]:
        menu.removeAction(action)
        action.deleteLater()
    from spexplorer.ui.shell.open_windows import (
        open_windows,
        to_front,
    )  # not before the first paint

    for top in sorted(open_windows(), key=QWidget.winId):
        action = menu.addAction(plain_caption(window_name(top)))
        action.setCheckable(True)
        action.setChecked(top is window)
        action.triggered.connect(unticked(partial(to_front, top)))


def window_name(window: MainWindow) -> str:
    """What a window goes by among others: its library and the tab it is on."""
    name = window.workspace.reader.about.get("name") or window.workspace.reader.path.name
    tabs = window.tab_titles()
    return tr("{library} – {tab}", library=name, tab=tabs.get(window.workspace.state.tab, ""))


def save_as_pdf(window: MainWindow) -> None:
    """Save the current record as a page of PDF."""
    from spexplorer.ui.shell.record_printing import save_record

    if (current := window.workspace.state.current) is None:
        window.hint(tr("Choose a record first; then this saves its page."))
    else:
        save_record(window.workspace.reader, current, window, partial(say, window))


def attach_copy(window: MainWindow) -> None:
    """Ask for a copy of a source, and attach it to its work."""
    from spexplorer.ui.panels.attach_dialog import open_attach_dialog

    open_attach_dialog(window.workspace, window)


def print_it(window: MainWindow) -> None:
    """Print the chart that has the keyboard, else the current record."""
    from spexplorer.ui.drawing.chart_card import ChartCard
    from spexplorer.ui.shell.record_printing import print_record

    widget: QWidget | None = window.focusWidget()
    while widget is not None and not isinstance(widget, ChartCard):
        widget = widget.parentWidget()
    if isinstance(widget, ChartCard) and widget.data is not None:
        from spexplorer.ui.drawing.chart_tools import ChartTools

        ChartTools(window.workspace, widget.data, window.theme, widget, window.hint).print_chart()
    elif window.workspace.state.current is not None:
        tell = partial(say, window)
        print_record(window.workspace.reader, window.workspace.state.current, window, tell)
    else:
        window.hint(tr("Choose a record, or go to a chart with Tab; then Ctrl+P prints it."))


def open_charts(window: MainWindow) -> None:
    """Open the linked charts to their cards, or fold them to the strip; a closed panel opens first."""
    from spexplorer.ui.panels.charts_panel import LinkedCharts
    from spexplorer.ui.shell.panel_layout import CHARTS

    panel = window.panels.docks[CHARTS].widget()
    if not isinstance(panel, LinkedCharts):
        return
    if panel.isVisible():
        panel.toggle()
    else:
        window.panels.open(CHARTS)
        panel.set_open(True)


def check_library(window: MainWindow) -> None:
    """Look through the whole file for damage, on a worker, and tell what was found."""
    from spexplorer.operations.examination import cause_of_failure

    path = window.workspace.reader.path

    def show(damage: AppError | None) -> None:
        if damage is not None:
            window.tell(damage)
        else:
            window.hint(tr("{file} is sound: structure, links and checksum agree.", file=path.name))

    window.workspace.tasks.start(partial(cause_of_failure, path), show, window.tell, long=True)


def ask_for_library(window: MainWindow) -> Path | None:
    """The library a person chose to open; None when they thought better of it."""
    from PySide6.QtWidgets import QFileDialog  # its class is made only when a dialog is wanted

    folder = str(window.workspace.reader.path.absolute().parent)
    name, _ = QFileDialog.getOpenFileName(
        window, tr("Open a library"), folder, tr("Libraries (*.spex);;All files (*)")
    )
    return Path(name) if name else None


def export_library(window: MainWindow) -> None:
    """Ask for a file and write the whole library there as JSON, on a worker."""
    from PySide6.QtWidgets import QFileDialog

    from spexplorer.operations.export import export_library as write_library
    from spexplorer.support.files import replacing

    name, _ = QFileDialog.getSaveFileName(
        window, tr("Export everything as JSON"), "library.json", tr("JSON (*.json)")
    )
    if not name:
        return
    source, target = window.workspace.reader.snapshot, Path(name)

    def write() -> int:
        with replacing(target) as stream:
            return write_library(source, stream)

    def tell(count: int) -> None:
        window.hint(tr("Wrote {n} records to {file}", n=f"{count:,}", file=target))

    window.workspace.tasks.start(write, tell, window.tell, long=True)


def cite_view(window: MainWindow) -> None:
    """Put on the clipboard what leads back to this view."""
    from datetime import datetime

    from PySide6.QtGui import QGuiApplication

    from spexplorer.domain.kinds import LISTED
    from spexplorer.readings.view_citation import citation_of_view
    from spexplorer.words.facets import passing_in_words
    from spexplorer.words.filters import filter_in_words

    state = window.workspace.state
    title = window.tab_titles().get(state.tab, state.tab)
    workspace = window.workspace
    passes = workspace.total(LISTED) if state.filter.constraints else None
    every = sum(workspace.reader.counts[kind] for kind in LISTED)
    caption = [
        passing_in_words(tr, passes, every),
        tr("Filter: {words}", words=filter_in_words(tr, workspace.reader, state.filter)),
    ]
    today = datetime.now().astimezone().date()
    reader, state = window.workspace.reader, window.workspace.state
    text = citation_of_view(tr, reader, state, title, caption, today)
    QGuiApplication.clipboard().setText(text)
    window.hint(tr("The citation of this view is on the clipboard."))


def show_help(window: MainWindow, page: str) -> None:
    """Open a page of the help."""
    from spexplorer.ui.shell.help import HelpDialog

    HelpDialog(window, page).open()


def show_sources_help(window: MainWindow) -> None:
    """Open the help on importing, exporting and citing."""
    from spexplorer.ui.shell.sources_help import SourcesHelp

    SourcesHelp(window).open()


def show_help_here(window: MainWindow) -> None:
    """Open the help at the part of the window that has the keyboard, else at the tab."""
    from spexplorer.ui.shell.help import HelpDialog

    focused = window.focusWidget()
    section = window.workspace.state.tab
    for dock in window.docks():
        if focused is not None and dock.isAncestorOf(focused):
            section = dock.objectName()
    if focused is window.search:
        section = "search"
    HelpDialog(window, "parts", section).open()


def show_tour(window: MainWindow) -> None:
    """Show round the window, from the first stop."""
    from spexplorer.ui.shell.tour import Tour, TourStop, tour_words

    if window.tour is not None:
        window.tour.end()
    tools = window.tools

    def button_of(name: str) -> QWidget | None:
        return tools.widgetForAction(tools.panels[name])

    places = (
        lambda: window.search,
        lambda: window.tabs.strip,
        lambda: button_of(RECORD),
        lambda: button_of(FACETS),
        lambda: button_of(CHARTS),
    )
    stops = [TourStop(place, *said) for place, said in zip(places, tour_words(), strict=True)]
    tour = Tour(stops, window)
    tour.ended.connect(window.forget_tour)
    window.tour = tour


def show_keys(window: MainWindow) -> None:
    """Open the list of commands and keys."""
    from spexplorer.ui.shell.help import KeysDialog

    KeysDialog(window, window.menuBar(), window.theme).open()


def show_about(window: MainWindow) -> None:
    """Open what the program and the library say of themselves."""
    from spexplorer.ui.shell.help import AboutDialog

    AboutDialog(window, window.workspace.reader).open()


def show_log(window: MainWindow) -> None:
    """Open the log file, to be read and copied."""
    from spexplorer.ui.shell.help import LogDialog

    LogDialog(window).open()


def show_settings(window: MainWindow) -> None:
    """Open the settings."""
    from spexplorer.ui.shell.settings_dialog import SettingsDialog

    SettingsDialog(window).open()
