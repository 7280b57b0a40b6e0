"""Saved views and the last place: kept by name and address, never lost, whatever happened to the file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from spexplorer.domain.address import address
from spexplorer.domain.filters import Filter, Values, Words
from spexplorer.domain.link_state import LinkState
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError, EnvironmentProblem
from spexplorer.support.folders import user_config
from spexplorer.workspace.saved_views import (
    LastPlace,
    SavedViews,
    fitted,
    library_name,
    read_address,
)

CULTURE = LinkState(Filter((Values("vector", frozenset({"culture"})),)), tab="timeline")
WORDS = LinkState(Filter((Words("мягкая сила"),)), tab="citations")


def file() -> Path:
    return user_config() / "views.json"


def names(views: SavedViews) -> list[str]:
    return [view.name for view in views.views]


@pytest.fixture
def views() -> SavedViews:
    made = SavedViews("Library")
    for name, state in (("one", CULTURE), ("two", WORDS), ("three", LinkState())):
        made.save(name, state)
    return made


def test_a_saved_view_is_there_at_the_next_start(views) -> None:
    again = SavedViews("Library")
    assert names(again) == ["one", "two", "three"]
    assert again.state("one") == CULTURE
    assert again.state("two") == WORDS
    assert SavedViews("Another library").views == ()


def test_saving_by_a_name_that_is_there_replaces_it_in_its_place(views) -> None:
    views.save(" two ", CULTURE)
    assert names(views) == ["one", "two", "three"]
    assert SavedViews("Library").state("two") == CULTURE


def test_rename_remove_put_back_and_reorder(views) -> None:
    heard = []
    views.changed.connect(lambda: heard.append(names(views)))
    assert views.rename("one", "  first\nof all ") == "first of all"
    removed = views.get("two")
    views.remove("two")
    views.put(removed, 1)
    views.move("three", 0)
    views.move("three", 99)
    assert heard == [
        ["first of all", "two", "three"],
        ["first of all", "three"],
        ["first of all", "two", "three"],
        ["three", "first of all", "two"],
        ["first of all", "two", "three"],
    ]
    assert names(SavedViews("Library")) == heard[-1]


def test_a_name_is_needed_and_taken_names_are_refused(views) -> None:
    with pytest.raises(AppError, match="needs a name"):
        views.save(" \n ", CULTURE)
    with pytest.raises(AppError, match="“two” already"):
        views.rename("one", "two")
    assert names(views) == ["one", "two", "three"]
    views.save("\ud800" + "x" * 900, CULTURE)
    assert len(names(SavedViews("Library"))[-1]) == 200


def test_two_windows_do_not_undo_each_other(views) -> None:
    other = SavedViews("Library")
    assert len(other.views) == 3
    views.save("four", CULTURE)
    other.remove("one")
    assert names(SavedViews("Library")) == ["two", "three", "four"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1, 2]", b"null", b'{"Library": '])
def test_a_damaged_file_is_an_empty_list_and_is_put_aside(content) -> None:
    file().parent.mkdir(parents=True)
    file().write_bytes(content)
    views = SavedViews("Library")
    assert views.views == ()
    assert views.is_damaged
    assert file().read_bytes() == content
    views.save("new", CULTURE)
    assert not views.is_damaged
    assert file().with_name("views.json.damaged-1").read_bytes() == content
    assert names(SavedViews("Library")) == ["new"]
    file().write_bytes(content)
    SavedViews("Library").save("newer", CULTURE)
    assert file().with_name("views.json.damaged-2").read_bytes() == content


def test_what_is_no_view_is_left_out_and_kept_aside() -> None:
    good = {"name": "good", "address": address(CULTURE)}
    listed = [3, good, {"name": "x"}, {"name": 5, "address": "a"}, good, None]
    file().parent.mkdir(parents=True)
    file().write_text(json.dumps({"Library": listed, "Other": {"newer": "form"}}))
    views = SavedViews("Library")
    assert names(views) == ["good"]
    views.save("more", WORDS)
    content = json.loads(file().read_text())
    assert content["Other"] == {"newer": "form"}
    assert [one["name"] for one in content["Library"]] == ["good", "more"]
    aside = json.loads(file().with_name("views.json.damaged-1").read_text())
    assert aside["Library"] == listed
    views.save("yet more", WORDS)
    assert len(list(file().parent.glob("views.json*"))) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_of_by_permission(views) -> None:
    file().parent.chmod(0o500)
    try:
        with pytest.raises(EnvironmentProblem):
            views.save("four", CULTURE)
    finally:
        file().parent.chmod(0o700)


def test_a_file_that_cannot_be_read_or_written_is_told_of_and_nothing_changes(views) -> None:
    file().rename(file().with_suffix(".kept"))
    file().mkdir()
    with pytest.raises(EnvironmentProblem, match=r"views\.json"):
        views.save("four", CULTURE)
    with pytest.raises(EnvironmentProblem):
        views.remove("one")
    file().rmdir()
    file().with_suffix(".kept").rename(file())
    assert names(SavedViews("Library")) == ["one", "two", "three"]


def test_an_address_nobody_can_read_is_told_of() -> None:
    file().parent.mkdir(parents=True)
    newer = {"name": "newer", "address": "spexplorer:view?orbit=3"}
    file().write_text(json.dumps({"Library": [newer]}))
    views = SavedViews("Library")
    assert names(views) == ["newer"]
    with pytest.raises(AppError, match="“orbit”"):
        views.state("newer")
    with pytest.raises(AppError, match="no saved view “gone”"):
        views.state("gone")
    with pytest.raises(AppError, match="begins with spexplorer"):
        read_address("hello")


# -- the last place -----------------------------------------------------------------------------


def test_the_last_place_is_recalled_with_its_history() -> None:
    scrolled = {"library": {"0 RecordTable": (480, 0)}}
    LastPlace("Library").remember(CULTURE, [LinkState(), WORDS], [WORDS, LinkState()], scrolled)
    found = LastPlace("Library").recall()
    assert found == (CULTURE, (LinkState(), WORDS), (WORDS, LinkState()), scrolled)
    assert LastPlace("Another").recall() is None


def test_history_is_bounded_and_keeps_the_nearest() -> None:
    states = [LinkState(current=f"event:{at}") for at in range(120)]
    LastPlace("Library").remember(CULTURE, states, states)
    found = LastPlace("Library").recall()
    assert list(found.past) == list(found.future) == states[-50:]


def test_a_selection_of_thousands_is_left_out_but_its_place_is_kept() -> None:
    many = frozenset(f"event:number-{at}" for at in range(20_000))
    LastPlace("Library").remember(CULTURE._replace(selected=many, current="event:x"), [], [])
    assert LastPlace("Library").recall().state == CULTURE.at("event:x")
    assert (user_config() / "place.json").stat().st_size < 1000


@pytest.mark.parametrize(
    "kept",
    [b"", b"{{", b"[]", b'{"Library": 3}', b'{"Library": {"state": 5}}', b'{"Library": {}}'],
)
def test_a_place_that_cannot_be_read_is_no_place(kept) -> None:
    user_config().mkdir(parents=True)
    (user_config() / "place.json").write_bytes(kept)
    assert LastPlace("Library").recall() is None
    LastPlace("Library").remember(CULTURE, [], [])
    assert LastPlace("Library").recall().state == CULTURE


def test_history_that_cannot_be_read_is_skipped() -> None:
    user_config().mkdir(parents=True)
    kept = {"state": address(CULTURE), "past": ["nonsense", address(WORDS), 7], "future": "x",
            "scrolled": {"library": {"a": [3, 1e99], "b": "x", "c": [1]}, "timeline": 3}}  # fmt: skip
    (user_config() / "place.json").write_text(json.dumps({"Library": kept}))
    assert LastPlace("Library").recall() == (
        CULTURE,
        (WORDS,),
        (),
        {"library": {"a": (3, 2**31 - 1)}},
    )


def test_remembering_where_nothing_can_be_written_is_quiet() -> None:
    user_config().parent.mkdir(parents=True, exist_ok=True)
    user_config().write_text("a file where the folder should be")
    LastPlace("Library").remember(CULTURE, [], [])
    assert LastPlace("Library").recall() is None


# -- fitting a state to the program and library --------------------------------------------------


def test_a_state_loses_what_this_library_and_program_do_not_have(bundled) -> None:
    reader = Reader(bundled)
    there = reader.rows("event")[0].id
    state = LinkState(selected=frozenset({there, "event:gone"}), current="no id", tab="orbit")
    found = fitted(state, reader, ("overview", "timeline"))
    assert found.state == LinkState(selected=frozenset({there}))
    assert set(found.missing) == {"orbit", "no id", "event:gone"}
    half = LinkState(selected=frozenset({there, "\ud800"}), current="\udc00")
    assert fitted(half, reader, ("overview",)).state == LinkState(selected=frozenset({there}))
    compared = LinkState(sides=("event:gone", there))
    assert fitted(compared, reader, ("overview",)) == (compared, ())
    sound = LinkState(tab="timeline").at(there)
    assert fitted(sound, reader, ("overview", "timeline")) == (sound, ())
    assert library_name(reader.about) == reader.about["name"]
    reader.close()
