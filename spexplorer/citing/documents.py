"""Notes and bibliographies put together for pandoc and out of what it gives back.

A style speaks one language at a time; a list of sources in several is formatted once for each language and
put together again, so that each entry has the terms of its own. Such a list is sorted by script, as
library catalogues do: Latin, Cyrillic, Arabic, Han, others; within a script as the style sorts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, Final, NamedTuple

from spexplorer.citing import pandoc
from spexplorer.citing.items import Cited
from spexplorer.citing.plain_form import plain_entry
from spexplorer.citing.styles import Style

OWN: Final = "own"
"""Stands for the language that each source is in."""

_LOCALES: Final = {
    "en": "en-US", "ru": "ru-RU", "zh": "zh-CN", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT",
    "tr": "tr-TR", "uk": "uk-UA", "ar": "ar", "fa": "fa-IR", "ja": "ja-JP", "ko": "ko-KR", "pl": "pl-PL",
    # CSL has no terms in these; Russian is what readers of them know from their own libraries.
    "kk": "ru-RU", "ky": "ru-RU", "uz": "ru-RU", "tg": "ru-RU", "tt": "ru-RU", "be": "ru-RU",
}  # fmt: skip

_SCRIPTS: Final = (
    r"[A-Za-z\u00c0-\u024f]", r"[\u0400-\u052f]", r"[\u0600-\u06ff]", r"[\u3400-\u9fff\u3040-\u30ff]",
)  # fmt: skip


class BibliographyEntry(NamedTuple):
    """One entry of a bibliography as HTML without block elements, and the id of its item."""

    item: str
    html: str


def locale_of(language: str) -> str:
    """The locale of CSL for a language tag; English where there is none."""
    return _LOCALES.get(language.partition("-")[0].lower(), "en-US")


def bibliography(
    items: Sequence[dict[str, Any]], style: Style, language: str
) -> list[BibliographyEntry]:
    """The entries of a bibliography; `language` is a BCP 47 tag, or OWN for that of each source.

    Numbered styles count through the whole list, in the order that they give it as a whole.
    """
    if not items:
        return []
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        own = locale_of(_language_of(item) if language == OWN else language)
        groups.setdefault(own, []).append(item)
    entries = [
        entry for locale, group in groups.items() for entry in _one_language(group, style, locale)
    ]
    if len(groups) == 1:
        return entries
    if style.is_numeric:
        whole = _one_language(items, style, locale_of(style.locale or "en"))
        by_item = {entry.item: entry.html for entry in entries}
        return [
            BibliographyEntry(item, re.sub(r"^(\W*)\d+", rf"\g<1>{number}", by_item[item]))
            for number, (item, _) in enumerate(whole, start=1)
        ]
    return sorted(entries, key=_place_among)


def _language_of(item: dict[str, Any]) -> str:
    """The language of the terms beside a title: its own where it is written in the letters of that.

    A title in Latin letters of a work in Russian or Chinese is romanised or translated, and stands among
    English terms.
    """
    title, language = str(item.get("title", "")), str(item.get("language") or "")
    if not language:
        by_script = zip(("en", "ru", "ar", "zh"), _SCRIPTS, strict=True)
        script = next((name for name, script in by_script if re.match(script, title)), "en")
        return _likely(title) if script == "en" else script
    return language if _is_written_in(language, title) else "en"


_SMALL_WORDS: Final = {
    "de": "und der das für über zur zum eine einer im vom zwischen",
    "fr": "et les des dans une sur du aux entre",
    "es": "y el los las del una entre",
    "it": "il della delle nel nella gli tra",
}  # fmt: skip
_ENGLISH: Final = frozenset(
    ["the", "of", "and", "for", "to", "on", "with", "by", "from", "its", "as", "at"]
)


def _likely(title: str) -> str:
    """The language of a title in Latin letters by its small words; English where in doubt."""
    words = title.split()
    if any(word.casefold() in _ENGLISH for word in words):
        return "en"
    counts = {
        code: sum(word in small.split() for word in words) for code, small in _SMALL_WORDS.items()
    }
    likeliest = max(counts, key=lambda code: counts[code])
    rest = sorted(counts.values())
    return likeliest if rest[-1] > rest[-2] else "en"


_OTHER_SCRIPTS: Final = {
    "[\u0400-\u052f]": ("ru", "kk", "ky", "uk", "be", "tg", "tt", "mn", "bg", "sr"),
    "[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]": ("zh", "ja", "ko"),
    "[\u0600-\u06ff]": ("ar", "fa", "ur", "ug"),
}


def _is_written_in(language: str, title: str) -> bool:
    """Whether a title has letters of the script its language is written in."""
    base = language.partition("-")[0].lower()
    script = next((letters for letters, names in _OTHER_SCRIPTS.items() if base in names), "")
    return not script or re.search(script, title) is not None


def _place_among(entry: BibliographyEntry) -> tuple[int, str]:
    """By script, then by the letters the entry begins with; the sort within a language is kept by them."""
    words = re.sub(r"<[^>]*>|[^\w\s]", "", entry.html).strip()
    order = next(
        (at for at, script in enumerate(_SCRIPTS) if re.match(script, words)), len(_SCRIPTS)
    )
    return order, words.casefold()


def _one_language(
    items: Sequence[dict[str, Any]], style: Style, locale: str
) -> list[BibliographyEntry]:
    numbered = _numbered(items)
    text = '---\nnocite: "@*"\n---\n'
    html = pandoc.run(_arguments(style, locale, "html"), text, numbered).decode("utf-8")
    found = {
        match[1]: _inline(match[2])
        for match in re.finditer(
            r'<div id="ref-(k\d+)"[^>]*>(.*?)</div>(?=\s*(?:<div id="ref-|</div>\s*$))',
            html,
            re.DOTALL,
        )
    }
    by_key = {str(item["id"]): item for item in numbered}
    originals = {key: str(item["id"]) for key, item in zip(by_key, items, strict=True)}
    # Some styles list no letters or interviews; who asked for a list of sources wants them in it.
    return [
        BibliographyEntry(originals[key], html or plain_entry(by_key[key]))
        for key, html in (found | {key: "" for key in by_key if key not in found}).items()
        if key in by_key
    ]


def _inline(html: str) -> str:
    """An entry without the blocks that set a number in the margin."""
    text = re.sub(r'<div class="csl-left-margin">(.*?)</div>\s*', r"\1 ", html, flags=re.DOTALL)
    text = re.sub(r"</?(?:div|p)[^>]*>", "", text)
    return " ".join(text.split())


def _numbered(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items with ids that need no escaping in a text."""
    return [item | {"id": f"k{number}"} for number, item in enumerate(items)]


