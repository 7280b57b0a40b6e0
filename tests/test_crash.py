"""The real program is killed: the next start tells of it and offers what was there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from shiboken6 import isValid

from spexplorer.bootstrap import make_application
from spexplorer.domain.address import address
from spexplorer.domain.filters import Filter, Values
from spexplorer.domain.link_state import LinkState
from spexplorer.operations.drafts import Draft, keep_draft
from spexplorer.operations.reader import Reader
from spexplorer.support.folders import user_library
from spexplorer.support.log import last_crash, log_crash
from spexplorer.support.runs import CrashedRun, ProgramRun, crash_report, crashed_runs
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.crash_dialog import CrashDialog, offer_last_state
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.translation import tr
from spexplorer.workspace.saved_views import LastPlace, library_name
from spexplorer.workspace.settings import Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")

STATE = LinkState(Filter((Values("vector", frozenset({"education"})),)), tab="library")
ROOT = Path(__file__).resolve().parent.parent


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def started(home: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SPEXPLORER_HOME": str(home),
                   "PYTHONPATH": str(ROOT)}  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "spexplorer"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def notes(home: Path) -> list[Path]:
    return list((home / "config" / "runs").glob("*.json"))


def open_libraries(home: Path) -> list[str]:
    return json.loads(notes(home)[0].read_text())[2:] if notes(home) else []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_killed_run_is_told_of_once_with_its_libraries(home: Path, how: signal.Signals) -> None:
    with started(home) as process:
        wait_for(lambda: open_libraries(home))
        wait_for((home / "config" / "place.json").exists)  # where it stands is on disk
        assert crashed_runs() == []  # it runs
        process.send_signal(how)
        process.wait(60)
    (run,) = crashed_runs()
    assert run.libraries == (str(user_library()),)
    assert ("Segmentation fault" in run.traces) is (how is signal.SIGSEGV)
    assert crashed_runs() == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_end_is_no_crash(home: Path, how: signal.Signals) -> None:
    with started(home) as process:
        wait_for(lambda: open_libraries(home))
        process.send_signal(how)
        assert process.wait(60) == 128 + how
    assert notes(home) == []
    assert crashed_runs() == []


def test_the_report_names_no_folder_and_no_library(home: Path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    run = ProgramRun()
    log_crash(ValueError("in /home/ann/secret/own.spex at /home/ann/.venv/x.py"))
    run.end()
    began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
    crashed = CrashedRun(began, ("/home/ann/secret/own.spex",), "")
    report = crash_report(crashed, last_crash(began), "1.0, Qt 6")
    assert "ValueError" in report
    assert "ann" not in report.replace("LIBRARY", "")
    assert "own.spex" not in report
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 60))
    assert last_crash(later) == ""


@pytest.fixture
def after_crash(qapp, qtbot, bundled: Path):
    """A window after a crash: it stands at the beginning."""
    with_name = Reader(bundled, tr)
    LastPlace(library_name(with_name.about)).remember(STATE, [LinkState()], [])
    keep_draft(
        bundled, Draft("agent", {"name": "Half"}, title="Half", key="a", at="2026-01-01T00:00:00")
    )
    made = Program(Appearance(make_application()), with_name, Trace(), Session(), goes_back=False)
    made.show()
    qtbot.waitUntil(lambda: made.is_furnished, timeout=60_000)
    yield made
    if isValid(made.window):
        made.window.close()


@pytest.mark.parametrize("back", [True, False])
def test_the_last_state_is_offered_after_a_crash(
    after_crash: Program, qtbot, bundled, back
) -> None:
    program = after_crash
    assert program.workspace.state.tab == "overview"
    offer_last_state(program, CrashedRun("2026-01-01T00:00:00Z", (str(bundled),), "Fatal: x"))
    (dialog,) = program.window.findChildren(CrashDialog)
    assert "Fatal: x" in dialog.report.toPlainText()
    program.keep_place()  # as every few seconds: what is offered is not lost by it
    (dialog.back_button if back else dialog.afresh_button).click()
    wanted = STATE if back else LinkState()
    qtbot.waitUntil(lambda: address(program.workspace.state) == address(wanted), timeout=20_000)
