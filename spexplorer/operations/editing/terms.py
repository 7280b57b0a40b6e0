"""Change the vocabularies of a library: add, change, merge, retire and remove terms, add vocabularies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Final

from spexplorer.domain.fields import fields_of, governed_fields
from spexplorer.domain.records import Record
from spexplorer.domain.vocabularies import CLOSED, Scheme, Term
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.edit import Edit
from spexplorer.storage.journal import Values
from spexplorer.storage.subjects import (
    narrower_terms,
    next_position,
    read_subject,
    scheme_subject,
    term_subject,
)
from spexplorer.storage.term_uses import users_of_term
from spexplorer.support.errors import AppError

_CODE: Final = re.compile(r"[a-z0-9][a-z0-9_-]*")


class TermInUse(AppError):
    """A term cannot be removed, for records use it: `users` are their ids."""

    def __init__(self, scheme: str, code: str, users: list[str]) -> None:
        super().__init__(
            f"{len(users):,} records use the term {code} of {scheme}; say which term they shall have"
            " instead, or retire it."
        )
        self.users = users


def add_scheme(scheme: Scheme) -> Operation:
    """Add a vocabulary with its terms."""

    def perform(edit: Edit) -> Parts:
        _refuse_closed(scheme.code)
        if read_subject(edit.connection, scheme_subject(scheme.code)) is not None:
            raise AppError(f"There is a vocabulary {scheme.code} already; add terms to it.")
        put_scheme(edit, scheme)
        for term in scheme.terms:
            put_term(edit, scheme.code, term)
        return {"scheme": scheme.code, "label": scheme.label}

    return Operation("add_scheme", perform)


def put_scheme(edit: Edit, scheme: Scheme) -> None:
    """Store a vocabulary, without its terms, after those there are."""
    values = {
        "label": scheme.label,
        "help": scheme.help,
        "field": scheme.field,
        "facet": scheme.facet,
        "icon": scheme.icon or None,
        "position": next_position(edit.connection),
    }
    edit.put(scheme_subject(scheme.code), values)


def terms_used(owner: object) -> Iterator[tuple[str, str]]:
    """Scheme and code of the terms of open vocabularies that a record or part names."""
    for name, repeats, scheme in _naming_terms(type(owner)):
        value = getattr(owner, name)
        items = value if repeats else (() if value is None else (value,))
        if scheme:
            yield from ((scheme, str(item)) for item in items if item)
        else:
            for item in items:
                yield from terms_used(item)


def _read_naming_terms(owner: type) -> tuple[tuple[str, bool, str], ...]:
    return tuple(
        (field.name, field.repeats, field.scheme if field.part is None else "")
        for field in fields_of(owner)
        if (field.part is not None and _naming_terms(field.part))
        or (field.scheme and field.scheme not in CLOSED)
    )


_naming_terms: Callable[[type], tuple[tuple[str, bool, str], ...]] = cache(_read_naming_terms)
"""The fields of a class by which terms are named: name, whether it repeats, scheme ("" for parts)."""


def add_lacking_term(edit: Edit, scheme: str, code: str) -> bool:
    """Add a term that records bring, labelled by its code; gives whether the vocabulary lacked it.

    Without the vocabulary nothing is added: records that name the term are refused.
    """
    if read_subject(edit.connection, term_subject(scheme, code)) is not None:
        return False
    if read_subject(edit.connection, scheme_subject(scheme)) is None:
        return False
    put_term(edit, scheme, Term(code, code.replace("_", " ").replace("-", " ").capitalize()))
    return True


def put_term(edit: Edit, scheme: str, term: Term) -> None:
    """Store a new term after those there are."""
    last = next_position(edit.connection, scheme)
    edit.put(term_subject(scheme, term.code), {**_values(term), "position": last})


def _values(term: Term) -> Values:
    return {
        "label": term.label,
        "help": term.help,
        "alternatives": list(term.alternatives),
        "broader": term.broader or None,
        "colour": term.colour or None,
        "retired": int(term.retired),
    }


def add_term(scheme: str, term: Term) -> Operation:
    """Add a term to a vocabulary."""

    def perform(edit: Edit) -> Parts:
        _refuse_closed(scheme)
        if not _CODE.fullmatch(term.code):
            raise AppError(f"“{term.code}” is no code of a term; use a-z, 0-9, _ and hyphens.")
        if not term.label.strip():
            raise AppError("A term needs a label; give one.")
        if read_subject(edit.connection, scheme_subject(scheme)) is None:
            _add_governed(edit, scheme)
        if read_subject(edit.connection, term_subject(scheme, term.code)) is not None:
            raise AppError(f"There is a term {term.code} in {scheme} already; change that one.")
        if term.broader:
            _term(edit, scheme, term.broader)
        put_term(edit, scheme, term)
        return {"scheme": scheme, "label": term.label, "code": term.code}

    return Operation("add_term", perform)


def _add_governed(edit: Edit, scheme: str) -> None:
    """A vocabulary that a library had none of yet begins with the field that it governs."""
    if scheme not in governed_fields():
        raise AppError(f"There is no vocabulary {scheme}; look at “spexplorer info”.")
    owner, field = governed_fields()[scheme]
    place, label = (field.info.facet or (None, field.info.label))[:2]
    governed = f"{owner.__name__}.{field.name}"
    put_scheme(edit, Scheme(scheme, label, (), field.info.help, governed, place))


def change_term(scheme: str, code: str, **values: Any) -> Operation:
    """Change what a term says: label, help, alternatives, broader, colour, retired or position.

    Its code is permanent.
    """

    def perform(edit: Edit) -> Parts:
        _refuse_closed(scheme)
        before = _term(edit, scheme, code)
        if unknown := sorted(values.keys() - before.keys()):
            raise AppError(f"A term has no {unknown[0]}; it has {', '.join(before)}.")
        after = {**before, **values}
        if not str(after["label"]).strip():
            raise AppError("A term needs a label; give one.")
        after["alternatives"] = list(after["alternatives"])
        after["retired"] = int(after["retired"])
        if after["broader"] and code in _above(edit, scheme, after["broader"]):
            raise AppError(f"{code} cannot lie below its own narrower term; choose another.")
        edit.put(term_subject(scheme, code), after)
        return {"scheme": scheme, "label": after["label"], "before": before["label"], "code": code}

    if set(values) == {"retired"}:
        return Operation("retire_term" if values["retired"] else "restore_term", perform)
    return Operation("rename_term" if set(values) == {"label"} else "change_term", perform)


def _above(edit: Edit, scheme: str, code: str) -> set[str]:
    """A term and all above it."""
    found: set[str] = set()
    current: str | None = code
    while current is not None and current not in found:
        found.add(current)
        current = _term(edit, scheme, current)["broader"]
    return found


def remove_term(scheme: str, code: str, instead: str | None = None) -> Operation:
    """Remove a term; records that use it get another one.

    Raises TermInUse where records use it and no other one is named.
    """

    def perform(edit: Edit) -> Parts:
        _refuse_closed(scheme)
        before = _term(edit, scheme, code)
        if instead is not None and (instead == code or not _term(edit, scheme, instead)):
            raise AppError(f"{code} cannot stand for itself; choose another term.")
        users = users_of_term(edit.connection, scheme, code)
        if users and instead is None:
            raise TermInUse(scheme, code, users)
        if users and instead is not None:
            records = edit.records(users).values()
            edit.replace([with_term(record, scheme, code, instead) for record in records])
        for narrower in narrower_terms(edit.connection, scheme, code):
            values = _term(edit, scheme, narrower)
            above = before["broader"] if instead is None else instead
            above = None if above == narrower else above
            edit.put(term_subject(scheme, narrower), {**values, "broader": above})
        edit.put(term_subject(scheme, code), None)
        label = before["label"] if instead is None else _term(edit, scheme, instead)["label"]
        return {"scheme": scheme, "label": label, "before": before["label"], "code": code}

    return Operation("remove_term" if instead is None else "merge_terms", perform)


def _term(edit: Edit, scheme: str, code: str) -> Values:
    found = read_subject(edit.connection, term_subject(scheme, code))
    if found is None:
        raise AppError(f"There is no term {code} in {scheme} (any more); look at the list again.")
    return found


def _refuse_closed(scheme: str) -> None:
    if scheme in CLOSED:
        raise AppError(
            f"The terms of {scheme} are the program's own, the same in every library; choose another"
            " vocabulary."
        )


def with_term(record: Record, scheme: str, code: str, instead: str) -> Record:
    """A record with another term in the place of one."""
    made: Record = _with_term(record, scheme, code, instead)
    return made


def _with_term(owner: Any, scheme: str, code: str, instead: str) -> Any:
    changed: dict[str, Any] = {}
    for field in fields_of(type(owner)):
        value = getattr(owner, field.name)
        if field.part is not None and value:
            items = value if field.repeats else (value,)
            made = tuple(_with_term(item, scheme, code, instead) for item in items)
            changed[field.name] = made if field.repeats else made[0]
        elif field.scheme == scheme and field.repeats and code in value:
            changed[field.name] = tuple(_other(value, code, instead))
        elif field.scheme == scheme and value == code:
            changed[field.name] = instead
    return replace(owner, **changed) if changed else owner


def _other(codes: Iterable[str], code: str, instead: str) -> Iterator[str]:
    yield from dict.fromkeys(instead if one == code else one for one in codes)
