"""Text of a library is never taken for HTML, and nothing it names is read."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser

import spexplorer
from spexplorer.ui.drawing.picture_export import paper_document
from spexplorer.ui.widgets.text import PlainLabel, TextPage, plain_tip

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hostile"))

from walk import guessed_rich

PACKAGE = Path(spexplorer.__file__).parent
ONLY_HERE = PACKAGE / "ui" / "widgets" / "text.py"
TIPS = ("setToolTip", "setTabToolTip", "setWhatsThis", "setStatusTip")


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call: ast.expr) -> str:
    if isinstance(call, ast.Call):
        call = call.func
    return call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "")


def is_own_words(argument: ast.expr) -> bool:
    """A sentence of the program in which nothing is put, or what makes a text safe."""
    if isinstance(argument, ast.Constant):
        return True
    if name_of(argument) in ("plain_tip", "markup_tip"):
        return True
    return (
        isinstance(argument, ast.Call)
        and name_of(argument) == "tr"
        and not argument.keywords
        and all(isinstance(word, ast.Constant) for word in argument.args)
    )


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_labels_pages_and_tips_are_made_in_one_place(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in calls(tree):
        name = name_of(call)
        if path != ONLY_HERE:
            made_there = ("QLabel", "QTextBrowser", "QTextEdit", "QTreeWidgetItem", "setMarkdown")
            assert name not in made_there or (
                path.stem in ("help", "sources_help") and name == "setMarkdown"
            ), f"{name} in line {call.lineno}: use those of ui/widgets/text.py"
        if name in TIPS:
            assert is_own_words(call.args[-1]), f"line {call.lineno}: use plain_tip"
        if name == "showText" and name_of(getattr(call.func, "value", call)) == "QToolTip":
            assert is_own_words(call.args[1]), f"line {call.lineno}: use plain_tip"


@pytest.mark.parametrize(
    "text",
    ["<b>x</b>", "<img src='/dev/zero'>", "&lt;b>", "a\n<b>x", "<?xml?><b>", "plain", "A & B"],
)
def test_a_tip_shows_every_letter(text: str) -> None:
    made = plain_tip(text)
    document = QTextDocument()
    if made == text:
        assert not guessed_rich(text)
    else:
        document.setHtml(made)
        assert document.toPlainText() == text.replace("\n", "\u2028").replace("\u2028", "\n")


def test_nothing_that_a_page_names_is_read(qtbot, tmp_path) -> None:
    """A pipe that nobody writes to would hang whoever opens it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    html = (
        f'<link rel="stylesheet" href="{pipe}"><img src="{pipe}"><img src="file://{pipe}">'
        f'<table background="{pipe}"><tr><td style="background-image: url({pipe})">x</td></tr></table>'
        f'<a href="file://{pipe}">x</a>'
    )
    page = TextPage()
    qtbot.addWidget(page)
    page.setHtml(html)
    page.resize(400, 300)
    page.grab()
    page.anchorClicked.emit(QUrl.fromLocalFile(str(pipe)))
    assert not page.openLinks() and not page.openExternalLinks()
    assert isinstance(page, QTextBrowser)
    paper = paper_document(html)
    paper.setTextWidth(300)
    assert paper.size().height() > 0
    label = PlainLabel(html)
    qtbot.addWidget(label)
    label.grab()
    assert label.text() == html
