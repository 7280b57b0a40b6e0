"""Nothing reaches out: the whole suite runs where an internet socket ends the process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ASK = "import socket; socket.socket(socket.{family}, socket.SOCK_STREAM); print('made')"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can deny them here")
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_an_internet_socket_ends_the_process(family: str) -> None:
    done = subprocess.run([sys.executable, "-c", ASK.format(family=family)], capture_output=True)
    assert done.returncode < 0
    assert done.stdout == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as above")
def test_a_local_socket_is_allowed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(family="AF_UNIX")], capture_output=True, check=True
    )
    assert done.stdout == b"made\n"


PRINT = """
import os
os.environ.update(QT_QPA_PLATFORM="offscreen", CUPS_SERVER="example.org:631")
from PySide6.QtWidgets import QApplication
app = QApplication([])
from spexplorer.ui.widgets.print_support import high_resolution_printer
printer = high_resolution_printer()
from PySide6.QtPrintSupport import QPrintDialog
dialog = QPrintDialog(printer)
dialog.show()
app.processEvents()
print("shown")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as above")
def test_printing_asks_the_local_service_alone() -> None:
    """Whatever server the environment names: left to itself the print library asks it."""
    done = subprocess.run([sys.executable, "-c", PRINT], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout == b"shown\n"
