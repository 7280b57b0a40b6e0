"""CSL-JSON: the items of Citation Style Language 1.0.2, as citation processors and Zotero exchange them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, ClassVar, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.extension import NAME, agent_of, rest_beside, with_rest
from spexplorer.formats.interchange import (
    Entry,
    FilePlace,
    Format,
    LookUp,
    NotOfThisFormat,
    Remark,
    Unreadable,
    work_fields,
)
from spexplorer.formats.printed_names import PrintedName, body_of
from spexplorer.formats.text_input import text_of

_CAPITALS: Final = {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "URL": "url"}
_RENAMED: Final = {
    "status": "publication_status", "archive-place": "archive_place", "journalAbbreviation":
    "container_title_short", "shortTitle": "title_short", "translated-title": "title_translated",
    "container-title-short": "container_title_short", "title-short": "title_short",
}  # fmt: skip
_DATES: Final = {
    "issued": "issued", "accessed": "accessed", "original-date": "original_date",
    "event-date": "event_date", "available-date": "available_date", "submitted": "submitted",
}  # fmt: skip
_TEXT_FIELDS: Final = work_fields(
    "abstract annote archive archive_collection archive_location archive_place authority call_number "
    "chapter_number collection_number collection_title container_title container_title_short "
    "dimensions division doi edition event_place event_title genre isbn issn issue jurisdiction "
    "language license medium note number number_of_pages number_of_volumes original_publisher "
    "original_publisher_place original_title page part_number part_title publication_status "
    "publisher publisher_place references reviewed_genre reviewed_title scale section source "
    "supplement_number title title_short url version volume volume_title"
)
_NAMES: Final = (
    "author", "chair", "collection-editor", "compiler", "composer", "container-author",
    "contributor", "curator", "director", "editor", "editorial-director", "executive-producer",
    "guest", "host", "illustrator", "interviewer", "narrator", "organizer", "original-author",
    "performer", "producer", "recipient", "reviewed-author", "script-writer", "series-creator",
    "translator",
)  # fmt: skip
_OTHER_IDENTIFIERS: Final = {"PMID": "PMID", "PMCID": "PMCID", "arxiv": "arXiv"}
_EXTRA: Final = {
    name.lower(): name
    for name in (
        *_OTHER_IDENTIFIERS, *_DATES, "DOI", "ISBN", "ISSN", "original-title", "original-publisher",
        "original-publisher-place", "event-title", "event-place", "publisher-place", "archive-place",
        "collection-title", "collection-number", "number-of-pages", "number-of-volumes", "medium",
        "genre", "jurisdiction", "authority", "section", "version", "division", "references",
    )
}  # fmt: skip
"""Names, in small letters, of variables that may stand as a line of a note."""
_TYPES_OUT: Final = {
    "article-journal", "article-magazine", "article-newspaper", "article", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
}  # fmt: skip


class CslJson(Format):
    """A list of CSL items; what CSL has no variable for stands in `custom`."""

    code: ClassVar[str] = "csl-json"
    label: ClassVar[str] = "CSL-JSON"
    suffixes: ClassVar[tuple[str, ...]] = (".json", ".csljson")
    carried: ClassVar[frozenset[str]] = _TEXT_FIELDS | work_fields(
        "type contributors issued accessed original_date event_date available_date submitted"
    )
    extends: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as a list or object with an item of a CSL type, and is no library."""
        text = text_of(head).lstrip()
        if not text.startswith(("[", "{")) or '"spexplorer-library"' in text:
            return False
        types = re.findall(r'"type"\s*:\s*"([a-z_-]+)"', text)
        return any(name in _TYPES_OUT for name in types) or bool(
            re.search(r'"(?:container-title|issued|date-parts|citation-key)"\s*:', text)
        )

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The items, one after another; a damaged one does not stop those that follow."""
        for number, (value, raw) in enumerate(_items(text_of(stream.read())), 1):
            place = FilePlace("record", number)
            if not isinstance(value, dict):
                remark = Remark("It is no item: an object with a type and a title is expected.")
                yield Unreadable(place, raw, remark)
            else:
                yield _entry(value, place, raw)

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works as one list, an item a line."""
        stream.write(b"[")
        separator = "\n"
        for record in records:
            if isinstance(record, Work):
                line = json.dumps(item_of(record, look_up), ensure_ascii=False, allow_nan=False)
                stream.write((separator + line).encode("utf-8", "replace"))
                separator = ",\n"
        stream.write(b"\n]\n")


FORMAT: Final = CslJson()


