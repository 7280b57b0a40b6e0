"""What the history knows beside records: redirects, pairs, schemes, terms, the library, its edition.

Each is a row of a small table, named by a word and a key: "term event_type:visit".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from spexplorer.storage.journal import Values

Connection: TypeAlias = sqlite3.Connection

DISTINCT: Final[Values] = {"distinct": True}
"""What is held of two records that are not the same."""


def redirect_subject(uid: str) -> str:
    """The subject of the redirect that an id leads by."""
    return f"redirect {uid}"


def distinct_subject(one: str, other: str) -> str:
    """The subject of two records not being the same, whichever is named first."""
    return " ".join(("distinct", *sorted((one, other))))


def needs_records(subject: str) -> bool:
    """Whether a subject can be there only while records are that it names."""
    return subject.startswith(("redirect ", "distinct "))


def term_subject(scheme: str, code: str) -> str:
    """The subject of a term."""
    return f"term {scheme}:{code}"


def scheme_subject(code: str) -> str:
    """The subject of a vocabulary."""
    return f"scheme {code}"


def library_subject(key: str) -> str:
    """The subject of something the library says of itself."""
    return f"library {key}"


def edition_subject(uid: str) -> str:
    """The subject of what the published edition says of a record."""
    return f"edition {uid}"


def read_subject(connection: Connection, subject: str) -> Values | None:
    """What a subject holds, or None where it is not there."""
    word, _, key = subject.partition(" ")
    return _TABLES[word].read(connection, key)


def write_subject(connection: Connection, subject: str, values: Values | None) -> None:
    """Let a subject hold some values, or be there no more. The caller owns the transaction."""
    word, _, key = subject.partition(" ")
    _TABLES[word].write(connection, key, values)


def written_late(subject: str) -> int:
    """The order in which subjects come back: a term after its scheme, a redirect after its record."""
    return list(_TABLES).index(subject.partition(" ")[0])


def next_position(connection: Connection, scheme: str | None = None) -> int:
    """The place after the last term of a vocabulary, or after the last vocabulary."""
    query = "SELECT coalesce(max(position), -1) + 1 FROM scheme"
    if scheme is not None:
        query = "SELECT coalesce(max(position), -1) + 1 FROM term WHERE scheme = :scheme"
    return int(connection.execute(query, {"scheme": scheme}).fetchone()[0])


def narrower_terms(connection: Connection, scheme: str, code: str) -> list[str]:
    """The codes of the terms right below one."""
    rows = connection.execute(
        "SELECT code FROM term WHERE scheme = ? AND broader = ? ORDER BY position", (scheme, code)
    )
    return [row[0] for row in rows]


def _read_scheme(connection: Connection, key: str) -> Values | None:
    found = connection.execute(
        "SELECT label, help, field, facet, icon, position FROM scheme WHERE code = ?", (key,)
    ).fetchone()
    names = ("label", "help", "field", "facet", "icon", "position")
    return None if found is None else dict(zip(names, found, strict=True))


def _write_scheme(connection: Connection, key: str, values: Values | None) -> None:
    if values is None:
        connection.execute("DELETE FROM scheme WHERE code = ?", (key,))
        return
    connection.execute(
        "INSERT INTO scheme (code, label, help, field, facet, icon, position)"
        " VALUES (:code, :label, :help, :field, :facet, :icon, :position)"
        " ON CONFLICT (code) DO UPDATE SET label = :label, help = :help, field = :field,"
        " facet = :facet, icon = :icon, position = :position",
        {"code": key, **values},
    )


def _read_term(connection: Connection, key: str) -> Values | None:
    found = connection.execute(
        "SELECT label, help, alternatives, broader, colour, retired, position FROM term"
        " WHERE key = ?",
        (key,),
    ).fetchone()
    if found is None:
        return None
    names = ("label", "help", "alternatives", "broader", "colour", "retired", "position")
    values = dict(zip(names, found, strict=True))
    return {**values, "alternatives": json.loads(values["alternatives"])}


def _write_term(connection: Connection, key: str, values: Values | None) -> None:
    if values is None:
        connection.execute("DELETE FROM term WHERE key = ?", (key,))
        return
    scheme, _, code = key.partition(":")
    words = json.dumps(values["alternatives"], ensure_ascii=False)
    connection.execute(
        "INSERT INTO term (scheme, code, label, help, alternatives, broader, colour, retired,"
        " position) VALUES (:scheme, :code, :label, :help, :alternatives, :broader, :colour,"
        " :retired, :position) ON CONFLICT (scheme, code) DO UPDATE SET label = :label,"
        " help = :help, alternatives = :alternatives, broader = :broader, colour = :colour,"
        " retired = :retired, position = :position",
        {**values, "scheme": scheme, "code": code, "alternatives": words},
    )


def _read_library(connection: Connection, key: str) -> Values | None:
    found = connection.execute("SELECT value FROM library WHERE key = ?", (key,)).fetchone()
    return None if found is None else {"value": found[0]}


def _write_library(connection: Connection, key: str, values: Values | None) -> None:
    connection.execute("DELETE FROM library WHERE key = ?", (key,))
    if values is not None:
        connection.execute("INSERT INTO library (key, value) VALUES (?, ?)", (key, values["value"]))


def _read_edition(connection: Connection, key: str) -> Values | None:
    found = connection.execute(
        "SELECT hex(digest), original FROM edition_record WHERE uid = ?", (key,)
    ).fetchone()
    if found is None:
        return None
    digest, original = found
    return {"digest": digest, **({} if original is None else {"original": json.loads(original)})}


def _write_edition(connection: Connection, key: str, values: Values | None) -> None:
    connection.execute("DELETE FROM edition_record WHERE uid = ?", (key,))
    if values is not None:
        original = values.get("original")
        words = None if original is None else json.dumps(original, ensure_ascii=False)
        connection.execute(
            "INSERT INTO edition_record (uid, digest, original) VALUES (?, ?, ?)",
            (key, bytes.fromhex(values["digest"]), words),
        )


def _read_redirect(connection: Connection, key: str) -> Values | None:
    found = connection.execute(
        "SELECT record.uid FROM redirect JOIN record ON record.id = redirect.target"
        " WHERE redirect.uid = ?",
        (key,),
    ).fetchone()
    return None if found is None else {"to": found[0]}


def _write_redirect(connection: Connection, key: str, values: Values | None) -> None:
    connection.execute("DELETE FROM redirect WHERE uid = ?", (key,))
    if values is not None:
        connection.execute(
            "INSERT INTO redirect (uid, target) SELECT ?, id FROM record WHERE uid = ?",
            (key, values["to"]),
        )


_PAIR: Final = (
    "FROM distinct_record WHERE (first, second) IN (SELECT one.id, other.id FROM record AS one,"
    " record AS other WHERE one.uid = :one AND other.uid = :other)"
)


def _read_distinct(connection: Connection, key: str) -> Values | None:
    one, _, other = key.partition(" ")
    found = connection.execute(f"SELECT 1 {_PAIR}", {"one": one, "other": other}).fetchone()
    return None if found is None else dict(DISTINCT)


def _write_distinct(connection: Connection, key: str, values: Values | None) -> None:
    one, _, other = key.partition(" ")
    names = {"one": one, "other": other}
    connection.execute(f"DELETE {_PAIR}", names)
    if values is not None:
        connection.execute(
            "INSERT INTO distinct_record (first, second) SELECT one.id, other.id"
            " FROM record AS one, record AS other WHERE one.uid = :one AND other.uid = :other",
            names,
        )


class _Table(NamedTuple):
    read: Callable[[Connection, str], Values | None]
    write: Callable[[Connection, str, Values | None], None]


_TABLES: Final = {
    "scheme": _Table(_read_scheme, _write_scheme),
    "term": _Table(_read_term, _write_term),
    "library": _Table(_read_library, _write_library),
    "edition": _Table(_read_edition, _write_edition),
    "redirect": _Table(_read_redirect, _write_redirect),
    "distinct": _Table(_read_distinct, _write_distinct),
}
