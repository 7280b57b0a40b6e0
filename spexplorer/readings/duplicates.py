"""Records that may be the same, worded: by what they are alike, side by side, and merged by a rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.domain.kinds import kind_of
from spexplorer.operations.duplicates.likeness import Likeness, Reason
from spexplorer.operations.duplicates.resolving import Rule, best_of, compared_fields
from spexplorer.readings.field_values import FieldValues
from spexplorer.words.fields import field_label

if TYPE_CHECKING:
    from spexplorer.domain.fields import Field
    from spexplorer.domain.records import Record
    from spexplorer.operations.duplicates.finding import DuplicateGroup
    from spexplorer.operations.duplicates.resolving import MergePlan
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

_NAMED: Final = 4
"""The most records of a group that its line names."""


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


class GroupLine(NamedTuple):
    """A group as it is listed: what its records are called, how many, how sure, and why."""

    group: DuplicateGroup
    kind: str
    label: str
    number: str
    score: str
    reason: str


def group_line(tr: Language, reader: Reader, group: DuplicateGroup) -> GroupLine:
    """How a group is listed: by the different names of its records."""
    labels = dict.fromkeys(reader.label(uid) for uid in group.records[:_NAMED])
    more = ["…"] if len(group.records) > _NAMED else []
    return GroupLine(
        group,
        kind_of(group.records[0]),
        " = ".join([*labels, *more]),
        tr.number(len(group.records)),
        tr("{n} %", n=tr.number(round(100 * group.score))),
        reason_in_words(tr, group.likeness),
    )


class FieldChoice(NamedTuple):
    """A field of records side by side: the words of each, "" for none, and whether it is to be chosen.

    `takes_both` where one record can hold the values of several; `joins` where it does so by itself;
    `richest` is the place of the value that says most.
    """

    key: str
    label: str
    words: tuple[str, ...]
    differs: bool
    contradicts: bool
    takes_both: bool
    joins: bool
    richest: int


class Side(NamedTuple):
    """One record of a group: what tells it from the others."""

    id: str
    label: str
    detail: str


class SideBySide(NamedTuple):
    """The records of a group, the one that is best kept first, and their fields."""

    records: tuple[Record, ...]
    sides: tuple[Side, ...]
    fields: tuple[FieldChoice, ...]


def side_by_side(tr: Language, reader: Reader, ids: Sequence[str]) -> SideBySide | None:
    """The records of a group side by side, the best one first; None where less than two are left."""
    found = {uid: reader.record(uid) for uid in ids}
    records = [one for uid, one in found.items() if one is not None and one.id == uid]
    if len(records) < 2:
        return None
    best = best_of(records)
    records.sort(key=lambda record: record.id != best)
    values, owner = FieldValues(tr, reader), type(records[0])
    fields = []
    for one in compared_fields(records):
        held = [getattr(record, one.field.name) for record in records]
        fields.append(
            FieldChoice(
                one.field.key,
                field_label(tr, one.field.name, owner, reader),
                tuple(_words(values, one.field, value) for value in held),
                one.differ,
                one.contradict,
                one.takes_both,
                one.field.repeats,
                one.richest,
            )
        )
    sides = tuple(_side(tr, reader, record) for record in records)
    return SideBySide(tuple(records), sides, tuple(fields))


def _words(values: FieldValues, field: Field, value: Any) -> str:
    if value in (None, (), ""):
        return ""
    return "\n".join(values.words(field, one) for one in (value if field.repeats else (value,)))


def _side(tr: Language, reader: Reader, record: Record) -> Side:
    uid = str(record.id)
    links = sum(sort.total for sort in reader.linked(uid, 1) if not sort.outward)
    uses = tr.counted(links, "{n} link leads here", "{n} links lead here")
    return Side(uid, reader.label(uid), uses)


RULE_LABELS: Final = {
    Rule.IDENTIFIER: "The same identifier: DOI, ISBN, page of a journal …",
    Rule.TITLE: "The same title, year and names",
    Rule.NAME: "The same name, in whatever order and script",
    Rule.ALL: "Every group that was found",
}
"""What a rule is called."""


def plan_in_words(tr: Language, plan: MergePlan) -> str:
    """What merging by a rule would do."""
    groups = tr.counted(len(plan.groups), "{n} group", "{n} groups")
    records = tr.counted(plan.records, "{n} record", "{n} records")
    words = tr("{groups} would be merged: {records}.", groups=groups, records=records)
    if not plan.left_out:
        return words
    more = tr.counted(
        len(plan.left_out),
        "{n} group is left out, for its records contradict each other.",
        "{n} groups are left out, for their records contradict each other.",
    )
    return tr("{words} {more}", words=words, more=more)


def left_out_in_words(tr: Language, kind: str, keys: Sequence[str]) -> str:
    """In which fields the records of a group contradict each other."""
    owner = CLASSES[kind]
    names = {field.key: field.name for field in fields_of(owner)}
    labels = [field_label(tr, names[key], owner) for key in keys]
    return tr("not merged, they differ in: {fields}", fields=tr.joined(labels))
