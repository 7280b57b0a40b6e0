"""Later starts hand their file over to the first, by files that only this user may write."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spexplorer.support.handover import Lead, Request, hand_over, take_lead

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")


@pytest.fixture
def lead() -> Iterator[Lead]:
    held = take_lead()
    assert held is not None
    yield held
    held.give_up()


def taken(lead: Lead, asked: list[object], request: Request) -> list[Request]:
    """What the first gets of a request that is handed over meanwhile."""
    later = threading.Thread(target=lambda: asked.append(hand_over(request, 20)))
    later.start()
    found: list[Request] = []
    while later.is_alive():
        found += lead.requests()
        time.sleep(0.01)
    later.join()
    return found


def test_one_start_is_the_first_until_it_ends(lead: Lead) -> None:
    assert take_lead() is None
    lead.give_up()
    other = take_lead()
    assert other is not None
    other.give_up()


def test_a_file_is_handed_over_whatever_its_name(lead: Lead) -> None:
    asked: list[object] = []
    name = os.fsdecode("/home/ann/Қазақ 上海 \n".encode() + b"\xff.spex")
    assert taken(lead, asked, Request(name, "t")) == [Request(name, "t")]
    assert asked == [True]
    assert [one.name for one in lead.folder.iterdir()] == ["lock"]


def test_a_first_that_hangs_holds_no_later_start_up(lead: Lead) -> None:
    before = time.monotonic()
    assert hand_over(Request("/a.spex"), 0.3) is False
    assert time.monotonic() - before < 5
    assert lead.requests() == []  # what was withdrawn is not opened as well


def test_a_start_whose_first_ends_meanwhile_becomes_it(lead: Lead) -> None:
    lead.give_up()
    answer = hand_over(Request("/a.spex"), 5)
    assert isinstance(answer, Lead)
    assert answer.requests() == []
    answer.give_up()


def test_only_this_user_may_enter_the_folder(lead: Lead) -> None:
    assert lead.folder.stat().st_mode & 0o777 == 0o700
    lead.folder.chmod(0o777)
    try:
        assert take_lead() is None
        assert hand_over(Request("/a.spex"), 0.1) is False
        assert not list(lead.folder.glob("*.request"))
    finally:
        lead.folder.chmod(0o700)


def test_a_folder_behind_a_link_is_not_used(lead: Lead, tmp_path: Path) -> None:
    folder = lead.folder
    lead.give_up()
    (folder / "lock").unlink()
    folder.rmdir()
    folder.symlink_to(tmp_path)
    assert take_lead() is None
    folder.unlink()


@pytest.mark.parametrize(
    "sort", ["large", "no json", "deep", "other types", "link", "folder", "old"]
)
def test_what_is_no_request_is_dropped(lead: Lead, tmp_path: Path, sort: str) -> None:
    path = lead.folder / "a.request"
    good = b'{"file": "/a.spex", "token": ""}'
    contents = {
        "large": good + b" " * 100_000,
        "no json": b"\x00\xff",
        "deep": b"[" * 60_000,
        "other types": b'{"file": ["/a"], "token": 3}',
    }
    if sort == "link":
        (tmp_path / "there").write_bytes(good)
        path.symlink_to(tmp_path / "there")
    elif sort == "folder":
        path.mkdir()
    else:
        path.write_bytes(contents.get(sort, good))
        path.chmod(0o600)
    if sort == "old":
        os.utime(path, (1, 1))
    assert lead.requests() == []
    assert not path.is_file()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs two users")
def test_a_request_of_another_user_is_dropped(lead: Lead) -> None:
    path = lead.folder / "a.request"
    path.write_text('{"file": "/a.spex", "token": ""}')
    os.chown(path, 65_534, 65_534)
    assert lead.requests() == []
