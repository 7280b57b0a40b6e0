"""What others changed while a form was open, put together with what is typed."""

from __future__ import annotations

from typing import NamedTuple

from spexplorer.readings.forms.values import Raw


class Merged(NamedTuple):
    """What the form shows from now on, and the fields that both sides changed differently."""

    raw: Raw
    conflicts: tuple[str, ...]


def merge(before: Raw, typed: Raw, now: Raw) -> Merged:
    """`before` is the record as the form was opened, `typed` what the form holds, `now` what is stored."""
    raw, conflicts = dict(typed), []
    for name, value in now.items():
        if typed.get(name) == before.get(name):
            raw[name] = value
        elif value not in (before.get(name), typed.get(name)):
            conflicts.append(name)
    return Merged(raw, tuple(conflicts))
