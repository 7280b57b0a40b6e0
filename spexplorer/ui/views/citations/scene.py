"""What the drawing is given to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spexplorer.ui.views.citations.apparatus import Apparatus, Foot, Source


@dataclass(frozen=True)
class Scene:
    """What is drawn.

    `resting` counts records by sentence; `rests` by footnote, those that pass and all;
    `stubs` are footnotes of which the work is outside the filter; `possible` ids pass only possibly.
    """

    apparatus: Apparatus
    feet: tuple[Foot, ...] = ()
    sources: tuple[Source, ...] = ()
    resting: Mapping[str, int] = field(default_factory=dict)
    rests: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    tips: Mapping[str, str] = field(default_factory=dict)
    stubs: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    only_free: bool = False
