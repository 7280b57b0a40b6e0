"""What led from one link state to the next, as a person would say it: for Undo, Redo, Back, Forward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.domain.filters import Period
from spexplorer.domain.link_state import Network, only
from spexplorer.words.filters import constraint_in_words, period_in_words
from spexplorer.words.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState, Side
    from spexplorer.words.names import Names

_LONGEST: Final = 64
"""A menu is no place for more letters than these."""


def step_in_words(
    tr: Language, names: Names, tabs: Mapping[str, str], before: LinkState, after: LinkState
) -> str:
    """What changed between two states: “filter Place: Astana”, “show Timeline”.

    Of several changes the one that matters most is said: filter, sides compared, look of the network,
    selection, record, tab. `tabs` gives the title of a tab by its id. Nothing where the states are equal.
    """
    if before.filter != after.filter:
        words = _filter_step(tr, names, before.filter, after.filter)
    elif before.sides != after.sides:
        words = _sides_step(tr, names, after)
    elif before.network != after.network:
        words = _network_step(tr, names, before.network, after.network)
    elif _selection(before) != _selection(after):
        words = _selection_step(tr, after)
    elif before.current != after.current and after.current is not None:
        words = names.label(after.current)
    elif before.tab != after.tab:
        words = tr("show {tab}", tab=tabs.get(after.tab, after.tab))
    elif before.current != after.current:
        words = tr("put the record away")
    else:
        words = ""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def changes_view(before: LinkState, after: LinkState) -> bool:
    """Whether a step changed what is shown of the library, and did not only move through it."""
    was, now = (
        (state.filter, state.sides, state.network, _selection(state)) for state in (before, after)
    )
    return was != now


def _selection(state: LinkState) -> frozenset[str]:
    """What is selected beyond the record that is looked at."""
    return frozenset() if state.selected == only(state.current) else state.selected


def _filter_step(tr: Language, names: Names, before: Filter, after: Filter) -> str:
    old = {constraint.key: constraint for constraint in before.constraints}
    new = {constraint.key: constraint for constraint in after.constraints}
    if not new and len(old) > 1:
        return tr("clear all filters")
    changed = [c for key, c in new.items() if old.get(key) != c]
    gone = [c for key, c in old.items() if key not in new]
    if len(changed) == 1 and not gone:
        return tr("filter {words}", words=constraint_in_words(tr, names, changed[0]))
    if len(gone) == 1 and not changed:
        return tr("take away {words}", words=constraint_in_words(tr, names, gone[0]))
    number = len(changed) + len(gone)
    return tr.counted(number, "change {n} filter", "change {n} filters")


def _sides_step(tr: Language, names: Names, after: LinkState) -> str:
    left, right = (_side(tr, names, side) for side in after.sides)
    if left and right:
        return tr("compare {left} with {right}", left=left, right=right)
    return tr("compare {side}", side=left or right) if left or right else tr("compare nothing")


def _side(tr: Language, names: Names, side: Side) -> str:
    if isinstance(side, Period):
        return period_in_words(tr, side)
    return names.label(side) if side else ""


def _network_step(tr: Language, names: Names, before: Network, after: Network) -> str:
    if before.mode != after.mode:
        return {
            "whole": tr("whole network"),
            "ego": tr("network around one record"),
            "path": tr("how two records are linked"),
        }[after.mode]
    if before.ends != after.ends:
        start, end = (names.label(uid) if uid else "…" for uid in after.ends)
        return tr("shortest link from {start} to {end}", start=start, end=end)
    if before.links != after.links:
        return tr.counted(after.links, "network {n} link away", "network {n} links away")
    if before.passages != after.passages:
        words = tr("links through passages"), tr("no links through passages")
        return words[0] if after.passages else words[1]
    words = tr("network of what passes only"), tr("network of all records")
    return words[0] if after.only else words[1]


def _selection_step(tr: Language, after: LinkState) -> str:
    if not after.selected:
        return tr("select nothing")
    return tr.counted(len(after.selected), "select {n} record", "select {n} records")
