"""SKOS as other programs and this one write it, in Turtle or RDF/XML: concepts with what joins them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, ClassVar, Final
from urllib.parse import unquote

from spexplorer.domain.concepts import Concept, Crosswalk, Instrument
from spexplorer.domain.records import ConceptId, InstrumentId, NameForm, Record, RecordId
from spexplorer.formats import skos
from spexplorer.formats.entry_builder import LONGEST
from spexplorer.formats.interchange import (
    Entry,
    FilePlace,
    Format,
    LookUp,
    NotOfThisFormat,
    Remark,
    Unreadable,
)
from spexplorer.formats.text_input import text_of
from spexplorer.formats.turtle import RDF, Triple, triples_of

_CORE: Final = "http://www.w3.org/2004/02/skos/core#"
_OWN: Final = "urn:spexplorer:"
_TYPE: Final = "http://purl.org/dc/terms/type"
"""By which the field of an instrument is told."""
_WORDS: Final = ("definition", "scopeNote", "note", "example")
_MATCHES: Final = {
    "exactMatch": "exact", "closeMatch": "close", "broadMatch": "broad", "relatedMatch": "related",
}  # fmt: skip

_DEEPEST: Final = 200
"""Levels of a tree; following the broader of each is work that grows with the square of them."""
_LONGEST_URI: Final = 200
_MOST_FORMS: Final = 5_000
"""Other labels of a concept that are kept."""
_RAW: Final = 20_000
"""Letters of an entry as it stands in the file that are shown."""
_CIRCLE: Final = "Its broader concept {uri} was left out; it lies below this one."
_TOO_DEEP: Final = "Its broader concept {uri} was left out; a tree has at most {n} levels."

_Said = Mapping[str, Sequence[Triple]]


class Skos(Format):
    """Thesauri and trees in SKOS: labels, other labels, definitions, broader, related, matches."""

    code: ClassVar[str] = "skos"
    label: ClassVar[str] = "SKOS"
    suffixes: ClassVar[tuple[str, ...]] = (".ttl", ".skos", ".rdf")
    kinds: ClassVar[tuple[str, ...]] = ("concept", "instrument")
    carried: ClassVar[frozenset[str]] = frozenset(
        ("pref_label", "name", "variants", "definition", "description", "vector", "broader", "related",
         "crosswalk")
    )  # fmt: skip

    def recognises(self, head: bytes) -> bool:
        """Whether the namespace of SKOS is named and there is a concept."""
        text = text_of(head)
        return _CORE in text and "Concept" in text

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The concepts, the broader before the narrower; links to what the file has not are told of."""
        said: dict[str, dict[str, list[Triple]]] = defaultdict(lambda: defaultdict(list))
        narrower: dict[str, str] = {}
        for triple in triples_of(stream):
            name = triple.predicate.removeprefix(_CORE)
            if name == "narrower":
                narrower[triple.value] = triple.subject
            said[triple.subject]["match" if name in _MATCHES else name].append(triple)
        concepts = [uri for uri, about in said.items() if _is_concept(about)]
        if not concepts:
            raise NotOfThisFormat(
                "The file has no concept of SKOS in it; export the thesaurus again."
            )
        ids = {uri: _id_of(uri, n, said[uri]) for n, uri in enumerate(concepts, 1)}
        above = {uri: _above(uri, said[uri], narrower, ids) for uri in concepts}
        let_go: dict[str, Remark] = {}
        for number, uri in enumerate(_downwards(concepts, above, let_go), 1):
            entry = _entry(FilePlace("record", number), uri, said[uri], ids, above[uri])
            if isinstance(entry, Entry):
                told = (let_go.get(uri), *_remarks(said[uri], ids, uri, above[uri], let_go))
                entry = entry._replace(remarks=(*filter(None, told), *entry.remarks))
            yield entry

    def write(self, records: Iterable[Record], _look_up: LookUp, stream: BinaryIO) -> None:
        """Write concepts and instruments, each as a scheme of its own."""
        by_kind: dict[type, list[Concept | Instrument]] = {Concept: [], Instrument: []}
        for record in records:
            if isinstance(record, Concept | Instrument):
                by_kind[type(record)].append(record)
        text = TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)
        for listed in filter(None, by_kind.values()):
            skos.write({}, listed, text)
        text.detach()


FORMAT: Final = Skos()


def _is_concept(about: _Said) -> bool:
    kinds = {triple.value for triple in about.get(f"{RDF}type", ())}
    return f"{_CORE}Concept" in kinds or ("prefLabel" in about and not kinds)


def _id_of(uri: str, number: int, about: _Said) -> str:
    """The id that this program wrote, else one that holds in the file; it says the kind."""
    own = unquote(uri.removeprefix(_OWN)) if uri.startswith(_OWN) else ""
    is_own = re.fullmatch(r"(concept|instrument):[a-z0-9-]+", own) is not None
    if is_own and (own.startswith("concept:") or about.get(_TYPE)):
        return own
    return f"concept:entry-{number}"


def _above(
    uri: str, about: _Said, narrower: Mapping[str, str], ids: Mapping[str, str]
) -> str | None:
    """The first broader concept of the file that is of the same kind."""
    named = [triple.value for triple in about.get("broader", ())]
    named += [narrower[uri]] if uri in narrower else []
    kind = ids[uri].partition(":")[0]
    found = (one for one in named if one != uri and ids.get(one, "").startswith(f"{kind}:"))
    return next(found, None)


