"""The sheet of an authority: its name in every script, and what names it, by role."""

from __future__ import annotations

from html import escape
from itertools import compress
from typing import TYPE_CHECKING

from spexplorer.domain.authorities import Agent
from spexplorer.domain.facets import LANGUAGE_LABELS
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.people.projection import latitude_words, longitude_words
from spexplorer.ui.widgets.sheet import sheet_style
from spexplorer.words.fields import inward_label
from spexplorer.words.languages import language_label, script_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from spexplorer.domain.authorities import Place
    from spexplorer.domain.listing import Row
    from spexplorer.domain.records import NameForm
    from spexplorer.operations.reader import LinkSort
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_MARKS = {"printed": "■", "reconstructed": "△", "supplied": "○"}
"""What stands before a form beside the words for where it comes from."""

_ROLES = {
    ("agents", "event"): "Took part in events",
    ("holder", "claim"): "Claims held",
    ("parties", "agreement"): "Party of agreements",
    ("contributors.agent", "work"): "Contributor of works",
    ("holder", "statistic"): "Figures given by this actor",
    ("assessments.holder", "instrument"): "Instruments assessed",
    ("holder", "concept"): "Concepts held",
    ("place", "event"): "Events here",
    ("place", "agreement"): "Agreements made here",
    ("place", "statistic"): "Figures for this place",
    ("related", "event"): "Related events",
    ("related", "statistic"): "Related figures",
    ("target", "note"): "Observations on this",
}
"""(predicate, kind of record) -> the role, in the order of the sheet; others follow."""

_FEW = 6
_MOST = 500
"""So many of a role are listed when it is unfolded, and held against the filter."""


class NameSheet:
    """Writes the sheet of one authority after another."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def html(self, record: Agent | Place, theme: Theme, unfolded: AbstractSet[str]) -> str:
        """The whole sheet; `unfolded` holds the roles whose list is shown to its end."""
        return (
            sheet_style(theme)
            + self._head(record)
            + self._names(record.variants)
            + self._roles(record.id, unfolded)
        )

    def _head(self, record: Agent | Place) -> str:
        term = self._workspace.reader.term
        if isinstance(record, Agent):
            what = term("agent_type", record.agent_type)
        else:
            what = term("place_type", record.place_type)
            if record.latitude is not None and record.longitude is not None:
                what += f" · {latitude_words(record.latitude)}, {longitude_words(record.longitude)}"
            else:
                what += tr(" · without coordinates")
        about = f"<p>{escape(record.description)}</p>" if record.description else ""
        preferred = escape(tr("preferred form"))
        return (
            f'<div class="accent">{escape(what)}</div><h2>{escape(record.name)}</h2>'
            f'<div class="muted"><small>{preferred}</small></div>{about}'
        )

    # -- names ----------------------------------------------------------------------------------

    def _names(self, variants: Sequence[NameForm]) -> str:
        title = f"<h3>{escape(tr('Forms of the name'))}</h3>"
        if not variants:
            return title + f'<p class="muted">{escape(tr("No other form is recorded."))}</p>'
        groups: dict[tuple[str, str], list[NameForm]] = {}
        for form in sorted(variants, key=self._order):
            groups.setdefault((form.language or "", form.script or ""), []).append(form)
        rows = []
        for (language, script), forms in groups.items():
            name = language_label(tr, language) if language else tr("Language not stated")
            words = escape(self._script(script, forms))
            head = f'<b>{escape(name)}</b><br><span class="muted">{words}</span>'
            lines = "<br>".join(self._form(form) for form in forms)
            rows.append(f'<tr><td width="34%">{head}</td><td>{lines}</td></tr>')
        return f'{title}<table width="100%">{"".join(rows)}</table>'

    @staticmethod
    def _order(form: NameForm) -> tuple[int, bool]:
        """Languages as they are met in the library; originals before romanised forms."""
        languages = list(LANGUAGE_LABELS)
        known = form.language in languages
        return (
            languages.index(form.language) if known and form.language else 99,
            bool(form.scheme),
        )

    @staticmethod
    def _script(script: str, forms: Sequence[NameForm]) -> str:
        words = script_label(tr, script) if script else tr("Script not stated")
        return (
            tr("{script}, romanised", script=words) if any(form.scheme for form in forms) else words
        )

    def _form(self, form: NameForm) -> str:
        basis = form.basis or ""
        mark = _MARKS.get(basis, "·")
        words = self._workspace.reader.term("name_basis", basis).lower() if basis else ""
        aside = ", ".join(part for part in (form.scheme, words) if part)
        text = f"<b>{escape(form.form)}</b>" if basis == "printed" else escape(form.form)
        quiet = f'<span class="muted"><small>{escape(aside)}</small></span>'
        return f'<span class="accent">{mark}</span> {text} {quiet}'

    # -- roles ----------------------------------------------------------------------------------

    def _roles(self, record_id: str, unfolded: AbstractSet[str]) -> str:
        groups = {
            (sort.predicate, sort.kind): sort
            for sort in self._workspace.reader.linked(record_id, _MOST)
            if not sort.outward
        }
        order = list(_ROLES)
        ranked = sorted(groups, key=lambda role: order.index(role) if role in order else len(order))
        if not ranked:
            return f'<p class="muted">{escape(tr("No record names it."))}</p>'
        return "".join(self._role(role, groups[role], unfolded) for role in ranked)

    def _role(self, role: tuple[str, str], sort: LinkSort, unfolded: AbstractSet[str]) -> str:
        title = tr(_ROLES[role]) if role in _ROLES else inward_label(tr, *role)
        rows = [link.row for link in sort.links]
        passing, further = self._passing(rows), sort.total - len(rows)
        number = f"{sort.total:,}"
        if len(passing) != len(rows):
            n, every = f"{len(passing):,}", f"{len(rows):,}"
            number = tr("{n} of {all} pass the filter", n=n, all=every)
            if further:
                words = tr("{n} of the first {m} pass the filter, {all} in all")
                number = words.format(n=n, m=every, all=f"{sort.total:,}")
        key = "/".join(role)
        shown = passing if key in unfolded else passing[:_FEW]
        lines = [self._link(row) for row in shown]
        if len(passing) > len(shown):
            more = counted(len(passing) - len(shown), "and {n} more", "and {n} more")
            lines.append(f'<a href="unfold:{key}">{escape(more)}</a>')
        elif further:
            lines.append(escape(tr("{n} further ones are not listed here", n=f"{further:,}")))
        return f"<h3>{escape(title)} · {number}</h3>{'<br>'.join(lines)}"

    def _passing(self, rows: list[Row]) -> list[Row]:
        index, passing = self._workspace.index, self._workspace.passing()
        if index is None or passing is None:
            return rows
        passes = passing.possible[index.at(row.number for row in rows)]
        return list(compress(rows, passes))

    def _link(self, row: Row) -> str:
        label = escape(row.label)
        if not self._workspace.is_certain(row.id):
            label = f"<i>{label}</i>"
        detail = (
            f' <span class="muted"><small>{escape(row.detail)}</small></span>' if row.detail else ""
        )
        return f'<a href="record:{escape(row.id)}">{label}</a>{detail}'
