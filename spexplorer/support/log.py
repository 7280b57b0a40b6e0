"""The log file: a rotating file in the user's folder, and nothing that leaves the machine."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

from spexplorer.support.folders import user_data

_LOGGER = logging.getLogger("spexplorer")


def log_file() -> Path:
    """Where the log lies; it may not exist yet."""
    return user_data() / "spexplorer.log"


def log_crash(error: BaseException) -> str:
    """Write an unforeseen error with its traceback; gives a sentence that says where."""
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        return "The log file cannot be written either; please report what you did."
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOGGER.addHandler(handler)
    _LOGGER.error("unforeseen error", exc_info=error)
    _LOGGER.removeHandler(handler)
    handler.close()
    return f"The details are in {path}; please report them."
