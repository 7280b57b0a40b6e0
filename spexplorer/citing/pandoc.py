"""pandoc, which applies the styles: a separate program, run without access to files or the network."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from spexplorer.support.errors import EnvironmentProblem

_SECONDS: Final = 120
"""After which a run is given up; a thousand entries take four."""

MISSING: Final = (
    "pandoc, which formats citations, is not installed; a plain form is offered instead. It comes with"
    " “pip install spexplorer[citing]”, or from pandoc.org."
)


def pandoc_path() -> Path | None:
    """Where pandoc lies: beside the program, in the package pypandoc_binary, or on the PATH."""
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    beside = Path(sys.executable).parent / name
    if getattr(sys, "frozen", False) and beside.is_file():
        return beside
    package = importlib.util.find_spec("pypandoc")
    for folder in (package.submodule_search_locations or ()) if package else ():
        if (found := Path(folder) / "files" / name).is_file():
            return found
    on_path = shutil.which("pandoc")
    return Path(on_path) if on_path else None


def run(arguments: Sequence[str], text: str, items: Sequence[dict[str, Any]] = ()) -> bytes:
    """Run pandoc on a text and give what it writes; `items` are the CSL items it may cite.

    Raises EnvironmentProblem where there is no pandoc, or it fails or takes too long.
    """
    if (pandoc := pandoc_path()) is None:
        raise EnvironmentProblem(MISSING)
    with tempfile.TemporaryDirectory(prefix="spexplorer-cite-") as folder:
        command = [str(pandoc), "--sandbox", *arguments]
        if items:
            bibliography = Path(folder) / "items.json"
            bibliography.write_text(json.dumps(list(items), ensure_ascii=False), "utf-8")
            command += ["--citeproc", "--bibliography", str(bibliography)]
        try:
            done = subprocess.run(  # noqa: S603 - one known program, its arguments a list
                command, input=text.encode("utf-8", "replace"), capture_output=True,
                timeout=_SECONDS, cwd=folder, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise EnvironmentProblem(
                "pandoc took too long and was stopped; cite fewer records at once."
            ) from error
        except OSError as error:
            raise EnvironmentProblem(
                f"pandoc cannot be started ({error.strerror}); install it again."
            ) from error
    if done.returncode:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
        raise EnvironmentProblem(f"pandoc could not format this ({reason}); choose another style.")
    return done.stdout
