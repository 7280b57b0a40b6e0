"""Addresses that hide where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spexplorer.domain.records import Record
from spexplorer.operations.rules.base.record_check import Found, RecordCheck
from spexplorer.operations.rules.base.record_texts import texts_of

_HOSTS: Final = frozenset(
    {
        *("bit.ly", "goo.gl", "t.co", "tinyurl.com", "ow.ly", "is.gd", "buff.ly", "clck.ru"),
        *("vk.cc", "t.cn", "dwz.cn", "url.cn", "rb.gy", "cutt.ly", "shorturl.at", "tiny.cc"),
        *("lnkd.in", "trib.al", "soo.gd", "v.gd", "qps.ru", "u.to", "goo.su", "suo.im"),
    }
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|\b)(?:www\.)?([a-z0-9-]+\.[a-z]{2,4})/\S", re.IGNORECASE
)


def hides_its_end(address: str) -> bool:
    """Whether an address is one of a service that shortens addresses."""
    match = _ADDRESS.match(address)
    return match is not None and match.group(1).casefold() in _HOSTS


class ShortenedAddresses(RecordCheck):
    """A shortened address dies with the service that shortened it."""

    def look(self, record: Record) -> Iterator[Found]:
        for field, text in texts_of(record):
            for match in _ADDRESS.finditer(text):
                if match.group(1).casefold() in _HOSTS:
                    words = self.tr("{host} hides where the address leads.", host=match.group(1))
                    yield Found(record.id, field, words)


RULE = ShortenedAddresses
