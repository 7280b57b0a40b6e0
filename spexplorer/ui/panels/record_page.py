"""The page of a record: its reading as rich text, on screen or on paper.

Everything that comes from the library is escaped. Links are `record:ID`, `fold:GROUP`, `unfold:GROUP` for
the rest of a long list, `edit:FIELD`, `original:FIELD`, `evidence:`, and `web:` with the bytes of an
address, which QUrl would rewrite.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from spexplorer.readings.record import MOST, Group, RecordReading, Run, Words, read_record
from spexplorer.support.printable import shortened
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import markdown_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.domain.records import Record
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme

_MANY: Final = 12
"""Lines of a group that are listed before “and n more”."""
_LONGEST: Final = 20_000
"""Letters of one value that a page shows: some seven pages of a book."""
BREAK: Final = "\u200b"
"""Where an address may go on in the next line."""


class RecordPage:
    """Writes the page of one record after another."""

    def __init__(self, reader: Reader, theme: Theme) -> None:
        self._reader = reader
        self.theme = theme
        self.unfolded: set[str] = set()
        """Groups of which all lines are listed."""
        self.turned: set[str] = set()
        """Groups that a person has folded, or opened where they start folded."""
        self.is_whole = False
        """Whether everything is written out, as on paper."""
        self.is_editable = False
        """Whether values can be changed: then their names are links to do so."""
        self.is_narrow = False
        """Whether names stand above their values, for want of room beside them."""

    def html(self, record: Record, foot: str = "") -> str:
        """The whole page; `foot` are last lines of it."""
        reading = read_record(tr, self._reader, record)
        last = "<br>".join(map(escape, (*reading.foot, *foot.splitlines())))
        parts = [
            f"<style>{page_style(self.theme)}</style>",
            self._head(reading),
            *map(self._group, reading.groups),
            f'<p class="muted">{last}</p>',
        ]
        return "".join(parts)

    def _head(self, reading: RecordReading) -> str:
        below = "".join(f"<div>{_runs(words)}</div>" for words in reading.below)
        printed = self._before_after(*reading.printed) if reading.printed else ""
        return (
            f'<div class="muted">{escape(reading.what)}</div>'
            f"<h2>{escape(reading.title)}</h2>{below}{printed}"
        )

    def _before_after(self, printed: str | None, reading: str | None) -> str:
        """What is printed and how it is read, in two boxes; what there is none of is said."""
        colours = self.theme.colours
        before = f"<i>“{escape(printed)}”</i>" if printed else _none(tr("no wording is quoted"))
        after = f"<b>{escape(reading)}</b>" if reading else _none(tr("no other reading is offered"))
        cells = [
            _box(tr("As printed"), before, colours["raised"]),
            _box(tr("Read as"), after, colours["accent_soft"]),
        ]
        rows = "</tr><tr>".join(cells) if self.is_narrow else "".join(cells)
        return f'<table width="100%" cellspacing="4"><tr>{rows}</tr></table>'

    # -- groups ---------------------------------------------------------------------------------

    def is_folded(self, group: Group) -> bool:
        """Whether only the heading of a group is shown."""
        return not self.is_whole and group.starts_folded != (group.key in self.turned)

    def _group(self, group: Group) -> str:
        folded = self.is_folded(group)
        title = escape(group.title)
        if group.total > 1:
            title = escape(tr("{title} ({n})", title=group.title, n=tr.number(group.total)))
        if not self.is_whole:
            title = f'<a class="head" href="fold:{group.key}">{"▸" if folded else "▾"} {title}</a>'
        head = f"<h3>{title}</h3>"
        if folded:
            return head
        warning = f'<p class="warning">{escape(group.warning)}</p>' if group.warning else ""
        lines = self._lines(group.key, group.lines, group.total)
        return f"{head}{warning}{lines}{self._rows(group)}{self._remark(group)}"

    def _remark(self, group: Group) -> str:
        if not group.remark:
            return ""
        opener = ""
        if group.key == "evidence" and not self.is_whole:  # paper has no keys
            words = tr("Show the evidence (E)")
            opener = f'<p><a href="evidence:">{escape(words)}</a></p>'
        return f'{opener}<p class="muted">{escape(group.remark)}</p>'

    def _lines(self, key: str, lines: Sequence[Words], total: int) -> str:
        """Lines one below the other, long lists cut behind a link that shows the rest."""
        if not lines:
            return ""
        is_unfolded = self.is_whole or key in self.unfolded
        shown = lines[: MOST if is_unfolded else _MANY]
        text = "".join(f'<div class="line">{_runs(words)}</div>' for words in shown)
        if total > len(shown):
            more = escape(tr("and {n} more", n=tr.number(total - len(shown))))
            link = more if is_unfolded else f'<a href="unfold:{key}">{more}</a>'
            text += f'<div class="line">{link}</div>'
        return text

    def _rows(self, group: Group) -> str:
        rows = []
        for name, items, field in group.rows:
            key = f"{group.key}.{name}"
            value = self._lines(key, items, len(items))
            words = escape(name)
            if field and self.is_editable and not self.is_whole:
                words = f'<a class="head" href="edit:{field}">{words}</a>'
            head = f'<td class="name">{words}</td>'
            between = "</tr><tr>" if self.is_narrow else ""
            rows.append(f"<tr>{head}{between}<td>{value}</td></tr>")
        return f"<table>{''.join(rows)}</table>" if rows else ""


def _runs(words: Words) -> str:
    return "".join(map(_run, words))


def _run(run: Run) -> str:
    text = escape(shortened(run.text, _LONGEST))
    if run.record:
        return f'<a href="record:{escape(run.record)}">{text}</a>'
    if run.address:
        return f'<a href="web:{run.address.encode().hex()}">{escape(_breakable(run.address))}</a>'
    if run.original:
        return f'<a href="original:{escape(run.original)}">{text}</a>'
    if run.markdown:
        return markdown_html(shortened(run.text, _LONGEST), _web_link)
    if run.strong:
        text = f"<big><b>{text}</b></big>"
    if run.italic:
        text = f"<i>{text}</i>"
    return f'<span class="muted">{text}</span>' if run.muted else text


def _web_link(address: str) -> str:
    """The link of a page to an address on the web; others lead nowhere."""
    is_web = address.startswith(("http://", "https://"))
    return f"web:{address.encode().hex()}" if is_web else ""


def _breakable(address: str) -> str:
    """An address that may be broken behind its separators, so that no page is wider than its panel."""
    return "".join(f"{letter}{BREAK}" if letter in "/.-_?&=#%" else letter for letter in address)


def _box(title: str, text: str, ground: str) -> str:
    head = f'<span class="muted">{escape(title)}</span><br>'
    return f'<td class="box" bgcolor="{ground}">{head}{text}</td>'


def _none(words: str) -> str:
    return f'<span class="muted">({escape(words)})</span>'


def page_style(theme: Theme) -> str:
    """The style sheet of a page of rich text in the colours of a theme."""
    c = theme.colours
    return (
        f"a {{ color: {c['link']}; text-decoration: none; }} a.head {{ color: {c['muted']}; }}"
        f"table {{ margin-top: 2px; }} h2 {{ margin: 2px 0 2px 0; }}"
        f"h3 {{ color: {c['muted']}; margin: 14px 0 4px 0; font-weight: 600; }}"
        f".muted {{ color: {c['muted']}; }} .warning {{ color: {c['warning']}; }}"
        f"div.line {{ margin: 0 0 4px 0; }} p {{ margin: 4px 0 4px 0; }}"
        f"td.name {{ color: {c['muted']}; padding: 2px 10px 2px 0; }} td {{ padding: 2px 0; }}"
        f"td.box {{ padding: 6px; }} .mark {{ background-color: {c['accent_soft']}; }}"
    )
