"""Codes for new terms of a vocabulary, made from their labels."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import count
from typing import Final

_LONGEST: Final = 40


def term_code(label: str, taken: Container[str]) -> str:
    """A code that no term has yet: “Опера” is opera."""
    from anyascii import anyascii

    words = re.sub(r"[^a-z0-9]+", "-", anyascii(label).lower()).strip("-")[:_LONGEST].strip("-")
    code = words or "term"
    if code not in taken:
        return code
    return next(one for at in count(2) if (one := f"{code}-{at}") not in taken)
