"""What an import would bring and what it brought, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.authorities import Agent
from spexplorer.domain.works import Work
from spexplorer.operations.importing import Preview, Previewed, SourcesReport
from spexplorer.operations.source_batch import EntryMatch

if TYPE_CHECKING:
    from pathlib import Path

    from spexplorer.formats.interchange import FilePlace, Remark, Unreadable
    from spexplorer.words.language import Language


class PreviewLine(NamedTuple):
    """An entry of a preview as it is listed, with what is said of it and the text it was read from."""

    title: str
    names: str
    issued: str
    type: str
    state: str
    state_in_words: str
    remarks: tuple[str, ...]
    place: str
    raw: str
    format: str
    """What the format of its file is called."""


def preview_lines(tr: Language, preview: Preview, types: Mapping[str, str]) -> list[PreviewLine]:
    """The lines of a preview: what cannot be read first, then the entries in their order.

    `types` are the words of the library for types of works.
    """
    formats = preview.formats
    unreadable = [_unreadable_line(tr, *one, formats) for one in preview.unreadable]
    return [*unreadable, *(_line(tr, one, types, formats) for one in preview.entries)]


def _line(
    tr: Language, one: Previewed, types: Mapping[str, str], formats: Mapping[Path, str]
) -> PreviewLine:
    head = one.entry.records[0]
    people = [record.name for record in one.entry.records[1:] if isinstance(record, Agent)]
    work_type = head.type if isinstance(head, Work) else ""
    return PreviewLine(
        title=head.title if isinstance(head, Work) else getattr(head, "name", str(head.id)),
        names="; ".join(people),
        issued=(head.issued or "") if isinstance(head, Work) else "",
        type=types.get(work_type, work_type),
        state=one.match.value,
        state_in_words=_state(tr, one.match),
        remarks=tuple(remark_in_words(tr, remark) for remark in one.entry.remarks),
        place=_place(tr, one.file, one.entry.place),
        raw=one.entry.raw,
        format=formats.get(one.file, ""),
    )


def _unreadable_line(
    tr: Language, path: Path, found: Unreadable, formats: Mapping[Path, str]
) -> PreviewLine:
    remark = remark_in_words(tr, found.remark)
    return PreviewLine(
        remark, "", "", "", "unreadable", tr("cannot be read"), (remark,),
        _place(tr, path, found.place), found.raw, formats.get(path, ""),
    )  # fmt: skip


def _state(tr: Language, match: EntryMatch) -> str:
    return {
        EntryMatch.NEW: tr("new"),
        EntryMatch.LIKE: tr("like one here"),
        EntryMatch.SAME: tr("here already"),
    }[match]


def remark_in_words(tr: Language, remark: Remark) -> str:
    """A remark of a reader of files as a sentence."""
    return tr(remark.sentence, **dict(remark.values))


def _place(tr: Language, path: Path, place: FilePlace) -> str:
    number = tr.number(place.number)
    words = {
        "line": tr("line {n}", n=number),
        "byte": tr("byte {n}", n=number),
        "row": tr("row {n}", n=number),
        "record": tr("entry {n}", n=number),
        "element": tr("entry {n}", n=number),
    }[place.unit]
    return tr("{file}, {place}", file=path.name, place=words)


def preview_summary(tr: Language, preview: Preview) -> str:
    """What an import would bring, in whole sentences."""
    return " ".join(_summary(tr, preview))


def _summary(tr: Language, preview: Preview) -> Iterator[str]:
    counts = preview.counts
    if preview.readable:
        formats = tr.joined(sorted(set(preview.formats.values())))
        yield tr.counted(
            preview.readable, "{n} entry was read ({formats}).", "{n} entries were read ({formats}).",
            formats=formats,
        )  # fmt: skip
    if new := counts.get(EntryMatch.NEW, 0):
        yield tr.counted(new, "{n} is new.", "{n} are new.")
    if like := counts.get(EntryMatch.LIKE, 0):
        yield tr.counted(
            like,
            "{n} has the title of a work that is here.",
            "{n} have titles of works that are here.",
        )
    if same := counts.get(EntryMatch.SAME, 0):
        yield tr.counted(same, "{n} is here already.", "{n} are here already.")
    if preview.unreadable:
        number = len(preview.unreadable)
        yield tr.counted(number, "{n} entry cannot be read.", "{n} entries cannot be read.")
    if len(preview.entries) < preview.readable:
        listed = tr.number(len(preview.entries))
        yield tr("The first {n} are listed.", n=listed)
    for _, sentence in preview.refused[:3]:
        yield sentence
    if (more := len(preview.refused) - 3) > 0:
        yield tr.counted(more, "{n} more file was not read.", "{n} more files were not read.")


def report_of(tr: Language, report: SourcesReport) -> str:
    """What an import has brought and how it is taken back, in whole sentences."""
    said = [
        tr.counted(
            report.added, "{n} entry was imported; Undo takes it out again.",
            "{n} entries were imported as one step; Undo takes them out again.",
        )
    ]  # fmt: skip
    if report.same:
        said.append(tr.counted(report.same, "{n} was here already.", "{n} were here already."))
    if report.unreadable:
        number = report.unreadable
        said.append(tr.counted(number, "{n} could not be read.", "{n} could not be read."))
    return " ".join([*said, *report.refused[:2]])
