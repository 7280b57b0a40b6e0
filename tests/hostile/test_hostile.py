"""Hostile libraries and damaged copies in the real window; one of each here, the whole by `make soak`.

Each is opened in a process of its own: a sentence or sound content, never a crash, a hang or a traceback.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from libraries import make_hostile, make_mutated

LIBRARIES = int(os.environ.get("SPEXPLORER_SOAK_LIBRARIES", "1"))
MUTATIONS = int(os.environ.get("SPEXPLORER_SOAK_MUTATIONS", "1"))


def walked(path: Path, home: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("walk.py")), str(path), "120"],
        env={**os.environ, "SPEXPLORER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def is_held(found: dict[str, object]) -> None:
    if "refused" in found:
        assert "unforeseen" not in str(found["refused"])
        return
    assert found["late"] == ""
    assert found["unforeseen"] == []
    assert found["rich"] == []
    assert "unforeseen" not in str(found["said"])


@pytest.mark.timeout(200)
@pytest.mark.parametrize("seed", range(LIBRARIES))
def test_a_hostile_library_is_shown_or_refused(bundled, tmp_path, seed: int) -> None:
    os.mkfifo(tmp_path / "pipe")  # whoever opens it hangs
    make_hostile(bundled, tmp_path / "hostile.spex", seed, str(tmp_path / "pipe"))
    is_held(walked(tmp_path / "hostile.spex", tmp_path / "home"))


@pytest.mark.timeout(200)
@pytest.mark.parametrize("seed", range(MUTATIONS))
def test_a_damaged_copy_is_shown_or_refused(bundled, tmp_path, seed: int) -> None:
    make_mutated(bundled, tmp_path / "mutated.spex", seed)
    is_held(walked(tmp_path / "mutated.spex", tmp_path / "home"))
