"""What fields, kinds and links are called in the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.domain.kinds import KIND_LABEL, KIND_LABELS
from spexplorer.words.language import Language

if TYPE_CHECKING:
    from spexplorer.domain.fields import Field
    from spexplorer.words.names import Names

_INWARD: Final = {
    "agents": "{kinds} this actor took part in",
    "place": "{kinds} at this place",
    "contributors.agent": "Works by this contributor",
    "cited_work": "Cited in",
    "mark_passage": "Footnote marks here",
    "broader": "Narrower",
    "target": "Observations on this",
    "supported_by": "Supports",
    "contradicts": "Contradicted by",
    "derived_from.inputs": "Figures computed from this",
    "evidence.passage": "{kinds} resting on this passage",
    "holder": "{kinds} held by this actor",
    "assessments.holder": "Instruments assessed by this actor",
    "parties": "Agreements of this party",
    "relations.target": "Related agreements",
    "relations.work": "Related works",
    "participants.agent": "{kinds} this actor took part in",
    "signatories.agent": "Agreements signed by this person",
    "signatories.party": "Agreements signed for this party",
    "acts.party": "Agreements this party acted on",
    "depositary": "Agreements kept by this body",
}

_LINKS: Final = {
    "acts.party": ("acted on by", "acted on"),
    "agents": ("involves", "takes part in"),
    "assessments.holder": ("assessed by", "assesses"),
    "broader": ("narrower than", "broader than"),
    "cited_work": ("cites", "cited in"),
    "contradicts": ("stands against", "contradicted by"),
    "contributors.agent": ("has as contributor", "contributed to"),
    "depositary": ("kept by", "keeps"),
    "derived_from.inputs": ("computed from", "used to compute"),
    "evidence.passage": ("rests on", "is evidence for"),
    "holder": ("held by", "holds"),
    "instruments": ("uses", "used in"),
    "mark_passage": ("marked in", "carries the mark of"),
    "participants.agent": ("involves", "takes part in"),
    "parties": ("agreed by", "party of"),
    "place": ("is placed in", "place of"),
    "registrations.party": ("registered by", "registered"),
    "related": ("related to", "related to"),
    "relations.target": ("related to", "related to"),
    "relations.work": ("related to", "related to"),
    "signatories.agent": ("signed by", "signed"),
    "signatories.party": ("signed for", "signed through others"),
    "signatories.place": ("signed in", "place of signature of"),
    "supported_by": ("supported by", "supports"),
    "target": ("is about", "observed in"),
    "work": ("part of", "contains"),
}
"""Predicate -> how a link reads from the record that holds it, and from the one it leads to."""


def kind_label(tr: Language, kind: str) -> str:
    """A kind in the singular."""
    return tr(KIND_LABEL[kind])


def field_label(
    tr: Language, field: str, owner: type | None = None, names: Names | None = None
) -> str:
    """What a field is called; an unknown one by its own name.

    `owner` is its class, where that is known: some kinds call a field of one name otherwise. `names`
    is the library, which may call a field by the name of its own vocabulary.
    """
    described = _described(field, owner)
    if described is None:
        return tr(field.replace("_", " ").capitalize())
    known = names.facet(field) if names is not None and described.info.facet else None
    if known is not None and described.info.facet and known.label != described.info.facet[1]:
        return known.label
    return tr(described.info.label)


def field_help(tr: Language, field: str, owner: type | None = None) -> str:
    """A sentence that tells what belongs into a field; nothing for an unknown one."""
    described = _described(field, owner)
    return tr(described.info.help) if described is not None else ""


def _described(field: str, owner: type | None) -> Field | None:
    from spexplorer.domain.fields import described_classes, fields_of

    for described in (owner,) if owner is not None else described_classes():
        for item in fields_of(described):
            if field in (item.name, item.key):
                return item
    return None


def series_title(tr: Language, series: str) -> str:
    """What a series of figures is called: “confucius-institutes” is “Confucius institutes”."""
    return series.replace("-", " ").capitalize() if series else tr("Without a series")


def inward_label(tr: Language, predicate: str, kind: str) -> str:
    """What a group of records that point here is called."""
    pattern = _INWARD.get(predicate, "{kinds}")
    return tr(pattern, kinds=tr(KIND_LABELS[kind]))


def link_label(tr: Language, predicate: str, *, outward: bool) -> str:
    """How a link reads between two names: “held by”, or “holds” from the other end.

    One that has no words of its own is read by the name of its field.
    """
    if predicate in _LINKS:
        return tr(_LINKS[predicate][0 if outward else 1])
    field = field_label(tr, predicate.partition(".")[0])
    return field if outward else tr("named under “{field}” by", field=field)
