"""Citations against bare pandoc: a bibliography of a thousand works, a copied citation, and it again.

Prints JSON: name -> [figure, limit, unit]; a limit of the bibliography is 1.3 times pandoc on the same items.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from spexplorer.citing import pandoc
from spexplorer.citing.documents import bibliography
from spexplorer.citing.styles import style_named
from spexplorer.operations.citing import Citer
from spexplorer.support.folders import bundled_library

_WORKS, _ROUNDS = 1_000, 3


def items() -> list[dict[str, object]]:
    """Articles in one language, as CSL items."""
    return [
        {
            "id": f"k{n}", "type": "article-journal", "title": f"A study of route {n} and its towns",
            "author": [{"family": f"Author{n % 97}", "given": "A. B."}],
            "container-title": f"Journal of Routes {n % 13}", "volume": str(n % 40), "page": f"{n}-{n + 9}",
            "issued": {"date-parts": [[1950 + n % 70]]}, "language": "en",
        }
        for n in range(_WORKS)
    ]  # fmt: skip


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def main() -> None:
    """Measure in turn and print."""
    style, works = style_named("chicago-author-date"), items()

    def bare() -> None:
        text = '---\nnocite: "@*"\n---\n'
        arguments = [
            "-f",
            "markdown",
            "-t",
            "html",
            "--wrap=none",
            "--csl",
            str(style.path.absolute()),
        ]
        pandoc.run([*arguments, "-M", "lang=en-US", "-M", "link-citations=false"], text, works)

    ours: list[float] = []
    floors: list[float] = []
    for _ in range(_ROUNDS):
        floors.append(seconds(bare))
        ours.append(seconds(lambda: bibliography(works, style, "en")))
    firsts, again = [], []
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.spex"
        library.write_bytes(bundled_library().read_bytes())
        for _ in range(_ROUNDS):
            citer = Citer(library)
            copy = lambda citer=citer: citer.notes(["work:kuramayeva-nurdavletova-2018"], style)  # noqa: E731
            firsts.append(seconds(copy))
            again.append(seconds(copy))
    figures = {
        "1,000 works formatted": (statistics.median(ours), 1.3 * statistics.median(floors)),
        "a citation copied, first": (statistics.median(firsts), 0.7),
        "a citation copied, again": (statistics.median(again), 0.05),
    }
    print(json.dumps({name: (a * 1e3, b * 1e3, "ms") for name, (a, b) in figures.items()}))


if __name__ == "__main__":
    if pandoc.pandoc_path() is None:
        print("{}")
    else:
        main()
