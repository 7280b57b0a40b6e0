"""“Cite this view”: everything somebody needs to find the same picture again, as text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.works import Work
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language


def citation_of_view(
    tr: Language, reader: Reader, state: LinkState, title: str, caption: list[str], today: date
) -> str:
    """A view as it is cited: caption, filter, library, the work it catalogues, date and address.

    `caption` says what is shown, line by line, the filter in words among it.
    """
    from spexplorer.domain.address import address

    lines = [f"{title}.", *caption, library_line(tr, reader)]
    if work := catalogued_work(tr, reader):
        lines.append(tr("Catalogued work: {work}", work=work))
    lines.append(tr("Made with Soft Power Explorer on {day}.", day=today.isoformat()))
    lines.append(address(state))
    return "\n".join(lines)


def library_line(tr: Language, reader: Reader) -> str:
    """Name, version and checksum of a library."""
    about = reader.about
    return tr(
        "Library: {name}, version {version}, SHA-256 {checksum}",
        name=about.get("name") or reader.path.name,
        version=about.get("version") or tr("not stated"),
        checksum=about.get("checksum") or tr("not stated"),
    )


def catalogued_work(tr: Language, reader: Reader) -> str:
    """The work a library catalogues, as it is cited; nothing where it names none."""
    from spexplorer.domain.works import Work

    named = reader.about.get("main_work")
    work = reader.record(named) if named else None
    return work_in_words(tr, reader, work) if isinstance(work, Work) else ""


def work_in_words(tr: Language, reader: Reader, work: Work) -> str:
    """A work in the order author, date, title, container, place, address (APA 7)."""
    authors = [
        one.as_printed or reader.label(one.agent)
        for one in work.contributors
        if one.role == "author"
    ]
    parts = [
        " & ".join(filter(None, (", ".join(authors[:-1]), *authors[-1:]))),
        f"({work.issued or tr('n.d.')}).",
        f"{work.title}.",
        _container(work),
        f"https://doi.org/{work.doi}" if work.doi else work.url or "",
    ]
    return " ".join(filter(None, parts))


def _container(work: Work) -> str:
    """Where a work came out: journal, number and pages, or place and publisher."""
    if work.container_title:
        number = f"{work.volume or ''}{f'({work.issue})' if work.issue else ''}"
        pages = (work.page or "").replace("-", "–")
        return f"{', '.join(filter(None, (work.container_title, number, pages)))}."
    made = ": ".join(filter(None, (work.publisher_place, work.publisher)))
    return f"{made}." if made else ""