def _arguments(style: Style, locale: str, to: str) -> list[str]:
    return [
        "-f", "markdown", "-t", to, "--wrap=none", "--csl", str(style.path.absolute()),
        "-M", f"lang={locale}", "-M", "link-citations=false",
    ]  # fmt: skip


def notes(citations: Sequence[Sequence[Cited]], style: Style, language: str) -> list[str]:
    """A note for each citation, as HTML without block elements: whole at first, shortened when repeated.

    In-text styles give what stands in brackets.
    """
    items: dict[str, dict[str, Any]] = {}
    for group in citations:
        for one in _all_of(group):
            items.setdefault(str(one.item["id"]), one.item)
    keys = {item_id: f"k{number}" for number, item_id in enumerate(items)}
    first = next(iter(items.values()), {})
    tag = _language_of(first) if language == OWN else language
    words = _QUOTED_IN.get(locale_of(tag).partition("-")[0], _QUOTED_IN["en"])
    lines = [f"{_MARK}\n\n{_in_text(group, keys, style, words)}" for group in citations]
    text = "\n\n".join([*lines, _MARK, "::: {#refs}\n:::"])
    html = pandoc.run(_arguments(style, locale_of(tag), "html"), text, _numbered(items.values()))
    return _notes_in(html.decode("utf-8"), len(citations), is_note=style.is_note)


_MARK: Final = "spexplorer-note"


_QUOTED_IN: Final = {"en": "quoted in", "ru": "цит. по", "zh": "转引自"}


def _in_text(group: Sequence[Cited], keys: dict[str, str], style: Style, quoted_in: str) -> str:
    parts = []
    for one in group:
        parts.append(_reference(one, keys, style))
        if one.quoted_in is not None:
            parts.append(f"{quoted_in} {_reference(one.quoted_in, keys, style)}")
    return f"[{'; '.join(parts)}]" if parts else ""


