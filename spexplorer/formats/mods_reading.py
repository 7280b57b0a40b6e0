"""Descriptions in MODS 3, read as works."""

from __future__ import annotations

import re
from typing import Any, Final

from spexplorer.domain.records import Identifier, NameForm
from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.extension import NAME, with_rest
from spexplorer.formats.interchange import Entry, FilePlace
from spexplorer.formats.language_codes import tag_of
from spexplorer.formats.marc_reading import RELATORS
from spexplorer.formats.printed_names import PrintedName, body_of, name_of
from spexplorer.formats.xml_input import below, local_name, raw_of, text_in, words_of

GENRES: Final = {
    "article": "article-journal", "journal article": "article-journal", "journalarticle":
    "article-journal", "magazine article": "article-magazine", "magazinearticle":
    "article-magazine", "newspaper article": "article-newspaper", "newspaperarticle":
    "article-newspaper", "academic journal": "article-journal", "book": "book", "book chapter":
    "chapter", "booksection": "chapter", "chapter": "chapter", "conference publication":
    "paper-conference", "conferencepaper": "paper-conference", "conference paper":
    "paper-conference", "dissertation": "thesis", "phd thesis": "thesis", "masters thesis":
    "thesis", "thesis": "thesis", "theses": "thesis", "report": "report", "technical report":
    "report", "web page": "webpage", "webpage": "webpage", "web site": "webpage", "newspaper":
    "periodical", "periodical": "periodical", "series": "periodical", "serial": "periodical",
    "legislation": "legislation", "statute": "legislation", "treaty": "treaty", "patent": "patent",
    "map": "map", "interview": "interview", "letter": "personal_communication", "motion picture":
    "motion_picture", "film": "motion_picture", "speech": "speech", "dataset": "dataset",
    "manuscript": "manuscript", "encyclopedia": "entry-encyclopedia", "dictionary":
    "entry-dictionary", "review": "review", "law report or digest": "legal_case",
    "legal case and case notes": "legal_case", "standard or specification": "standard", "software":
    "software", "blogpost": "post-weblog", "document": "document", "art original": "graphic",
}  # fmt: skip
_RESOURCES: Final = {
    "cartographic": "map", "moving image": "motion_picture", "notated music": "musical_score",
    "still image": "graphic", "software, multimedia": "software", "sound recording": "song",
    "sound recording-nonmusical": "song", "sound recording-musical": "song",
}  # fmt: skip
_ROLES: Final = RELATORS | {role.replace("_", " "): role for role in RELATORS.values()} | {
    "creator": "author", "cre": "author", "dissertant": "author", "dis": "author",
}  # fmt: skip
_SCRIPTS: Final = ("Cyrl", "Hani", "Hans", "Hant", "Arab", "Hebr", "Grek", "Jpan", "Kore")
_DATES: Final = {
    "dateIssued": "issued", "copyrightDate": "issued", "dateCreated": "issued", "dateOther": "",
    "dateCaptured": "accessed",
}  # fmt: skip
_DETAILS: Final = {
    "volume": "volume", "issue": "issue", "number": "issue", "chapter": "chapter_number", "part":
    "part_number", "section": "section",
}  # fmt: skip


def entry_of(element: Any, place: FilePlace) -> Entry:
    """The entry that a description gives; what another program of this kind left beside it is put in."""
    builder = EntryBuilder("mods")
    rest = ""
    for child in element:
        if local_name(child) == "extension":
            held = [words for one in child if local_name(one) == NAME and (words := one.text or "")]
            rest = rest or next(iter(held), "")
    _type(builder, element)
    for child in element:
        _take(builder, child)
    entry = builder.entry(place, raw_of(element))
    return with_rest(entry, rest) if rest else entry


def _type(builder: EntryBuilder, element: Any) -> None:
    genres = [words_of(one).lower() for one in below(element, "genre")]
    resource = text_in(element, "typeOfResource").lower()
    host = next((one for one in below(element, "relatedItem") if one.get("type") == "host"), None)
    found = next((GENRES[genre] for genre in genres if genre in GENRES), "")
    if found in ("", "book") and host is not None:
        hosts = [words_of(one).lower() for one in below(host, "genre")]
        in_series = any(
            words_of(one) == "continuing" for one in below(host, "originInfo", "issuance")
        )
        in_journal = in_series or any(
            word in ("periodical", "academic journal", "serial") for word in hosts
        )
        is_issn = any(one.get("type") == "issn" for one in below(host, "identifier"))
        found = "article-journal" if in_journal or is_issn else "chapter"
    issuance = text_in(element, "originInfo", "issuance")
    if not found and issuance in ("continuing", "serial"):
        found = "periodical"
    if not found:
        has_isbn = any(one.get("type") == "isbn" for one in below(element, "identifier"))
        is_book = issuance == "monographic" or has_isbn
        found = _RESOURCES.get(resource, "book" if is_book else "document")
    builder.put("type", found)


