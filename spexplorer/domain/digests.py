"""Digests of records: what tells one state of a record, or a whole edition, from another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record

SIZE = 16
"""Bytes of the digest of a record."""


def digest_of(record: Record) -> bytes:
    """The digest of a record's values.

    Fields that say nothing do not count, so that a later version of the program, whose records have
    more fields, comes to the same digest.
    """
    plain = _without_nothing(to_plain(record))
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).digest()[:SIZE]


def checksum_of_digests(digests: Iterable[bytes]) -> str:
    """The checksum of an edition, of the digests of its records in whatever order."""
    return checksum_of_ascending(sorted(digests))


def checksum_of_ascending(digests: Iterable[bytes]) -> str:
    """The same of digests that come in their own order, of which none need to be kept."""
    made = hashlib.sha256()
    for number, one in enumerate(digests):
        made.update(("\n" if number else "").encode() + one.hex().encode())
    return made.hexdigest()


def checksum_of(records: Iterable[Record]) -> str:
    """The checksum of some records: equal for equal records in whatever order and file they lie."""
    return checksum_of_digests(digest_of(record) for record in records)


def _without_nothing(value: object) -> object:
    if isinstance(value, dict):
        kept = {key: _without_nothing(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    return value
