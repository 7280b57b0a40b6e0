"""Attaching a PDF of 600 pages and a paper of 10, drawing a page, and finding its sentences on it.

Prints JSON: name -> [figure, limit, unit].
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "anchoring"))

from damage import write_pdf

from spexplorer.anchoring import fingerprint as fp
from spexplorer.formats.copies.pdf import PdfPages
from spexplorer.operations.attaching import attach
from spexplorer.operations.copy_reading import open_copy
from spexplorer.operations.editing import LibraryWriter, add_plain
from spexplorer.operations.library_creation import new_library

_SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fi",
    "gor",
    "hu",
    "lam",
    "mi",
    "nor",
    "pe",
    "ris",
    "sa",
    "tun",
    "ve",
)
_VOCABULARY = 6000
_A_PAGE = 10
_LIMITS = {600: 10.0, 10: 1.0}


def sentences(number: int, rng: random.Random) -> list[str]:
    """Made-up sentences of words as frequent as those of a language: few often, most of them rarely."""
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(_VOCABULARY)]
    weights = [1 / (at + 3) for at in range(_VOCABULARY)]
    return [
        " ".join(rng.choices(words, weights, k=rng.randint(14, 30))).capitalize() + "."
        for _ in range(number)
    ]


def library(path: Path, texts: Sequence[str]) -> None:
    """A library of one work with a passage for each sentence."""
    new_library(path)
    passages = [
        {
            "id": f"passage:book-{at}", "work": "work:book", "section": f"Part {at // 100}",
            "section_number": at // 100, "paragraph": at // 10 + 1, "sentence": at + 1,
            "token_count": len(fp.tokenize(text)),
            "fingerprint": fp.format_fingerprint(fp.of_text(text)),
        }
        for at, text in enumerate(texts)
    ]  # fmt: skip
    with closing(LibraryWriter(path)) as writer:
        writer.run(add_plain("work", [{"id": "work:book", "title": "A book", "type": "book"}]))
        writer.run(add_plain("passage", passages))


def wrapped(text: str, letters: int = 90) -> str:
    """Text in lines of a width."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > letters:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    found: dict[str, tuple[float, float, str]] = {}
    with tempfile.TemporaryDirectory(prefix="spexplorer-bench-") as folder:
        os.environ["SPEXPLORER_HOME"] = str(Path(folder) / "home")
        for pages, limit in _LIMITS.items():
            texts = sentences(pages * _A_PAGE, random.Random(pages))
            path, file = Path(folder) / f"{pages}.spex", Path(folder) / f"{pages}.pdf"
            library(path, texts)
            each = [
                wrapped(" ".join(texts[at : at + _A_PAGE])) for at in range(0, len(texts), _A_PAGE)
            ]
            write_pdf(file, each)
            took = seconds(lambda: attach(path, "work:book", file))  # noqa: B023 - used at once
            attachment, _ = attach(path, "work:book", file)
            assert not attachment.orphans, len(attachment.orphans)
            found[f"attach a PDF of {pages} pages"] = took, limit, "s"
            if pages == max(_LIMITS):
                found |= opened(file, attachment)
    print(json.dumps(found))


def opened(file: Path, attachment: object) -> dict[str, tuple[float, float, str]]:
    """Opening the copy again and drawing pages of it."""
    copy = None

    def open_it() -> None:
        nonlocal copy
        copy = open_copy(attachment)  # type: ignore[arg-type]

    took = seconds(open_it)
    pages = PdfPages(file)
    first = seconds(lambda: pages.picture(0, 1000))
    later = seconds(lambda: [pages.picture(page, 1000) for page in range(1, 21)]) / 20
    boxes = seconds(lambda: pages.boxes(30, [(at * 80, at * 80 + 70) for at in range(10)]))
    pages.close()
    return {
        "open a PDF of 600 pages again": (took, 5.0, "s"),
        "draw its first page": (first * 1e3, 1_000.0, "ms"),
        "draw a further page": (later * 1e3, 100.0, "ms"),
        "find ten sentences on a page": (boxes * 1e3, 50.0, "ms"),
    }


if __name__ == "__main__":
    main()