def _take(builder: EntryBuilder, child: Any) -> None:
    name = local_name(child)
    reader = _READERS.get(name)
    if reader is not None:
        reader(builder, child)
    elif name in _TEXTS:
        builder.put(_TEXTS[name], words_of(child), name)
    elif name and name not in ("typeOfResource", "recordInfo", "extension"):
        builder.keep(name, raw_of(child) if len(child) else words_of(child))


_TEXTS: Final = {"accessCondition": "license"}


def _title_words(element: Any) -> str:
    parts = {local_name(child): words_of(child) for child in element}
    title = parts.get("title", "")
    if prefix := parts.get("nonSort", ""):
        title = prefix + ("" if prefix.endswith(("'", "’")) else " ") + title
    if subtitle := parts.get("subTitle", ""):
        title = f"{title}: {subtitle}" if title else subtitle
    for name in ("partNumber", "partName"):
        if parts.get(name):
            title = f"{title}. {parts[name]}"
    return title


def _title(builder: EntryBuilder, element: Any) -> None:
    words, kind = _title_words(element), element.get("type")
    script = element.get("script") or ""
    if kind == "translated":
        builder.put("title_translated", words)
    elif kind == "abbreviated":
        builder.put("title_short", words)
    elif kind in ("alternative", "uniform") or element.get("transliteration"):
        if element.get("transliteration") and not builder.has("title_romanised"):
            builder.put("title_romanised", words)
            builder.put("title_romanised_scheme", element.get("transliteration"))
        elif kind == "alternative" and script in _SCRIPTS:
            builder.put("title_original", words)
        else:
            builder.variant(NameForm(form=words, script=script or None))
    elif builder.has("title") and script in _SCRIPTS:
        builder.put("title_original", words)
    else:
        builder.put("title", words, "titleInfo")


def _name(builder: EntryBuilder, element: Any) -> None:
    role = "author"
    for term in below(element, "role", "roleTerm"):
        if found := _ROLES.get(words_of(term).lower().rstrip(".")):
            role = found
    printed = _printed(element)
    forms = tuple(
        NameForm(form=form, script=alternative.get("script"), basis="printed")
        for alternative in below(element, "alternativeName")
        if (form := _printed(alternative).filed)
    )
    identifiers = tuple(
        Identifier(scheme=one.get("type") or "Identifier", value=words_of(one))
        for one in below(element, "nameIdentifier")
        if words_of(one)
    )
    builder.name(role, printed, forms=forms, identifiers=identifiers)


def _printed(element: Any) -> PrintedName:
    parts: dict[str, list[str]] = {}
    for part in below(element, "namePart"):
        parts.setdefault(part.get("type") or "", []).append(words_of(part))
    family, given = " ".join(parts.get("family", ())), " ".join(parts.get("given", ()))
    whole = ", ".join(filter(None, parts.get("", ()))) or text_in(element, "displayForm")
    if element.get("type") in ("corporate", "conference"):
        return body_of(whole)
    if family or (given and not whole):
        suffix = next(iter(parts.get("termsOfAddress", ())), "")
        return PrintedName(family=family or given, given=given if family else "", suffix=suffix)
    # Without a comma the order of the parts is not told: 习近平, Xi Jinping, Plato.
    return name_of(whole) if "," in whole else PrintedName(literal=whole)


def _origin(builder: EntryBuilder, element: Any) -> None:
    for child in element:
        name = local_name(child)
        if name == "publisher":
            builder.put("publisher", words_of(child), name)
        elif name == "place":
            terms = [one for one in below(child, "placeTerm") if one.get("type") != "code"]
            builder.put("publisher_place", ", ".join(map(words_of, terms)), name)
        elif name == "edition":
            builder.put("edition", words_of(child), name)
        elif _DATES.get(name):
            _date(builder, _DATES[name], child)


def _date(builder: EntryBuilder, field: str, element: Any) -> None:
    words, point = words_of(element), element.get("point")
    if point == "end" and builder.has(field) and "/" not in builder.get(field):
        start = builder.get(field)
        if re.fullmatch(r"[0-9X~?%-]+", words):
            builder.replace(field, f"{start}/{words}")
            return
    if builder.has(field):
        if words not in builder.get(field):
            builder.keep(local_name(element), words)
        return
    sign = {"approximate": "~", "questionable": "?", "inferred": ""}.get(
        element.get("qualifier") or "", ""
    )
    dated = words if words.endswith(("~", "?", "%")) else words + sign
    builder.date(field, dated, local_name(element))


def _language(builder: EntryBuilder, element: Any) -> None:
    for term in below(element, "languageTerm"):
        if not builder.has("language"):
            builder.put("language", tag_of(words_of(term)))
    for term in below(element, "scriptTerm"):
        builder.put("script", words_of(term), "script")