def _items(text: str) -> Iterator[tuple[Any, str]]:
    """The values of the list, or the one value; raises NotOfThisFormat where there is none."""
    decoder, at = json.JSONDecoder(), _next(text, 0)
    if not text[at:]:
        raise NotOfThisFormat("The file is empty; choose one with CSL items in it.")
    is_list = text[at] == "["
    at = _next(text, at + 1) if is_list else at
    while at < len(text) and text[at] != "]":
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield None, text[at : at + 2000]
            if isinstance(error, RecursionError) or not (
                match := re.compile(r"\}\s*,\s*\{").search(text, at)
            ):
                return
            at = match.end() - 1
            continue
        items = value.get("items") if isinstance(value, dict) and not is_list else None
        for item in items if isinstance(items, list) else [value]:
            yield item, text[at:end] if items is None else json.dumps(item, ensure_ascii=False)
        at = _next(text, end)
        at = _next(text, at + 1) if text[at : at + 1] == "," else at
        if not is_list:
            return


def _next(text: str, at: int) -> int:
    match = re.compile(r"\s*").match(text, at)
    return match.end() if match else at


def _entry(item: dict[str, Any], place: FilePlace, raw: str) -> Entry:
    builder = EntryBuilder("csl-json")
    custom = item.get("custom")
    rest = custom.get(NAME) if isinstance(custom, dict) else None
    for variable, value in _with_extra(item).items():
        if variable == "custom" and isinstance(value, dict):
            for name in value.keys() - {NAME}:
                builder.keep(f"custom.{name}", _text(value[name]))
        elif variable not in ("id", "type", "citation-label"):
            _take(builder, variable, value)
    _type(builder, item)
    entry = builder.entry(place, raw)
    return with_rest(entry, rest) if isinstance(rest, dict) else entry


def _with_extra(item: dict[str, Any]) -> dict[str, Any]:
    """An item with the variables that Zotero keeps as lines of its note: “original-date: 1989”."""
    lines = str(item.get("note") or "").split("\n")
    found: dict[str, Any] = {}
    left = []
    for line in lines:
        name, colon, value = line.partition(": ")
        variable = _EXTRA.get(name.strip().lower(), "") if colon and value.strip() else ""
        if variable and variable not in item and variable not in found:
            dated = variable in _DATES
            found[variable] = {"raw": value.strip()} if dated else value.strip()
        else:
            left.append(line)
    return {**item, **found, "note": "\n".join(left).strip()} if found else item


def _type(builder: EntryBuilder, item: dict[str, Any]) -> None:
    name = str(item.get("type", "")).strip()
    known = name if name in _TYPES_OUT else name.replace("_", "-")
    if known in _TYPES_OUT:
        builder.put("type", known)
    elif name:
        builder.remark("The type “{type}” is not known; it is taken for a document.", type=name)
        builder.keep("type", name)


