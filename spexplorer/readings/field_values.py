"""Values of fields in words: terms, dates, links and parts as the record itself is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from spexplorer.domain.edtf import EdtfError
from spexplorer.domain.fields import Field, Shape, fields_of
from spexplorer.domain.figures import figure
from spexplorer.words.dates import in_words
from spexplorer.words.fields import series_title
from spexplorer.words.languages import language_label, script_label

if TYPE_CHECKING:
    from spexplorer.words.language import Language
    from spexplorer.words.names import Names

_NAMED_CODES: Final = {
    "language": language_label,
    "languages": language_label,
    "script": script_label,
    "series": series_title,
}
"""Fields of which the values are codes, and what names them."""


class FieldValues:
    """Words the values of one library in one language."""

    def __init__(self, tr: Language, names: Names) -> None:
        self._tr = tr
        self._names = names

    def words(self, field: Field, value: Any) -> str:
        """One value of a field; for a field that repeats, one of its items."""
        match field.shape:
            case Shape.LINK:
                return self._names.label(value)
            case Shape.DATE:
                return self._date(value)
            case Shape.PART:
                return self._part(value)
        if field.scheme:
            return self._names.term(field.scheme, value)
        if field.name in _NAMED_CODES:
            return _NAMED_CODES[field.name](self._tr, value)
        return figure(value) if isinstance(value, float) else str(value)

    def _date(self, text: str) -> str:
        """A date in words with its EDTF, which says what the words leave open."""
        try:
            return f"{in_words(self._tr, text)} [{text}]"
        except EdtfError:
            return text

    def _part(self, part: Any) -> str:
        shown: list[str] = []
        for field in fields_of(type(part)):
            value = getattr(part, field.name)
            if value in (None, (), "") or (field.name == "basis" and value == "supplied"):
                continue
            items = value if field.repeats else (value,)
            shown.append(self._tr.joined([self.words(field, one) for one in items]))
        return " · ".join(shown)
