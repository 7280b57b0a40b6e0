"""What was corrected in the records of the published edition, beside what the edition says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from sqlite3 import Connection
from typing import Any, NamedTuple

from spexplorer.domain.digests import digest_of
from spexplorer.domain.plain import to_plain
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import title_of
from spexplorer.storage.edit import changed_record, record_of
from spexplorer.storage.edition import all_digests, digests_of, origin_texts
from spexplorer.storage.journal import State, changes_to
from spexplorer.storage.library import library_values
from spexplorer.storage.records import load_present
from spexplorer.storage.snapshot import Source, connected
from spexplorer.storage.subjects import edition_subject, read_subject
from spexplorer.words.language import PLAIN, Language

_OURS = frozenset({"id", "origin", "created", "modified"})


class Erratum(NamedTuple):
    """A field of a record of the edition that was corrected; no field where the record was removed.

    `title` is what the edition calls the record; the values are plain.
    """

    record: str
    title: str
    field: str | None
    original: Any
    corrected: Any


def corrections(source: Source) -> list[Erratum]:
    """All that was corrected in the records of the edition, in the order of ids."""
    with connected(source) as connection:
        return list(_corrections(connection))


def originals(source: Source, record: str) -> dict[str, Any]:
    """The fields of a record that were corrected, and what the edition says there, as plain values."""
    with connected(source) as connection:
        digest = digests_of(connection, [record]).get(record)
        present = load_present(connection, [record]).get(record)
        if digest is None or present is None or digest_of(present) == digest:
            return {}
        original = original_of(connection, record, digest, present)
        return {} if original is None else dict(_different(original, present))


def _corrections(connection: Connection) -> Iterator[Erratum]:
    digests = all_digests(connection)
    present = load_present(connection, digests)
    for uid, digest in digests.items():
        now = present.get(uid)
        if now is not None and digest_of(now) == digest:
            continue
        original = original_of(connection, uid, digest, now)
        if original is None:
            yield Erratum(uid, "", None, None, None if now is None else to_plain(now))
        elif now is None:
            yield Erratum(uid, title_of(original), None, to_plain(original), None)
        else:
            plain = to_plain(now)
            for field, value in _different(original, now):
                yield Erratum(uid, title_of(original), field, value, plain[field])


def _different(original: Record, now: Record) -> Iterator[tuple[str, Any]]:
    before, after = to_plain(original), to_plain(now)
    for name in before:
        if name not in _OURS and before[name] != after[name]:
            yield name, before[name]


def original_of(
    connection: Connection, uid: str, digest: bytes, now: Record | None
) -> Record | None:
    """What the edition says of a record: kept beside it, or found by going back in its history.

    None where the history does not reach that far.
    """
    kept = read_subject(connection, edition_subject(uid))
    if kept is not None and "original" in kept:
        return record_of(uid, kept["original"], "")
    texts = origin_texts(connection)
    record = now
    for step, change in changes_to(connection, uid):
        if step.state is not State.DONE:
            continue
        if change.before is None:
            record = None
            continue
        was_there = record is not None and change.after is not None
        record = (
            changed_record(record, change.before)
            if was_there and record is not None
            else record_of(uid, change.before, "")
        )
        if "origin" in change.before:
            record = replace(record, origin=texts.get(change.before["origin"], ""))
        if digest_of(record) == digest:
            return record
    return None


def errata_json(source: Source) -> dict[str, Any]:
    """The corrections as one document, to be sent to those who publish the edition."""
    with connected(source) as connection:
        about = library_values(connection)
        found = list(_corrections(connection))
    edition = {key: about.get(key, "") for key in ("name", "version", "checksum")}
    return {
        "format": "spexplorer-errata",
        "edition": edition,
        "corrections": [one._asdict() for one in found],
    }


def errata_markdown(source: Source, tr: Language = PLAIN) -> str:
    """The corrections as a text for people: what the edition says, and what it should say."""
    document = errata_json(source)
    edition = document["edition"]
    name, version = edition["name"], edition["version"]
    lines = [tr("# Proposed errata: {name} {version}", name=name, version=version), ""]
    found = [Erratum(**one) for one in document["corrections"]]
    lines.append(
        tr.counted(len(found), "{n} correction.", "{n} corrections.") if found else tr("None.")
    )
    lines.extend(_paragraphs(tr, found))
    return "\n".join(lines) + "\n"


def _paragraphs(tr: Language, found: Iterable[Erratum]) -> Iterator[str]:
    last = ""
    for one in found:
        if one.record != last:
            last = one.record
            yield ""
            yield f"## {on_one_line(one.title) or one.record}"
            yield f"`{one.record}`"
            yield ""
        if one.field is None:
            yield (
                tr("- The record was removed.")
                if one.corrected is None
                else tr("- The record was changed in a way that this library keeps no history of.")
            )
        else:
            yield f"- **{one.field}**"
            yield tr("  - is: {value}", value=on_one_line(one.original))
            yield tr("  - should be: {value}", value=on_one_line(one.corrected))


def on_one_line(value: Any) -> str:
    """A value on one line of Markdown, in which no letter is a sign."""
    if value in (None, "", []):
        return "—"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    escaped = "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)
    return " ".join(escaped.split())
