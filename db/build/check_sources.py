"""Check the text sources of the bundled library: `python db/build/check_sources.py [KIND ...]`.

Prints one line per fault and a count of records by kind; exit 1 when there is a fault.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Record
from spexplorer.formats.text_sources import SourceError, read_file, read_vocabularies
from spexplorer.operations.library_build import read_redirects, redirect_faults
from spexplorer.operations.validation import Fault, derivation_faults, faults

DB = Path(__file__).resolve().parent.parent


def main(kinds: list[str]) -> int:
    """Check every record; print only the faults of the named kinds when some are named."""
    records: list[Record] = []
    found: list[Fault] = []
    for path in sorted((DB / "kn2018").glob("*.toml")):
        try:
            records.extend(read_file(path))
        except SourceError as error:
            found.append(Fault("unreadable", str(error)))
    found.extend(faults(records, read_vocabularies(DB / "vocabularies.toml")))
    found.extend(derivation_faults(records))
    found.extend(redirect_faults(read_redirects(DB / "redirects.toml"), records))
    shown = [f for f in found if not kinds or f.record.partition(":")[0] in [*kinds, "unreadable"]]
    sys.stdout.write("".join(f"{fault}\n" for fault in shown))
    counts = Counter(kind_of(record.id) for record in records)
    sys.stdout.write(f"{dict(counts)}: {len(shown)} faults\n")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
