"""The library's own JSON: what it cannot hold, and files that somebody damaged or made up."""

from __future__ import annotations

import io
import json
import os
import random
import re
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spexplorer.domain.findings import Statistic
from spexplorer.formats import library_json
from spexplorer.operations.editing import LibraryWriter, import_records
from spexplorer.operations.editing.library_imports import ImportReport
from spexplorer.operations.examination import examine
from spexplorer.operations.export import records_of
from spexplorer.operations.library_creation import new_library
from spexplorer.support.errors import AppError, LibraryError


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_json_cannot_hold_is_refused_before_anything_is_written(
    bundled: Path, value: float
) -> None:
    figure = next(one for one in records_of(bundled) if isinstance(one, Statistic))
    stream = io.StringIO()
    with pytest.raises(LibraryError, match=f"{figure.id} is not finite.*; correct it"):
        library_json.write({}, [replace(figure, value=value)], stream)
    assert stream.getvalue() == ""


HEAD = {"format": library_json.FORMAT, "version": library_json.VERSION, "library": {}}


def concept(slug: str, **more: Any) -> dict[str, Any]:
    return {"id": f"concept:{slug}", "pref_label": slug, **more}


def document(**arrays: Any) -> bytes:
    return json.dumps(HEAD | arrays).encode()


def taken_in(data: bytes, folder: Path) -> tuple[ImportReport, list[str]]:
    """Import a file into a new library, which is whole afterwards; what was added, and all warnings."""
    source, library = folder / "other.json", folder / "own.spex"
    source.write_bytes(data)
    found = library_json.read(source)
    if not library.exists():
        new_library(library)
    with closing(LibraryWriter(library, "tester")) as writer:
        operation = import_records(found.records, source.name, found.about, found.distinct)
        report = writer.run(operation).outcome
    assert examine(library).findings == ()
    return report, [*found.faults, *report.warnings]


DEEP = b'{"format":"spexplorer-library","version":1,"works":%s}'
REFUSED = {
    "empty": b"",
    "no object": b"[]",
    "deep": DEEP % (b"[" * 200_000),
    "deep and whole": DEEP % (b"[" * 50_000 + b"]" * 50_000),
    "a huge number": DEEP % (b"9" * 50_000),
    "NaN": DEEP % b"NaN",
    "cut": document(concepts=[concept("a"), concept("b")])[:-20],
    "UTF-16": document(concepts=[concept("a")]).decode().encode("utf-16"),
    "UTF-16 without mark": document(concepts=[concept("a")]).decode().encode("utf-16-le"),
    "no UTF-8": document(concepts=[concept("a")]) + b"\xff",
    "zeros": document(concepts=[concept("a")]) + b"\0" * 100,
    "a long version": document(version="x" * 1_000_000),
    "a list for a version": document(version=[1] * 100_000),
    "cyclic": document(
        concepts=[concept(str(n), broader=f"concept:{(n + 1) % 40}") for n in range(40)]
    ),
    "a long id": document(concepts=[concept("a" * 10_000)]),
    "half a sign in an id": document(concepts=[concept("\ud800")]),
    "wrong everywhere": document(works={"id": 1}, agents=7, claims=[None, [], "x", {"id": []}]),
    "an id of another kind": document(works=[concept("a")]),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_no_library_is_refused_in_a_sentence(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"\.$") as told:
        taken_in(data, tmp_path)
    assert len(str(told.value)) < 400 + len(str(tmp_path))
    assert not list(records_of(tmp_path / "own.spex") if (tmp_path / "own.spex").exists() else ())


TOLD = {
    "an id that is there twice": (document(concepts=[concept("a")] * 2), "there twice"),
    "a name that is there twice": (
        document(concepts=[concept("a")])[:-1] + b',"works":[],"works":[]}', "“works” twice"
    ),
    "half a sign": (document(concepts=[concept("a", definition="x\ud800y")]), "Halves of signs"),
    "names without end": (document(concepts=[concept("a")], **{"x" * 9_999: 1}), "no part|not part"),
    "a wrong type": (document(concepts=[concept("a"), concept("b", tags="x" * 9_999)]), "a list is"),
    "a link to nowhere": (document(concepts=[concept("a", broader="concept:z")]), "is not there"),
    "itself": (document(concepts=[concept("a"), concept("b", broader="concept:b")]), "itself"),
    "no pair": (
        document(concepts=[concept("a")], not_duplicates=[["concept:a"], ["concept:\ud800", "x"]]),
        "no pair",
    ),
    "a long text": (
        document(concepts=[concept("a"), concept("b", definition="x" * 20_000_001)]), "20,000,000"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), TOLD.values(), ids=TOLD)
def test_what_is_wrong_in_a_library_is_told_and_the_rest_taken(
    data: bytes, words: str, tmp_path: Path
) -> None:
    report, warnings = taken_in(data, tmp_path)
    assert report.added == ["concept:a"]
    assert any(re.search(words, line) for line in warnings), warnings
    assert all(len(line) < 500 for line in warnings)


def test_a_hundred_thousand_faults_are_summed_up(tmp_path: Path) -> None:
    wrong = [1] * 100_000
    unknown = {f"x{n}": n for n in range(1_000)}
    _, warnings = taken_in(document(concepts=[concept("a")], works=wrong, **unknown), tmp_path)
    assert len(warnings) < 1_100
    assert "100,000 records could not be read and were left out." in warnings


@pytest.mark.parametrize("seed", range(int(os.environ.get("SPEXPLORER_SOAK_JSON", "4"))))
def test_a_library_with_changed_values_is_taken_or_refused(
    seed: int, bundled: Path, tmp_path: Path
) -> None:
    """Values of any type at any place of an export, records twice or missing, ids of others."""
    dice, stream = random.Random(seed), io.StringIO()
    library_json.write({}, records_of(bundled), stream)
    whole = json.loads(stream.getvalue())
    values = [
        None,
        True,
        -1,
        1e308,
        2**63,
        "",
        "\ud800",
        "\0",
        [],
        {},
        [[]],
        "work:a",
        "2013-02-30",
    ]
    for _ in range(dice.choice((1, 20, 200))):
        array = whole[dice.choice([key for key in whole if isinstance(whole[key], list)])]
        if not array:
            continue
        place, other = dice.randrange(len(array)), dice.choice(array)
        match dice.randrange(5):
            case 0:
                array[place] = dice.choice(values)
            case 1:
                array.append(other)
            case 2:
                del array[place]
            case _ if isinstance(array[place], dict):
                name = dice.choice(list(array[place]))
                found = [*values, other["id"] if isinstance(other, dict) else ""]
                array[place] = array[place] | {name: dice.choice(found)}
    with suppress(AppError):
        taken_in(json.dumps(whole).encode(), tmp_path)
