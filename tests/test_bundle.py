"""The bundle runs without Python and without an environment; its desktop files fit the program.

What runs the bundle needs one: `make test-bundle` builds it and names it in SPEXPLORER_BUNDLE.
"""

from __future__ import annotations

import configparser
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from spexplorer import __version__
from spexplorer.support import folders

sys.path.insert(0, str(Path(__file__).resolve().parent / "anchoring"))
from damage import write_pdf

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


class Desk:
    """A person at a virtual screen of their own: keys, clicks, and what they find on the disk."""

    def __init__(self, home: Path) -> None:
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading, "rb") as told:
            self.display = f":{told.readline().decode().strip()}"
        self._manager = subprocess.Popen(
            ["openbox"], env={**os.environ, "DISPLAY": self.display}, stderr=subprocess.DEVNULL
        )
        self.environment = {"HOME": str(home), "DISPLAY": self.display}

    def tool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env={**os.environ, "DISPLAY": self.display},
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        return done.stdout

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tool("key", "--clearmodifiers", key)
            time.sleep(0.4)

    def write(self, text: str) -> None:
        self.tool("type", "--delay", "20", text)
        time.sleep(0.4)

    def shows(self, title: str) -> bool:
        return bool(self.tool("search", "--onlyvisible", "--name", title))

    def waits_for(self, title: str) -> None:
        wait_for(lambda: self.shows(title))
        time.sleep(0.5)  # until it has the keyboard

    def close(self) -> None:
        for process in (self._manager, self._screen):
            process.terminate()
            process.wait(20)


def wait_for(what: Callable[[], object], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.2)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    if missing := [name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None]:
        pytest.skip(f"no keys can be pressed on a virtual screen here: {', '.join(missing)}")
    made = Desk(tmp_path)
    yield made
    made.close()


def add_person(desk: Desk, name: str) -> None:
    desk.press("ctrl+n", "Down", "Return")
    time.sleep(2)
    desk.write("Person")  # the keyboard is in its type
    desk.press("Return", "Tab")
    desk.write(name)
    desk.press("ctrl+s")


def import_sources(desk: Desk, file: Path) -> None:
    desk.press("ctrl+i")
    desk.waits_for("Import sources")
    desk.write(str(file))
    desk.press("Return")
    time.sleep(4)
    desk.press("alt+i")


def attach_copy(desk: Desk, file: Path) -> None:
    desk.press("alt+f", "a")
    desk.waits_for("Attach your copy")
    desk.press("Return")
    desk.waits_for("Choose your copy")
    desk.write(str(file))
    desk.press("Return")
    wait_for(lambda: not desk.shows("Choose your copy"))
    time.sleep(2)
    desk.press("alt+a")


