"""Permanent ids of new records, made from what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Final

_LONGEST: Final = 60


def new_id(kind: str, title: str, year: str, is_taken: Callable[[str], bool]) -> str:
    """An id that nothing goes by yet: `event:2013-silk-road-economic-belt`.

    `year` may be empty; a title in another script is romanised.
    """
    from anyascii import anyascii

    words = re.sub(r"[^a-z0-9]+", "-", anyascii(title).lower()).strip("-")
    slug = "-".join(filter(None, (year, words)))[:_LONGEST].strip("-") or "untitled"
    wanted = f"{kind}:{slug}"
    if not is_taken(wanted):
        return wanted
    return next(one for at in count(2) if not is_taken(one := f"{wanted}-{at}"))
