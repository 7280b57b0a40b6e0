"""Make a library of a million works and 200,000 events, always the same one.

`million.py OUT.spex [WORKS] [EVENTS]`. The small kinds are stored by the program's own code; works and
events are written as rows, because building a million record objects would take a quarter of an
hour. tests/storage/test_million.py shows that they are the rows the program itself would write.
"""

from __future__ import annotations

import dataclasses
import random
import sqlite3
import sys
import time
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from million_words import (
    AGENT_TYPES,
    CITIES,
    EVENT_TYPES,
    LANGUAGES,
    MONTHS_DAYS,
    PLACE_TYPES,
    PUBLISHERS,
    SCRIPTS,
    SOURCE_TYPES,
    VECTORS,
    WORK_TYPES,
    Words,
    indexed,
    spelled,
)

from spexplorer.domain.authorities import Agent, Place
from spexplorer.domain.concepts import Instrument
from spexplorer.domain.edtf import Edtf, parse
from spexplorer.domain.findings import Statistic
from spexplorer.domain.happenings import Agreement, AgreementDate, Event
from spexplorer.domain.records import NameForm, Record
from spexplorer.domain.sort_keys import sort_key_of
from spexplorer.domain.vocabularies import Scheme
from spexplorer.formats.text_sources import read_vocabularies
from spexplorer.storage.migrate import create
from spexplorer.storage.record_insertion import add_records
from spexplorer.storage.search_documents import index_records
from spexplorer.storage.search_words import count_words_again
from spexplorer.storage.vocabulary import add_schemes
from spexplorer.support.folders import database_sources

WORKS: Final = 1_000_000
EVENTS: Final = 200_000
_SEED: Final = 20_181_123
_WHEN: Final = "2026-11-23T00:00:00Z"
_BATCH: Final = 10_000
_HASH: Final = 1 << 20
"""What FTS5 gathers before it writes, in bytes: its own default, put back in the end."""

Table = dict[str, list[tuple[Any, ...]]]
Add = Callable[["Maker", "Known", int, int, Table], None]


class Size(NamedTuple):
    """How many records of each kind."""

    works: int
    events: int
    agents: int
    places: int
    instruments: int
    agreements: int
    statistics: int

    @classmethod
    def of(cls, works: int, events: int) -> Size:
        """The small kinds shrink with the large ones, but never to nothing."""
        share = min(1.0, works / WORKS)
        few = (round(n * share) for n in (20_000, 500, 300, 400, 1_000))
        least = (200, 40, 40, 40, 40)
        return cls(works, events, *(max(pair) for pair in zip(few, least, strict=True)))


class Known(NamedTuple):
    """What works and events point at: row numbers."""

    agents: list[int]
    places: list[int]
    instruments: list[int]


