"""`pip install .` in an empty environment gives a working program with its library and resources."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from this checkout, without asking any index."""
    folder = tmp_path_factory.mktemp("wheel")
    # Not by pip, which tries an internet socket as it is imported; this is what pip would call.
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        check=True, capture_output=True, timeout=110, cwd=_ROOT,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_library_migrations_themes_icons_and_help(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "spexplorer/_db/library.spex",
        "spexplorer/_db/vocabularies.toml",
        "spexplorer/_db/migrations/0001_records.sql",
        "spexplorer/_resources/themes/light.json",
        "spexplorer/_resources/themes/base.qss",
        "spexplorer/_resources/icons/app.svg",
        "spexplorer/_resources/help/manual.md",
    ):
        assert needed in names
    assert not any(name.startswith("tests/") for name in names)


def test_the_installed_program_finds_its_library_outside_the_checkout(wheel, tmp_path):
    place = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    environment = {
        **os.environ, "PYTHONPATH": str(place), "SPEXPLORER_HOME": str(tmp_path / "home"),
        "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "spexplorer", *words], cwd=tmp_path, env=environment,
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    info = json.loads(run("info", "--json").stdout)
    assert info["path"].startswith(str(place))
    assert info["records"] > 1000
    trace = tmp_path / "trace.json"
    window = run("--exit-when-ready", "--trace", str(trace))
    assert window.returncode == 0, window.stderr
    names = {span["name"] for span in json.loads(trace.read_text())}
    assert {"first_paint", "ready"} <= names
    assert (tmp_path / "home" / "data" / "library.spex").exists()
