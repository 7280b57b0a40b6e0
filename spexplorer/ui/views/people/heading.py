"""The line above the drawing of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.domain.figures import figure
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from spexplorer.ui.views.people.uses import Found


def in_words(found: Found, group: str, sought: str) -> str:
    """How many names of a group are shown, how many of them only possibly, and which is used most."""
    maybe = tr(" ({n} only possibly)", n=figure(found.possibly)) if found.possibly else ""
    words = f"{found.number:,} {group.lower()}{maybe}"
    if sought:
        words += tr(" with “{sought}” in a form of the name", sought=sought)
    if found.number > len(found.most_used):
        words += tr(", the {n} most used as bars", n=f"{len(found.most_used):,}")
    if not found.most_used or not found.most_used[0].possible:
        return words
    most = found.most_used[0]
    used = counted(most.possible, "in {n} record", "in {n} records")
    return words + tr(" · most used: {name}, {used}", name=most.label, used=used)
