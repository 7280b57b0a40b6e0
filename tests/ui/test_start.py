"""What the start of the program relies on, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(lines: str) -> str:
    """What a fresh process prints."""
    return subprocess.run(
        [sys.executable, "-c", lines], capture_output=True, text=True, check=True, timeout=120
    ).stdout.strip()


def test_no_source_is_read_for_the_feature_switch() -> None:
    read = run(
        "from spexplorer.ui.startup.lean_pyside import import_pyside\n"
        "import_pyside()\n"
        "import inspect\n"
        "read = []\n"
        "inspect.getsource = lambda module: read.append(module) or ''\n"
        "import spexplorer.bootstrap\n"
        "print(len(read))"
    )
    assert read == "0"


def test_a_pyside_without_the_question_starts_as_well() -> None:
    printed = run(
        "import PySide6.QtCore, sys\n"
        "sys.modules.pop('shibokensupport.feature')\n"
        "from spexplorer.ui.startup.lean_pyside import import_pyside\n"
        "import_pyside()\n"
        "print('shibokensupport.feature' in sys.modules)"
    )
    assert printed == "False"


def test_what_words_the_errors_of_pyside_is_compiled_for_the_first_of_them() -> None:
    printed = run(
        "from spexplorer.ui.startup.lean_pyside import import_pyside\n"
        "import_pyside()\n"
        "import sys\n"
        "layout = vars(sys.modules['shibokensupport.signature.layout'])\n"
        "print('create_signature' in layout)\n"
        "from PySide6.QtCore import QSize\n"
        "try:\n"
        "    QSize('wide')\n"
        "except TypeError as error:\n"
        "    print('w: int, h: int' in str(error), 'create_signature' in layout)"
    )
    assert printed.split() == ["False", "True", "True"]


def test_no_start_imports_what_only_editing_or_developers_need(tmp_path: Path) -> None:
    started = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "spexplorer", "--exit-when-ready"],
        env={**os.environ, "SPEXPLORER_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    imported = {line.rpartition("|")[2].strip() for line in started.stderr.splitlines()}
    assert "spexplorer.ui.charts" in imported  # the list is that of a start
    editing = ("operations.editing", "domain.records", "formats", "ui.forms")
    needless = ("sqlite_utils", "logging", "lxml", "rapidfuzz", "Stemmer")
    prefixes = (*(f"spexplorer.{name}" for name in editing), *needless)
    assert not [name for name in imported if name.startswith(prefixes)]


def test_the_style_is_the_one_the_palette_is_made_for() -> None:
    assert (
        run(
            "from spexplorer.bootstrap import make_application\n"
            "print(make_application().style().name())"
        )
        == "fusion"
    )