@pytest.mark.timeout(400)
def test_a_person_works_with_the_bundle_and_finds_it_all_again(bundle, desk, tmp_path) -> None:
    """Opens, searches, brushes, adds a record, imports, attaches a PDF, quits, starts again."""
    sources, copy = tmp_path / "in.ris", tmp_path / "copy.pdf"
    sources.write_text(
        "TY  - BOOK\nTI  - A source of the bundle\nPY  - 1999\nER  - \n", encoding="utf-8"
    )
    write_pdf(copy, ["Some lines about soft power and influence in Central Asia"] * 20)
    data, config = tmp_path / ".local/share/spexplorer", tmp_path / ".config/spexplorer"

    def stands_at() -> str:
        try:
            return (config / "place.json").read_text(encoding="utf-8")
        except OSError:
            return ""

    program = subprocess.Popen(
        [bundle / "spexplorer"], env=desk.environment, cwd=tmp_path,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        desk.waits_for("Soft Power Explorer")
        wait_for(lambda: "tab=overview" in stands_at())
        desk.press("shift+F8", "ctrl+k")
        desk.write("silk road")
        desk.press("ctrl+Return")
        wait_for(lambda: "words=silk" in stands_at())
        desk.tool("mousemove", "470", "602", "click", "1")  # the bar of a linked chart
        wait_for(lambda: "vector=" in stands_at())
        add_person(desk, "Zhanna of the bundle")
        wait_for(lambda: "zhanna-of-the-bundle" in stands_at())
        import_sources(desk, sources)
        wait_for(lambda: "facet.origin=in.ris" in stands_at())
        attach_copy(desk, copy)
        wait_for(
            lambda: list((data / "attachments").glob("*.json"))
        )  # read by a process of its own
        desk.press("Escape", "Escape", "ctrl+q")
        _, trouble = program.communicate(timeout=60)
    finally:
        program.kill()
        program.communicate()
    assert (program.returncode, trouble) == (0, "")
    assert [one.name for one in data.glob("library.spex*")] == ["library.spex"]
    assert not (data / "spexplorer.log").exists()
    assert "zhanna-of-the-bundle" in run(bundle, tmp_path, "search", "Zhanna of the bundle")
    assert "A source of the bundle" in run(bundle, tmp_path, "search", "source of the bundle")
    assert "is sound" in run(bundle, tmp_path, "check", str(data / "library.spex"))
    before = stands_at()
    run(bundle, tmp_path, "--exit-when-ready", DISPLAY=desk.display)
    kept = [json.loads(text).popitem()[1]["state"] for text in (before, stands_at())]
    assert kept[0] == kept[1]


@pytest.mark.timeout(200)
def test_a_double_click_on_a_bad_file_is_answered_by_a_dialog(bundle, desk, tmp_path) -> None:
    bad = tmp_path / "bad.spex"
    bad.write_text("no library")
    program = subprocess.Popen(
        [bundle / "spexplorer", bad], env=desk.environment, cwd=tmp_path, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    desk.waits_for("Damaged library")
    desk.press("Escape")
    _, trouble = program.communicate(timeout=60)
    assert program.returncode == 1
    assert "is not a library" in trouble
    assert "Traceback" not in trouble


@pytest.mark.timeout(200)
def test_a_second_start_of_the_bundle_raises_the_first(bundle, desk, tmp_path) -> None:
    first = subprocess.Popen(
        [bundle / "spexplorer"], env=desk.environment, cwd=tmp_path, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        desk.waits_for("Soft Power Explorer")
        wait_for((tmp_path / ".config/spexplorer/place.json").exists)
        desk.tool("search", "--name", "Soft Power Explorer", "windowminimize")
        wait_for(lambda: not desk.shows("Soft Power Explorer"))
        run(bundle, tmp_path, DISPLAY=desk.display)
        desk.waits_for("Soft Power Explorer")
        assert first.poll() is None
        assert "Soft Power Explorer" in desk.tool("getactivewindow", "getwindowname")
    finally:
        first.terminate()
        first.wait(60)


@pytest.mark.timeout(300)
def test_the_bundle_starts_as_fast_as_the_source(bundle, tmp_path) -> None:
    def seconds(*command: str) -> float:
        environment = {
            "HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
        }
        best = 1e9
        for _ in range(4):
            begin = time.perf_counter()
            subprocess.run(
                [*command, "--exit-when-ready"], env=environment, cwd=tmp_path, check=True
            )
            best = min(best, time.perf_counter() - begin)
        return best

    source, bundled = (
        seconds(sys.executable, "-m", "spexplorer"),
        seconds(str(bundle / "spexplorer")),
    )
    print(f"source {source:.2f} s, bundle {bundled:.2f} s, ratio {bundled / source:.2f}")
    assert bundled <= 1.6 * source


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="there is no dpkg here")
@pytest.mark.timeout(400)
def test_the_package_installs_and_removes_all_it_brings(bundle, tmp_path) -> None:
    package, root = tmp_path / "spexplorer.deb", tmp_path / "root"
    subprocess.run(["sh", PACKAGING / "debian.sh", bundle, __version__, package], check=True)
    database = root / "var/lib/dpkg"
    for folder in ("info", "updates", "triggers"):
        (database / folder).mkdir(parents=True)
    for file in ("status", "available"):
        (database / file).touch()
    dpkg = ["dpkg", f"--root={root}", "--force-depends", "--force-script-chrootless", "--force-not-root",
            "--log=/dev/null"]  # fmt: skip
    subprocess.run([*dpkg, "--install", package], check=True, capture_output=True, timeout=200)
    for path in (
        "usr/bin/spexplorer", "usr/lib/spexplorer/spexplorer", "usr/share/applications/spexplorer.desktop",
        "usr/share/mime/packages/spexplorer.xml", "usr/share/icons/hicolor/scalable/apps/spexplorer.svg",
        "usr/share/metainfo/org.spexplorer.spexplorer.metainfo.xml", "usr/share/doc/spexplorer/copyright",
    ):  # fmt: skip
        assert (root / path).exists(), path
    writable = [
        one
        for one in root.joinpath("usr").rglob("*")
        if not one.is_symlink() and one.stat().st_mode & 0o022
    ]
    assert writable == []
    home = tmp_path / "home"
    home.mkdir()
    assert "concept:soft-power" in run(root / "usr/lib/spexplorer", home, "search", "soft power")
    subprocess.run([*dpkg, "--purge", "spexplorer"], check=True, capture_output=True, timeout=200)
    assert [one for one in root.joinpath("usr").rglob("*spexplorer*") if one.exists()] == []


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="there is no appstreamcli here")
def test_the_description_is_valid() -> None:
    file = PACKAGING / "spexplorer.metainfo.xml"
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", file], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="there is no validator here"
)
def test_the_desktop_entry_is_valid() -> None:
    subprocess.run(["desktop-file-validate", PACKAGING / "spexplorer.desktop"], check=True)


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
