"""The log file: a rotating file in the user's folder, and nothing that leaves the machine."""

from __future__ import annotations

import logging
import logging.handlers
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from spexplorer.support.errors import AppError
from spexplorer.support.folders import user_data


class _Handler(logging.handlers.RotatingFileHandler):
    """Raises what goes wrong; logging itself would print a traceback."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002 - of logging
        raise  # noqa: PLE0704 - within the handler of the error


_END: Final = 50_000
"""Bytes at the end of the log in which the last error is looked for."""

_LOGGER = logging.getLogger("spexplorer")


def log_file() -> Path:
    """Where the log lies; it may not exist yet."""
    return user_data() / "spexplorer.log"


def last_crash(since: str) -> str:
    """The last error that was logged after a time (ISO 8601, UTC), with its traceback; "" for none."""
    try:
        with log_file().open("rb") as file:
            file.seek(max(0, log_file().stat().st_size - _END))
            text = file.read().decode("utf-8", "replace")
    except (OSError, AppError):
        return ""
    entries = re.split(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ )", text, flags=re.MULTILINE)
    last = entries[-1]
    try:
        at = datetime.strptime(last[:19], "%Y-%m-%d %H:%M:%S").astimezone(UTC)
        began = datetime.fromisoformat(since)
    except ValueError:
        return ""
    return last if at >= began else ""


def log_crash(error: BaseException) -> str:
    """Write an unforeseen error with its traceback; gives half a sentence that says where."""
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _Handler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except (OSError, AppError):
        return "please report what you did, the log file cannot be written"
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOGGER.addHandler(handler)
    try:
        _LOGGER.error("unforeseen error", exc_info=error)
    except OSError:
        return "please report what you did, the log file cannot be written"
    finally:
        _LOGGER.removeHandler(handler)
        with suppress(OSError):
            handler.close()
    return f"please report the details in {path}"
