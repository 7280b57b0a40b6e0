"""Makes libraries that nobody would write: hostile values in every column, and flipped bytes."""

from __future__ import annotations

import dataclasses
import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.kinds import KINDS
from spexplorer.storage.connection import open_writing
from spexplorer.storage.record_replacement import replace_record
from spexplorer.storage.records import load_kind
from spexplorer.storage.soundness import FARTHEST_DAY, LARGEST_NUMBER
from spexplorer.support.errors import AppError

_KEPT = {
    "_sqlite_migrations": (),
    "kind": (),
    "link_type": (),
    "link": (),
    "edition_record": (),
    "library": ("key",),
    "record": ("uid", "kind"),
    "scheme": ("code",),
}
"""Table -> columns that stay as they are, all where none is named: without them nothing is opened."""

_NUMBERS = (0, -1, 1, 7, 2**31, 2**53 + 1, 2**62, 2**63 - 1, -(2**63), 10**18, -(10**18), 730_000)
_REALS = (0.0, -0.0, 1e308, -1e308, 5e-324, 1e-300, 1e18, float("inf"), float("-inf"), 0.1, 1e15)


def texts(outside: str) -> list[str]:
    """Texts that something may take for more than letters; `outside` is a file to be left alone."""
    return [
        f'<img src="{outside}">',
        f'<p style="background: url({outside})">x',
        f'<table background="{outside}"><tr><td>x</table>',
        f'<link rel="stylesheet" href="{outside}"><b>bold</b>',
        f'<a href="file://{outside}">link</a>',
        f"![picture]({outside})",
        '<?xml version="1.0"?><x>&lol;</x>',
        "<b>", "</p></body></html>", "a < b && c > d", "&amp;&lt;script&gt;", "<!-- x", "<qt>x</qt>",
        "{name} {0} {} %s %1 %n", "\x00", "\x1b]0;title\x07", "a\rb\nc\td\x0b\x0c\x85\u2028",
        "\u202eabc\u2066",
        "\ufeff\ufffe\uffff", "é" * 300, "x" * 30_000, "字" * 5_000, "a b " * 5_000, "", " ",
        "=1+1", "'\"`;--",
        "👩‍👩‍👧‍👦" * 50, "Z̸̧̢" + "̸" * 2_000, "nan", "-1", "1e999", "2013-02-30",
        "Y9999999999", "../../../etc/passwd",
    ]  # fmt: skip