def _take(builder: EntryBuilder, variable: str, value: Any) -> None:
    field = _CAPITALS.get(variable) or _RENAMED.get(variable) or variable.replace("-", "_")
    if variable in _DATES:
        _date(builder, variable, value)
    elif variable in _NAMES:
        _names(builder, variable, value)
    elif variable in _OTHER_IDENTIFIERS:
        builder.identifier(_OTHER_IDENTIFIERS[variable], _text(value))
    elif variable in ("keyword", "categories"):
        words = value if isinstance(value, list) else re.split(r"[,;]", _text(value))
        for word in words:
            builder.tag(_text(word))
    elif variable == "translated-title":
        builder.put("title_translated", _plain(value), variable)
    elif field in ("doi", "isbn", "issn"):
        for number in value if isinstance(value, list) else [value]:
            builder.identifier(variable, _text(number))
    elif field in _TEXT_FIELDS and not isinstance(value, dict):
        for text in value if isinstance(value, list) else [value]:
            builder.put(field, _plain(text), variable)
    else:
        builder.keep(variable, _text(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> str:
    """A text without the few marks of markup that CSL allows in titles."""
    return re.sub(r"</?(?:i|b|sup|sub|sc|span)(?:\s[^<>]*)?>", "", _text(value))


def _names(builder: EntryBuilder, variable: str, value: Any) -> None:
    for name in value if isinstance(value, list) else [value]:
        if not isinstance(name, dict):
            builder.keep(variable, _text(name))
            continue
        parts = {key: _text(part).strip() for key, part in name.items()}
        if literal := parts.get("literal", ""):
            made = body_of(literal)
        else:
            made = PrintedName(
                family=parts.get("family", "") or parts.get("given", ""),
                given=parts.get("given", "") if parts.get("family") else "",
                dropping_particle=parts.get("dropping-particle", ""),
                non_dropping_particle=parts.get("non-dropping-particle", ""),
                suffix=parts.get("suffix", ""),
            )
        builder.name(variable.replace("-", "_"), made)


def _date(builder: EntryBuilder, variable: str, value: Any) -> None:
    field = _DATES[variable]
    if isinstance(value, str | int):
        builder.date(field, str(value), variable)
        return
    if not isinstance(value, dict):
        builder.keep(variable, _text(value))
        return
    ends = [_edtf_of(part) for part in value.get("date-parts") or () if isinstance(part, list)]
    if ends and all(ends):
        sign = "~" if value.get("circa") not in (None, False, 0, "0", "false", "") else ""
        if len(ends) == 1 and value.get("season") and re.fullmatch(r"-?\d{4}", ends[0]):
            ends = [_season(ends[0], value["season"])]
        builder.put(field, "/".join(end + sign for end in ends[:2]), variable)
        return
    for key in ("raw", "literal"):
        if value.get(key):
            builder.date(field, _text(value[key]), variable)
            return
    if value:
        builder.keep(variable, _text(value))


def _season(year: str, season: Any) -> str:
    number = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}.get(
        str(season).lower(), int(season) if str(season).isdigit() else 0
    )
    four = 4
    return f"{year}-{20 + number}" if 1 <= number <= four else year


def _edtf_of(parts: list[Any]) -> str:
    """[2013, 9, 7] as 2013-09-07; "" where it is no date."""
    numbers = []
    for part in parts:
        if not re.fullmatch(r"-?\d{1,5}", str(part).strip()):
            break
        numbers.append(int(str(part)))
    if not numbers:
        return ""
    year = numbers[0]
    text = "-".join(
        [f"-{-year:04}" if year < 0 else f"{year:04}", *(f"{n:02}" for n in numbers[1:3] if n)]
    )
    try:
        return str(parse(text))
    except EdtfError:
        return text.rpartition("-")[0] if len(numbers) > 1 else ""


# -- writing ---------------------------------------------------------------------------------------


def item_of(work: Work, look_up: LookUp, *, extended: bool = True) -> dict[str, Any]:
    """A work as a CSL item, without the extension where a citation processor is to read it."""
    item: dict[str, Any] = {
        "id": work.id,
        "type": work.type if work.type in _TYPES_OUT else "document",
    }
    for field in sorted(_TEXT_FIELDS):
        if (value := getattr(work, field)) is not None:
            item[_variable(field)] = value
    for variable, field in _DATES.items():
        if value := getattr(work, field):
            item[variable] = date_of(value)
    for part in work.contributors:
        variable, agent = part.role.replace("_", "-"), agent_of(look_up, part.agent)
        if variable in _NAMES and agent is not None:
            item.setdefault(variable, []).append(name_of_agent(agent))
    for identifier in work.identifiers:
        if identifier.scheme in ("PMID", "PMCID"):
            item.setdefault(identifier.scheme, identifier.value)
    if work.tags:
        item["keyword"] = ", ".join(work.tags)
    if extended:
        native = _entry(item, FilePlace("record", 1), "")
        item["custom"] = {NAME: rest_beside(work, native, look_up)}
    return item


def _variable(field: str) -> str:
    named = {
        "doi": "DOI",
        "isbn": "ISBN",
        "issn": "ISSN",
        "url": "URL",
        "publication_status": "status",
    }
    if field in named:
        return named[field]
    if field.startswith("archive_") and field != "archive_collection":
        return {"archive_place": "archive-place", "archive_location": "archive_location"}[field]
    return "archive_collection" if field == "archive_collection" else field.replace("_", "-")


def name_of_agent(agent: Agent) -> dict[str, str]:
    """An agent as a CSL name: by its parts where they are known, else whole."""
    if agent.agent_type == "person" and not agent.family and ", " in agent.name:
        family, _, given = agent.name.partition(", ")
        return {"family": family, "given": given}
    if agent.agent_type != "person" or not agent.family:
        return {"literal": agent.name}
    parts = {
        "family": agent.family,
        "given": agent.given,
        "dropping-particle": agent.dropping_particle,
        "non-dropping-particle": agent.non_dropping_particle,
        "suffix": agent.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def date_of(edtf: str) -> dict[str, Any]:
    """An EDTF date as CSL has it: parts and circa; as EDTF in `raw` where that says less."""
    ends = [_parts(end.rstrip("?~%")) for end in edtf.split("/")]
    two = 2
    if len(ends) <= two and all(ends):
        date: dict[str, Any] = {"date-parts": ends}
        if edtf[-1] in "~%?":
            date["circa"] = True
        return date
    if match := re.fullmatch(r"([0-9]{4})-(2[1-4])", edtf):
        return {"date-parts": [[int(match[1])]], "season": int(match[2]) - 20}
    return {"raw": edtf}


def _parts(text: str) -> list[int]:
    match = re.fullmatch(r"(-?[0-9]{4})(?:-(0[1-9]|1[0-2]))?(?:-([0-9]{2}))?", text)
    return [int(part) for part in match.groups() if part] if match else []
