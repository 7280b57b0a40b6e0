"""The sheet of one work: its titles, where it appeared, and everything that uses it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

from spexplorer.domain.romanisation import romanise
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.widgets.sheet import sheet_style
from spexplorer.words.dates import in_words
from spexplorer.words.fields import inward_label
from spexplorer.words.languages import language_label

if TYPE_CHECKING:
    from spexplorer.domain.works import Contributor, Work
    from spexplorer.operations.reader import LinkSort, Reader
    from spexplorer.ui.style.theme import Theme

_FEW = 6
"""So many records of one use are listed before “and n more”."""

_ALIKE = 0.7
"""From this share of common letters on a title is taken for the romanisation of another."""

_MOST = 500
"""So many are listed when it is unfolded."""

_USES = {
    ("cited_work", "citation"): "Footnotes that cite it",
    ("related", "event"): "Events that rest on it",
    ("relations.target", "agreement"): "Agreements that name it",
    ("related", "claim"): "Claims about it",
    ("supported_by", "claim"): "Claims it supports",
    ("related", "statistic"): "Figures from it",
    ("target", "note"): "Observations on it",
    ("work", "citation"): "Its own footnotes",
    ("work", "passage"): "Its passages",
}
"""(predicate, kind) -> what the use is called, in the order of the sheet; others follow."""


class WorkSheet:
    """Writes the sheet of one work after another."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def html(self, work: Work, theme: Theme, unfolded: AbstractSet[str]) -> str:
        """The whole sheet; `unfolded` holds the uses that are listed to their end."""
        return (
            sheet_style(theme) + self._head(work) + self._values(work) + self._uses(work, unfolded)
        )

    # -- what it is -----------------------------------------------------------------------------

    def _head(self, work: Work) -> str:
        what = [self._reader.term("work_type", work.type)]
        if work.source_type:
            what.append(self._reader.term("source_type", work.source_type))
        about = f"<p>{escape(work.description)}</p>" if work.description else ""
        return f'<div class="accent">{escape(" · ".join(what))}</div>{self._titles(work)}{about}'

    def _titles(self, work: Work) -> str:
        """The title it goes by, below it the original and the translated one, each called so."""
        lines = [f"<h2>{escape(work.title)}</h2>"]
        if work.title_original and work.title_original != work.title:
            basis = self._reader.term("title_original_basis", work.title_original_basis or "")
            quiet = tr("original title") + (f", {basis.lower()}" if basis else "")
            lines.append(_line(escape(work.title_original), quiet))
            if quiet := _title_words(work.title, work.title_original):
                lines[0] += f'<div class="muted"><small>{escape(quiet)}</small></div>'
        if work.title_translated:
            lines.append(_line(escape(work.title_translated), tr("translated")))
        return "".join(lines)

    def _values(self, work: Work) -> str:
        language = language_label(tr, work.language) if work.language else ""
        place = ", ".join(part for part in (work.publisher, work.publisher_place) if part)
        numbered = (
            (tr("vol. {n}"), work.volume),
            (tr("no. {n}"), work.issue),
            (tr("pp. {n}"), work.page),
        )
        where = ", ".join(words.format(n=value) for words, value in numbered if value)
        rows = (
            (tr("Contributors"), "<br>".join(map(self._contributor, work.contributors))),
            (tr("In"), escape(work.container_title or "")),
            (tr("Place in it"), escape(where)),
            (tr("Publisher"), escape(place)),
            (tr("Issued"), _date(work.issued)),
            (tr("Language"), escape(language)),
            ("DOI", escape(work.doi or "")),
            ("ISBN", escape(work.isbn or "")),
            ("ISSN", escape(work.issn or "")),
            (tr("Call number"), escape(work.call_number or "")),
            (tr("Address"), _address(work)),
        )
        cells = "".join(
            f'<tr><td class="muted">{escape(name)}</td><td>{value}</td></tr>'
            for name, value in rows
            if value
        )
        return f"<table>{cells}</table>"

    def _contributor(self, part: Contributor) -> str:
        quiet = [] if part.role == "author" else [self._reader.term("contributor_role", part.role)]
        label = self._reader.label(part.agent)
        if part.as_printed and part.as_printed != label:
            quiet.append(tr("printed “{name}”", name=part.as_printed))
        aside = f' <span class="muted">({escape(", ".join(quiet))})</span>' if quiet else ""
        return f'<a href="record:{escape(part.agent)}">{escape(label)}</a>{aside}'

    # -- what uses it ---------------------------------------------------------------------------

    def _uses(self, work: Work, unfolded: AbstractSet[str]) -> str:
        groups = {
            (sort.predicate, sort.kind): sort
            for sort in self._reader.linked(work.id, _MOST)
            if not sort.outward
        }
        if not groups:
            return f'<p class="muted">{escape(tr("No footnote and no record uses it."))}</p>'
        order = [*(use for use in _USES if use in groups), *(u for u in groups if u not in _USES)]
        return "".join(self._use(use, groups[use], unfolded) for use in order)

    def _use(self, use: tuple[str, str], sort: LinkSort, unfolded: AbstractSet[str]) -> str:
        title = tr(_USES[use]) if use in _USES else inward_label(tr, *use)
        key = "/".join(use)
        rows = [link.row for link in sort.links]
        shown = rows if key in unfolded else rows[:_FEW]
        lines = [f'<a href="record:{escape(r.id)}">{escape(r.label)}</a>' for r in shown]
        if sort.total > len(shown):
            more = escape(counted(sort.total - len(shown), "and {n} more", "and {n} more"))
            folded = len(rows) > len(shown)
            lines.append(f'<a href="unfold:{key}">{more}</a>' if folded else more)
        return f"<h3>{escape(title)} · {sort.total:,}</h3>{'<br>'.join(lines)}"


def _title_words(title: str, original: str) -> str:
    """What a title in Latin letters is to an original in others: its romanisation, if it reads like one.

    Standards and the habits of sources differ by a letter here and there; a translation by nearly all.
    """
    if _is_latin(original) or not _is_latin(title):
        return ""
    latin = romanise(original, "ala-lc-rus")
    # Han characters are kept as they are: pinyin cannot be told from a translation without a dictionary.
    alike = SequenceMatcher(None, latin.casefold(), title.casefold()).ratio()
    return tr("romanised") if alike > _ALIKE else tr("as the source gives it")


def _is_latin(text: str) -> bool:
    """Whether all letters of a text are Latin; the last of them is ɏ."""
    return not any(letter.isalpha() and letter > "\u024f" for letter in text)


def _line(text: str, quiet: str) -> str:
    return f'<div>{text} <span class="muted"><small>{escape(quiet)}</small></span></div>'


def _date(edtf: str | None) -> str:
    if not edtf:
        return ""
    return f'{escape(in_words(tr, edtf))} <span class="muted">[{escape(edtf)}]</span>'


def _address(work: Work) -> str:
    """The address as text: nothing is fetched, and it may be long gone."""
    when = f"{escape(tr('consulted'))} {_date(work.accessed)}" if work.accessed else ""
    return "<br>".join(part for part in (escape(work.url or ""), when) if part)
