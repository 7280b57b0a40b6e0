"""Printing without a network: the print service of this machine is asked through its local socket alone.

Left to itself the CUPS library asks whatever host the environment variable CUPS_SERVER names, or port 631
of this machine (reliability: nothing in this program ever makes an internet socket).
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_LOCAL_SERVICE: Final = "/run/cups/cups.sock"


def high_resolution_printer() -> QPrinter:
    """A printer to be chosen in a dialog; QtPrintSupport must be reached through this alone."""
    if sys.platform not in ("win32", "darwin"):
        os.environ["CUPS_SERVER"] = _LOCAL_SERVICE
    from PySide6.QtPrintSupport import QPrinter

    return QPrinter(QPrinter.PrinterMode.HighResolution)