def _reference(one: Cited, keys: dict[str, str], style: Style) -> str:
    key = f"@{keys[str(one.item['id'])]}"
    if not one.locator:
        return key
    if re.fullmatch(r"\d+(?:[-–]\d+)?(?:, ?\d+(?:[-–]\d+)?)*", one.locator):
        return f"{key}, {one.locator}"
    # Styles that know pages only would print a chapter as a page: it goes behind as it stands.
    plain = escape(one.locator, quote=False).replace("]", "").replace("@", "")
    return f"{key}, {{}}, {plain}" if style.knows_pages_only else f"{key}, {plain}"


def _notes_in(html: str, count: int, *, is_note: bool) -> list[str]:
    if is_note:
        found = re.findall(r'<li id="fn\d+"[^>]*>(.*?)</li>', html, re.DOTALL)
        bare = [re.sub(r'<a href="#fnref.*?</a>', "", note, flags=re.DOTALL) for note in found]
        return [_inline(note) for note in bare][:count]
    parts = html.split(f"<p>{_MARK}</p>")[1 : count + 1]
    return [_inline(part) for part in parts]


def document(entries: Iterable[BibliographyEntry], to: str, title: str = "") -> bytes:
    """Entries as a document: html, docx, odt, rtf, markdown or plain text, one paragraph each."""
    body = "\n".join(f"<p>{entry.html}</p>" for entry in entries)
    heading = f"<h1>{escape(title)}</h1>\n" if title else ""
    if to == "html":
        return (
            f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
            f"<body>\n{heading}{body}\n</body></html>\n"
        ).encode()
    arguments = ["-f", "html", "-t", to, "--wrap=none"]
    if to in ("docx", "odt", "rtf"):
        arguments += ["-s", "-o", "-"]
    return _readable(pandoc.run(arguments, heading + body), to)


def _readable(data: bytes, to: str) -> bytes:
    """RTF with the sign for older readers as Word writes it: pandoc's own reader loses others' neighbours."""
    return re.sub(rb"(\\u-?\d+)[^\\{}\s]", rb"\1\\'3f", data) if to == "rtf" else data


class CitedParagraph(NamedTuple):
    """A paragraph of a document: words in bold, words, and what they rest on, which becomes its note.

    A `heading` stands before it where there is one.
    """

    lead: str
    words: str
    citations: Sequence[Cited] = ()
    heading: str = ""


def prose(
    title: str, foreword: Sequence[str], paragraphs: Sequence[CitedParagraph], style: Style,
    language: str, to: str,
) -> bytes:  # fmt: skip
    """A text with its sources: in footnotes where the style has notes, else in brackets and a list.

    `language` is a BCP 47 tag, or OWN for that of the first source; `to` as of `document`, without plain.
    """
    items: dict[str, dict[str, Any]] = {}
    for paragraph in paragraphs:
        for one in _all_of(paragraph.citations):
            items.setdefault(str(one.item["id"]), one.item)
    keys = {item_id: f"k{number}" for number, item_id in enumerate(items)}
    tag = language
    if language == OWN:
        tag = _language_of(next(iter(items.values()), {}))
    words = _QUOTED_IN.get(locale_of(tag).partition("-")[0], _QUOTED_IN["en"])
    parts = [f"# {_literal(title)}", *(f"*{_literal(line)}*" for line in foreword)]
    for paragraph in paragraphs:
        if paragraph.heading:
            parts.append(f"## {_literal(paragraph.heading)}")
        note = _in_text(paragraph.citations, keys, style, words)
        lead = f"**{_literal(paragraph.lead)}** " if paragraph.lead else ""
        parts.append(
            f"{lead}{_literal(paragraph.words)}{'' if style.is_note else ' '}{note}".strip()
        )
    if not style.is_note and items:
        parts.append("::: {#refs}\n:::")
    arguments = [*_arguments(style, locale_of(tag), to), "-M", f"pagetitle={title}"]
    if to != "markdown":  # a text whose head would tell how it was made
        arguments += ["-s", "-o", "-"]
    made = pandoc.run(arguments, "\n\n".join(parts) + "\n", _numbered(items.values()))
    return _readable(made, to)


def _all_of(citations: Iterable[Cited]) -> Iterator[Cited]:
    for one in citations:
        yield one
        if one.quoted_in is not None:
            yield one.quoted_in


def _literal(text: str) -> str:
    """Words that pandoc takes for nothing but words, on one line."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
