"""The vocabularies of a library: schemes and their terms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from spexplorer.domain.vocabularies import CLOSED, Scheme, Term


def add_schemes(connection: sqlite3.Connection, schemes: Iterable[Scheme]) -> None:
    """Store schemes with their terms, in the order given; the caller owns the transaction.

    Closed schemes are the same in every library and not stored.
    """
    import json  # no search on the command line needs it

    for position, scheme in enumerate(schemes):
        if scheme.code in CLOSED:
            continue
        connection.execute(
            "INSERT INTO scheme (code, label, help, field, facet, icon, position)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(scheme.code, scheme.label, scheme.help, scheme.field, scheme.facet),
                *(scheme.icon or None, position),
            ),
        )
        connection.executemany(
            "INSERT INTO term (scheme, code, label, help, alternatives, broader, colour, retired,"
            " position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(scheme.code, term.code, term.label, term.help),
                    *(json.dumps(term.alternatives, ensure_ascii=False), term.broader or None),
                    *(term.colour or None, term.retired, at),
                )
                for at, term in enumerate(scheme.terms)
            ],
        )


def read_schemes(connection: sqlite3.Connection) -> dict[str, Scheme]:
    """The schemes of a library by their codes, in order, with their terms."""
    import json  # no search on the command line needs it

    terms: dict[str, list[Term]] = {}
    for scheme, code, label, help_, words, broader, colour, retired in connection.execute(
        "SELECT scheme, code, label, help, alternatives, broader, colour, retired FROM term"
        " ORDER BY scheme, position, id"
    ):
        alternatives = tuple(json.loads(words)) if words != "[]" else ()
        terms.setdefault(scheme, []).append(
            Term(code, label, help_, alternatives, broader or "", colour or "", bool(retired))
        )
    return {
        code: Scheme(code, label, tuple(terms.get(code, ())), help_, field, facet, icon or "")
        for code, label, help_, field, facet, icon in connection.execute(
            "SELECT code, label, help, field, facet, icon FROM scheme ORDER BY position, code"
        )
    }


def read_terms(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Scheme -> code -> label, in the order of each vocabulary; the closed ones as well."""
    found = {scheme: dict(terms) for scheme, terms in CLOSED.items()}
    for scheme, code, label in connection.execute(
        "SELECT scheme, code, label FROM term ORDER BY scheme, position, id"
    ):
        found.setdefault(scheme, {})[code] = label
    return found