def _related(builder: EntryBuilder, element: Any) -> None:
    kind = element.get("type")
    if kind == "host":
        _host(builder, element)
    elif kind == "series":
        for title in below(element, "titleInfo"):
            builder.put("collection_title", _title_words(title), "series")
            builder.put("collection_number", text_in(title, "partNumber"), "series")
    elif kind == "original":
        builder.put("original_title", text_in(element, "titleInfo", "title"))
        for date in below(element, "originInfo", "dateIssued"):
            builder.date("original_date", words_of(date))
    else:
        builder.keep(f"relatedItem {kind or ''}".strip(), raw_of(element))


def _host(builder: EntryBuilder, element: Any) -> None:
    for child in element:
        match local_name(child):
            case "titleInfo" if child.get("type") == "abbreviated":
                builder.put("container_title_short", _title_words(child))
            case "titleInfo":
                builder.put("container_title", _title_words(child), "host")
            case "name":
                _name(builder, child)
            case "originInfo":
                _origin(builder, child)
            case "part":
                _part(builder, child)
            case "identifier":
                _identifier(builder, child)
            case "relatedItem" if child.get("type") == "series":
                _related(builder, child)


def _part(builder: EntryBuilder, element: Any) -> None:
    for child in element:
        name = local_name(child)
        if name == "detail" and (field := _DETAILS.get(child.get("type") or "")):
            number = (
                text_in(child, "number") or text_in(child, "caption") or text_in(child, "title")
            )
            builder.put(field, number, "part")
        elif name == "extent" and child.get("unit") in ("page", "pages", None):
            start, end, whole = (text_in(child, part) for part in ("start", "end", "list"))
            builder.put("page", f"{start}-{end}" if start and end else start or whole)
        elif name == "date" and not builder.has("issued"):
            builder.date("issued", words_of(child), "part date")
        elif name == "text":
            builder.keep("part", words_of(child))


def _identifier(builder: EntryBuilder, element: Any) -> None:
    scheme, value = element.get("type") or "Identifier", words_of(element)
    if element.get("invalid") == "yes":
        builder.keep(f"identifier {scheme} invalid", value)
    elif scheme in ("uri", "url"):
        builder.put("url", value, scheme)
    elif scheme == "citekey":
        builder.keep("citekey", value)
    else:
        names = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "lccn": "LCCN"}
        builder.identifier(names.get(scheme.lower(), scheme), value)


def _location(builder: EntryBuilder, element: Any) -> None:
    for child in element:
        match local_name(child):
            case "url":
                builder.put("url", words_of(child), "location")
                if accessed := child.get("dateLastAccessed"):
                    builder.date("accessed", accessed, "dateLastAccessed")
            case "physicalLocation":
                builder.put("archive", words_of(child), "physicalLocation")
            case "shelfLocator":
                builder.put("call_number", words_of(child), "shelfLocator")
            case "holdingSimple":
                builder.put("call_number", text_in(child, "copyInformation", "shelfLocator"))


def _subject(builder: EntryBuilder, element: Any) -> None:
    scheme = element.get("authority")
    parts = [
        _printed(child).filed if local_name(child) == "name" else words_of(child)
        for child in element
        if local_name(child)
    ]
    if scheme:
        names = {"lcsh": "LCSH", "mesh": "MeSH"}
        builder.subject(names.get(scheme.lower(), scheme), "--".join(filter(None, parts)))
    else:
        for part in parts:
            builder.tag(part)


def _physical(builder: EntryBuilder, element: Any) -> None:
    for child in element:
        if local_name(child) == "extent":
            words = words_of(child)
            if match := re.fullmatch(r"(\d+)\s*(?:p\.?|pages|leaves)?", words):
                builder.put("number_of_pages", match[1])
            else:
                builder.put("dimensions", words, "extent")
        elif local_name(child) == "form":
            builder.put("medium", words_of(child), "form")


def _classification(builder: EntryBuilder, element: Any) -> None:
    names = {"lcc": "LCC", "ddc": "DDC", "udc": "UDC"}
    scheme = element.get("authority") or "Class"
    builder.subject(names.get(scheme, scheme), words_of(element))


def _words(field: str, separator: str = "\n") -> Any:
    def read(builder: EntryBuilder, element: Any) -> None:
        builder.append(field, words_of(element), separator)

    return read


def _genre(builder: EntryBuilder, element: Any) -> None:
    if words_of(element).lower() not in GENRES:
        builder.put("genre", words_of(element), "genre")


_READERS: Final = {
    "titleInfo": _title, "name": _name, "originInfo": _origin, "language": _language, "abstract":
    _words("abstract", "\n\n"), "note": _words("note"), "tableOfContents": _words("note"),
    "relatedItem": _related, "part": _part, "identifier": _identifier, "location": _location,
    "subject": _subject, "physicalDescription": _physical, "classification": _classification,
    "genre": _genre,
}  # fmt: skip
