"""Duplicates: found by identifiers, titles and names, in any script; told apart for good; never guessed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from spexplorer.formats.library_json import read
from spexplorer.operations.duplicates.blocks import pairs
from spexplorer.operations.duplicates.candidates import candidate_of
from spexplorer.operations.duplicates.finding import find_duplicates
from spexplorer.operations.duplicates.resolving import BOTH, Rule, merge_of, plan_merges
from spexplorer.operations.duplicates.typed import like_typed
from spexplorer.operations.editing import (
    LibraryWriter,
    add_plain,
    delete,
    import_records,
    merge,
    merge_all,
    redo,
    set_apart,
    undo,
)
from spexplorer.operations.examination import examine
from spexplorer.operations.export import export_library
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.reader import Reader
from spexplorer.readings.duplicates import plan_in_words
from spexplorer.storage.traits import Traits
from spexplorer.support.errors import AppError
from spexplorer.words.history import step_label
from spexplorer.words.language import PLAIN

Found = Callable[..., list[tuple[str, ...]]]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    new_library(path)
    return path


@pytest.fixture
def found(empty: Path) -> Found:
    """Adds records of a kind, and gives the groups that are found: the ends of their ids."""

    def add(kind: str, *records: dict[str, Any], more: Any = ()) -> list[tuple[str, ...]]:
        with closing(LibraryWriter(empty)) as writer:
            for other, listed in more:
                writer.run(add_plain(other, listed))
            named = [{"id": f"{kind}:{chr(97 + n)}", **one} for n, one in enumerate(records)]
            writer.run(add_plain(kind, named))
        groups = find_duplicates(empty, kind)
        return [tuple(sorted(uid.partition(":")[2] for uid in group.records)) for group in groups]

    return add


PEOPLE = (
    (
        "agent",
        [
            {"id": "agent:nye", "name": "Nye, Joseph S.", "family": "Nye", "agent_type": "person"},
            {"id": "agent:sen", "name": "Sen, Amartya", "family": "Sen", "agent_type": "person"},
        ],
    ),
)


def work(title: str, year: str = "2004", by: str = "agent:nye", **more: Any) -> dict[str, Any]:
    people = [{"agent": by, "role": "author"}] if by else []
    return {"title": title, "issued": year, "type": "book", "contributors": people, **more}


SAME_WORKS = {
    "one DOI in two spellings": (
        work("Soft power", doi="10.1000/ABC.1"),
        work("Quite another title", "1999", "agent:sen", doi="https://doi.org/10.1000/abc.1"),
    ),
    "ISBN-10 and ISBN-13": (
        work("Soft power: the means to success", isbn="0-306-40615-2"),
        work("Soft power – the means to success", "2009", by="", isbn="978 0 306 40615 7"),
    ),
    "one journal, volume and page": (
        work("Think again: soft power", issn="0015-7228", volume="152", page="12-15"),
        work("Think again. Soft power", by="", issn="00157228", volume="152", page="12"),
    ),
    "one address but for its spelling": (
        work("The benefits of soft power", "2004", url="http://www.hbs.edu/a/?utm_source=x"),
        work("Benefits of Soft Power", "2012", "", url="https://hbs.edu/a"),
    ),
    "a letter too few": (
        work("Soft power and public diplomacy reconsidered"),
        work("Soft power and public diplmacy reconsidered"),
    ),
    "the first letters mistyped": (
        work("Cultural institutes and their teachers"),
        work("Clutural institutes and their teachers", "2005"),
    ),
    "a subtitle more": (
        work("Bound to lead again: the changing nature of power"),
        work("Bound to lead again"),
    ),
    "Russian and its romanisation": (
        work("Мягкая сила Китая в Центральной Азии"),
        work("Miagkaia sila Kitaia v Tsentral'noi Azii"),
    ),
    "Chinese and its pinyin": (
        work("中国的软实力与文化外交"),
        work("Zhongguo de ruanshili yu wenhua waijiao"),
    ),
    "nobody named": (
        work("Report on the teaching of Chinese", by=""),
        work("Report on the teaching of Chinese", by=""),
    ),
}

OTHER_WORKS = {
    "two DOIs": (
        work("Soft power and its limits", doi="10.1000/1"),
        work("Soft power and its limits", doi="10.1000/2"),
    ),
    "other years": (
        work("Survey of Confucius institutes"),
        work("Survey of Confucius institutes", "2007"),
    ),
    "other authors": (
        work("Development as a question"),
        work("Development as a question", by="agent:sen"),
    ),
    "another number": (work("World report, part 1"), work("World report, part 2")),
    "a Roman number": (work("The great game, part II"), work("The great game, part III")),
    "another volume": (
        work("Collected writings on diplomacy", volume="1"),
        work("Collected writings on diplomacy", volume="2"),
    ),
    "another country": (work("Country report on Iran"), work("Country report on Iraq")),
    "another word": (work("Soft power in Kazakhstan"), work("Hard power in Kazakhstan")),
    "a title that says little": (
        work("Introduction", by="", page="1"),
        work("Introduction", by="", page="7"),
    ),
    "a review": (work("Bound to lead again"), work("Bound to lead again", type="review-book")),
    "a chapter and its book": (
        work("Bound to lead again", isbn="0-306-40615-2"),
        work("Five ways to count visitors", isbn="0-306-40615-2", type="chapter"),
    ),
}


@pytest.mark.parametrize("case", SAME_WORKS)
def test_works_that_are_the_same_are_found(found: Found, case: str) -> None:
    assert found("work", *SAME_WORKS[case], more=PEOPLE) == [("a", "b")]


@pytest.mark.parametrize("case", OTHER_WORKS)
def test_works_that_differ_are_not(found: Found, case: str) -> None:
    assert found("work", *OTHER_WORKS[case], more=PEOPLE) == []


def person(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "agent_type": "person", **more}


SAME_NAMES = {
    "the order of its words": (person("Joseph Samuel Nye"), person("Nye, Joseph Samuel")),
    "initials": (person("Nye, J. S."), person("Nye, Joseph Samuel")),
    "another script": (person("Ахметова, Лайла"), person("Akhmetova, Laila")),
    "pinyin": (person("习近平"), person("Xi Jinping")),
    "a letter": (person("Kurlantzick, Joshua"), person("Kurlanzick, Joshua")),
    "an identifier": (
        person("Nye", identifiers=[{"scheme": "VIAF", "value": "76344209"}]),
        person("Най", identifiers=[{"scheme": "viaf", "value": "https://viaf.org/viaf/76344209/"}]),
    ),
}

OTHER_NAMES = {
    "another given name": (person("Nye, Joseph"), person("Nye, Robert")),
    "a woman": (person("Ivanov, Ruslan"), person("Ivanova, Ruslana")),
    "other initials": (person("Nye, J. S."), person("Nye, Robert")),
    "a body of the name": (
        person("Confucius"),
        {"name": "Confucius", "agent_type": "organisation"},
    ),
    "two identifiers": (
        person("Li, Wei", identifiers=[{"scheme": "ORCID", "value": "0000-0002-1825-0097"}]),
        person("Li, Wei", identifiers=[{"scheme": "ORCID", "value": "0000-0001-5109-3700"}]),
    ),
    "born at other times": (person("Li, Wei", existed="1950/"), person("Li, Wei", existed="1975/")),
    "a part of the name": (
        {"name": "Ministry of Culture", "agent_type": "organisation"},
        {"name": "Ministry of Culture and Sports", "agent_type": "organisation"},
    ),
}


@pytest.mark.parametrize("case", SAME_NAMES)
def test_names_cluster_across_spellings_and_scripts(found: Found, case: str) -> None:
    assert found("agent", *SAME_NAMES[case]) == [("a", "b")]


@pytest.mark.parametrize("case", OTHER_NAMES)
def test_names_of_others_do_not(found: Found, case: str) -> None:
    assert found("agent", *OTHER_NAMES[case]) == []


@pytest.mark.parametrize(
    ("one", "other"), [("经济", "政治"), ("历史", "利息"), ("경제", "경계"), ("Art", "Arts policy")]
)
def test_short_terms_that_sound_alike_are_others(found: Found, one: str, other: str) -> None:
    assert found("concept", {"pref_label": one}, {"pref_label": other}) == []


def test_places_terms_and_events(found: Found, empty: Path) -> None:
    def place(name: str, north: float) -> dict[str, Any]:
        return {"name": name, "place_type": "city", "latitude": north, "longitude": 76.9}

    groups = found("place", place("Алматы", 43.2), place("Almaty", 43.3), place("Almaty", 12.0))
    assert groups == [("a", "b")]
    held = {"pref_label": "Soft power", "holder": "agent:nye"}
    assert found("concept", held, {**held, "holder": "agent:sen"}, more=PEOPLE) == []
    assert found("concept", {"id": "concept:c", "pref_label": "soft power"}) != []

    def visit(date: str) -> dict[str, Any]:
        return {"title": "Visit of the president", "event_type": "political", "date": date}

    assert found("event", visit("2013-09-07"), visit("2013-09"), visit("2014-09-07")) == [
        ("a", "b")
    ]


def test_the_pairs_that_are_compared_grow_with_the_number_of_works() -> None:
    chance = random.Random(7)
    words = [f"{a}{b}{c}" for a in "bdkmst" for b in ("al", "or", "un") for c in ("kan", "tir")]

    def number(works: int) -> int:
        titles = (" ".join(chance.choices(words, k=5)) for _ in range(works))
        made = [
            candidate_of("work", Traits(f"work:{n}", "book", (title,), ("Author",), "2004"))
            for n, title in enumerate(titles)
        ]
        return len(set(pairs(made)))

    few, many = number(1_000), number(4_000)
    assert many < 6 * few
    assert many < 60 * 4_000


def test_the_search_can_be_called_off(own: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        raise AppError("The search was called off.")

    with pytest.raises(AppError, match="called off"):
        find_duplicates(own, None, stop)


def test_the_paper_has_hardly_any(bundled: Path) -> None:
    groups = [one.records for one in find_duplicates(bundled)]
    assert len(groups) <= 2
    assert not any("instrument:economy" in group for group in groups)  # 经济 sounds like 政治


# -- not the same --------------------------------------------------------------------------------------

TWINS = [{"id": f"agent:{n}", "name": "Nye, Joseph", "agent_type": "person"} for n in "abc"]


@pytest.fixture
def twins(empty: Path) -> Path:
    with closing(LibraryWriter(empty)) as writer:
        writer.run(add_plain("agent", TWINS))
    assert [one.records for one in find_duplicates(empty)] == [("agent:a", "agent:b", "agent:c")]
    return empty


def test_what_is_not_the_same_is_remembered_undone_and_carried(
    twins: Path, tmp_path: Path, exported: Callable[[Path], str]
) -> None:
    before = exported(twins)
    with closing(LibraryWriter(twins)) as writer:
        operation = set_apart(["agent:c", "agent:a"])
        done = writer.run(operation)
        assert step_label(PLAIN, operation.action, done.parts) == "Not the same: 2 records"
        groups = find_duplicates(twins)
        assert [one.records for one in groups] == [("agent:a", "agent:b")]
        after = exported(twins)
        assert json.loads(after)["not_duplicates"] == [["agent:a", "agent:c"]]
        assert examine(twins).findings == ()
        writer.run(undo())
        assert exported(twins) == before
        writer.run(redo())
        assert exported(twins) == after
        writer.run(set_apart(["agent:a", "agent:c"], are_distinct=False))
        assert exported(twins) == before
        writer.run(undo())
    file, other = tmp_path / "twins.json", tmp_path / "other.spex"
    with file.open("w", encoding="utf-8") as stream:
        export_library(twins, stream)
    document = read(file)
    new_library(other)
    with closing(LibraryWriter(other)) as writer:
        writer.run(import_records(document.records, "x", document.about, document.distinct))
        assert [one.records for one in find_duplicates(other)] == [("agent:a", "agent:b")]
        assert json.loads(exported(other))["not_duplicates"] == [["agent:a", "agent:c"]]
        writer.run(undo())
        writer.run(redo())
        assert json.loads(exported(other))["not_duplicates"] == [["agent:a", "agent:c"]]


def test_it_follows_merges_and_goes_with_what_is_deleted(
    twins: Path, exported: Callable[[Path], str]
) -> None:
    with closing(LibraryWriter(twins)) as writer:
        writer.run(set_apart(["agent:a", "agent:c"]))
        before = exported(twins)
        writer.run(merge("agent:b", ["agent:c"]))
        assert json.loads(exported(twins))["not_duplicates"] == [["agent:a", "agent:b"]]
        assert find_duplicates(twins) == []
        writer.run(undo())
        assert exported(twins) == before
        writer.run(delete(["agent:a"]))
        assert "not_duplicates" not in json.loads(exported(twins))
        writer.run(undo())
        assert exported(twins) == before
        assert examine(twins).findings == ()


def test_a_part_of_an_export_names_only_what_is_in_it(twins: Path, tmp_path: Path) -> None:
    with closing(LibraryWriter(twins)) as writer:
        writer.run(set_apart(["agent:a", "agent:c"]))
    file = tmp_path / "none.json"
    with file.open("w", encoding="utf-8") as stream:
        export_library(twins, stream, kind="work")
    assert json.loads(file.read_text("utf-8")).get("not_duplicates", []) == []


@pytest.mark.parametrize("ids", [["agent:a"], ["agent:a", "agent:none"]])
def test_who_cannot_be_told_apart(twins: Path, ids: list[str]) -> None:
    with closing(LibraryWriter(twins)) as writer, pytest.raises(AppError):
        writer.run(set_apart(ids))


def test_on_the_command_line(spexplorer, twins: Path) -> None:
    told = json.loads(spexplorer("duplicates", "--json", "--kind", "agent", twins).stdout)
    assert told == [
        {"records": ["agent:a", "agent:b", "agent:c"], "score": 0.97, "reason": "the same name"}
    ]
    assert "1 group, 3 records" in spexplorer("duplicates", twins).stderr
    assert spexplorer("duplicates", "--distinct", "agent:a", "agent:b", twins).returncode == 0
    told = json.loads(spexplorer("duplicates", "--json", twins).stdout)
    assert [one["records"] for one in told] == [["agent:a", "agent:c"]]
    assert spexplorer("duplicates", "agent:a", twins).returncode != 0


# -- merged by a rule ----------------------------------------------------------------------------------

BOOK = {"type": "book", "language": "en"}
SHELF = [
    {"id": "work:a", "title": "Bound to lead", "doi": "10.1000/1", "issued": "1990", **BOOK},
    {
        "id": "work:b",
        "title": "Bound to Lead: the Changing Nature of Power",
        "doi": "doi:10.1000/1",
        "issued": "1990-05",
        "tags": ["power"],
        **BOOK,
    },
    {"id": "work:c", "title": "Soft power", "doi": "10.1000/2", "publisher": "Nauka", **BOOK},
    {"id": "work:d", "title": "Soft power", "doi": "10.1000/2", "publisher": "Mir", **BOOK},
]


@pytest.fixture
def shelf(empty: Path) -> Path:
    with closing(LibraryWriter(empty)) as writer:
        writer.run(add_plain("work", SHELF))
    return empty


def test_a_rule_merges_what_does_not_contradict_in_one_step(
    shelf: Path, exported: Callable[[Path], str]
) -> None:
    before = exported(shelf)
    plan = plan_merges(shelf, find_duplicates(shelf), Rule.IDENTIFIER)
    assert [one.records for one in plan.groups] == [("work:a", "work:b")]
    assert [(one.group.records, one.fields) for one in plan.left_out] == [
        (("work:c", "work:d"), ("publisher",))
    ]
    assert plan_in_words(PLAIN, plan) == (
        "1 group would be merged: 2 records. 1 group is left out, for its records contradict each"
        " other."
    )
    with closing(LibraryWriter(shelf)) as writer:
        operation = merge_all(plan.merges)
        done = writer.run(operation)
        assert step_label(PLAIN, operation.action, done.parts) == "Merge 1 record into another"
        (kept,) = [one for one in json.loads(exported(shelf))["works"] if one["id"] < "work:c"]
        assert kept["title"] == "Bound to Lead: the Changing Nature of Power"
        assert (kept["issued"], kept["tags"]) == ("1990-05", ["power"])
        writer.run(undo())
    assert exported(shelf) == before


def test_both_values_are_kept_where_wished(shelf: Path) -> None:
    with closing(Reader(shelf)) as reader:
        records = [reader.record(uid) for uid in ("work:c", "work:d")]
    wanted = merge_of(records, "work:d", {"publisher": BOTH, "doi": 0})
    with closing(LibraryWriter(shelf)) as writer:
        writer.run(merge(wanted.keep, wanted.gone, wanted.chosen))
    with closing(Reader(shelf)) as reader:
        kept = reader.record("work:c")
    assert (kept.id, kept.publisher, kept.doi) == ("work:d", "Mir; Nauka", "10.1000/2")


def test_the_name_that_is_not_taken_is_another_form(shelf: Path) -> None:
    with closing(Reader(shelf)) as reader:
        records = [reader.record(uid) for uid in ("work:a", "work:b")]
    wanted = merge_of(records, "work:a", {"title": 1})
    with closing(LibraryWriter(shelf)) as writer:
        writer.run(merge(wanted.keep, wanted.gone, wanted.chosen))
    with closing(Reader(shelf)) as reader:
        kept = reader.record("work:a")
    assert kept.title == "Bound to Lead: the Changing Nature of Power"
    assert [one.form for one in kept.variants] == ["Bound to lead"]


def test_a_list_may_be_taken_from_one_alone(empty: Path) -> None:
    twins = [
        {"id": f"work:{n}", "title": "Soft power", "tags": [n, "both"], **BOOK} for n in ("a", "b")
    ]
    with closing(LibraryWriter(empty)) as writer:
        writer.run(add_plain("work", twins))
        with closing(Reader(empty)) as reader:
            records = [reader.record(uid) for uid in ("work:a", "work:b")]
        assert merge_of(records, "work:a").chosen == {}
        wanted = merge_of(records, "work:a", {"tags": 1})
        writer.run(merge(wanted.keep, wanted.gone, wanted.chosen))
    with closing(Reader(empty)) as reader:
        assert reader.record("work:a").tags == ("b", "both")


def test_a_rule_on_the_command_line(spexplorer, shelf: Path) -> None:
    rehearsed = spexplorer("duplicates", "--merge", "identifier", "--dry-run", shelf)
    assert "1 group would be merged: 2 records." in rehearsed.stderr
    assert "work:c, work:d: not merged, they differ in: Publisher" in rehearsed.stderr
    assert len(find_duplicates(shelf)) == 2
    assert "Merge 1 record" in spexplorer("duplicates", "--merge", "identifier", shelf).stderr
    assert len(find_duplicates(shelf)) == 1


# -- what is typed -------------------------------------------------------------------------------------


def test_what_is_typed_is_compared_by_the_same_measure(shelf: Path) -> None:
    ids = [one["id"] for one in SHELF]
    title = "Bound to laed: the changing nature of power"
    typed = {"title": title, "issued": "1990", "type": "book"}
    found = like_typed(shelf, "work", typed, ids)
    assert found is not None
    assert found[0] == "work:b"
    assert like_typed(shelf, "work", {**typed, "title": "Quite another"}, ids) is None
    found = like_typed(shelf, "work", {"doi": "https://doi.org/10.1000/2"}, ids)
    assert found is not None
    assert found[0] in ("work:c", "work:d")
