"""Two records side by side: their values, their parts, the records that point at them, their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.figures import figure
from spexplorer.domain.findings import Statistic
from spexplorer.domain.records import Evidence
from spexplorer.exploring.pairs import PairSign
from spexplorer.operations.comparison import amounts
from spexplorer.readings.comparison.choices import ALL, DIFFERENT, SHARED, tab_separated
from spexplorer.readings.field_values import FieldValues
from spexplorer.words.facets import count_in_words, value_label
from spexplorer.words.fields import field_label, inward_label
from spexplorer.words.filters import facet_label
from spexplorer.words.labels import quantity
from spexplorer.words.year_keys import year_key_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spexplorer.domain.counts import Count
    from spexplorer.exploring.pairs import CountPairs, ValuePair
    from spexplorer.operations.comparison import ComparedField, ComparedLinks, RecordComparison
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

_RECORD_FACETS: Final = frozenset({"actor", "place"})
_DIFFERENT: Final = frozenset({PairSign.DIFFERS, PairSign.LEFT, PairSign.RIGHT})


class ComparedValue(NamedTuple):
    """What one side has: words, and the id of the record they name."""

    text: str
    record: str = ""


class ComparedRow(NamedTuple):
    """A value of either side; nothing where a side has none. `difference` says how they differ."""

    label: str
    left: ComparedValue | None
    right: ComparedValue | None
    sign: PairSign
    difference: str


class ComparedSection(NamedTuple):
    """Values that belong together; `more` further ones are not listed."""

    key: str
    title: str
    rows: tuple[ComparedRow, ...]
    more: int = 0


class PairReading(NamedTuple):
    """Two records side by side: what is said of the whole, and the sections."""

    titles: tuple[str, str]
    summary: str
    sections: tuple[ComparedSection, ...]

    def only(self, wanted: str) -> list[ComparedSection]:
        """The sections with all lines, or with those that differ, or that are the same."""
        if wanted == ALL:
            return list(self.sections)
        found = []
        for section in self.sections:
            rows = tuple(row for row in section.rows if _is_wanted(row.sign, wanted))
            if rows:
                found.append(section._replace(rows=rows))
        return found

    def numbers(self) -> dict[str, int]:
        """How many lines each choice shows."""
        rows = [row.sign for section in self.sections for row in section.rows]
        return {w: sum(_is_wanted(s, w) for s in rows) for w in (ALL, DIFFERENT, SHARED)}


def _is_wanted(sign: PairSign, wanted: str) -> bool:
    if wanted == ALL:
        return True
    return sign in _DIFFERENT if wanted == DIFFERENT else sign is PairSign.SAME


def sign_words(tr: Language, sign: PairSign) -> str:
    """Whether the sides are the same: a sign and a word."""
    return {
        PairSign.SAME: tr("= same"),
        PairSign.DIFFERS: tr("≠ differs"),
        PairSign.LEFT: tr("◀ only left"),
        PairSign.RIGHT: tr("▶ only right"),
        PairSign.OPEN: tr("≈ not certain"),
    }[sign]


def read_records(tr: Language, reader: Reader, found: RecordComparison) -> PairReading:
    """Two records: values first, then parts and links, then counts, then the evidence."""
    return _RecordWording(tr, reader, found).read()


class _RecordWording:
    """Words one comparison of two records: fields by their names, values as the record's page has them."""

    def __init__(self, tr: Language, reader: Reader, found: RecordComparison) -> None:
        self._tr = tr
        self._reader = reader
        self._found = found
        self._values_in_words = FieldValues(tr, reader)
        self._one_unit = getattr(found.left, "unit", "") == getattr(found.right, "unit", "")
        """Whether the amounts of both sides can be told apart by a figure."""

    def read(self) -> PairReading:
        """The whole comparison."""
        values = self._values()
        listed = [held for held in self._found.fields if held.field.repeats]
        parts = [self._field(held) for held in listed if held.field.part is not Evidence]
        evidence = [self._field(held) for held in listed if held.field.part is Evidence]
        counts = [self._counts(one) for one in self._found.counts]
        linked = [self._linked(one) for one in self._found.linked]
        sections = (values, *parts, *counts, *linked, *evidence)
        titles = self._reader.label(self._found.left.id), self._reader.label(self._found.right.id)
        return PairReading(
            titles, self._summary(values), tuple(section for section in sections if section.rows)
        )

    # -- values ---------------------------------------------------------------------------------

    def _values(self) -> ComparedSection:
        left, right = self._found.left, self._found.right
        rows = []
        if isinstance(left, Statistic) and isinstance(right, Statistic):
            texts = [quantity(self._tr, one, self._reader.term) for one in (left, right)]
            sign = PairSign.SAME if texts[0] == texts[1] else PairSign.DIFFERS
            ours, theirs = (ComparedValue(text) for text in texts)
            words = sign_words(self._tr, sign)
            rows.append(ComparedRow(self._tr("Quantity"), ours, theirs, sign, words))
        single = [held for held in self._found.fields if not held.field.repeats]
        rows += [self._row(held, held.pairs[0]) for held in single]
        return ComparedSection("values", self._tr("Values"), tuple(rows))

    def _field(self, held: ComparedField) -> ComparedSection:
        name = held.field.name
        title = field_label(self._tr, name, held.owner)
        if held.field.part is Evidence:
            title = self._tr("Evidence")
        elif name == "tags":
            title = self._tr("Tags")
        return ComparedSection(name, title, tuple(self._row(held, pair) for pair in held.pairs))

    def _row(self, held: ComparedField, pair: ValuePair) -> ComparedRow:
        label = field_label(self._tr, held.field.name, held.owner, self._reader)
        if held.field.repeats:
            label = self._item_label(held, pair)
        left, right = (self._value(held, side) for side in pair)
        return ComparedRow(label, left, right, pair.sign, self._difference(held, pair))

    def _difference(self, held: ComparedField, pair: ValuePair) -> str:
        both = amounts(pair, held.field)
        if both is None or both[0] == both[1] or not self._one_unit:
            return sign_words(self._tr, pair.sign)
        number = figure(abs(both[1] - both[0]))
        if both[1] > both[0]:
            return self._tr("▲ {n} higher", n=number)
        return self._tr("▼ {n} lower", n=number)

    def _item_label(self, held: ComparedField, pair: ValuePair) -> str:
        """What an item of a list is called: by what it is of, where that says something."""
        item = pair.left if pair.left is not None else pair.right
        if held.field.part is None:
            return ""
        first = next(iter(fields_of(held.field.part)), None)
        if first is None or first.name not in ("verdict", "type", "scheme"):
            return ""
        return self._values_in_words.words(first, getattr(item, first.name))

    def _value(self, held: ComparedField, value: Any) -> ComparedValue | None:
        if value is None:
            return None
        record = ""
        if held.field.shape is Shape.LINK:
            record = str(value)
        elif isinstance(value, Evidence):
            record = value.passage
        return ComparedValue(self._values_in_words.words(held.field, value), record)

    # -- counts and links -----------------------------------------------------------------------

    def _counts(self, counts: CountPairs) -> ComparedSection:
        tr = self._tr
        rows = []
        for pair in counts.rows:
            key = pair.key
            record = key if counts.facet in _RECORD_FACETS else ""
            left, right = (self._count(count, record) for count in (pair.left, pair.right))
            label = self._count_label(counts.facet, key)
            rows.append(ComparedRow(label, left, right, pair.sign, sign_words(tr, pair.sign)))
        return ComparedSection(
            f"counts.{counts.facet}", self._counts_title(counts), tuple(rows), counts.more
        )

    def _count(self, count: Count, record: str) -> ComparedValue:
        return ComparedValue(count_in_words(self._tr, count), record)

    def _counts_title(self, counts: CountPairs) -> str:
        tr = self._tr
        match counts.facet:
            case "evidence":
                return tr("How much evidence")
            case "linked":
                return tr("Linked records by kind")
            case "below":
                return tr("Uses of it and of narrower instruments")
            case "year":
                return tr("Events that use it, by the year they begin")
        return facet_label(tr, self._reader, counts.facet)

    def _count_label(self, facet: str, key: str) -> str:
        tr = self._tr
        match facet:
            case "evidence":
                return tr("Passages it rests on")
            case "linked" | "below" | "kind":
                return tr(KIND_LABELS.get(key, key))
            case "year":
                return year_key_label(tr, key)
        return value_label(tr, self._reader, facet, key)

    def _linked(self, linked: ComparedLinks) -> ComparedSection:
        tr = self._tr
        rows = []
        for pair in linked.pairs:
            left, right = (ComparedValue(r.label, r.id) if r is not None else None for r in pair)
            rows.append(ComparedRow("", left, right, pair.sign, sign_words(tr, pair.sign)))
        title = inward_label(tr, linked.predicate, linked.kind)
        return ComparedSection(f"{linked.predicate}/{linked.kind}", title, tuple(rows), linked.more)

    # -- the sentence ---------------------------------------------------------------------------

    def _summary(self, values: ComparedSection) -> str:
        """How two records differ, and whether they name each other."""
        tr, found = self._tr, self._found
        if found.left.id == found.right.id:
            return tr("Both sides are the same record; nothing can differ.")
        signs = [row.sign for row in values.rows]
        linked = [pair.sign for one in found.linked for pair in one.pairs]
        said = [*self._values_by_sign(signs), *self._links_by_sign(linked)]
        words = [" · ".join(said)] if said else []
        for predicate, outward in found.between:
            name = field_label(tr, predicate.partition(".")[0])
            if outward:
                words.append(tr("The left names the right under “{field}”.", field=name))
            else:
                words.append(tr("The right names the left under “{field}”.", field=name))
        if type(found.left) is not type(found.right):
            words.append(tr("They are of different kinds, so few fields meet."))
        return "\n".join(words)

    def _values_by_sign(self, signs: Sequence[PairSign]) -> Iterator[str]:
        """How many values differ and agree; nothing is said of none."""
        tr = self._tr
        if n := signs.count(PairSign.DIFFERS):
            yield tr.counted(n, "{n} value differs", "{n} values differ")
        if n := signs.count(PairSign.SAME):
            yield tr.counted(n, "{n} value is the same", "{n} values are the same")
        if n := signs.count(PairSign.LEFT):
            yield tr.counted(n, "{n} value only on the left", "{n} values only on the left")
        if n := signs.count(PairSign.RIGHT):
            yield tr.counted(n, "{n} value only on the right", "{n} values only on the right")

    def _links_by_sign(self, signs: Sequence[PairSign]) -> Iterator[str]:
        """How many records lead to both sides, and to one of them."""
        tr = self._tr
        if n := signs.count(PairSign.SAME):
            yield tr.counted(n, "{n} record leads to both", "{n} records lead to both")
        if n := signs.count(PairSign.LEFT):
            yield tr.counted(
                n, "{n} record leads only to the left", "{n} records lead only to the left"
            )
        if n := signs.count(PairSign.RIGHT):
            yield tr.counted(
                n, "{n} record leads only to the right", "{n} records lead only to the right"
            )


def records_as_table(tr: Language, reading: PairReading, wanted: str) -> str:
    """The lines as tab-separated values, each with the section it stands in."""
    lines = [(tr("Section"), tr("What"), *reading.titles, tr("Difference"))]
    for section in reading.only(wanted):
        for row in section.rows:
            left, right = (side.text if side is not None else "" for side in (row.left, row.right))
            lines.append((section.title, row.label, left, right, row.difference))
    return tab_separated(lines)
