"""What the tab of names says: its groups, bars, places and the line above the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.readings.names.uses import PLACES, STACKS, CountedUses, Use
from spexplorer.readings.tables import GroupHeading, ListEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spexplorer.domain.listing import Row
    from spexplorer.words.language import Language

GROUPS: Final = {
    "person": "People", "organisation": "Organisations", "state": "States", "medium": "Media",
    "people": "Peoples", PLACES: "Places",
}  # fmt: skip
"""Types of agents that have a plural here, and the places; other types of a library follow."""


def group_labels(tr: Language, groups: Iterable[str], term: Callable[[str], str]) -> dict[str, str]:
    """The groups in the order of the segments, and what each is called.

    `term` gives what the library calls a type of agents that has no plural here.
    """
    labels = {group: tr(words) for group, words in GROUPS.items()}
    return labels | {group: term(group) for group in groups if group not in labels}


def use_number(tr: Language, use: Use) -> str:
    """“4” or, where some are only possible, “4–6”."""
    if use.certain == use.possible:
        return tr.number(use.possible)
    return f"{tr.number(use.certain)}–{tr.number(use.possible)}"


def use_words(tr: Language, use: Use) -> str:
    """A bar in one sentence, for tool tips and screen readers."""
    parts = [
        tr("{kinds} {n}", kinds=tr(words), n=_from_to(tr, low, high))
        for (words, _), (low, high) in zip(STACKS, use.parts, strict=True)
        if high
    ]
    words = f"{use.label}: {used_in(tr, use.possible)}"
    if maybe := use.possible - use.certain:
        words += " " + tr.counted(maybe, "({n} of them possibly)", "({n} of them possibly)")
    return f"{words} ({tr.joined(parts)})" if parts else words


def used_in(tr: Language, number: int) -> str:
    """“used in 4 records”."""
    return tr.counted(number, "used in {n} record", "used in {n} records")


def _from_to(tr: Language, low: int, high: int) -> str:
    return tr.number(low) if low == high else f"{tr.number(low)}–{tr.number(high)}"


def place_words(tr: Language, label: str, place_type: str, uses: int, *, certain: bool) -> str:
    """A place on the map in words."""
    words = f"{label}, {place_type}: {used_in(tr, uses)}"
    return words if certain else f"{words} {tr('(passes only possibly)')}"


def heading(tr: Language, counted: CountedUses, label: str, sought: str) -> str:
    """How many names of a group are shown, how many of them only possibly, and which is used most."""
    words = tr("{group}: {n}", group=label, n=tr.number(counted.number))
    if counted.possibly:
        words += " " + tr.counted(counted.possibly, "({n} only possibly)", "({n} only possibly)")
    parts = [words]
    if sought:
        parts.append(tr("with “{sought}” in a form of the name", sought=sought))
    if counted.number > len(counted.most_used):
        drawn = len(counted.most_used)
        parts.append(tr.counted(drawn, "the {n} most used as bars", "the {n} most used as bars"))
    if counted.most_used and counted.most_used[0].possible:
        most = counted.most_used[0]
        parts.append(
            tr.counted(
                most.possible,
                "most used: {name}, in {n} record",
                "most used: {name}, in {n} records",
                name=most.label,
            )
        )
    return " · ".join(parts)


def grouped_names(
    rows: Sequence[Row],
    values: Mapping[int, Sequence[str]],
    label: Callable[[str], str],
    otherwise: str,
    is_certain: Callable[[str], bool],
) -> list[ListEntry | GroupHeading]:
    """Names under the values that they have, under each of several; the others come last."""
    groups: dict[str, list[Row]] = {}
    without: list[Row] = []
    for row in rows:
        having = values.get(row.number, ())
        for value in having:
            groups.setdefault(value, []).append(row)
        if not having:
            without.append(row)
    found: list[ListEntry | GroupHeading] = []
    named = sorted((label(value), value) for value in groups)
    for words, members in (*((w, groups[v]) for w, v in named), (otherwise, without)):
        if members:
            found.append(GroupHeading(words, words, len(members)))
            found += [
                ListEntry(row.id, row.label, row.detail, possible=not is_certain(row.id))
                for row in members
            ]
    return found
