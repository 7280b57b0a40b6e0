"""`python -m spexplorer` and the `spexplorer` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code; an interrupt at any moment gives 130.

    The bundled program is its own worker for PDF (`formats/copies/pdf_process.py`).
    """
    if sys.argv[1:2] == ["--pdf-worker"] and getattr(sys, "frozen", False):
        from spexplorer.formats.copies.pdf_worker import main as work

        work(sys.argv[2:])
        return
    try:
        from spexplorer.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while modules were being imported, or the last words written
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
