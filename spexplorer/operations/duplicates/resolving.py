"""What becomes of records that are one: which is kept, with which values, and which contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, Final, NamedTuple

from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of, review_field
from spexplorer.domain.identifiers import identifier_keys
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record
from spexplorer.operations.duplicates.finding import DuplicateGroup
from spexplorer.operations.duplicates.likeness import Reason
from spexplorer.operations.editing import Merge
from spexplorer.operations.editing.checks import KEPT
from spexplorer.storage.folding import fold
from spexplorer.storage.record_batches import load_ids
from spexplorer.storage.snapshot import Source, connected

BOTH: Final = -1
"""The choice of all the values of a field, instead of that of one record."""

_IDENTIFIERS: Final = frozenset({"doi", "isbn", "issn", "url"})
_NEVER_CONTRADICTS: Final = frozenset({"accessed", "title_original_basis", "transcription"})
_LONG: Final = frozenset({"abstract", "description", "annote", "note", "definition", "provisions"})
_STATUSES: Final = ("draft", "checked", "approved")


class FieldComparison(NamedTuple):
    """A field of some records: the plain value of each, and whether they contradict each other."""

    field: Field
    values: tuple[Any, ...]
    contradict: bool

    @property
    def differ(self) -> bool:
        """Whether not all records say the same of it."""
        return any(value != self.values[0] for value in self.values[1:])

    @property
    def richest(self) -> int:
        """The place of the value that says most, where they do not contradict each other."""
        best = next(at for at, value in enumerate(self.values) if value not in (None, []))
        for at, value in enumerate(self.values):
            held = self.values[best]
            if value in (None, [], held) or self.field.repeats:
                continue
            if _richer(self.field, held, value) == value:
                best = at
        return best

    @property
    def takes_both(self) -> bool:
        """Whether the field of one record can hold the values of several."""
        return self.field.repeats or (self.field.shape is Shape.TEXT and not self.field.scheme)


def compared_fields(records: Sequence[Record]) -> list[FieldComparison]:
    """The fields of which any of some records of a kind says something, in the order of the form."""
    plain = [to_plain(record) for record in records]
    found = []
    for field in _own_fields(kind_of(records[0].id)):
        values = tuple(one[field.key] for one in plain)
        if any(value not in (None, []) for value in values):
            found.append(FieldComparison(field, values, _contradict(field, values)))
    return found


def _own_fields(kind: str) -> list[Field]:
    owner = CLASSES[kind]
    return [f for f in fields_of(owner) if f.key not in KEPT and f.key != review_field(owner)]


def _contradict(field: Field, values: Sequence[Any]) -> bool:
    if field.repeats or field.name in _NEVER_CONTRADICTS:
        return False
    given = [value for value in values if value is not None]
    return any(_richer(field, given[0], value) is None for value in given[1:])


def _richer(field: Field, one: Any, other: Any) -> Any | None:
    """Of two values that do not contradict each other the one that says more; None where they do."""
    if one == other:
        return one
    if field.shape is Shape.DATE:
        return _preciser(one, other)
    if field.shape is not Shape.TEXT or field.scheme:
        return None
    if field.name in _IDENTIFIERS:
        keys = (set(identifier_keys(field.name, text)) for text in (one, other))
        return one if set.intersection(*keys) else None
    words, others = fold(one).split(), fold(other).split()
    if words[: len(others)] == others:
        return one
    return other if others[: len(words)] == words else None


def _preciser(one: str, other: str) -> str | None:
    try:
        a, b = parse(one).bounds, parse(other).bounds
    except EdtfError:
        return None
    if None in (a.start_min, a.end_max, b.start_min, b.end_max):
        return None
    if a.start_min >= b.start_min and a.end_max <= b.end_max:  # type: ignore[operator]
        return one
    is_within = b.start_min >= a.start_min and b.end_max <= a.end_max  # type: ignore[operator]
    return other if is_within else None


def best_of(records: Sequence[Record]) -> str:
    """The id of the record to keep: the one that was checked, that says most, that was there first."""

    def worth(record: Record) -> tuple[int, int, str]:
        plain = to_plain(record)
        status = str(plain.get(review_field(type(record))) or "")
        checked = _STATUSES.index(status) if status in _STATUSES else 0
        said = sum(value not in (None, []) for value in plain.values())
        return -checked, -said, record.created

    return str(min(records, key=worth).id)


def chosen_values(
    records: Sequence[Record], keep: str, choices: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """The values that the record to keep shall have beside its own, by key.

    `choices` name for a field the place of the record whose value it takes, or BOTH. Without a choice
    the kept record keeps its value, unless another says the same more precisely; lists are joined.
    """
    at = next(place for place, record in enumerate(records) if record.id == keep)
    found: dict[str, Any] = {}
    for one in compared_fields(records):
        choice = (choices or {}).get(one.field.key)
        own = one.values[at]
        if choice is None:
            value = own if one.field.repeats or one.contradict else one.values[one.richest]
        elif choice == BOTH:
            value = own if one.field.repeats else _joined(one, at)
        else:
            value = one.values[choice]
            if one.field.repeats:  # only these, not those of the others
                found[one.field.key] = value
                continue
        if value != own:
            found[one.field.key] = value
    return found


def _joined(one: FieldComparison, at: int) -> str:
    """Several texts in one field, that of the kept record first."""
    ordered = (one.values[at], *one.values)
    texts = dict.fromkeys(text for text in ordered if text)
    return ("\n\n" if one.field.key in _LONG else "; ").join(texts)


# -- many groups by a rule -----------------------------------------------------------------------------


class Rule(Enum):
    """Which groups are merged without a look at each."""

    IDENTIFIER = "identifier"
    TITLE = "title"
    NAME = "name"
    ALL = "all"


_REASONS: Final = {
    Rule.IDENTIFIER: {Reason.IDENTIFIER, Reason.PAGES},
    Rule.TITLE: {Reason.TITLE},
    Rule.NAME: {Reason.NAME, Reason.WORD_ORDER},
    Rule.ALL: set(Reason),
}


class LeftOut(NamedTuple):
    """A group that a rule is for and that is not merged, since the records contradict in some fields."""

    group: DuplicateGroup
    fields: tuple[str, ...]


class MergePlan(NamedTuple):
    """What a rule would do: the groups that are merged, how each is, and the groups that are left out."""

    groups: tuple[DuplicateGroup, ...]
    merges: tuple[Merge, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def records(self) -> int:
        """How many records stand in the groups that are merged."""
        return sum(len(group.records) for group in self.groups)


def plan_merges(source: Source, groups: Iterable[DuplicateGroup], rule: Rule) -> MergePlan:
    """What merging by a rule would do; a group in which any field contradicts is left out."""
    wanted = [one for one in groups if one.likeness.reason in _REASONS[rule]]
    with connected(source) as connection:
        records = load_ids(connection, (uid for one in wanted for uid in one.records))
    taken, merges, left_out = [], [], []
    for group in wanted:
        members = [records[uid] for uid in group.records if uid in records]
        if len(members) < len(group.records):
            continue
        against = tuple(one.field.key for one in compared_fields(members) if one.contradict)
        if against:
            left_out.append(LeftOut(group, against))
            continue
        taken.append(group)
        merges.append(merge_of(members, best_of(members)))
    return MergePlan(tuple(taken), tuple(merges), tuple(left_out))


def merge_of(
    records: Sequence[Record], keep: str, choices: Mapping[str, int] | None = None
) -> Merge:
    """How some records are merged into one of them by what was chosen."""
    gone = tuple(str(record.id) for record in records if record.id != keep)
    return Merge(keep, gone, chosen_values(records, keep, choices))