class Maker:
    """Chooses words, dates and links; one seed, so that every run makes the same library."""

    def __init__(self, size: Size, vocabularies: dict[str, Scheme]) -> None:
        self.size = size
        self.vocabularies = vocabularies
        self.chance = random.Random(_SEED)
        self.words = Words(random.Random(_SEED + 1), min(1.0, size.works / WORKS))
        self._often = list(accumulate(1 / (n + 3) for n in range(size.agents)))

    def agent(self) -> int:
        """The place of an agent in the list; a few are named very often."""
        return bisect(self._often, self.chance.random() * self._often[-1])

    # -- dates ----------------------------------------------------------------------------------

    def day(self, year: int) -> str:
        """A date within a year, as precise as sources are."""
        precision = self.chance.random()
        if precision < 0.35:
            return f"{year}"
        month, days = self.chance.choice(MONTHS_DAYS)
        if precision < 0.55:
            return f"{year}-{month:02d}"
        return f"{year}-{month:02d}-{self.chance.randint(1, days):02d}"

    def issued(self) -> str | None:
        """When a work came out: 1850 to 2018, most of it late."""
        kind = self.chance.random()
        if kind < 0.04:
            return None
        year = 2018 - min(168, int(self.chance.expovariate(1 / 18)))
        if kind < 0.80:
            return f"{year}"
        if kind < 0.93:
            return self.day(year)
        if kind < 0.97:
            return f"{year}{self.chance.choice('~?%')}"
        if kind < 0.985:
            return f"{year}/{min(2018, year + self.chance.randint(1, 6))}"
        return f"{year // 10}X"

    def happened(self) -> str | None:
        """When an event was: 1500 to 2018, dense since 1990."""
        kind = self.chance.random()
        if kind < 0.03:
            return None
        recent = self.chance.random() < 0.8
        year = self.chance.randint(1990, 2018) if recent else self.chance.randint(1500, 1989)
        if kind < 0.80:
            return self.day(year)
        if kind < 0.85:
            return f"{year}{self.chance.choice('~?')}"
        if kind < 0.87:
            return f"{year // 10}X"
        if kind < 0.95:
            return f"{year}/{year + self.chance.randint(1, 12)}"
        return self.chance.choice((f"{year}/..", f"[..{year}]", f"{year}/", f"../{year}"))

    # -- the small kinds ------------------------------------------------------------------------

    def small(self) -> Iterator[Record]:
        """Agents, places, instruments, agreements and statistics, each after what it points at."""
        size, chance, words = self.size, self.chance, self.words
        for n in range(size.agents):
            name, form = words.person(chance) if n % 4 else words.body(chance)
            forms = (NameForm(form=form, basis="supplied"),) if n % 3 == 0 else ()
            kind = "person" if n % 4 else AGENT_TYPES[n // 4 % len(AGENT_TYPES)]
            yield Agent(id=_id("agent", n), agent_type=kind, name=name, variants=forms)
        for n in range(size.places):
            yield self._place(n)
        for n in range(size.instruments):
            above = _id("instrument", chance.randrange(max(1, n // 3))) if n > 12 else None
            yield Instrument(
                id=_id("instrument", n),
                name=spelled(words.title("en", chance)),
                vector=VECTORS[n % len(VECTORS)],
                broader=above,
            )
        yield from map(self._agreement, range(size.agreements))
        yield from map(self._statistic, range(size.statistics))

    def _place(self, n: int) -> Place:
        name, form = CITIES[n] if n < len(CITIES) else self.words.place(self.chance)
        return Place(
            id=_id("place", n),
            name=name,
            place_type=PLACE_TYPES[n % len(PLACE_TYPES)],
            variants=(NameForm(form=form, basis="supplied"),),
            latitude=round(self.chance.uniform(-60, 70), 4),
            longitude=round(self.chance.uniform(-180, 180), 4),
        )

    def _agreement(self, n: int) -> Agreement:
        date = self.day(self.chance.randint(1990, 2018))
        parties = dict.fromkeys(_id("agent", self.agent()) for _ in range(2))
        return Agreement(
            id=_id("agreement", n),
            title=spelled(self.words.title("en", self.chance)),
            form=self.chance.choice(list(self.vocabularies["form"].labels)),
            level=self.chance.choice(list(self.vocabularies["level"].labels)),
            parties=tuple(parties),
            dates=(AgreementDate(type="signed", date=date),),
            instruments=(_id("instrument", n % self.size.instruments),),
        )

    def _statistic(self, n: int) -> Statistic:
        return Statistic(
            id=_id("statistic", n),
            measure=spelled(self.words.title("en", self.chance)),
            value=round(self.chance.lognormvariate(4, 2), 2),
            unit=self.chance.choice(("students", "percent", "us-dollar-billion", "persons")),
            as_of=self.day(self.chance.randint(1990, 2018)),
            series=f"series {n % 100}",
            instruments=(_id("instrument", n % self.size.instruments),),
        )


def _id(kind: str, n: int) -> Any:
    """Ids share their parts, as those of real libraries share words."""
    return f"{kind}:{kind[0]}{n // 1000}-{n % 1000}"


@cache
def _parsed(text: str) -> tuple[Any, ...]:
    """The values of a row of `dating` after its place."""
    date: Edtf = parse(text)
    bounds = date.bounds
    limits = (bounds.start_min, bounds.start_max, bounds.end_min, bounds.end_max)
    ends = (int(bounds.open_start), int(bounds.open_end))
    doubtful = int(date.uncertain or date.approximate)
    return (text, date.level, *limits, *ends, doubtful)


@cache
def _event_order(date: str | None) -> str:
    """What events of a date sort by, before their label."""
    return sort_key_of(Event(id=_id("event", 0), title="", event_type="", date=date))  # type: ignore[arg-type]


# -- works and events as rows ------------------------------------------------------------------


def batches(maker: Maker, known: Known, first: int, many: int, add: Add) -> Iterator[Table]:
    """The rows of many records of a kind, from a row number on; `add` makes those of one."""
    numbers = iter(range(many))
    while batch := list(islice(numbers, _BATCH)):
        table: Table = {name: [] for name in _COLUMNS}
        for n in batch:
            add(maker, known, first + n, n, table)
        yield table


def _work(maker: Maker, known: Known, row: int, n: int, table: Table) -> None:
    chance, words = maker.chance, maker.words
    language = chance.choices(LANGUAGES, _LANGUAGE_WEIGHTS)[0]
    own = words.title(language, chance)
    other = words.title("en", chance) if language != "en" and n % 5 < 3 else None
    title, translated = spelled(own), spelled(other) if other else None
    kind, source = chance.choice(WORK_TYPES), chance.choice(SOURCE_TYPES)
    publisher = chance.choice(PUBLISHERS) if n % 3 else None
    date = maker.issued()
    uid = _id("work", n)
    authors = [known.agents[maker.agent()]] if n % 10 else []
    if authors and n % 4 == 0 and (second := known.agents[maker.agent()]) not in authors:
        authors.append(second)
    if date:
        table["dating"].append((row, "issued", 0, *_parsed(date)))
    script = SCRIPTS[language]
    status = "checked" if n % 7 == 0 else "draft"
    table["record"].append((row, uid, "work", title.casefold(), 1, _WHEN, _WHEN, status))
    table["work"].append((row, kind, title, translated, language, script, publisher, source))
    for at, agent in enumerate(authors):
        table["contributor"].append((row, at, "author"))
        table["link"].append((row, "work", "contributors.agent", at, agent, "agent"))
    # The order of the fields is that of the record class (storage/indexing.py).
    texts = [kind, language, script, *(["author"] * len(authors))]
    body = [*texts, *filter(None, (publisher, date)), source]
    names = indexed(own, own, other) if other else indexed(own, own)
    table["search_document"].append((row, names, _body(body, uid)))


def _body(texts: list[str], uid: str) -> str:
    """What is indexed of a record beside its names: its values, then the words of its id."""
    return indexed(*((text,) for text in texts), more=uid.partition(":")[2].replace("-", " "))


def _event(maker: Maker, known: Known, row: int, n: int, table: Table) -> None:
    chance = maker.chance
    own = maker.words.title(chance.choices(LANGUAGES, _LANGUAGE_WEIGHTS)[0], chance)
    title = spelled(own)
    kind = chance.choice(EVENT_TYPES)
    date, uid = maker.happened(), _id("event", n)
    if date:
        table["dating"].append((row, "date", 0, *_parsed(date)))
    order = _event_order(date) + title.casefold()
    table["record"].append((row, uid, "event", order, 1, _WHEN, _WHEN, "draft"))
    basis = "stated" if date else "undated"
    table["event"].append((row, title, kind, basis))
    if n % 5:
        place = known.places[min(int(chance.expovariate(0.02)), len(known.places) - 1)]
        table["link"].append((row, "event", "place", 0, place, "place"))
    agents = dict.fromkeys(known.agents[maker.agent()] for _ in range(1 + n % 2))
    for at, agent in enumerate(agents):
        table["link"].append((row, "event", "agents", at, agent, "agent"))
    tool = chance.choice(known.instruments)
    table["link"].append((row, "event", "instruments", 0, tool, "instrument"))
    body = _body([kind, *filter(None, (date,)), basis], uid)
    table["search_document"].append((row, indexed(own, own), body))


_LANGUAGE_WEIGHTS: Final = (46, 26, 10, 14, 4)

_COLUMNS: Final = {
    "record": "id, uid, kind, sort_key, origin, created, modified, status",
    "work": "id, type, title, title_translated, language, script, publisher, source_type",
    "event": "id, title, event_type, date_basis",
    "contributor": "record, position, role",
    "dating": "record, role, position, edtf, level, start_min, start_max, end_min, end_max,"
    " open_start, open_end, doubtful",
    "link": "source, source_kind, predicate, position, target, target_kind",
    "search_document": "id, names, body",
}
"""The columns written, in the order rows of a table may be inserted."""


# -- writing -----------------------------------------------------------------------------------


def generate(
    path: Path, works_wanted: int = WORKS, events_wanted: int = EVENTS, *, quiet: bool = True
) -> None:
    """Make the library at a path where nothing lies yet."""
    say = (lambda _: None) if quiet else _progress()
    vocabularies = read_vocabularies(database_sources() / "vocabularies.toml")
    maker = Maker(Size.of(works_wanted, events_wanted), vocabularies)
    db = create(path)
    connection = db.conn
    try:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -600000"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        # The links point at rows written before them; `spexplorer check` looks at them all.
        connection.execute("PRAGMA foreign_keys = OFF")
        with db.atomic():
            db.table("origin").insert({"id": 1, "type": "user", "name": path.stem, "version": "1"})
            add_schemes(connection, vocabularies.values())
            db.table("library").insert_all(
                {"key": key, "value": value}
                for key, value in {"name": path.stem, "version": "1"}.items()
            )
            _gather(connection, 64 * _HASH, automerge=0)
            known, first = _write_small(connection, maker)
            say(f"{first - 1:,} small records")
            for name, many, add in (
                ("works", works_wanted, _work),
                ("events", events_wanted, _event),
            ):
                _write(connection, batches(maker, known, first, many, add), name, say)
                first += many
            count_words_again(connection)
            say("words counted")
            connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
            _gather(connection, _HASH, automerge=4)
            say("search index in one piece")
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        db.close()


def _gather(connection: sqlite3.Connection, size: int, *, automerge: int) -> None:
    for name, value in (("hashsize", size), ("automerge", automerge)):
        connection.execute(
            "INSERT INTO search_index (search_index, rank) VALUES (?, ?)", (name, value)
        )


def _write_small(connection: sqlite3.Connection, maker: Maker) -> tuple[Known, int]:
    """Store the small kinds by the program's own code; gives them and the next row number."""
    records = [dataclasses.replace(r, created=_WHEN, modified=_WHEN) for r in maker.small()]
    rows = add_records(connection, records, 1)
    index_records(connection, [(rows[record.id], record) for record in records])
    by_kind: dict[str, list[int]] = {}
    for record in records:
        by_kind.setdefault(record.id.partition(":")[0], []).append(rows[record.id])
    return Known(by_kind["agent"], by_kind["place"], by_kind["instrument"]), max(rows.values()) + 1


def _write(connection: sqlite3.Connection, batches: Iterable[Table], what: str, say: Any) -> None:
    done = 0
    for table in batches:
        for name, columns in _COLUMNS.items():
            marks = ", ".join("?" * (columns.count(",") + 1))
            connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", table[name])
        done += len(table["record"])
        if done % 100_000 == 0:
            say(f"{done:,} {what}")
    say(f"{done:,} {what} in all")


def _progress() -> Any:
    began = time.monotonic()
    return lambda words: print(f"{time.monotonic() - began:6.1f} s  {words}", flush=True)


def main() -> None:
    """Read the arguments, make the file."""
    if len(sys.argv) < 2:
        sys.exit("usage: million.py OUT.spex [WORKS] [EVENTS]")
    numbers = [int(word.replace("_", "")) for word in sys.argv[2:4]]
    generate(Path(sys.argv[1]), *numbers, quiet=False)


if __name__ == "__main__":
    main()
