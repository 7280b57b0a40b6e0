"""The bundle runs without Python and without an environment; its desktop files fit the program.

What runs the bundle needs one: `make test-bundle` builds it and names it in SPEXPLORER_BUNDLE.
"""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from spexplorer import __version__
from spexplorer.support import folders

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "resources" / "packaging"
MIME_TYPE = "application/x-spexplorer-library"
LARGEST = 300_000_000


def test_the_desktop_entry_opens_libraries_with_the_program():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(PACKAGING / "spexplorer.desktop", encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["Exec"] == "spexplorer %f"
    assert entry["Terminal"] == "false"
    assert MIME_TYPE in entry["MimeType"].split(";")


def test_the_file_type_and_the_description_name_the_same_program():
    types = etree.parse(str(PACKAGING / "spexplorer.xml")).getroot()
    kind = types.find("{*}mime-type")
    assert kind is not None
    assert kind.get("type") == MIME_TYPE
    assert [glob.get("pattern") for glob in kind.findall("{*}glob")] == ["*.spex"]
    about = etree.parse(str(PACKAGING / "spexplorer.metainfo.xml")).getroot()
    assert about.findtext("provides/mediatype") == MIME_TYPE
    assert about.findtext("launchable") == "spexplorer.desktop"
    release = about.find("releases/release")
    assert release is not None
    assert release.get("version") == __version__


def test_the_recipe_of_the_bundle_is_python():
    source = (PACKAGING / "spexplorer.spec").read_text(encoding="utf-8")
    compile(source, "spexplorer.spec", "exec")


def test_a_marker_beside_the_bundled_program_keeps_everything_there(tmp_path, monkeypatch):
    monkeypatch.delenv("SPEXPLORER_HOME", raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "spexplorer"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert tmp_path not in folders.user_library().parents
    (tmp_path / folders.PORTABLE_MARKER).touch()
    for folder in (folders.user_data(), folders.user_config(), folders.user_backups()):
        assert tmp_path / "spexplorer-data" in folder.parents


@pytest.fixture
def bundle() -> Path:
    if not (named := os.environ.get("SPEXPLORER_BUNDLE")):
        pytest.skip("no bundle was built; “make test-bundle” builds and runs one")
    return Path(named).resolve()


def run(bundle: Path, home: Path, *words: str, **environment: str) -> str:
    done = subprocess.run(
        [bundle / "spexplorer", *words], env={"HOME": str(home), **environment}, cwd=home,
        capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_bundle_is_small_enough(bundle):
    sizes = (path.lstat().st_size for path in bundle.rglob("*") if path.name != "pandoc")
    assert sum(sizes) <= LARGEST


def test_the_bundle_searches_checks_and_exports(bundle, tmp_path):
    assert "concept:soft-power" in run(bundle, tmp_path, "search", "мягкая сила")
    assert "is sound" in run(bundle, tmp_path, "check")
    for code in ("json", "ris", "marc", "mods", "bibtex"):
        run(bundle, tmp_path, "export", "--format", code, "-o", str(tmp_path / f"out.{code}"))
        assert (tmp_path / f"out.{code}").stat().st_size


def test_the_window_of_the_bundle_opens_and_ends(bundle, tmp_path):
    run(bundle, tmp_path, "--exit-when-ready", QT_QPA_PLATFORM="offscreen")
    assert (tmp_path / ".local/share/spexplorer/library.spex").is_file()
    assert not (tmp_path / ".local/share/spexplorer/spexplorer.log").exists()


def test_the_window_of_the_bundle_opens_on_a_screen(bundle, tmp_path):
    if shutil.which("xvfb-run") is None:
        pytest.skip("there is no virtual screen (xvfb) here")
    clean = f'env -i HOME="{tmp_path}" DISPLAY="$DISPLAY" XAUTHORITY="$XAUTHORITY"'
    command = f'{clean} "{bundle}/spexplorer" --exit-when-ready'
    done = subprocess.run(
        ["xvfb-run", "-a", "sh", "-c", command], capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr


def test_no_variable_makes_the_bundle_load_code(bundle, tmp_path):
    plugins = tmp_path / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    (plugins / "libqoffscreen.so").write_bytes(b"no plugin")
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit(3)")
    run(
        bundle, tmp_path, "--exit-when-ready", QT_QPA_PLATFORM="offscreen",
        QT_PLUGIN_PATH=str(plugins.parent), QT_QPA_PLATFORM_PLUGIN_PATH=str(plugins),
        PYTHONPATH=str(tmp_path), PYTHONHOME=str(tmp_path),
    )  # fmt: skip
