"""Words that mix the letters of two scripts, as a Cyrillic “а” in a Latin word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spexplorer.domain.records import Record
from spexplorer.operations.rules.base.record_check import Found, RecordCheck
from spexplorer.operations.rules.base.record_texts import texts_of

_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OTHER: Final = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")


class MixedScript(RecordCheck):
    """Such a word looks right and is not found."""

    def look(self, record: Record) -> Iterator[Found]:
        for field, text in texts_of(record):
            for match in _WORD.finditer(text):
                word = match.group()
                if _LATIN.search(word) and _OTHER.search(word):
                    words = self.tr("“{word}” mixes letters of two scripts.", word=word)
                    yield Found(record.id, field, words)


RULE = MixedScript
