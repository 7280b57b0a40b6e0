"""What the start of the program relies on, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys


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


def test_the_style_is_the_one_the_palette_is_made_for() -> None:
    assert (
        run(
            "from spexplorer.bootstrap import make_application\n"
            "print(make_application().style().name())"
        )
        == "fusion"
    )
