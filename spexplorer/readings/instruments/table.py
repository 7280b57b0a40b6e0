"""A tree of instruments or concepts as a table on its way out of the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.readings.instruments.tree import FIELD_SCHEME, crosswalk_words

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language


def table_of(
    tr: Language, reader: Reader, records: Sequence[Instrument | Concept]
) -> Iterator[list[str]]:
    """A first row of names, then one row a node."""
    scheme = reader.schemes().get(FIELD_SCHEME)
    field = scheme.label if scheme is not None else ""
    yield [
        tr("Name"), tr("Broader"), field, tr("Definition"), tr("Other names"),
        tr("Assessments"), tr("Other schemes"), tr("Related"), tr("Evidence"), tr("Identifier"),
    ]  # fmt: skip
    for record in records:
        yield _cells(tr, reader, record)


def _cells(tr: Language, reader: Reader, record: Instrument | Concept) -> list[str]:
    names = "; ".join(form.form for form in record.variants)
    evidence = "; ".join(reader.label(piece.passage) for piece in record.evidence)
    broader = reader.label(record.broader) if record.broader else ""
    if isinstance(record, Concept):
        related = "; ".join(map(reader.label, record.related))
        words = record.definition or ""
        return [record.pref_label, broader, "", words, names, "", "", related, evidence, record.id]
    verdicts = []
    for one in record.assessments:
        holder = reader.label(one.holder) if one.holder else ""
        parts = (reader.term("verdict", one.verdict), holder, one.reason or "")
        verdicts.append(" · ".join(part for part in parts if part))
    schemes = "; ".join(crosswalk_words(tr, one) for one in record.crosswalk)
    return [
        record.name, broader, reader.term(FIELD_SCHEME, record.vector), record.description or "", names,
        "; ".join(verdicts), schemes, "", evidence, record.id,
    ]  # fmt: skip
