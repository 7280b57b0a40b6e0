"""Nothing a person reads escapes translation: a made-up language, longer, accented, with other plurals.

Every text that went through `tr` comes back between ⟦ and ⟧. What stands outside them must be the
library's own: names, titles, terms, or numbers and signs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from spexplorer.domain.plain import to_plain
from spexplorer.operations.export import records_of
from spexplorer.operations.reader import Reader
from spexplorer.ui.shell.program import Program
from spexplorer.ui.startup.tab_factory import discover
from spexplorer.ui.translation import tr
from spexplorer.words.fields import series_title
from spexplorer.words.language import PLAIN

ACCENTS = str.maketrans("aeiouyAEIOUYcnszCNSZ", "àéîöûýÀÉÎÖÛÝçñšžÇÑŠŽ")
ACCENTED = set("àéîöûýçñšž")
FIELD = re.compile(r"(\{[^}]*\})")


class MadeUp(QTranslator):
    """A language with three plural forms, a third longer than English."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context, source, _disambiguation=None, n=-1) -> str:
        accented = "".join(
            part if FIELD.fullmatch(part) else part.translate(ACCENTS)
            for part in FIELD.split(source)
        )
        form = (
            ""
            if n < 0
            else ("¹" if n % 10 == 1 and n % 100 != 11 else "²" if n % 10 in (2, 3, 4) else "³")
        )
        return f"⟦{accented}{form}{'~' * (len(source) // 3)}⟧"


def plural(n: int) -> str:
    """The mark of a form, by a rule as in Russian: 1, 21 and 31; 2 to 4; the rest."""
    if n % 10 == 1 and n % 100 != 11:
        return "¹"
    return "²" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "³"


@pytest.fixture
def made_up(qapp: QApplication) -> Iterator[MadeUp]:
    translator = MadeUp()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


def test_plural_forms_are_those_of_the_language(made_up: MadeUp) -> None:
    said = [tr.counted(n, "{n} record", "{n} records") for n in (1, 3, 5, 11, 21)]
    assert [re.search(r"[¹²³]", words).group() for words in said] == list("¹²³³¹")  # type: ignore[union-attr]


def test_numbers_larger_than_qts_are_counted(made_up: MadeUp) -> None:
    """A library may hold them; Qt chooses plural forms by 32 bits."""
    said = [tr.counted(10**20 + n, "{n} record", "{n} records") for n in (1, 3, 5, 11, 21)]
    assert [re.search(r"[¹²³]", words).group() for words in said] == list("¹²³³¹")  # type: ignore[union-attr]
    assert "100,000,000,000,000,000,021" in said[-1]


@pytest.fixture(scope="session")
def own_words(bundled: Path) -> str:
    """Everything the library itself says, in one string."""
    with closing(Reader(bundled)) as reader:
        said = list(strings(dict(reader.about)))
        for scheme in reader.schemes().values():
            said += (scheme.label, scheme.help, *scheme.labels.values())
    for record in records_of(bundled):
        said += strings(to_plain(record))
        said += [series_title(PLAIN, getattr(record, "series", None) or "")]
    return "\n".join((*said, OUR_NAMES)).casefold()


