"""What must be true of the records of a library before they are stored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from spexplorer.domain.authorities import Place
from spexplorer.domain.concepts import Instrument
from spexplorer.domain.derivations import agrees, derived_bounds, evaluate
from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.fields import Shape, filled_fields
from spexplorer.domain.findings import Statistic
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.links import edges_of
from spexplorer.domain.records import Record
from spexplorer.domain.vocabularies import CLOSED, Scheme, labels_of_terms
from spexplorer.domain.works import Citation, Passage, Work
from spexplorer.storage.soundness import FARTHEST_DAY, LARGEST_NUMBER

_ID: Final = re.compile(r"[a-z]+:[a-z0-9-]+")

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What no text holds: everything that controls a device, but the tab and the end of a line; half signs."""

_LONGEST: Final = 20_000_000
"""Letters of one value; a longer one is no text of a record, and cannot be stored or searched."""

_LONGEST_ID: Final = 250

_SHOWN: Final = 80
"""Letters of a value that a sentence shows."""

_NAMED: Final = 12
"""The most terms of a vocabulary that a sentence names."""

Vocabularies = Mapping[str, Scheme]

Codes = Mapping[str, Collection[str]]
"""Scheme -> the codes of its terms."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: the record's id and a plain sentence."""

    record: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.record}: {self.sentence}"


def codes_of_schemes(vocabularies: Vocabularies) -> Codes:
    """The codes of all terms by scheme, those of the closed lists included."""
    own = {
        code: frozenset(term.code for term in scheme.terms) for code, scheme in vocabularies.items()
    }
    return {**own, **CLOSED}


def faults(records: Iterable[Record], vocabularies: Vocabularies) -> Iterator[Fault]:
    """Everything wrong with a whole library, record by record."""
    listed = list(records)
    seen: set[str] = set()
    ids = {record.id for record in listed}
    codes = codes_of_schemes(vocabularies)
    for record in listed:
        if record.id in seen:
            yield Fault(record.id, "the id is used twice.")
        seen.add(record.id)
        if not _ID.fullmatch(record.id):
            yield Fault(record.id, "the id has other characters than a-z, 0-9 and hyphens.")
        if len(set(record.tags)) < len(record.tags):
            yield Fault(record.id, "tags names one tag twice.")
        yield from _value_faults(record, record.id, vocabularies, codes)
        yield from _link_faults(record, ids)
        if isinstance(record, Instrument):
            yield from _mapping_faults(record)
        if kind_of(record.id) != "passage" and not record.evidence:
            yield Fault(record.id, "there is no evidence; name the passages it rests on.")


def record_faults(
    record: Record, vocabularies: Vocabularies, codes: Codes | None = None
) -> Iterator[Fault]:
    """What is wrong with one record by itself, before it is stored; links are for storage to follow.

    Whoever asks of many records gives the `codes_of_schemes` of the vocabularies.
    """
    if codes is None:
        codes = codes_of_schemes(vocabularies)
    if not _ID.fullmatch(record.id):
        yield Fault(record.id, "the id has other characters than a-z, 0-9 and hyphens.")
    elif len(record.id) > _LONGEST_ID:
        yield Fault(record.id[:_SHOWN], f"the id is longer than {_LONGEST_ID} letters.")
    for name in ("tags", "collections"):
        values = getattr(record, name)
        if twice := next((one for one in values if values.count(one) > 1), None):
            yield Fault(record.id, f"{name} names “{twice[:_SHOWN]}” twice.")
    yield from _control_faults(record, record.id)
    yield from _value_faults(record, record.id, vocabularies, codes)
    for edge in edges_of(record):
        if edge.target == record.id:
            yield Fault(record.id, f"{edge.predicate} points at the record itself.")
    if isinstance(record, Instrument):
        yield from _mapping_faults(record)
    if sentence := _combination_fault(record):
        yield Fault(record.id, sentence)


def _control_faults(owner: Any, where: str) -> Iterator[Fault]:
    for field, items in filled_fields(owner):
        for item in items:
            if field.shape is Shape.PART:
                yield from _control_faults(item, where)
            elif isinstance(item, str) and (sign := _CONTROL.search(item)):
                code = f"U+{ord(sign.group()):04X}"
                yield Fault(where, f"{field.key} holds {code}, which no text has; take it out.")
            elif isinstance(item, str) and len(item) > _LONGEST:
                letters = f"{len(item):,} letters"
                yield Fault(where, f"{field.key} has {letters}; {_LONGEST:,} are the most.")


def _combination_fault(record: Record) -> str:
    """What two fields of a record say against each other; the schema refuses it, too."""
    match record:
        case Work() if record.title_original and not record.title_original_basis:
            return "title_original needs title_original_basis: printed, reconstructed or supplied."
        case Place():
            if (record.latitude is None) != (record.longitude is None):
                return "latitude and longitude are given together, or neither."
            if not (-90 <= (record.latitude or 0) <= 90 and -180 <= (record.longitude or 0) <= 180):
                return "latitude lies between -90 and 90 degrees, longitude between -180 and 180."
        case Statistic() if record.value_high is not None:
            if record.value is None or record.value > record.value_high:
                return "value is the lower end of a range, value_high the upper."
        case Citation():
            return _footnote_fault(record)
        case Passage():
            if min(record.paragraph, record.sentence, record.token_count) < 1:
                return "paragraph, sentence and token_count are counted from 1."
    return ""


def _footnote_fault(record: Citation) -> str:
    if record.number < 1:
        return "number is counted from 1."
    if record.relation == "op_cit" and record.target_number is None:
        return "an op. cit. needs target_number, the footnote it refers back to."
    if record.target_number is not None and not 0 < record.target_number < record.number:
        return "target_number is the number of an earlier footnote."
    return ""


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


def _value_faults(
    owner: Any, where: str, vocabularies: Vocabularies, codes: Codes
) -> Iterator[Fault]:
    for field, items in filled_fields(owner):
        for item in items:
            if field.shape is Shape.PART:
                yield from _value_faults(item, where, vocabularies, codes)
            elif field.scheme and item not in codes.get(field.scheme, ()):
                yield Fault(where, _not_a_term(field.key, item, field.scheme, vocabularies))
            elif field.shape is Shape.NUMBER and not abs(item) <= LARGEST_NUMBER:
                yield Fault(where, f"{field.key} is larger than can be computed with.")
            elif field.shape is Shape.DATE:
                yield from _date_faults(item, f"{field.name}", where)


def _not_a_term(key: str, item: str, scheme: str, vocabularies: Vocabularies) -> str:
    """That a code is none of a vocabulary, and which there are where they are few."""
    codes = list(labels_of_terms(vocabularies, scheme))
    sentence = f"{key} “{item[:_SHOWN]}” is not in the vocabulary {scheme}"
    if not codes:
        return f"{sentence}, which is empty; add the term first."
    more = ", …" if len(codes) > _NAMED else ""
    return f"{sentence}; it has {', '.join(codes[:_NAMED])}{more}."


def _date_faults(text: str, field: str, where: str) -> Iterator[Fault]:
    try:
        days = parse(text).bounds[:4]
    except EdtfError as error:
        yield Fault(where, f"{field}: {error}")
        return
    if any(abs(day) > FARTHEST_DAY for day in days if day is not None):
        yield Fault(where, f"{field}: {text} lies farther away than can be drawn.")
