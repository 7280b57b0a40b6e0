"""Says a comparison in words: fields as the inspector calls them, values as it shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from spexplorer.domain.edtf import EdtfError
from spexplorer.domain.facets import FACETS, KIND_LABELS
from spexplorer.domain.fields import Field, Shape, fields_of, scheme_of
from spexplorer.domain.figures import figure
from spexplorer.domain.findings import Statistic
from spexplorer.domain.listing import Row
from spexplorer.domain.records import Evidence
from spexplorer.exploring.pairs import Pair, Sign, Tallies
from spexplorer.operations.comparison import (
    ComparedField,
    ComparedLinks,
    PeriodComparison,
    RecordComparison,
    amounts,
)
from spexplorer.ui.panels.record_page import NAMING
from spexplorer.ui.translation import tr
from spexplorer.ui.views.compare.entries import (
    Entry,
    Summary,
    difference_words,
    entry_of_tally,
    sign_words,
)
from spexplorer.words.dates import in_words
from spexplorer.words.facets import count_in_words, value_label
from spexplorer.words.fields import field_label, inward_label
from spexplorer.words.filters import filter_in_words, period_in_words
from spexplorer.words.labels import quantity
from spexplorer.words.year_keys import year_key_label

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.workspace.workspace import Workspace

_RECORD_FACETS: Final = ("actor", "place")


class Wording:
    """Turns what was compared into lines and a sentence."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._reader = workspace.reader
        self._one_unit = True
        """Whether the amounts of both sides can be told apart by a figure."""

    # -- counts ---------------------------------------------------------------------------------

    def periods(self, found: PeriodComparison) -> list[Entry]:
        """What happened in two periods."""
        return [entry for tallies in found.tallies for entry in self._tallies(tallies)]

    def _tallies(self, tallies: Tallies) -> list[Entry]:
        top = max((max(r.left.possible, r.right.possible) for r in tallies.rows), default=0)
        lines = [
            entry_of_tally(
                self._key(tallies.facet, row.key),
                row,
                top,
                row.key if tallies.facet in _RECORD_FACETS else "",
            )
            for row in tallies.rows
        ]
        if not lines:
            return []
        title = self._title(tallies)
        if tallies.more:
            title += tr(" (and {n} more that are not listed)", n=f"{tallies.more:,}")
        return [Entry(title), *lines]

    def _title(self, tallies: Tallies) -> str:
        match tallies.facet:
            case "evidence":
                return tr("How much evidence")
            case "linked":
                return tr("Linked records by kind")
            case "below":
                return tr("Uses of it and of narrower instruments")
            case "year":
                return tr("Events that use it, by the year they begin")
            case "kind":
                return tr("Records by kind")
        label = next((f.label for f in FACETS if f.name == tallies.facet), tallies.facet)
        kind = tr(KIND_LABELS.get(tallies.kind or "", ""))
        return tr("{kinds} by {facet}", kinds=kind, facet=tr(label).lower())

    def _key(self, facet: str, key: str) -> str:
        match facet:
            case "evidence":
                return tr("Passages it rests on")
            case "linked" | "below" | "kind":
                return tr(KIND_LABELS.get(key, key))
            case "year":
                return year_key_label(tr, key)
        return value_label(tr, self._workspace.reader, facet, key)

    # -- records --------------------------------------------------------------------------------

    def records(self, found: RecordComparison) -> list[Entry]:
        """Two records: values first, then parts and links, then counts, then the evidence."""
        single = [held for held in found.held if not held.field.repeats]
        listed = [held for held in found.held if held.field.repeats]
        entries = [Entry(tr("Values"))]
        if isinstance(found.left, Statistic) and isinstance(found.right, Statistic):
            entries.append(self._quantities(found.left, found.right))
        self._one_unit = getattr(found.left, "unit", "") == getattr(found.right, "unit", "")
        entries += [self._pair(held, held.pairs[0]) for held in single]
        evidence: list[Entry] = []
        for held in listed:
            lines = [Entry(self._field_title(held)), *(self._pair(held, p) for p in held.pairs)]
            if held.field.part is Evidence:
                evidence = lines
            else:
                entries += lines
        for tallies in found.tallies:
            entries += self._tallies(tallies)
        for linked in found.linked:
            entries += self._linked(linked)
        return [*entries, *evidence]

    def _field_title(self, held: ComparedField) -> str:
        if held.field.part is Evidence:
            return tr("Evidence")
        return tr("Tags") if held.field.name == "tags" else field_label(tr, held.field.name)

    def _quantities(self, left: Statistic, right: Statistic) -> Entry:
        texts = [quantity(tr, one, self._reader.term) for one in (left, right)]
        sign = Sign.SAME if texts[0] == texts[1] else Sign.DIFFERS
        return Entry(tr("Quantity"), texts[0], texts[1], sign, sign_words(sign))

    def _pair(self, held: ComparedField, pair: Pair) -> Entry:
        left, right = (self._value(held.owner, held.field, side) for side in pair)
        label = field_label(tr, held.field.name)
        if held.field.repeats:
            label = self._item_label(held, pair)
        return Entry(
            label, left, right, pair.sign, self._standing(held, pair), record=_record(held, pair)
        )

    def _standing(self, held: ComparedField, pair: Pair) -> str:
        both = amounts(pair, held.field)
        if both is None or both[0] == both[1] or not self._one_unit:
            return sign_words(pair.sign)
        more = both[1] > both[0]
        words = "{n} higher" if more else "{n} lower"
        return f"{'▲' if more else '▼'} " + tr(words, n=figure(abs(both[1] - both[0])))

    def _item_label(self, held: ComparedField, pair: Pair) -> str:
        """What an item of a list is called at its line: by what it is of, where that says something."""
        item = pair.left if pair.left is not None else pair.right
        if held.field.part is None:
            return ""
        first = next(iter(fields_of(held.field.part)), None)
        name = {"verdict": "verdict", "type": "type", "scheme": "scheme"}.get(
            first.name if first else ""
        )
        if name is None or first is None:
            return ""
        return self._one(held.field.part, first, getattr(item, name))

    def _value(self, owner: type, field: Field, value: Any) -> str:
        return "" if value is None else self._one(owner, field, value)

    def _one(self, owner: type, field: Field, value: Any) -> str:
        match field.shape:
            case Shape.LINK:
                return self._reader.label(value)
            case Shape.DATE:
                return _date(value)
            case Shape.PART:
                return self._part(value)
        scheme = scheme_of(owner, field.name)
        if scheme:
            return self._reader.term(scheme, value)
        if field.name in NAMING:
            return NAMING[field.name](tr, value)
        return figure(value) if isinstance(value, float) else str(value)

    def _part(self, part: Any) -> str:
        shown: list[str] = []
        for field in fields_of(type(part)):
            value = getattr(part, field.name)
            if value in (None, (), "") or (field.name == "basis" and value == "supplied"):
                continue
            items = value if field.repeats else (value,)
            shown.append(", ".join(self._one(type(part), field, item) for item in items))
        return " · ".join(shown)

    def _linked(self, linked: ComparedLinks) -> list[Entry]:
        title = inward_label(tr, linked.predicate, linked.kind)
        if linked.more:
            title += tr(" (and {n} more that are not listed)", n=f"{linked.more:,}")
        lines = []
        for pair in linked.pairs:
            row: Row = pair.left or pair.right
            texts = [row.label if side is not None else "" for side in pair]
            line = Entry("", texts[0], texts[1], pair.sign, sign_words(pair.sign), record=row.id)
            lines.append(line)
        return [Entry(title), *lines]

    # -- the sentence ---------------------------------------------------------------------------

    def periods_summary(self, found: PeriodComparison, entries: list[Entry], wanted: Filter) -> str:
        """How two periods differ, and under which filter."""
        left, right = period_in_words(tr, found.left), period_in_words(tr, found.right)
        words = tr(
            "{left}: {n} events; {right}: {m} events ({difference}). ",
            left=left,
            right=right,
            n=count_in_words(tr, found.events.left),
            m=count_in_words(tr, found.events.right),
            difference=difference_words(found.events),
        )
        if found.left == found.right:
            words += tr("Both sides are the same period. ")
        words += tr("Of the lines below, {signs}.", signs=Summary.of(entries).words())
        rest = wanted.without("period")
        if rest.constraints:
            words += " " + tr(
                "Only what passes is counted: {words}.",
                words=filter_in_words(tr, self._workspace.reader, rest),
            )
        if wanted.get("period") is not None:
            words += " " + tr("The period of the filter is left out; the two sides stand for it.")
        return words

    def records_summary(self, found: RecordComparison, entries: list[Entry]) -> str:
        """How two records differ, and whether they name each other."""
        if found.left.id == found.right.id:
            return tr("Both sides are the same record; nothing can differ.")
        values = [e for e in _under(entries, tr("Values")) if e.sign is not None]
        links = [Summary.of(list(_lines_of(linked))) for linked in found.linked]
        words = tr("Of the values, {signs}.", signs=Summary.of(values).words())
        shared, left, right = (sum(s[at] for s in links) for at in (0, 2, 3))
        words += " " + tr(
            "Records that point here: {shared} at both, {left} only at the left, {right} only at the right.",
            shared=f"{shared:,}",
            left=f"{left:,}",
            right=f"{right:,}",
        )
        for predicate, outward in found.between:
            name = field_label(tr, predicate.partition(".")[0])
            sentence = (
                "The left names the right under “{field}”."
                if outward
                else "The right names the left under “{field}”."
            )
            words += " " + tr(sentence, field=name)
        if type(found.left) is not type(found.right):
            words += " " + tr("They are of different kinds, so few fields meet.")
        return words


def _lines_of(linked: ComparedLinks) -> list[Entry]:
    return [Entry("", sign=pair.sign) for pair in linked.pairs]


def _under(entries: list[Entry], title: str) -> list[Entry]:
    """The lines under a heading."""
    found: list[Entry] = []
    inside = False
    for entry in entries:
        if entry.is_heading:
            inside = entry.label == title
        elif inside:
            found.append(entry)
    return found


def _date(text: str) -> str:
    """A date in words with its EDTF, which says what the words leave open."""
    try:
        return f"{in_words(tr, text)} [{text}]"
    except EdtfError:
        return text


def _record(held: ComparedField, pair: Pair) -> str:
    """The record a line leads to: what a link names, or the passage of evidence."""
    item = pair.left if pair.left is not None else pair.right
    if held.field.shape is Shape.LINK and pair.sign is not Sign.DIFFERS:
        return str(item)
    return item.passage if isinstance(item, Evidence) else ""
