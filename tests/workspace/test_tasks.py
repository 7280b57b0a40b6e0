"""Work off the interface thread, delivered on it; and settings that survive a damaged file."""

from __future__ import annotations

import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from spexplorer.workspace.settings import Session, load_session, save_session
from spexplorer.workspace.tasks import Tasks


def test_results_and_errors_arrive_on_the_interface_thread(qapp, qtbot) -> None:
    tasks, here = Tasks(), threading.current_thread()
    busy: list[int] = []
    tasks.busy.connect(busy.append)
    arrived: list[tuple[str, object, threading.Thread]] = []

    def done(result: object) -> None:
        arrived.append(("done", result, threading.current_thread()))

    def failed(error: Exception) -> None:
        arrived.append(("failed", type(error), threading.current_thread()))

    tasks.start(threading.current_thread, done, failed)
    tasks.start(lambda: 1 / 0, done, failed)
    qtbot.waitUntil(lambda: len(arrived) == 2, timeout=5_000)
    results = {what: (value, thread) for what, value, thread in arrived}
    assert results["failed"] == (ZeroDivisionError, here)
    worked_on, delivered_on = results["done"]
    assert delivered_on is here
    assert worked_on is not here
    assert busy == [1, 2, 1, 0]


def test_after_waiting_nothing_is_delivered(qapp, qtbot) -> None:
    tasks, may_end, arrived = Tasks(), threading.Event(), []
    for _ in range(4):
        tasks.start(lambda: may_end.wait(5), arrived.append, arrived.append)
    may_end.set()
    tasks.wait()
    qtbot.wait(20)
    assert arrived == []


class Large:
    """Stands for the answers of a large library."""


def test_what_a_task_worked_on_is_let_go_when_it_ends(qapp, qtbot) -> None:
    tasks, running = Tasks(), []
    tasks.busy.connect(running.append)
    held = []
    for at in range(40):
        large = Large()
        held.append(weakref.ref(large))
        ticket = tasks.ticket("group") if at % 2 else None  # half of them are called off
        tasks.start(lambda large=large: large, lambda _: None, lambda _: None, ticket)
    del large
    qtbot.waitUntil(lambda: running[-1] == 0, timeout=5_000)
    qtbot.waitUntil(lambda: not [one for one in held if one() is not None], timeout=5_000)


def test_a_task_may_start_another(qapp, qtbot) -> None:
    tasks, arrived = Tasks(), []
    tasks.start(
        lambda: 1,
        lambda one: tasks.start(lambda: one + 1, arrived.append, arrived.append),
        arrived.append,
    )
    qtbot.waitUntil(lambda: arrived == [2], timeout=5_000)


def ini(home: Path) -> Path:
    path = home / "config" / "settings.ini"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_a_session_is_kept(home: Path) -> None:
    assert load_session() == Session(offers_tour=True)
    session = Session(
        "dark", 1.5, QByteArray(b"\x00geometry\xff"), QByteArray(b"docks"), offers_tour=True
    )
    save_session(session)
    assert ini(home).is_file()
    assert load_session() == session
    save_session(Session("light", 1.0))  # what is not given stays as it was
    assert load_session() == Session(
        "light", 1.0, session.geometry, session.docks, offers_tour=True
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 500,
        b"no ini at all",
        b"[appearance]\ntheme=plaid\ntext_scale=huge\n",
        b"[appearance]\ntheme=\ntext_scale=nan\n",
        b"[appearance]\ntext_scale=1e999\n",
        b"[appearance]\ntext_scale=1,2,3\ntheme=dark,light\n",
        b"[appearance]\ntext_scale=-4\n",
        b"[appearance\ntheme=\n[window]\ngeometry=@Variant(\\0\\0)\ndocks=7\n",
        b"[window]\ngeometry=@Invalid()\ndocks=@Rect(0 0 1 1)\n",
    ],
)
def test_a_damaged_file_gives_the_defaults(home: Path, content: bytes) -> None:
    ini(home).write_bytes(content)
    assert load_session() == Session(offers_tour=True)
    save_session(Session("dark", 2.0))
    assert load_session().theme == "dark"


def test_a_folder_that_cannot_be_written_only_forgets(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("SPEXPLORER_HOME", str(tmp_path / "file"))
    save_session(Session("dark", 2.0))
    assert load_session() == Session(offers_tour=True)


def test_a_newer_request_of_a_group_calls_the_earlier_one_off(qapp, qtbot) -> None:
    tasks, may_end, arrived = Tasks(), threading.Event(), []
    first = tasks.ticket("search")
    tasks.start(lambda: may_end.wait(5) and "first", arrived.append, arrived.append, first)
    second = tasks.ticket("search")
    assert first.cancelled
    tasks.start(lambda: "second", arrived.append, arrived.append, second)
    may_end.set()
    qtbot.waitUntil(lambda: bool(arrived), timeout=5_000)
    qtbot.wait(20)
    assert arrived == ["second"]


def test_a_short_task_does_not_wait_for_a_long_one(qapp, qtbot) -> None:
    tasks, may_end, arrived = Tasks(), threading.Event(), []
    tasks.start(lambda: may_end.wait(10), arrived.append, arrived.append, long=True)
    tasks.start(lambda: "short", arrived.append, arrived.append)
    qtbot.waitUntil(lambda: arrived == ["short"], timeout=5_000)
    may_end.set()
    qtbot.waitUntil(lambda: arrived == ["short", True], timeout=5_000)
    tasks.wait()


def test_no_more_than_one_task_of_a_sort_is_under_way(qapp, qtbot) -> None:
    tasks, lock, arrived = Tasks(), threading.Lock(), []
    overlaps = []

    def work() -> None:
        overlaps.append(not lock.acquire(blocking=False))
        threading.Event().wait(0.01)
        lock.release()

    for _ in range(5):
        tasks.start(work, arrived.append, arrived.append)
    qtbot.waitUntil(lambda: len(arrived) == 5, timeout=5_000)
    tasks.wait()
    assert overlaps == [False] * 5


def test_one_by_one_even_a_short_task_waits_until_side_by_side_again(qapp, qtbot) -> None:
    tasks, may_end, arrived = Tasks(), threading.Event(), []
    tasks.work_one_by_one()
    tasks.start(lambda: may_end.wait(10), arrived.append, arrived.append, long=True)
    tasks.start(lambda: "short", arrived.append, arrived.append)
    qtbot.wait(100)
    assert arrived == []
    may_end.set()
    qtbot.waitUntil(lambda: arrived == [True, "short"], timeout=5_000)
    tasks.work_side_by_side()
    may_end.clear()
    tasks.start(lambda: may_end.wait(10), arrived.append, arrived.append, long=True)
    tasks.start(lambda: "short", arrived.append, arrived.append)
    qtbot.waitUntil(lambda: arrived[2:] == ["short"], timeout=5_000)
    may_end.set()
    tasks.wait()
