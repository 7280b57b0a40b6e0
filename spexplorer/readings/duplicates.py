"""Records that may be the same, worded: by what they are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.operations.duplicates.likeness import Likeness, Reason

if TYPE_CHECKING:
    from spexplorer.words.language import Language


def reason_in_words(tr: Language, like: Likeness) -> str:
    """By what records are alike, as the end of a sentence."""
    match like.reason:
        case Reason.IDENTIFIER if like.scheme == "url":
            return tr("the same address {value}", value=like.value)
        case Reason.IDENTIFIER:
            return tr("the same {scheme} {value}", scheme=like.scheme.upper(), value=like.value)
        case Reason.PAGES:
            return tr("the same journal, volume and page (ISSN {value})", value=like.value)
        case Reason.TITLE:
            return tr("the same title, and nothing that tells them apart")
        case Reason.LIKE_TITLE:
            return tr("like titles, and nothing that tells them apart")
        case Reason.NAME:
            return tr("the same name")
        case Reason.WORD_ORDER:
            return tr("the same words of a name in another order")
        case Reason.INITIALS:
            return tr("the same family name, and initials that fit")
        case Reason.SPELLING:
            return tr("names spelled alike")
    return tr("names that sound alike")
