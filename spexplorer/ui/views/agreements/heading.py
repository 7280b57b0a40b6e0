"""The line above the register: what is shown, said in words."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.agreements.life import Standing, day_in_words
from spexplorer.ui.views.agreements.model import Shown, standing_words
from spexplorer.ui.views.agreements.party_control import party_words
from spexplorer.words.filters import filter_in_words

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.views.agreements.material import Material
    from spexplorer.ui.views.agreements.parties import PartyFilter
    from spexplorer.workspace.workspace import Workspace


class Asked(NamedTuple):
    """What the tab itself is asked for, besides the shared filter."""

    parties: PartyFilter
    day: int | None
    understood: bool


def heading_of(
    workspace: Workspace,
    material: Material,
    state: LinkState,
    shown: Shown,
    asked: Asked,
    muted: str,
) -> str:
    """Rich text: how many, how many only possibly, the filters in words, the split by a day.

    `muted` is the colour (“#5A6270”) of what is said beside the point.
    """
    number = len(shown.entries)
    parts = [
        "<b>"
        + counted(number, "{n} agreement or decision", "{n} agreements, decisions and programmes")
        + "</b>"
    ]
    if shown.possible:
        parts.append(
            counted(len(shown.possible), "{n} of them only possibly", "{n} of them only possibly")
        )
    undated = sum(entry.life.first is None for entry in shown.entries)
    if undated:
        parts.append(counted(undated, "{n} without a known date", "{n} without a known date"))
    if state.filter.constraints:
        parts.append(
            escape(tr("filter: {words}", words=filter_in_words(tr, workspace.reader, state.filter)))
        )
    if asked.parties.chosen:
        parts.append(escape(tr("parties: {words}", words=party_words(material, asked.parties))))
    words = f'{" · ".join(parts)} <span style="color: {muted}">– {escape(_binding_note())}</span>'
    split = _split(shown, asked)
    return f"{words}<br>{split}" if split else words


def _split(shown: Shown, asked: Asked) -> str:
    if not asked.understood:
        return escape(tr("That day is not understood. Try 2012, June 2012 or 1 June 2012."))
    if asked.day is None:
        return ""
    counts = Counter(answer.standing for answer in shown.answers.values())
    said = [
        f"{counts[standing]} {standing_words(standing).lower()}"
        for standing in Standing
        if counts[standing] or standing is not Standing.OVER
    ]
    return escape(tr("On {day}: {words}", day=day_in_words(asked.day), words=", ".join(said)))


def _binding_note() -> str:
    """That being listed says nothing of binding force."""
    return tr("being listed does not imply binding force")