def _downwards(
    concepts: Sequence[str], above: dict[str, str | None], let_go: dict[str, Remark]
) -> Iterator[str]:
    """The concepts with the broader before the narrower; what closes a circle or lies too deep is let go."""
    levels: dict[str, int] = {}
    for uri in concepts:
        path: dict[str, None] = {}
        current: str | None = uri
        while current is not None and current not in levels:
            if current in path:
                lowest = next(reversed(path))
                let_go[lowest] = Remark(_CIRCLE, (("uri", _brief(current)),))
                above[lowest] = None
                break
            path[current] = None
            current = above[current]
        for one in reversed(path):
            broader = above[one]
            levels[one] = levels[broader] + 1 if broader is not None else 1
            if broader is not None and levels[one] > _DEEPEST:
                let_go[one] = Remark(_TOO_DEEP, (("uri", _brief(broader)), ("n", str(_DEEPEST))))
                above[one], levels[one] = None, 1
            yield one


def _brief(uri: str) -> str:
    """An address for a sentence, cut where it is long."""
    return uri if len(uri) <= _LONGEST_URI else f"{uri[:_LONGEST_URI]}…"


def _entry(
    place: FilePlace, uri: str, about: _Said, ids: Mapping[str, str], above: str | None
) -> Entry | Unreadable:
    labels = [one for one in about.get("prefLabel", ()) if one.is_text and one.value.strip()]
    labels.sort(key=lambda one: one.language.partition("-")[0] not in ("en", ""))
    said = (f"{one.predicate} {one.value[:_RAW]}" for some in about.values() for one in some)
    raw = "\n".join(islice(said, _RAW))[:_RAW]
    if not labels:
        told = Remark("The concept {uri} has no label.", (("uri", _brief(uri)),))
        return Unreadable(place, raw, told)
    name = " ".join(labels[0].value[:LONGEST].split())
    others = [*labels[1:], *about.get("altLabel", ()), *about.get("hiddenLabel", ())]
    found = dict.fromkeys(_form(one) for one in others if one.is_text and one.value.strip())
    forms = tuple(islice(found, _MOST_FORMS))
    texts = dict.fromkeys(one.value.strip() for word in _WORDS for one in about.get(word, ()))
    words = "\n".join(filter(None, texts))[:LONGEST] or None
    if not ids[uri].startswith("instrument:"):
        concept = Concept(
            id=RecordId(ids[uri]),
            pref_label=name,
            variants=forms,
            definition=words,
            broader=ConceptId(ids[above]) if above else None,
            related=tuple(_related(ids[uri], about, ids)),
        )
        return Entry((concept,), place, raw, tuple(_unmatched(about)))
    instrument = Instrument(
        id=RecordId(ids[uri]),
        name=name,
        variants=forms,
        description=words,
        vector=about[_TYPE][0].value,
        broader=InstrumentId(ids[above]) if above else None,
        crosswalk=tuple(_crosswalk(about)),
    )
    return Entry((instrument,), place, raw)


def _related(uid: str, about: _Said, ids: Mapping[str, str]) -> Iterator[ConceptId]:
    """The concepts of the file that one is related to, itself left out."""
    for one in dict.fromkeys(ids.get(said.value, "") for said in about.get("related", ())):
        if one.startswith("concept:") and one != uid:
            yield ConceptId(one)


def _unmatched(about: _Said) -> Iterator[Remark]:
    """The matches with terms of others, for which a concept has no place."""
    for one in about.get("match", ()):
        told = (("match", one.predicate.removeprefix(_CORE)), ("term", _brief(one.value)))
        yield Remark("Its {match} with {term} has no place and was left out.", told)


def _form(label: Triple) -> NameForm:
    language, _, script = label.language.partition("-")
    is_script = re.fullmatch(r"[A-Z][a-z]{3}", script) is not None
    return NameForm(
        form=" ".join(label.value[:LONGEST].split()),
        language=(language if is_script else label.language) or None,
        script=script if is_script else None,
    )


def _crosswalk(about: _Said) -> Iterator[Crosswalk]:
    for one in about.get("match", ()):
        scheme, term = _scheme_and_term(one.value)
        match = _MATCHES[one.predicate.removeprefix(_CORE)]
        yield Crosswalk(scheme=scheme, term=term, match=match)


def _scheme_and_term(uri: str) -> tuple[str, str]:
    if uri.startswith(f"{_OWN}scheme:"):
        scheme, _, term = unquote(uri.removeprefix(f"{_OWN}scheme:")).partition(":")
        return scheme, term
    scheme, mark, term = re.fullmatch(r"(.*?)([#/]?)([^#/]*)", uri).groups()  # type: ignore[union-attr]
    return scheme + mark or uri, term or uri


def _remarks(
    about: _Said, ids: Mapping[str, str], uri: str, above: str | None, let_go: Collection[str]
) -> Iterator[Remark]:
    """What became of the broader concepts that are named and were not followed."""
    for one in about.get("broader", ()):
        told = (("uri", _brief(one.value)),)
        if one.value not in ids:
            yield Remark("Its broader concept {uri} is not in the file.", told)
        elif one.value == uri:
            yield Remark("It is named as its own broader concept; that was left out.")
        elif above is not None and one.value != above:
            yield Remark("Its further broader concept {uri} was left out; a tree has one.", told)
        elif above is None and uri not in let_go:
            yield Remark("Its broader concept {uri} is of another kind and was left out.", told)
