"""The house keeps its rules: layers, what loads what, sizes, docstrings, and words that go through tr()."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "spexplorer"
FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
NAMES = {path: path.relative_to(ROOT).as_posix() for path in FILES}
Function = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_FILE, LONGEST_CLASS, LONGEST_FUNCTION = 500, 400, 40
LONG_FUNCTIONS: dict[str, str] = {}
"""Name -> the reason why it is longer."""


def walk(kind: type | tuple[type, ...]) -> Iterator[tuple[str, ast.AST]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield f"{NAMES[path]}:{getattr(node, 'lineno', 0)}", node


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def size(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1  # type: ignore[attr-defined, operator]


def test_the_layers_keep_their_contracts() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stdout


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports for types and those inside functions are counted as well."""
    modules = {name.removesuffix(".py").replace("/", "."): path for path, name in NAMES.items()}
    known = {name.removesuffix(".__init__"): path for name, path in modules.items()}
    needs = {name: imported(path) & known.keys() - {name} for name, path in known.items()}
    while free := [name for name, others in needs.items() if not others & needs.keys()]:
        for name in free:
            del needs[name]
    # What is left stands in a circle or needs one that does.
    in_circles = [name for name in needs if name in reached(needs, name)]
    assert not in_circles, in_circles


def reached(needs: dict[str, set[str]], start: str) -> set[str]:
    """The modules that one needs, directly or through others."""
    found: set[str] = set()
    waiting = list(needs[start] & needs.keys())
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs[name] & needs.keys()
    return found


def test_no_two_public_classes_have_one_name() -> None:
    places: dict[str, list[str]] = {}
    for where, node in walk(ast.ClassDef):
        if not node.name.startswith("_"):  # type: ignore[attr-defined]
            places.setdefault(node.name, []).append(where)  # type: ignore[attr-defined]
    assert not {name: found for name, found in places.items() if len(found) > 1}


def test_the_domain_needs_the_standard_library_alone() -> None:
    for path in sorted((PACKAGE / "domain").glob("*.py")):
        for name in imported(path):
            top = name.partition(".")[0]
            assert top in sys.stdlib_module_names or name.startswith("spexplorer.domain"), (
                NAMES[path],
                name,
            )


HEAVY = ("PySide6", "numpy", "pyqtgraph", "sqlite_utils", "pypinyin", "dataclasses", "tomllib")


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stderr.split())


def test_the_command_line_loads_nothing_heavy() -> None:
    assert loaded_by("import spexplorer.cli").isdisjoint((*HEAVY, "sqlite3", "json"))


def test_a_whole_search_loads_nothing_heavy() -> None:
    search = "from spexplorer.cli import run\nassert run(['search', 'мягкая сила', '--json']) == 0"
    loaded = loaded_by(search)
    assert "sqlite3" in loaded
    assert loaded.isdisjoint((*HEAVY, "spexplorer.domain.records", "spexplorer.storage.records"))


NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "xmlrpc"} | {
    *(
        "PySide6.QtNetwork",
        "PySide6.QtWebEngineWidgets",
        "requests",
        "httpx",
        "webbrowser",
        "telnetlib",
    )
}


OTHER_PROGRAMS = {"spexplorer/citing/pandoc.py", "spexplorer/formats/copies/pdf_process.py"}
"""Where another program is run: one that is known, with its arguments as a list."""


def test_nothing_reaches_out_and_nothing_runs_what_it_reads() -> None:
    for path in FILES:
        banned = NETWORK | {"pickle", "marshal", "shelve", "subprocess"}
        unwanted = imported(path) & banned - (
            {"subprocess"} if NAMES[path] in OTHER_PROGRAMS else set()
        )
        assert not unwanted, (NAMES[path], unwanted)
    for where, node in walk(ast.Call):
        name = getattr(node.func, "id", "")  # type: ignore[attr-defined]
        assert name not in {"eval", "exec", "compile", "__import__"}, where


def test_printing_goes_through_one_place() -> None:
    """It keeps the print library off the network."""
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        if "QPrinter(" in text:
            assert path.name == "print_support.py", NAMES[path]


SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA\s)\b"
)


def test_sql_stands_in_storage_alone() -> None:
    building = "spexplorer/operations/library_build.py"  # fills a new file table by table
    for where, node in walk(ast.Constant):
        if not where.startswith(("spexplorer/storage/", building)):
            text = node.value  # type: ignore[attr-defined]
            assert not (isinstance(text, str) and SQL.search(text)), where


def test_signals_carry_objects_that_cross_threads_unharmed() -> None:
    """PySide copies a dict or list into a QVariant and cuts an int to 32 bits."""
    for where, node in walk(ast.Call):
        if getattr(node.func, "id", "") == "Signal":  # type: ignore[attr-defined]
            types = {getattr(argument, "id", "") for argument in node.args}  # type: ignore[attr-defined]
            assert types.isdisjoint({"dict", "list", "int", "set"}), where


