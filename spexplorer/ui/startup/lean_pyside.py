"""Import PySide6 without what a running program has no use for.

PySide6 carries modules of its own in an archive that it unpacks in memory and compiles anew at every start
(measured: 40 of 100 ms of its import). Some write type stubs for its developers: they stay out. Some word
the errors of calls with wrong arguments: they are compiled when the first such error is worded.

PySide6 offers two switches (`from __feature__ import snake_case, true_property`) and, to know where they
may apply, reads and decodes the source of each module imported later, numpy's and pyqtgraph's among
them (measured: 100 ms of a start). This program uses neither switch, so the answer is always no.

Another PySide6, without such an archive or without the question, is imported as it is.
"""

from __future__ import annotations

import importlib
import io
import sys
import zipfile
from typing import IO, Any, Final

_FOR_TYPE_STUBS: Final = ("/lib/pyi_generator.py", "/lib/enum_sig.py")
_FOR_ERRORS: Final = ("/parser.py", "/layout.py", "/errorhandler.py")
_ONCE_ASKED_FOR: Final = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    del globals()["__getattr__"]
    exec(compile({source!r}, __file__, "exec"), globals())
    return globals()[name]
"""


class _LeanArchive(zipfile.ZipFile):
    """PySide6's archive of its own modules, with stand-ins for those that a start can do without."""

    def open(self, name: str | zipfile.ZipInfo, *args: Any, **keywords: Any) -> IO[bytes]:
        path = name if isinstance(name, str) else name.filename
        if path.endswith(_FOR_TYPE_STUBS):
            return io.BytesIO()
        found = super().open(name, *args, **keywords)
        if not path.endswith(_FOR_ERRORS):
            return found
        with found:
            return io.BytesIO(_ONCE_ASKED_FOR.format(source=found.read()).encode())


def import_pyside() -> None:
    """Import PySide6.QtCore and answer its question once; another PySide6 may ask none."""
    names, archive = vars(zipfile), zipfile.ZipFile  # PySide6 takes the class from there
    names["ZipFile"] = _LeanArchive
    try:
        importlib.import_module("PySide6.QtCore")
    finally:
        names["ZipFile"] = archive
    features = sys.modules.get("shibokensupport.feature")
    if features is not None and "_mod_uses_pyside" in features.__dict__:
        features.__dict__["_mod_uses_pyside"] = _uses_no_feature


def _uses_no_feature(_module: object) -> bool:
    return False
