"""`python -m spexplorer` and the `spexplorer` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code; an interrupt at any moment gives 130."""
    try:
        code = _as_pdf_worker() if sys.argv[1:2] == ["--as-pdf-worker"] else _as_program()
    except KeyboardInterrupt:  # while modules were being imported, or the last words written
        code = 130
    sys.exit(code)


def _as_program() -> int:
    from spexplorer.cli import run

    return run(sys.argv[1:])


def _as_pdf_worker() -> int:
    """The bundle holds no other Python that could run the script (`formats/copies/pdf.py`)."""
    from spexplorer.formats.copies.pdf_worker import main as read_pdf

    read_pdf(sys.argv[2:])
    return 0


if __name__ == "__main__":
    main()
