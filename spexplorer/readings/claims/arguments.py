"""What the claims tab knows of arguments: who holds what, what supports it, what stands against it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.findings import Claim, Note
from spexplorer.domain.kinds import kind_of

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Reader

NOBODY = ""
"""The holder of a claim whose holder is not recorded."""

_CONTRADICTION = "contradiction"


class Pair(NamedTuple):
    """Two records that contradict each other; the first is always a claim."""

    one: str
    other: str


class PairGroup(NamedTuple):
    """Pairs of one sort: of one holder, between holders, against a record of another kind."""

    sort: str
    pairs: tuple[Pair, ...]


SAME, BETWEEN, OTHER = "same", "between", "other"


class Arguments:
    """The claims of a library and how they stand to one another and to other records."""

    def __init__(self, reader: Reader) -> None:
        self.claims: dict[str, Claim] = {
            record.id: record for record in reader.records("claim") if isinstance(record, Claim)
        }
        self._against: dict[str, list[str]] = defaultdict(list)
        self._noted: dict[str, list[str]] = defaultdict(list)
        self._rows: dict[str, Row | None] = {}
        for claim in self.claims.values():
            for target in claim.contradicts:
                self._oppose(claim.id, target)
                self._oppose(target, claim.id)
        for note in reader.records("note"):
            if isinstance(note, Note) and note.note_type == _CONTRADICTION and note.target:
                self._noted[note.target].append(note.id)
        self._read_rows(reader)

    def _read_rows(self, reader: Reader) -> None:
        """How everything is listed that a claim is held by, rests on or stands against."""
        for uid, claim in self.claims.items():
            near = (claim.holder, uid, *claim.supported_by, *self.against(uid), *self.notes(uid))
            for record_id in near:
                if record_id and record_id not in self._rows:
                    self._rows[record_id] = reader.row(record_id)

    def _oppose(self, one: str, other: str) -> None:
        if other not in self._against[one]:
            self._against[one].append(other)

    # -- one claim ------------------------------------------------------------------------------

    def holder(self, record_id: str) -> str:
        """The id of who holds a claim; NOBODY when that is not recorded or it is no claim."""
        claim = self.claims.get(record_id)
        return (claim.holder or NOBODY) if claim else NOBODY

    def supports(self, record_id: str) -> list[str]:
        """The ids of what supports a claim: figures, events, agreements, footnotes, other claims."""
        return list(self.claims[record_id].supported_by)

    def against(self, record_id: str) -> list[str]:
        """The ids of what stands against a claim, whichever of the two names the other."""
        return list(self._against.get(record_id, ()))

    def notes(self, record_id: str) -> list[str]:
        """The ids of the observations that a claim contradicts something."""
        return list(self._noted.get(record_id, ()))

    def row(self, record_id: str) -> Row | None:
        """How a record is listed, None when it stands in no argument."""
        return self._rows.get(record_id)

    def label(self, record_id: str) -> str:
        """The label of a record, the id itself when there is none."""
        row = self.row(record_id)
        return row.label if row else record_id

    # -- many claims ----------------------------------------------------------------------------

    def by_holder(self, record_ids: Iterable[str]) -> list[str]:
        """Claims sorted by holder, those who hold most of all claims first; then as they came."""
        place = {holder: at for at, holder in enumerate(self.holders())}
        return sorted(record_ids, key=lambda uid: place[self.holder(uid)])

    def holders(self) -> list[str]:
        """Everyone who holds a claim, by how many they hold, then by name."""
        counts = Counter(self.holder(uid) for uid in self.claims)
        return sorted(counts, key=lambda holder: (-counts[holder], self.label(holder).casefold()))

    def crossed(self, record_ids: Iterable[str]) -> Counter[tuple[str, str]]:
        """(holder, stance) -> how many of some claims."""
        return Counter((self.holder(uid), self.claims[uid].stance) for uid in record_ids)

    def pairs(self, shown: Callable[[str], bool]) -> list[PairGroup]:
        """Every pair that contradicts each other and of which at least one claim is shown, once."""
        sorts: dict[str, list[Pair]] = {SAME: [], BETWEEN: [], OTHER: []}
        met: set[frozenset[str]] = set()
        for one in self.by_holder(self.claims):
            for other in self.against(one):
                key = frozenset((one, other))
                if key in met or not (shown(one) or (other in self.claims and shown(other))):
                    continue
                met.add(key)
                sorts[self._sort(one, other)].append(Pair(one, other))
        return [PairGroup(sort, tuple(pairs)) for sort, pairs in sorts.items() if pairs]

    def _sort(self, one: str, other: str) -> str:
        if kind_of(other) != "claim":
            return OTHER
        return SAME if self.holder(one) == self.holder(other) else BETWEEN

    def total_pairs(self) -> int:
        """How many pairs of the library contradict each other."""
        return len(
            set(
                chain.from_iterable(
                    (frozenset((one, other)) for other in self.against(one)) for one in self.claims
                )
            )
        )
