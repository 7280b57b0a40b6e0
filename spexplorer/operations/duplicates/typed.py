"""Whether what is typed in a form is a record that the library has already: by the same measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from spexplorer.domain.fields import CLASSES, Shape, fields_of
from spexplorer.domain.identifiers import identifier_keys
from spexplorer.domain.kinds import COMPARED, kind_of
from spexplorer.operations.duplicates.candidates import Candidate, candidate_of
from spexplorer.operations.duplicates.likeness import Likeness, likeness
from spexplorer.storage.distinct import distinct_pairs_of
from spexplorer.storage.snapshot import Source, connected
from spexplorer.storage.traits import Traits, traits_of_kind

_TYPES: Final = {"work": "type", "agent": "agent_type", "place": "place_type"}
_DATES: Final = {"work": "issued", "agent": "existed", "event": "date"}
_IDENTIFIERS: Final = ("doi", "isbn", "issn", "url")
_NOT_NUMBERS: Final = frozenset({"title_original_basis", *_IDENTIFIERS})


def like_typed(
    source: Source, kind: str, raw: Mapping[str, Any], ids: Iterable[str], own: str = ""
) -> tuple[str, Likeness] | None:
    """Of some records the one that is most like what is typed, and how; None where none is.

    `own` is the record that is edited: those that were said not to be the same are left out.
    """
    if kind not in COMPARED:
        return None
    wanted = [uid for uid in ids if kind_of(uid) == kind]
    with connected(source) as connection:
        apart = {uid for pair in distinct_pairs_of(connection, [own]) for uid in pair}
        listed = traits_of_kind(connection, kind, wanted)
        people = traits_of_kind(connection, "agent", list(_people(raw)))
    typed = _typed(kind, raw, tuple(one.names[0] for one in people))
    found = ((one.id, _compared(typed, one)) for one in listed if one.id not in apart)
    alike = [(uid, like) for uid, like in found if like is not None]
    return max(alike, key=lambda pair: pair[1].score, default=None)


def _compared(typed: Candidate, traits: Traits) -> Likeness | None:
    """How what is typed is like a record; while no type is chosen it may be of any."""
    if not typed.traits.sort:
        typed = typed._replace(traits=typed.traits._replace(sort=traits.sort))
    return likeness(typed, candidate_of(typed.kind, traits))


def _typed(kind: str, raw: Mapping[str, Any], people: tuple[str, ...]) -> Candidate:
    def text(name: str) -> str:
        value = raw.get(name)
        return value.strip() if isinstance(value, str) else ""

    fields = fields_of(CLASSES[kind])
    names = [text(field.name) for field in fields if field.info.naming]
    forms = [str(row.get("form") or "") for row in raw.get("variants") or ()]
    given = [(name, text(name)) for name in _IDENTIFIERS if text(name)]
    given += [
        (str(row.get("scheme") or ""), str(row.get("value") or ""))
        for row in raw.get("identifiers") or ()
    ]
    texts = (f.name for f in fields if f.shape in (Shape.TEXT, Shape.NUMBER) and not f.info.naming)
    return candidate_of(
        kind,
        Traits(
            "",
            text(_TYPES.get(kind, "")),
            tuple(filter(None, [*names, *forms])),
            people,
            text(_DATES.get(kind, "")),
            tuple((n, text(n)) for n in texts if n not in _NOT_NUMBERS and text(n)),
            tuple(key for one in given for key in identifier_keys(*one)),
        ),
    )


def _people(raw: Mapping[str, Any]) -> Iterator[str]:
    """The agents that a form names: contributors, a holder, parties."""
    for row in raw.get("contributors") or ():
        if isinstance(uid := row.get("agent"), str):
            yield uid
    for name in ("holder", "parties"):
        value = raw.get(name)
        for uid in value if isinstance(value, list) else [value]:
            if isinstance(uid, str) and uid.startswith("agent:"):
                yield uid