def test_no_module_keeps_a_state_that_changes() -> None:
    """Mutable literals at module level are constants in capitals, and nobody writes to them."""
    constants: set[str] = set()
    for path, tree in TREES.items():
        for node in tree.body:
            if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in (t.id for t in targets if isinstance(t, ast.Name)):
                made = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "")
                literal = isinstance(node.value, ast.Dict | ast.List | ast.Set)
                if literal or made in {"dict", "list", "set", "defaultdict", "Counter"}:
                    assert name.isupper() or name == "__all__", (NAMES[path], name)
                    constants.add(name)
    for where, node in walk(ast.Global):
        pytest.fail(f"{where} changes a module's variable: {node.names}")  # type: ignore[attr-defined]
    for where, node in walk((ast.Assign, ast.AugAssign, ast.Delete)):
        targets = getattr(node, "targets", None) or [node.target]  # type: ignore[attr-defined]
        for target in targets:
            owner = getattr(getattr(target, "value", None), "id", None)
            assert not (isinstance(target, ast.Subscript) and owner in constants), where


def test_files_classes_and_functions_stay_small() -> None:
    large = [
        f"{NAMES[path]}: {lines} lines"
        for path in FILES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    large += [f"{w}: {n.name}" for w, n in walk(ast.ClassDef) if size(n) > LONGEST_CLASS]  # type: ignore[attr-defined]
    large += [
        f"{where}: {node.name} has {size(node)} lines"  # type: ignore[attr-defined]
        for where, node in walk((ast.FunctionDef, ast.AsyncFunctionDef))
        if size(node) > LONGEST_FUNCTION and node.name not in LONG_FUNCTIONS  # type: ignore[attr-defined]
    ]
    assert not large, "\n".join(large)


def documented(path: Path, owner: ast.Module | ast.ClassDef, prefix: str) -> Iterator[str]:
    for node in owner.body:
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_"):
            continue
        overrides = isinstance(owner, ast.ClassDef) and (
            is_override(owner, node) or node.name in documented_above(owner)
        )
        if ast.get_docstring(node) is None and not overrides:
            yield f"{NAMES[path]}:{node.lineno} {prefix}{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from documented(path, node, f"{node.name}.")


CLASSES = {node.name: node for _, node in walk(ast.ClassDef)}  # type: ignore[attr-defined]


def documented_above(owner: ast.ClassDef) -> set[str]:
    """The methods that a class of ours above this one describes."""
    found: set[str] = set()
    for base in owner.bases:
        if above := CLASSES.get(getattr(base, "id", "")):
            found |= documented_above(above)
            found |= {
                n.name for n in above.body if isinstance(n, Function) and ast.get_docstring(n)
            }
    return found


def is_override(owner: ast.ClassDef, node: ast.AST) -> bool:
    """Qt's own methods are documented by Qt: camelCase ones, and `run`, `data`, ... of a Q class."""
    name = getattr(node, "name", "")
    qt = any(getattr(base, "id", "").startswith("Q") for base in owner.bases)
    return name != name.lower() or (qt and name in QT_METHODS)


QT_METHODS = {"run", "data", "flags", "index", "parent", "paint", "event", "sort", "rect", "shape"}
QT_METHODS |= {"accept", "reject", "count", "indexes"}


def test_every_public_name_says_what_it_is() -> None:
    bare = [NAMES[path] for path, tree in TREES.items() if ast.get_docstring(tree) is None]
    for path, tree in TREES.items():
        bare += documented(path, tree, "")
    assert not bare, "\n".join(bare)


SHOWN_BY = {
    *("setText", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setTitle"),
    *(
        "setPlaceholderText",
        "setAccessibleName",
        "setAccessibleDescription",
        "addMenu",
        "addAction",
    ),
    *("QLabel", "QPushButton", "QToolButton", "QAction", "QGroupBox", "QCheckBox", "QRadioButton"),
    *("addTab", "addItem", "setHeaderLabels"),
}


def bare_words(node: ast.expr) -> Iterator[str]:
    """Literal words in an argument that do not pass through tr() or counted()."""
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.search(r"[^\W\d_]{2,}", node.value):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            if isinstance(part, ast.Constant):
                yield from bare_words(part)
    elif isinstance(node, ast.BinOp):
        yield from bare_words(node.left)
        yield from bare_words(node.right)
    elif isinstance(node, ast.IfExp):
        yield from bare_words(node.body)
        yield from bare_words(node.orelse)
    elif isinstance(node, ast.List | ast.Tuple):
        for item in node.elts:
            yield from bare_words(item)


def test_words_a_person_reads_can_be_translated() -> None:
    found = []
    for where, node in walk(ast.Call):
        assert isinstance(node, ast.Call)
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
        if where.startswith("spexplorer/ui/") and name in SHOWN_BY:
            found += [f"{where}: {word}" for a in node.args for word in bare_words(a)]
    assert not found, "\n".join(found)