def strings(value: object) -> Iterator[str]:
    """Every text in a plain value, JSON inside texts included."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)
    elif isinstance(value, str):
        yield from strings(json.loads(value)) if value[:2] == "[{" else [value]


def shown(top: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of the widgets in sight and what it stands on: labels, buttons, tips, rows, tabs."""
    for widget in [top, *top.findChildren(QWidget)]:
        if not widget.isVisible() or isinstance(widget.parent(), QAbstractItemView):
            continue
        where = f"{type(widget).__name__} {widget.objectName()}"
        yield f"{where} tool tip", widget.toolTip()
        yield f"{where} accessible name", widget.accessibleName()
        yield f"{where} accessible description", widget.accessibleDescription()
        yield f"{where} title", widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton):
            yield where, widget.text()
        elif isinstance(widget, QGroupBox):
            yield where, widget.title()
        elif isinstance(widget, QLineEdit):
            yield f"{where} placeholder", widget.placeholderText()
        elif isinstance(widget, QTextBrowser):
            yield where, widget.toPlainText()
        elif isinstance(widget, QTabBar):
            yield from ((where, widget.tabText(at)) for at in range(widget.count()))
        elif isinstance(widget, QComboBox):
            yield from ((where, widget.itemText(at)) for at in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((where, text) for text in cells(widget.model()))


OUR_NAMES = "soft power explorer\nspexplorer\npython"
"""What programs are called in every language."""
PATH = re.compile(r"(?<!\w)(?:[A-Za-z]:)?(?:[/\\][\w.-]+){2,}")

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    """The texts of the first rows of a model, of its header and of what lies below them."""
    top = parent if parent is not None else QModelIndex()
    is_list = isinstance(model, QAbstractListModel)
    for column in range(1 if is_list else model.columnCount(top)):
        head = model.headerData(column, Qt.Orientation.Horizontal)
        yield head if isinstance(head, str) else ""
        for row in range(min(model.rowCount(top), 40)):
            index = model.index(row, column, top)
            yield from (text for role in ROLES if isinstance(text := index.data(role), str))
            if column == 0 and not is_list and model.rowCount(index):
                yield from cells(model, index)


def escaped(text: str, own_words: str) -> str | None:
    """What of a text neither went through `tr` nor is the library's own; None when there is nothing."""
    plain = re.sub(r"<style.*?</style>|<[^>]+>|&[a-z]+;", " ", text, flags=re.S)
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", " ", plain)) != plain:
        plain = inner
    plain = PATH.sub(" ", plain)
    plain = re.sub(r"\b(Ctrl|Alt|Shift|Meta)\+[\w+]+|\bF\d+\b", " ", plain)  # Qt translates keys
    for chunk in re.split(r"[·;,:\n\t()\[\]“”\"→↔⇄…]| [–—] |  +", plain):
        words = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", chunk).casefold()
        if ACCENTED & set(words):  # of a text that was cut where its room ended, with its mark
            continue
        if len(re.findall(r"[^\W\d_]", words)) > 2 and words not in own_words:
            return words
    return None


def spliced(text: str) -> str | None:
    """Two translated pieces that are one sentence only together; None where there are none.

    Pieces within a translated sentence are fine: it leaves their order to the language. So are whole
    sentences one behind the other, and what a colon announces.
    """
    depth, begin, last, between = 0, 0, "", ""
    plain = re.sub(r"<style.*?</style>", " ", text, flags=re.S)
    for at, sign in enumerate(plain):
        if sign == "⟦":
            if depth == 0:
                between, begin = plain[begin:at] if last else "", at
            depth += 1
        elif sign == "⟧":
            depth -= 1
            if depth == 0:
                is_whole = re.search(r"[.!?:”][¹²³]?~*⟧$", last)
                if last and not is_whole and re.fullmatch(r" (?:[^\W\d_]+ )?", between):
                    return last + between + plain[begin : at + 1]
                last, begin = plain[begin : at + 1], at + 1
    return None


def found_in(top: QWidget, own_words: str) -> list[tuple[str, str]]:
    """The places with words that escaped translation, each once; sentences that were put together."""
    told = {(where, text) for where, text in shown(top) if text}
    left = {(where, left) for where, text in told if (left := escaped(text, own_words))}
    left |= {(where, pieces) for where, text in told if (pieces := spliced(text))}
    return sorted(left)


@pytest.fixture
def foreign(made_up: MadeUp, program: Program) -> Program:
    """A window that was opened in the made-up language."""
    return program


@pytest.mark.parametrize("tab", [spec.view_id for spec in discover()])
def test_no_word_of_a_tab_escapes(tab, foreign, settle, own_words) -> None:
    workspace = foreign.workspace
    workspace.show_tab(tab)
    settle()
    left = found_in(foreign.window, own_words)
    workspace.toggle("event_type", next(iter(workspace.reader.terms("event_type"))))
    kinds = [kind for kind in foreign.window.tabs.kinds(tab) if workspace.reader.counts.get(kind)]
    for kind in kinds[:2]:
        workspace.go(workspace.reader.rows(kind)[0].id, stay=True)
        settle()
        left += found_in(foreign.window, own_words)
    assert set(left) == set()


def test_no_word_of_a_menu_escapes(foreign, own_words) -> None:
    texts = {a.text() for a in foreign.window.findChildren(QAction)}
    texts |= {a.toolTip() for a in foreign.window.findChildren(QAction)}
    texts |= {a.statusTip() for a in foreign.window.findChildren(QAction)}
    assert {left for text in texts if (left := escaped(text, own_words))} == set()


DIALOGS = ("help", "keys", "about", "settings", "save-view", "manage-views", "go-to-address")


@pytest.mark.parametrize("name", DIALOGS)
def test_no_word_of_a_dialog_escapes(name, foreign, settle, own_words) -> None:
    foreign.window.actions_by_name[name].trigger()
    settle()
    (dialog,) = [d for d in foreign.window.findChildren(QDialog) if d.isVisible()]
    left = found_in(dialog, own_words)
    dialog.reject()
    if name == "help":  # the manual is a document of its own, translated as a whole
        left = [(where, words) for where, words in left if "TextPage" not in where]
    assert left == []
