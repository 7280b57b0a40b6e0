"""Say for good that records which look alike are not the same, and take that back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from spexplorer.domain.kinds import kind_of
from spexplorer.operations.editing.checks import InvalidRecord
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.edit import Edit
from spexplorer.storage.subjects import DISTINCT, distinct_subject
from spexplorer.support.errors import AppError


def set_apart(ids: Iterable[str], *, are_distinct: bool = True) -> Operation:
    """Remember that no two of some records are the same, or forget it (`are_distinct` false)."""
    wanted = list(dict.fromkeys(ids))

    def perform(edit: Edit) -> Parts:
        if len(wanted) < 2:
            raise AppError("Two records at least can be told apart; name another one.")
        edit.records(wanted)
        if len(kinds := sorted({kind_of(uid) for uid in wanted})) > 1:
            raise InvalidRecord(
                f"Records of different kinds ({', '.join(kinds)}) are never the same; name records"
                " of one kind."
            )
        for pair in combinations(wanted, 2):
            edit.put(distinct_subject(*pair), dict(DISTINCT) if are_distinct else None)
        return {"n": len(wanted), "ids": wanted}

    return Operation("distinct" if are_distinct else "not_distinct", perform)
