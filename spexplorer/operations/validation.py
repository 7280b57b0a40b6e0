"""What must be true of the records of a library before they are stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from spexplorer.domain.concepts import Instrument
from spexplorer.domain.derivations import agrees, derived_bounds, evaluate
from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.findings import Statistic
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.links import edges_of
from spexplorer.domain.records import Record
from spexplorer.domain.vocabularies import Scheme, labels_of_terms
from spexplorer.storage.soundness import FARTHEST_DAY, LARGEST_NUMBER

_ID: Final = re.compile(r"[a-z]+:[a-z0-9-]+")

Vocabularies = Mapping[str, Scheme]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: the record's id and a plain sentence."""

    record: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.record}: {self.sentence}"


def faults(records: Iterable[Record], vocabularies: Vocabularies) -> Iterator[Fault]:
    """Everything wrong with a whole library, record by record."""
    listed = list(records)
    seen: set[str] = set()
    ids = {record.id for record in listed}
    for record in listed:
        if record.id in seen:
            yield Fault(record.id, "the id is used twice.")
        seen.add(record.id)
        if not _ID.fullmatch(record.id):
            yield Fault(record.id, "the id has other characters than a-z, 0-9 and hyphens.")
        if len(set(record.tags)) < len(record.tags):
            yield Fault(record.id, "tags names one tag twice.")
        yield from _value_faults(record, record.id, vocabularies)
        yield from _link_faults(record, ids)
        if isinstance(record, Instrument):
            yield from _mapping_faults(record)
        if kind_of(record.id) != "passage" and not record.evidence:
            yield Fault(record.id, "there is no evidence; name the passages it rests on.")


def derivation_faults(records: Iterable[Record]) -> Iterator[Fault]:
    """Derived figures whose value or qualifier says more than the figures they were computed from."""
    figures: dict[str, Statistic] = {r.id: r for r in records if isinstance(r, Statistic)}
    for figure in figures.values():
        derivation = figure.derived_from
        if (
            derivation is None
            or not derivation.inputs
            or not set(derivation.inputs) <= set(figures)
        ):
            continue
        inputs = [figures[uid] for uid in derivation.inputs]
        bounds = derived_bounds(derivation.formula, inputs)
        if bounds is None:
            continue
        if figure.qualifier not in bounds.qualifiers:
            may = " or ".join(sorted(bounds.qualifiers))
            yield Fault(figure.id, f"it is “{figure.qualifier}”; its inputs give “{may}”.")
        computed = evaluate(derivation.formula) or ()
        given = [value for value in (figure.value, figure.value_high) if value is not None]
        if len(given) != len(computed) or not all(map(agrees, given, computed)):
            yield Fault(figure.id, f"its formula gives {', '.join(map(str, computed))}.")


def _link_faults(record: Record, ids: set[Any]) -> Iterator[Fault]:
    for edge in edges_of(record):
        if edge.target not in ids:
            yield Fault(record.id, f"{edge.predicate} points at {edge.target}, which is not there.")
        if edge.target == record.id:
            yield Fault(record.id, f"{edge.predicate} points at the record itself.")


def _mapping_faults(instrument: Instrument) -> Iterator[Fault]:
    """A term that is the same cannot be a broader or a related one as well (SKOS, S46)."""
    matches: dict[tuple[str, str], set[str]] = {}
    for mapping in instrument.crosswalk:
        matches.setdefault((mapping.scheme, mapping.term), set()).add(mapping.match)
    for (scheme, term), found in matches.items():
        if "exact" in found and (others := found & {"broad", "related"}):
            words = f"the term {term} of {scheme} is its exact and its {min(others)} match"
            yield Fault(instrument.id, f"{words}; keep one of the two.")


def _value_faults(owner: Any, where: str, vocabularies: Vocabularies) -> Iterator[Fault]:
    for field in fields_of(type(owner)):
        value = getattr(owner, field.name)
        items = value if field.repeats else (() if value is None else (value,))
        for item in items:
            if field.shape is Shape.PART:
                yield from _value_faults(item, where, vocabularies)
            elif field.scheme and item not in labels_of_terms(vocabularies, field.scheme):
                yield Fault(where, f"{field.key} “{item}” is not in the vocabulary {field.scheme}.")
            elif field.shape is Shape.NUMBER and not abs(item) <= LARGEST_NUMBER:
                yield Fault(where, f"{field.key} is larger than can be computed with.")
            elif field.shape is Shape.DATE:
                yield from _date_faults(item, f"{field.name}", where)


def _date_faults(text: str, field: str, where: str) -> Iterator[Fault]:
    try:
        days = parse(text).bounds[:4]
    except EdtfError as error:
        yield Fault(where, f"{field}: {error}")
        return
    if any(abs(day) > FARTHEST_DAY for day in days if day is not None):
        yield Fault(where, f"{field}: {text} lies farther away than can be drawn.")
