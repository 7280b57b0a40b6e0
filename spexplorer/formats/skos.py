"""Trees of instruments or concepts as SKOS (W3C Recommendation of 2009), written as Turtle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TextIO
from urllib.parse import quote

from spexplorer.domain.concepts import Concept, Crosswalk, Instrument
from spexplorer.domain.records import NameForm

_PREFIXES: Final = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix dct: <http://purl.org/dc/terms/> .\n"
)
_MATCHES: Final = {
    "exact": "exactMatch", "close": "closeMatch", "broad": "broadMatch", "narrow": "narrowMatch",
    "related": "relatedMatch",
}  # fmt: skip
_ESCAPED: Final = {
    **{code: f"\\u{code:04X}" for code in (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029)},
    **dict.fromkeys(range(0xD800, 0xE000), "\\uFFFD"),  # half a letter, which UTF-8 cannot hold
    **str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}),
    0: "\\uFFFD",  # XML and many readers know no null character
}
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
"""The shape of a language tag (BCP 47); Turtle takes no other."""


def write(
    about: Mapping[str, str], records: Iterable[Instrument | Concept], stream: TextIO
) -> None:
    """Write a tree; ids stay what they are, labels are in the language of the library (`about`)."""
    records = list(records)
    language = _checked(about.get("language") or "en")
    kind = records[0].id.partition(":")[0] if records else "concept"
    scheme = _uri(f"scheme:{kind}")
    known = {str(record.id) for record in records}
    stream.write(f"{_PREFIXES}\n{scheme} a skos:ConceptScheme ;\n")
    title = " · ".join(filter(None, (about.get("name", ""), f"{kind}s", about.get("version", ""))))
    stream.write(f"    dct:title {_literal(title, language)} .\n")
    for record in records:
        lines = [f"skos:inScheme {scheme}", f"skos:notation {_literal(record.id)}"]
        lines += _names(record, language)
        lines += _links(record, known, scheme)
        stream.write(f"\n{_uri(record.id)} a skos:Concept ;\n    ")
        stream.write(" ;\n    ".join(lines) + " .\n")


def _names(record: Instrument | Concept, language: str) -> list[str]:
    name = record.name if isinstance(record, Instrument) else record.pref_label
    words = record.description if isinstance(record, Instrument) else record.definition
    lines = [f"skos:prefLabel {_literal(name, language)}"]
    labels = dict.fromkeys(_literal(form.form, _tag(form)) for form in record.variants)
    lines += [f"skos:altLabel {label}" for label in labels if label != _literal(name, language)]
    if words:
        lines.append(f"skos:definition {_literal(words, language)}")
    return lines


def _links(record: Instrument | Concept, known: set[str], scheme: str) -> list[str]:
    lines = []
    if record.broader in known:
        lines.append(f"skos:broader {_uri(str(record.broader))}")
    else:
        lines.append(f"skos:topConceptOf {scheme}")
    if isinstance(record, Concept):
        lines += [f"skos:related {_uri(other)}" for other in record.related if other in known]
        return lines
    lines.append(f"dct:type {_literal(record.vector)}")
    for mapping in record.crosswalk:
        lines.append(f"skos:{_MATCHES.get(mapping.match, 'mappingRelation')} {_term(mapping)}")
    return lines


def _term(mapping: Crosswalk) -> str:
    """The term of another scheme; those named here have no addresses of their own."""
    return _uri(f"scheme:{mapping.scheme}:{mapping.term}")


def _uri(name: str) -> str:
    return f"<urn:spexplorer:{quote(name, safe=':', errors='replace')}>"


def _tag(form: NameForm) -> str:
    """A language tag (BCP 47): language and, where it is known, script."""
    if not form.language:
        return ""
    return _checked("-".join(filter(None, (form.language, form.script)))) or _checked(form.language)


def _checked(tag: str) -> str:
    """A language tag, nothing where it has not the shape of one."""
    return tag if _LANGUAGE_TAG.fullmatch(tag) else ""


def _literal(text: str, language: str = "") -> str:
    quoted = f'"{text.translate(_ESCAPED)}"'
    return f"{quoted}@{language}" if language else quoted
