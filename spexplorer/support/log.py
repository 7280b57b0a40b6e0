"""The log file: a rotating file in the user's folder, and nothing that leaves the machine."""

from __future__ import annotations

import logging
import logging.handlers
from contextlib import suppress
from pathlib import Path

from spexplorer.support.errors import AppError
from spexplorer.support.folders import user_data


class _Handler(logging.handlers.RotatingFileHandler):
    """Raises what goes wrong; logging itself would print a traceback."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002 - of logging
        raise  # noqa: PLE0704 - within the handler of the error


_LOGGER = logging.getLogger("spexplorer")


def log_file() -> Path:
    """Where the log lies; it may not exist yet."""
    return user_data() / "spexplorer.log"


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
