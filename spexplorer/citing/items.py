"""Records as CSL items, and what is cited of them: works, agreements as treaties, sentences as locators."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from spexplorer.domain.happenings import Agreement
from spexplorer.domain.records import Record
from spexplorer.domain.works import Citation, Passage, Work
from spexplorer.formats.csl_json import date_of, item_of, name_of_agent
from spexplorer.formats.extension import agent_of
from spexplorer.formats.interchange import LookUp

_DATE_TYPES: Final = ("signed", "adopted", "concluded", "announced")


Footnotes: TypeAlias = Mapping[str, Sequence[Citation]]
"""Id of a sentence -> the footnotes whose marks stand in it."""

NO_FOOTNOTES: Final[Footnotes] = MappingProxyType({})


class Cited(NamedTuple):
    """One work that is cited: its item, the place in it, and the work it is quoted in."""

    item: dict[str, Any]
    locator: str = ""
    quoted_in: Cited | None = None


def cited(record: Record, look_up: LookUp, footnotes: Footnotes = NO_FOOTNOTES) -> list[Cited]:
    """What stands for a record in a citation.

    A work stands for itself and an agreement is a treaty; everything else is cited by the sentences it
    rests on, with their pages, and where such a sentence has a footnote, by the work this cites, quoted in
    the other.
    """
    if isinstance(record, Work):
        return [Cited(work_item(record, look_up))]
    if isinstance(record, Agreement):
        return [Cited(treaty_item(record, look_up))]
    if isinstance(record, Passage):
        return _of_passages([record], look_up, footnotes)
    if isinstance(record, Citation):
        return _of_footnote(record, look_up)
    passages = [look_up(part.passage) for part in record.evidence if part.role != "mentions"]
    found = [one for one in passages if isinstance(one, Passage)]
    return _of_passages(found, look_up, footnotes)


def work_item(work: Work, look_up: LookUp) -> dict[str, Any]:
    """A work as the item that styles are applied to."""
    item = item_of(work, look_up, extended=False)
    for variable, value in (("issued", work.issued), ("accessed", work.accessed)):
        if value and "raw" in item[variable]:
            item[variable] = {"literal": value.rstrip("?~%")}
    return item


def treaty_item(agreement: Agreement, look_up: LookUp) -> dict[str, Any]:
    """An agreement as an item of the type treaty: its parties are its authors."""
    item: dict[str, Any] = {"id": agreement.id, "type": "treaty", "title": agreement.title}
    if agreement.title_short:
        item["title-short"] = agreement.title_short
    dates = {part.type: part.date for part in agreement.dates if part.date}
    if chosen := next(
        (dates[name] for name in _DATE_TYPES if name in dates), next(iter(dates.values()), None)
    ):
        item["issued"] = date_of(chosen)
        if "raw" in item["issued"]:
            item["issued"] = {"literal": chosen.rstrip("?~%")}
    parties = [agent for party in agreement.parties if (agent := agent_of(look_up, party))]
    if parties:
        item["author"] = [name_of_agent(agent) for agent in parties]
    return item


def _of_passages(passages: Sequence[Passage], look_up: LookUp, footnotes: Footnotes) -> list[Cited]:
    by_work: dict[str, list[Passage]] = {}
    for passage in passages:
        by_work.setdefault(str(passage.work), []).append(passage)
    found = []
    for work_id, places in by_work.items():
        work = look_up(work_id)
        if not isinstance(work, Work):
            continue
        held = Cited(work_item(work, look_up), pages_of(places))
        behind = [
            source._replace(quoted_in=held)
            for place in places
            for footnote in footnotes.get(place.id, ())
            for source in _of_footnote(footnote, look_up)
        ]
        found += list({str(one.item["id"]): one for one in behind}.values()) or [held]
    return found


def pages_of(passages: Sequence[Passage]) -> str:
    """The pages some sentences stand on, as a locator: "17", "17-19", "17, 22"; "" where none is known."""
    numbers = sorted({int(p.page) for p in passages if p.page and p.page.isdigit()})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _of_footnote(footnote: Citation, look_up: LookUp) -> list[Cited]:
    """The work a footnote points at; where it quotes through it, that is said."""
    target = look_up(footnote.cited_work) if footnote.cited_work else None
    if not isinstance(target, Work):
        return []
    locator = re.sub(r"^(?:pp?|[sc]|с)\.\s*", "", footnote.locator or "")
    return [Cited(work_item(target, look_up), locator)]
