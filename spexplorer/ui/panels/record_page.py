"""A record as a page of rich text: its values in words, its links, its evidence.

Everything that comes from the library is escaped; every name of another record is a link `record:ID`.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final

from spexplorer.domain.fields import Field, Shape, fields_of, scheme_of
from spexplorer.domain.figures import figure
from spexplorer.domain.findings import Statistic
from spexplorer.domain.kinds import kind_of
from spexplorer.ui.translation import tr
from spexplorer.words.dates import in_words
from spexplorer.words.fields import field_label, inward_label, kind_label, series_title
from spexplorer.words.labels import quantity
from spexplorer.words.languages import language_label, script_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.domain.records import Record
    from spexplorer.operations.reader import Link, LinkSort, Reader
    from spexplorer.ui.style.theme import Theme

_SHOWN_APART = frozenset({
    "id", "origin", "evidence", "tags", "created", "modified", "fingerprint", "token_count",
    "title", "name", "pref_label", "statement", "measure", "value", "value_high", "unit", "qualifier",
    "description", "definition", "explanation", "status_as_of", "title_original_basis",
    "footnote_marks", "mark_as_printed",
})  # fmt: skip
_TOLD_FIRST = ("description", "definition", "explanation")
"""What a record is about stands under its name, before its values."""
NAMING: Final = {"language": language_label, "script": script_label, "series": series_title}
"""Fields of which the values are codes, and what names them."""
_MANY = 12
"""So many links of one sort are listed before “and n more”."""
_MOST = 500
"""So many are listed even then: a page of thousands could not be read, nor laid out in time."""


class RecordPage:
    """Writes the page of one record after another."""

    def __init__(self, reader: Reader, theme: Theme) -> None:
        self._reader = reader
        self.theme = theme
        self.unfolded: set[str] = set()
        self.is_whole = False
        """Whether long lists are written out, as on paper."""
        self.is_narrow = False
        """Whether names stand above their values, for want of room beside them."""

    def html(self, record: Record, foot: str = "") -> str:
        """The whole page; `foot` are last lines of it."""
        links = self._reader.linked(record.id, _MOST)
        parts = [
            f"<style>{self._style()}</style>",
            self._head(record),
            self._values(record),
            self._evidence(record, links),
            self._inward(links),
            self._foot(record, foot),
        ]
        return "".join(parts)

    def _style(self) -> str:
        return page_style(self.theme)

    # -- the head and the values ----------------------------------------------------------------

    def _head(self, record: Record) -> str:
        label = self._reader.label(record.id)
        colour = self.theme.colours["accent"]
        head = (
            f'<div style="color: {colour}">{escape(kind_label(tr, kind_of(record.id)))}</div>'
            f"<h2>{escape(label)}</h2>"
        )
        for name in _TOLD_FIRST:
            text = getattr(record, name, None)
            if text and text != label:  # a remark without a quotation goes by its own words
                head += f"<p>{escape(text)}</p>"
        if isinstance(record, Statistic) and record.value is not None:
            head += f"<p><big><b>{escape(quantity(tr, record, self._reader.term))}</b></big></p>"
        return head

    def _values(self, record: Record) -> str:
        rows = []
        for field in fields_of(type(record)):
            value = getattr(record, field.name)
            if field.name in _SHOWN_APART or value in (None, (), ""):
                continue
            text = self._value(type(record), field, value, record)
            rows.append(self._row(field_label(tr, field.name), text))
        if record.tags:
            tags = ", ".join(escape(tag) for tag in record.tags)
            rows.append(self._row(tr("Tags"), tags))
        return f"<table>{''.join(rows)}</table>" if rows else ""

    def _row(self, name: str, value: str) -> str:
        """A name and its value, which is HTML."""
        head = f'<td class="name">{escape(name)}</td>'
        if self.is_narrow:
            return f"<tr>{head}</tr><tr><td>{value}</td></tr>"
        return f"<tr>{head}<td>{value}</td></tr>"

    def _value(self, owner: type, field: Field, value: Any, record: Any) -> str:
        if field.repeats:
            items = [self._one(owner, field, item) for item in value]
            return self._folded(f"field.{field.name}", items)
        text = self._one(owner, field, value)
        if field.name == "status" and getattr(record, "status_as_of", None):
            text += f' <span class="muted">({escape(self._date(record.status_as_of))})</span>'
        if field.name == "title_original":
            basis = self._reader.term("title_original_basis", record.title_original_basis)
            text += f' <span class="muted">({escape(basis.lower())})</span>'
        return text

    def _one(self, owner: type, field: Field, value: Any) -> str:
        match field.shape:
            case Shape.LINK:
                return self._link(value)
            case Shape.DATE:
                return f'{escape(self._date(value))} <span class="muted">[{escape(value)}]</span>'
            case Shape.PART:
                return self._part(value)
        if field.name in NAMING:
            return escape(NAMING[field.name](tr, value))
        scheme = scheme_of(owner, field.name)
        if scheme:
            return escape(self._reader.term(scheme, value))
        text = escape(figure(value) if isinstance(value, float) else str(value))
        return f"<i>{text}</i>" if field.name in ("date_printed", "as_printed") else text

    def _part(self, part: Any) -> str:
        """A part in one line: names first, then its other values, the muted ones in brackets."""
        shown: list[str] = []
        aside: list[str] = []
        for field in fields_of(type(part)):
            value = getattr(part, field.name)
            if value in (None, (), ""):
                continue
            items = value if field.repeats else (value,)
            text = ", ".join(self._one(type(part), field, item) for item in items)
            if field.name == "basis" and value == "supplied":
                continue  # most forms of names are; what is printed or reconstructed is said
            quiet = field.name in ("language", "script", "scheme", "basis", "as_printed", "match")
            (aside if quiet else shown).append(text)
        brackets = f' <span class="muted">({", ".join(aside)})</span>' if aside else ""
        return " · ".join(shown) + brackets

    @staticmethod
    def _date(text: str) -> str:
        return in_words(tr, text)

    def _link(self, record_id: str) -> str:
        return f'<a href="record:{escape(record_id)}">{escape(self._reader.label(record_id))}</a>'

    def _folded(
        self,
        key: str,
        items: list[str],
        write: Callable[[str], str] = str,
        total: int | None = None,
    ) -> str:
        """A list of items, long ones folded behind a link that unfolds them.

        `write` makes one HTML; `total` says how many there are where only the first are given.
        """
        total = len(items) if total is None else total
        if len(items) <= 1:
            return "".join(map(write, items))
        is_unfolded = self.is_whole or key in self.unfolded
        shown = items[: _MOST if is_unfolded else _MANY]
        text = "<br>".join(map(write, shown))
        if total > len(shown):
            more = escape(tr("and {n} more", n=f"{total - len(shown):,}"))
            text += f"<br>{more}" if is_unfolded else f'<br><a href="unfold:{key}">{more}</a>'
        return text

    # -- evidence and links ---------------------------------------------------------------------

    def _evidence(self, record: Record, links: list[LinkSort]) -> str:
        if kind_of(record.id) == "passage":
            return ""
        sorts = [sort for sort in links if sort.outward and sort.predicate == "evidence.passage"]
        found = [link for sort in sorts for link in sort.links]
        title = f"<h3>{escape(tr('Evidence'))}</h3>"
        if not found:
            return (
                title
                + f'<p class="warning">{escape(tr("No passage stands behind this record."))}</p>'
            )
        items = [
            f'<a href="record:{escape(link.row.id)}">{escape(link.row.label)}</a>'
            f' <span class="muted">{escape(self._aside(link))}</span>'
            for link in found
        ]
        if self.is_whole:  # paper has no keys
            return f"{title}{self._folded('evidence', items)}"
        where = tr("Press E for the sentence, its neighbours and everything else resting on it.")
        hint = f'<div class="muted"><small>{escape(where)}</small></div>'
        return f"{title}{self._folded('evidence', items, total=sum(s.total for s in sorts))}{hint}"

    def _aside(self, link: Link) -> str:
        role = "" if link.role == "states" else self._reader.term("evidence_role", link.role)
        return ", ".join(part for part in (link.row.detail, role) if part)

    def _inward(self, links: list[LinkSort]) -> str:
        parts = []
        for sort in links:
            if not sort.outward:
                title = inward_label(tr, sort.predicate, sort.kind)
                if sort.total > _MANY:
                    title += f" · {sort.total:,}"
                labels = {link.row.id: link.row.label for link in sort.links}
                write, key = partial(_link, labels), f"{sort.predicate}/{sort.kind}"
                items = self._folded(key, list(labels), write, sort.total)
                parts.append(f"<h3>{escape(title)}</h3>{items}")
        return "".join(parts)

    def _foot(self, record: Record, last: str) -> str:
        lines = [escape(record.id)]
        if record.origin:
            lines.append(escape(record.origin))
        lines += map(escape, last.splitlines())
        return f'<p class="muted"><small>{"<br>".join(lines)}</small></p>'


def _link(labels: dict[str, str], record_id: str) -> str:
    return f'<a href="record:{escape(record_id)}">{escape(labels[record_id])}</a>'


def page_style(theme: Theme) -> str:
    """The style sheet of a page of rich text in the colours of a theme."""
    c = theme.colours
    return (
        f"a {{ color: {c['link']}; text-decoration: none; }}"
        f"table {{ margin-top: 6px; }} h2 {{ margin: 0 0 2px 0; }}"
        f"h3 {{ color: {c['muted']}; margin: 14px 0 4px 0; font-weight: 600; }}"
        f".muted {{ color: {c['muted']}; }} .warning {{ color: {c['warning']}; }}"
        f"td.name {{ color: {c['muted']}; padding: 2px 10px 2px 0; }} td {{ padding: 2px 0; }}"
        f".mark {{ background-color: {c['accent_soft']}; }}"
    )