def make_hostile(source: Path, target: Path, seed: int, outside: str) -> None:
    """A copy of a library in which values of every column are replaced, more in each third seed."""
    chance = random.Random(seed)
    shutil.copyfile(source, target)
    target.chmod(0o644)
    share = (0.03, 0.3, 1.0)[seed % 3]
    columns = ("text", "number", "both")[seed // 3 % 3]
    words = texts(outside)
    with closing(sqlite3.connect(target, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("BEGIN")
        for (table,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'search_%'"
        ).fetchall():
            kept = _KEPT.get(table)
            if kept == ():
                continue
            for _, column, kind, _, _, is_key, _ in db.execute(
                f"PRAGMA table_xinfo({table})"
            ).fetchall():
                if is_key or column in (kept or ()) or column in ("record", "id", "origin"):
                    continue
                pool = words if kind == "TEXT" else _NUMBERS if kind == "INTEGER" else _REALS
                if kind == "BLOB" or (
                    columns != "both" and (kind == "TEXT") != (columns == "text")
                ):
                    continue
                for (row,) in db.execute(f"SELECT rowid FROM {table}").fetchall():
                    if chance.random() < share:
                        with suppress(sqlite3.Error):  # a generated or unique column
                            db.execute(
                                f'UPDATE OR IGNORE {table} SET "{column}" = ? WHERE rowid = ?',
                                (chance.choice(pool), row),
                            )
        db.execute("COMMIT")


_DATES = (
    *("0000", "-0001", "-9999", "9999-12-31", "Y270000", "Y-270000", "XXXX", "20XX", "201X-1X"),
    *("../2013", "2013/..", "/2013", "1000/9999", "-9999/9999", "2013-21", "2013?", "%2013", "~"),
    *(
        "[1667,1668,1670..1672]",
        "{..1984}",
        "{1960,1961-12}",
        "2004-02-29",
        "1582-10-10",
        "0001-01-01",
    ),
    *(
        "2013-06-07/2013-06-07",
        "Y170000002",
        "2001-34",
        "2004-06-XX/2004-07-03",
        "1985-04-12T23:20:30Z",
    ),
)
_KEPT_FIELDS = {"id", "origin", "created", "modified", "status", "review_status", "collections",
                "fingerprint", "latitude", "longitude", "number", "target_number"}  # fmt: skip


def make_sound(source: Path, target: Path, seed: int, outside: str) -> None:
    """A copy of a library whose texts, numbers and dates are hostile, and which is sound all the same."""
    chance = random.Random(seed)
    shutil.copyfile(source, target)
    target.chmod(0o644)
    share = (0.02, 0.3, 1.0)[seed % 3]
    words = [word for word in texts(outside) if word.strip()]
    with closing(open_writing(target)) as db:
        db.execute("BEGIN")
        for kind in KINDS:
            for record in load_kind(db, kind):
                if chance.random() > max(share, 0.3):
                    continue
                made = changed(record, chance, share, words)
                db.execute("SAVEPOINT one")
                try:
                    replace_record(db, made)
                except (AppError, sqlite3.Error, UnicodeEncodeError):
                    db.execute("ROLLBACK TO one")
                db.execute("RELEASE one")
        for table, column in (("term", "label"), ("term", "help"), ("scheme", "label"),
                              ("origin", "name"), ("library", "value")):  # fmt: skip
            rows = f"SELECT rowid FROM {table}"
            if table == "library":
                rows += " WHERE key IN ('name', 'version', 'rights', 'language', 'released')"
            for (row,) in db.execute(rows).fetchall():
                if chance.random() < share:
                    with suppress(sqlite3.Error):
                        db.execute(
                            f"UPDATE {table} SET {column} = ? WHERE rowid = ?",
                            (chance.choice(words), row),
                        )
        db.execute("COMMIT")


def changed(owner: Any, chance: random.Random, share: float, words: list[str]) -> Any:
    """A record, or a part of one, with hostile values where its schema takes any."""
    values: dict[str, Any] = {}
    for field in fields_of(type(owner)):
        value = getattr(owner, field.name)
        if field.name in _KEPT_FIELDS or field.scheme or field.name.endswith("basis"):
            continue
        if field.shape is Shape.PART and value:
            parts = value if field.repeats else (value,)
            made = tuple(changed(part, chance, share, words) for part in parts)
            values[field.name] = made if field.repeats else made[0]
        elif chance.random() >= share or field.repeats:
            continue
        elif field.shape is Shape.TEXT:
            values[field.name] = chance.choice(words)
        elif field.shape is Shape.NUMBER and value is not None:
            values[field.name] = chance.choice(
                [n for n in _REALS if abs(n) <= LARGEST_NUMBER] + [value * 1e9, value * -1e-9]
            )
        elif field.shape is Shape.INTEGER:
            values[field.name] = chance.choice((1, 7, 2013, 2**31, 2**53 + 1, 2**62))
        elif field.shape is Shape.DATE and (date := _some_date(chance)):
            values[field.name] = date
    made = dataclasses.replace(owner, **values)
    if getattr(made, "value_high", None) is not None:
        made = dataclasses.replace(made, value_high=max(made.value or 0, made.value_high))
    return made


def _some_date(chance: random.Random) -> str:
    date = chance.choice(_DATES)
    try:
        days = parse(date).bounds[:4]
    except EdtfError:
        return ""
    return "" if any(day is not None and abs(day) > FARTHEST_DAY for day in days) else date


def make_mutated(source: Path, target: Path, seed: int) -> None:
    """A copy of a file with some bytes set to others, as a bad disk or cable does."""
    chance = random.Random(seed)
    content = bytearray(source.read_bytes())
    for _ in range(chance.choice((1, 1, 4, 64, 1000))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.1:
        del content[chance.randrange(len(content)) :]
    target.write_bytes(content)
