"""Tables of sources, whatever file they stand in: rows become entries by the heads of columns, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.plain import from_plain
from spexplorer.domain.records import NameForm, Record
from spexplorer.domain.works import Work
from spexplorer.formats.column_mapping import LEFT_OUT, ColumnMapping
from spexplorer.formats.csv_table import cell, unguarded
from spexplorer.formats.entry_builder import DATES, EntryBuilder
from spexplorer.formats.extension import rest_beside, text_of_rest, with_rest
from spexplorer.formats.field_rules import follow
from spexplorer.formats.interchange import Entry, FilePlace, LookUp, Remark, Unreadable
from spexplorer.formats.printed_names import PrintedName, body_of, is_body, name_of
from spexplorer.formats.sheet_heads import (
    OTHER_PEOPLE,
    OWN,
    PEOPLE,
    REST,
    known_heads,
    meaning_of,
)

COLUMNS: Final = 500
"""Columns of a table that are read."""

_LINES_BEFORE: Final = 15
"""Rows above the heads, such as a title of the table, that are passed over."""

_OWN_TABLE_RULES: Final = ("identifiers", "subject headings", "other titles", "other fields")
_NAMES: Final = {
    "authors": "author", "editors": "editor", "translators": "translator", "series editors":
    "collection_editor", "contributors": "contributor", "other people": "contributor", "bodies": "author",
}  # fmt: skip
_PLAIN_NUMBERS: Final = frozenset(
    ("volume", "issue", "number", "year", "number_of_pages", "number_of_volumes", "first page", "last page",
     "edition", "pages", "issued", "chapter_number", "collection_number")
)  # fmt: skip

_TYPES: Final = {
    "article-journal": "journal article; journalarticle; article; jour; статья; "
    "статья в журнале; журнальная статья; мақала; 期刊; 期刊论文; 论文; 期刊文章; j; review; "
    "conference review; 学术期刊; cjfq",
    "article-magazine": "magazine article; magazinearticle; magazine; "
    "статья в журнале популярном; 杂志文章",
    "article-newspaper": "newspaper article; newspaperarticle; newspaper; news; статья в газете; "
    "газетная статья; газета; 报纸; 报纸文章; n; ccnd",
    "book": "book; books; monograph; книга; монография; учебник; кітап; 图书; 专著; 书; m; "
    "edited book; сборник",
    "chapter": "book section; booksection; book chapter; chapter; chap; inbook; incollection; "
    "глава; глава книги; статья в сборнике; раздел книги; 章节; 图书章节; 析出文献",
    "paper-conference": "conference paper; conferencepaper; conference; inproceedings; "
    "proceedings; доклад; материалы конференции; доклад на конференции; тезисы; 会议; 会议论文; "
    "c; cpfd; ipfd",
    "thesis": "thesis; dissertation; phdthesis; mastersthesis; диссертация; автореферат; "
    "学位论文; 博士论文; 硕士论文; d; 博士; 硕士; cdfd; cmfd",
    "report": "report; techreport; working paper; отчет; доклад аналитический; баяндама; 报告; "
    "研究报告; r",
    "webpage": "web page; webpage; website; web; online; electronic resource; веб страница; "
    "сайт; интернет ресурс; электронный ресурс; 网页; 网站; 电子资源; eb ol",
    "post-weblog": "blog post; blogpost; blog; блог; 博客",
    "interview": "interview; интервью; 访谈",
    "legislation": "statute; legislation; law; закон; нормативный акт; указ; 法律; 法规",
    "treaty": "treaty; agreement; договор; соглашение; шарт; 条约; 协定",
    "speech": "speech; presentation; речь; выступление; 演讲; 讲话",
    "manuscript": "manuscript; unpublished; рукопись; 手稿",
    "map": "map; карта; 地图",
    "dataset": "dataset; data set; база данных; набор данных; 数据集",
    "patent": "patent; патент; 专利; p",
    "standard": "standard; стандарт; гост; 标准; s",
    "document": "document; other; misc; документ; прочее; 其他",
    "periodical": "periodical; journal; serial; журнал; периодическое издание; 期刊杂志",
    "motion_picture": "film; video; фильм; видео; 电影; 视频",
    "software": "software; computer program; 软件",
}  # fmt: skip
_OTHER_TYPES: Final = frozenset(
    [
        "bill",
        "broadcast",
        "classic",
        "collection",
        "entry",
        "event",
        "figure",
        "graphic",
        "hearing",
        "legal_case",
        "musical_score",
        "pamphlet",
        "performance",
        "personal_communication",
        "post",
        "regulation",
        "song",
    ]
)
"""Types of works by CSL whose names are one word, and that no table names otherwise."""

_TYPE_BY_WORD: Final = {word: kind for kind, words in _TYPES.items() for word in words.split("; ")}


class Table:
    """The columns of a table by its heads; makes an entry of each row."""

    def __init__(
        self, code: str, heads: Sequence[str], mapping: ColumnMapping | None = None
    ) -> None:
        """Understand the heads of a table in the format of this code, as a person has mapped them if so."""
        self._code = code
        self._rest_from = next(
            (at for at, head in enumerate(heads) if head.strip() == REST), len(heads)
        )
        columns = [
            (
                at,
                head.strip() or f"Column {at + 1}",
                mapping.meaning(at) if mapping else meaning_of(head),
            )
            for at, head in enumerate(heads[: self._rest_from])
        ]
        # A year says less than a date, and the end of pages nothing without their beginning.
        self._columns = sorted(columns, key=lambda one: one[2] in ("year", "last page"))

    def entry(self, row: Sequence[str], place: FilePlace) -> Entry:
        """The entry of a row."""
        builder = EntryBuilder(self._code)
        rest = "".join(row[self._rest_from :]).strip()
        known = _names_in(rest) if rest.startswith("{") else {}
        for at, head, rule in self._columns:
            if rule == LEFT_OUT or at >= len(row) or not (value := row[at].strip()):
                continue
            if rule in _NAMES:
                _take_names(builder, rule, value, known)
            else:
                _take(builder, rule, value, head)
        for at in range(self._rest_from, len(row)):
            if self._rest_from == len(row) or self._is_foreign(at, row):
                builder.keep(f"Column {at + 1}", row[at])
        if not builder.has("type"):
            builder.put("type", _likeliest_type(builder))
        raw = " | ".join(value for value in row if value)
        entry = builder.entry(place, raw)
        return with_rest(entry, rest) if rest.startswith("{") else entry

    def _is_foreign(self, at: int, row: Sequence[str]) -> bool:
        """Whether a cell stands beyond the heads, in a table that is not written here."""
        return not "".join(row[self._rest_from :]).lstrip().startswith("{") and bool(
            row[at].strip()
        )


def entries_of(
    rows: Iterable[tuple[FilePlace, Sequence[str] | Remark]],
    code: str,
    mapping: ColumnMapping | None = None,
) -> Iterator[Entry | Unreadable]:
    """The entries of a table's rows, the heads among the first of them; nothing where no row is one of heads.

    A mapping holds where its heads are found, or where it has none. What a row cannot be read for comes
    as a remark in its place.
    """
    table: Table | None = None
    if mapping is not None and not mapping.has_heads:
        table = Table(code, mapping.heads, mapping)
    before: list[tuple[FilePlace, list[str]]] = []
    for place, row in rows:
        if isinstance(row, Remark):
            yield Unreadable(place, "", row)
            continue
        values = [str(value) for value in row[:COLUMNS]]
        if table is None:
            before.append((place, values))
            found = mapping.is_heads(values) if mapping else known_heads(values) > 1
            if len(before) >= _LINES_BEFORE or found:
                if (table := _table_below(before, code, mapping)) is None:
                    return
                yield from _entries_below(table, before)
        elif any(value.strip() for value in values):
            yield table.entry([unguarded(value) for value in values], place)
    if table is None and (table := _table_below(before, code, mapping)) is not None:
        yield from _entries_below(table, before)


_HEADS_AT_LEAST: Final = 1


def _table_below(
    rows: list[tuple[FilePlace, list[str]]], code: str, mapping: ColumnMapping | None
) -> Table | None:
    """The table whose heads are mapped or best known of some rows, which are left with those below them."""
    if mapping is not None:
        at = next((at for at, (_place, row) in enumerate(rows) if mapping.is_heads(row)), -1)
        if at >= 0:
            del rows[: at + 1]
            return Table(code, [unguarded(head) for head in mapping.heads], mapping)
    counts = [known_heads(values) for _place, values in rows]
    best = max(counts, default=0)
    if best < _HEADS_AT_LEAST:
        return None
    at = counts.index(best)
    heads = rows[at][1]
    del rows[: at + 1]
    return Table(code, [unguarded(head) for head in heads])


def _entries_below(table: Table, rows: list[tuple[FilePlace, list[str]]]) -> Iterator[Entry]:
    for place, values in rows:
        if any(value.strip() for value in values):
            yield table.entry([unguarded(value) for value in values], place)


def _take(builder: EntryBuilder, rule: str | None, value: str, head: str) -> None:
    """One cell by what its column means."""
    if rule in _PLAIN_NUMBERS:
        value = _plain_number(value)
    if rule == "type":
        _take_type(builder, value)
    elif rule == "year":
        _take_year(builder, value, head)
    elif rule in ("first page", "last page"):
        _take_page(builder, rule, value, head)
    elif rule in _OWN_TABLE_RULES:
        _take_parts(builder, rule, value)
    elif rule == "keywords":
        _take_keywords(builder, value)
    elif rule is not None and rule not in DATES and rule in OWN:
        builder.put(rule, value, head)
    else:
        follow(builder, rule, value, head)


def _take_keywords(builder: EntryBuilder, value: str) -> None:
    for word in re.split(r"[;；\n|]" if re.search(r"[;；\n|]", value) else r"[,，、]", value):
        builder.tag(word.strip())


def _take_page(builder: EntryBuilder, rule: str, value: str, head: str) -> None:
    first = builder.get("page")
    if rule == "first page":
        builder.put("page", value, head)
    elif first and "-" not in first and first != value:
        builder.replace("page", f"{first}-{value}")


def _plain_number(value: str) -> str:
    """A number as spreadsheets show it, without a fraction of zero and without marks of thousands."""
    if match := re.fullmatch(r"(\d+)[.,]0+", value):
        return match[1]
    if re.fullmatch(r"[12][ \u00a0\u202f,.'’]\d{3}", value):
        return value[0] + value[2:]
    return value


def _names_in(rest: str) -> dict[str, PrintedName]:
    """The names that travel with a row, by how they are written in its cells."""
    try:
        agents = [from_plain(agent) for agent in json.loads(rest)["agents"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return {
        agent.name: PrintedName(family=agent.family, given=agent.given or "")
        if agent.family
        else PrintedName(literal=agent.name, is_body=agent.agent_type != "person")
        for agent in agents
        if isinstance(agent, Agent)
    }


def _take_names(
    builder: EntryBuilder, rule: str, value: str, known: Mapping[str, PrintedName]
) -> None:
    """The names of a cell: one a line, or with semicolons or bars between them."""
    parts = re.split(r"[;；|\n]", value)
    if len(parts) == 1:
        parts = re.split(r"\s+and\s+|、", value)
        if not all("," in part or re.search(r"[\u4e00-\u9fff]", part) for part in parts):
            parts = [value]  # not two names, but one with an “and” in it
    for part in parts:
        text, role = part.strip(), _NAMES[rule]
        if rule == "other people" and (match := re.fullmatch(r"(.+) \(([a-z_]+)\)", text)):
            text, role = match[1], match[2]
        text = re.sub(r"\s*\(\d{6,}\)$", "", text)  # the number of an author in Scopus
        if not text:
            continue
        if text in known:
            builder.name(role, known[text])
            continue
        if rule == "bodies" or ("," not in text and is_body(text)):
            builder.name(role, body_of(text))
            continue
        # Family name and initials, as Russian and Scopus references print them: Сыроежкин К. Л.
        match = re.fullmatch(
            r"([^\s.,]{2,}(?:\s[^\s.,]{2,})?)\s+((?:[^\W\d_]{1,2}\.[\s-]?){1,3})", text
        )
        builder.name(role, name_of(f"{match[1]}, {match[2].strip()}" if match else text))


def _take_type(builder: EntryBuilder, value: str) -> None:
    folded = " ".join(re.findall(r"\w+", value.casefold().replace("ё", "е")))
    if (
        value in _TYPES
        or value in _OTHER_TYPES
        or (re.fullmatch(r"[a-z]+(?:[-_][a-z]+)+", value) and folded not in _TYPE_BY_WORD)
    ):
        builder.put("type", value)
    elif kind := _TYPE_BY_WORD.get(folded):
        builder.put("type", kind)
    else:
        builder.keep("Type", value)
        builder.remark("The type “{type}” is not known; it is taken for a document.", type=value)
        builder.put("type", "document")


def _take_year(builder: EntryBuilder, value: str, head: str) -> None:
    if not builder.get("issued"):
        builder.date("issued", value, head)
    elif value not in builder.get("issued"):
        builder.keep(head, value)


def _likeliest_type(builder: EntryBuilder) -> str:
    if builder.has("container_title"):
        return "article-journal"
    if builder.has("isbn") or builder.has("publisher"):
        return "book"
    return "webpage" if builder.has("url") else "document"


def _take_parts(builder: EntryBuilder, rule: str, value: str) -> None:
    """Parts as they are written here, a line each: scheme and value with a colon between."""
    for line in value.split("\n"):
        scheme, colon, text = line.partition(": ")
        if not colon:
            scheme, text = ("", line)
        if rule == "other titles":
            builder.variant(NameForm(form=line.strip()))
        elif rule == "other fields" or not scheme:
            builder.keep(scheme or rule.capitalize(), text)
        elif rule == "identifiers":
            builder.identifier(scheme, text)
        else:
            builder.subject(scheme, text)


# -- writing ---------------------------------------------------------------------------------------


def own_heads() -> list[str]:
    """The heads of the tables that are written here."""
    people = [*PEOPLE.values(), OTHER_PEOPLE]
    fields = list(OWN.values())
    parts = ["Tags", "Identifiers", "Subject headings", "Other titles", "Other fields"]
    return [*fields[:2], *people, *fields[2:], *parts, REST]


def rows_of(
    records: Iterable[Record],
    look_up: LookUp,
    code: str,
    *,
    longest: int,
    shown: Callable[[str], str] = cell,
) -> Iterator[list[str]]:
    """A row for each work: its fields, then in one or more cells what has no column of its own.

    `longest` is how many characters a cell holds; `shown` makes a text one of a cell.
    """
    table = Table(code, own_heads())
    for record in records:
        if not isinstance(record, Work):
            continue
        row = [shown(value[:longest])[:longest] for value in _values(record, look_up)]
        native = table.entry([unguarded(value) for value in row], FilePlace("row", 1))
        rest = text_of_rest(rest_beside(record, native, look_up))
        yield [*row, *(rest[at : at + longest] for at in range(0, len(rest), longest))]


def _values(work: Work, look_up: LookUp) -> Iterator[str]:
    fields: list[str] = [getattr(work, name) or "" for name in OWN]
    yield from fields[:2]
    yield from _people(work, look_up)
    yield from fields[2:]
    yield "; ".join(work.tags)
    yield "\n".join(f"{one.scheme}: {one.value}" for one in work.identifiers)
    yield "\n".join(f"{one.scheme}: {one.term}" for one in work.subjects)
    yield "\n".join(one.form for one in work.variants)
    yield "\n".join(f"{one.name}: {one.value}" for one in work.unmapped)


def _people(work: Work, look_up: LookUp) -> Iterator[str]:
    names: dict[str, list[str]] = {role: [] for role in (*PEOPLE, "")}
    for part in work.contributors:
        agent = look_up(part.agent)
        if isinstance(agent, Agent):
            own = part.role in PEOPLE
            names[part.role if own else ""].append(
                agent.name if own else f"{agent.name} ({part.role})"
            )
    for role in (*PEOPLE, ""):
        yield "; ".join(names[role])


def text_of_value(value: Any) -> str:
    """The value of a cell of a spreadsheet as text: days without midnight, whole numbers plain."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return re.sub(r"T00:00:00$", "", str(value.isoformat()))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
