"""Makes libraries that nobody would write: hostile values in every column, and flipped bytes."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

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


def make_mutated(source: Path, target: Path, seed: int) -> None:
    """A copy of a file with some bytes set to others, as a bad disk or cable does."""
    chance = random.Random(seed)
    content = bytearray(source.read_bytes())
    for _ in range(chance.choice((1, 1, 4, 64, 1000))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.1:
        del content[chance.randrange(len(content)) :]
    target.write_bytes(content)
