"""The help on formats: what each declares that it reads, writes and cannot carry, with remarks by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of
from spexplorer.domain.kinds import KIND_LABELS
from spexplorer.domain.records import AgentId, RecordId
from spexplorer.domain.works import Contributor, Work
from spexplorer.words.fields import field_label

if TYPE_CHECKING:
    from pathlib import Path

    from spexplorer.domain.records import Record
    from spexplorer.formats.interchange import Format
    from spexplorer.words.language import Language

_SECTION: Final = re.compile(r"^## \{([\w-]+)\} (.+)$", re.MULTILINE)

_TYPES: Final = (
    "article-journal",
    "book",
    "chapter",
    "report",
    "thesis",
    "webpage",
    "treaty",
    "map",
)
_ROLES: Final = ("author", "editor", "translator", "interviewer", "director", "recipient")
_DATES: Final = ("2016", "2016-03-14", "2013~")
_TEXTS: Final = ("x", "12")
"""Values by which is tried what a format carries: of some types, of some roles, certain and uncertain."""


class HelpPage(NamedTuple):
    """A page of the help as Markdown: its code, its title, and its text without the title."""

    code: str
    title: str
    text: str


class Carriage(NamedTuple):
    """Names of fields of a class by whether a format carries them: always, not every value, never."""

    whole: tuple[str, ...]
    partly: tuple[str, ...]
    lost: tuple[str, ...]


def pages_of(tr: Language, file: Path) -> list[HelpPage]:
    """The pages of a file of the help, and one for each format with what it declares."""
    from spexplorer.formats.interchange import discover

    written = file.read_text(encoding="utf-8")
    marks = list(_SECTION.finditer(written))
    ends = [*(mark.start() for mark in marks[1:]), len(written)]
    texts = {
        mark[1]: (mark[2], written[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
    }
    formats = discover()
    general = [HelpPage(code, *found) for code, found in texts.items() if code not in formats]
    about = (
        HelpPage(code, fmt.label, _page(tr, fmt, texts.get(code, ("", ""))[1]))
        for code, fmt in formats.items()
    )
    return [*general, *about]


def _page(tr: Language, fmt: Format, remarks: str) -> str:
    return "\n\n".join(filter(None, [remarks, *_declared(tr, fmt)]))


def _declared(tr: Language, fmt: Format) -> Iterator[str]:
    yield f"### {tr('At a glance')}"
    endings = tr.joined([f"`*{ending}`" for ending in fmt.suffixes])
    kinds = tr.joined([tr(KIND_LABELS[kind]) for kind in fmt.kinds])
    does = {
        (True, True): tr("It is read and written."),
        (True, False): tr("It is read, and not written."),
        (False, True): tr("It is written; files of it are read as another format."),
    }[fmt.reads, fmt.writes]
    yield "\n".join(
        (
            f"- {does}",
            f"- {tr('Records: {kinds}', kinds=kinds)}",
            f"- {tr('Usual endings of its files: {endings}', endings=endings)}",
        )
    )
    if not fmt.writes:
        return
    for kind in fmt.kinds:
        yield from _fields(tr, fmt, CLASSES[kind], tr(KIND_LABELS[kind]))
    left = tr("Evidence and collections belong to a library, and stand in its own JSON alone.")
    yield f"*{left}*"


def _fields(tr: Language, fmt: Format, owner: type[Record], kind: str) -> Iterator[str]:
    found = carriage(fmt, owner)
    several = len(fmt.kinds) > 1

    def listed(names: Iterable[str]) -> str:
        labels = sorted({field_label(tr, name, owner) for name in names}, key=str.casefold)
        return " · ".join(labels)

    if fmt.extends and owner is Work:
        yield f"### {tr('What it carries')}"
        native = fmt.carried & {*found.whole}
        if native == {*found.whole}:
            yield tr("Every field: what it has no place for travels beside, and comes back here.")
            return
        yield tr(
            "Every field comes back here. Other programs see: {fields}.", fields=listed(native)
        )
        return
    head = tr("What it carries of: {kind}", kind=kind) if several else tr("What it carries")
    yield f"### {head}"
    yield listed(found.whole)
    if found.partly:
        yield f"### {tr('What it carries in part')}"
        yield listed(found.partly)
        yield tr(
            "Not every type, role or date has a place there; an export says what was left out."
        )
    if found.lost:
        yield f"### {tr('What it cannot carry')}"
        yield listed(found.lost)


def carriage(fmt: Format, owner: type[Record]) -> Carriage:
    """What a format carries of a class of records, by what it declares and says of values that are tried."""
    from spexplorer.formats.interchange import OF_THE_LIBRARY

    administrative = {"id", "origin", "created", "modified", "status", *OF_THE_LIBRARY}
    fields = {one.name: one for one in fields_of(owner) if one.name not in administrative}
    missing = {one.name for one in fmt.missing(owner)}
    never, sometimes = set(missing), set()
    if owner is Work:
        for name, field in fields.items():
            tried = [name in fmt.losses(work) for work in _works_with(field)]
            if tried and not all(tried):
                never.discard(name)
            if any(tried) and not all(tried):
                sometimes.add(name)
            elif tried and all(tried):
                never.add(name)
    whole = [name for name in fields if name not in never | sometimes]
    return Carriage(
        tuple(whole),
        tuple(name for name in fields if name in sometimes),
        tuple(name for name in fields if name in never - sometimes),
    )


def _works_with(field: Field) -> Iterator[Work]:
    """Works of some types with a value of a field; none where values of its shape are not made up."""
    for kind in _TYPES:
        plain = Work(id=RecordId("work:x"), title="x", type=kind)
        if field.name == "type":
            yield plain
        elif field.name == "contributors":
            for role in _ROLES:
                part = Contributor(agent=AgentId(RecordId("agent:x")), role=role)
                yield replace(plain, contributors=(part,))
        elif field.shape is Shape.DATE:
            yield from (replace(plain, **{field.name: date}) for date in _DATES)  # type: ignore[arg-type]
        elif field.shape is Shape.TEXT and not field.repeats and not field.scheme:
            yield from (replace(plain, **{field.name: text}) for text in _TEXTS)  # type: ignore[arg-type]
