"""Triples of RDF files in Turtle (W3C Recommendation of 2014) and RDF/XML, read without network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple
from urllib.parse import urljoin

from spexplorer.formats.interchange import NotOfThisFormat
from spexplorer.formats.text_input import text_of
from spexplorer.formats.xml_input import parsed_whole

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"

_LARGEST: Final = 64 << 20
"""Bytes of a file in Turtle that is read."""
_DEEPEST: Final = 50
"""Brackets within brackets that are read."""

_TOKEN: Final = re.compile(
    r"""\s+|\#[^\n]*
    |(?P<iri><[^<>"{}|^`\x00-\x20]*>)
    |(?P<text>\"{3}(?:\"{0,2}+(?:[^"\\]++|\\.))*+\"{3}|'{3}(?:'{0,2}+(?:[^'\\]++|\\.))*+'{3}
      |"(?:[^"\\\n]++|\\.)*+"|'(?:[^'\\\n]++|\\.)*+')
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<type>\^\^)
    |(?P<number>[+-]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?(?<!\.))
    |(?P<mark>[.;,\[\]()])
    |(?P<name>(?:[^\s<>"'#;,\[\]()\\^@:]*+:)?(?:[^\s<>"'#;,\[\]()\\^.]++|\\.|\.(?=[^\s<>"'#;,\[\]()]))*+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Triple(NamedTuple):
    """A statement; what it says is an address or, where `is_text`, words in a language."""

    subject: str
    predicate: str
    value: str
    is_text: bool = False
    language: str = ""


def triples_of(stream: BinaryIO) -> Iterator[Triple]:
    """The triples of a file in RDF/XML or Turtle; raises NotOfThisFormat with the place of damage."""
    start = stream.tell()
    head = stream.read(1_000).lstrip(b"\xef\xbb\xbf \r\n\t")
    stream.seek(start)
    if re.match(rb"<(?:\?xml|!--|!DOCTYPE|(?:\w+:)?RDF[\s>])", head):
        yield from _of_xml(stream)
        return
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise NotOfThisFormat("The file is too large to be read whole; export it in parts.")
    yield from _Turtle(text_of(data)).triples()


class _Token(NamedTuple):
    kind: str
    value: str
    at: int


class _Turtle:
    """Reads one text; blank nodes get names that no address has."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._read()
        self._next = next(self._tokens)
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._blank = 0
        self._found: list[Triple] = []

    def _read(self) -> Iterator[_Token]:
        at = 0
        while at < len(self._text):
            match = _TOKEN.match(self._text, at)
            if match is None or match.end() == at:
                raise self._damaged(at)
            if match.lastgroup:
                yield _Token(match.lastgroup, match[0], at)
            at = match.end()
        yield _Token("end", "", at)

    def _damaged(self, at: int) -> NotOfThisFormat:
        line = self._text.count("\n", 0, at) + 1
        return NotOfThisFormat(
            f"The file is no Turtle that can be read (line {line}); export it again."
        )

    def _take(self, value: str = "") -> _Token:
        token = self._next
        if token.kind == "end" or (value and token.value != value):
            raise self._damaged(token.at)
        self._next = next(self._tokens)
        return token

    def triples(self) -> Iterator[Triple]:
        while self._next.kind != "end":
            word = self._next.value.lower().lstrip("@")
            if self._next.kind in ("tag", "name") and word in ("prefix", "base"):
                self._directive(word)
            else:
                is_bracket = self._next.value == "["
                subject = self._node(0)[0]
                if not (is_bracket and self._next.value == "."):
                    self._properties(subject, 0)
                self._take(".")
            yield from self._found
            self._found.clear()

    def _directive(self, word: str) -> None:
        dotted = self._take().value.startswith("@")
        name = self._take().value.rstrip(":") if word == "prefix" else ""
        address = self._take().value.strip("<>")
        if word == "prefix":
            self._prefixes[name] = urljoin(self._base, address)
        else:
            self._base = urljoin(self._base, address)
        if dotted:
            self._take(".")

    def _properties(self, subject: str, depth: int) -> None:
        while True:
            predicate = f"{RDF}type" if self._next.value == "a" else self._node(depth)[0]
            if predicate == f"{RDF}type" and self._next.value == "a":
                self._take()
            while True:
                value, is_text, language = self._node(depth)
                self._found.append(Triple(subject, predicate, value, is_text, language))
                if self._next.value != ",":
                    break
                self._take()
            while self._next.value == ";":
                self._take()
            if self._next.value in (".", "]"):
                return

    def _node(self, depth: int) -> tuple[str, bool, str]:
        """A node: its value, whether it is words, and their language."""
        token = self._take()
        if depth > _DEEPEST:
            raise self._damaged(token.at)
        if token.kind == "iri":
            return urljoin(self._base, _unescaped(token.value[1:-1])), False, ""
        if token.kind == "text":
            return self._words(token)
        if token.kind == "number" or token.value in ("true", "false"):
            return token.value, True, ""
        if token.value == "[":
            return self._bracket(depth), False, ""
        if token.value == "(":
            while self._next.value != ")":
                self._node(depth + 1)
            self._take(")")
            return f"{RDF}nil", False, ""
        if token.kind != "name" or ":" not in token.value:
            raise self._damaged(token.at)
        prefix, _, name = token.value.partition(":")
        if prefix == "_":
            return token.value, False, ""
        if prefix not in self._prefixes:
            raise self._damaged(token.at)
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", name), False, ""

    def _words(self, token: _Token) -> tuple[str, bool, str]:
        size = 3 if token.value[:3] in ('"""', "'''") and len(token.value) > 5 else 1
        words, language = _unescaped(token.value[size:-size]), ""
        if self._next.kind == "tag":
            language = self._take().value[1:]
        elif self._next.kind == "type":
            self._take()
            self._node(0)
        return words, True, language

    def _bracket(self, depth: int) -> str:
        self._blank += 1
        name = f"_:bracket {self._blank}"
        if self._next.value != "]":
            self._properties(name, depth + 1)
        self._take("]")
        return name


def _unescaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        if digits := match[1] or match[2]:
            code = int(digits, 16)
            return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        return _ESCAPES.get(match[3], match[3])

    return re.sub(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", one, text, flags=re.DOTALL)


# -- RDF/XML ---------------------------------------------------------------------------------------


def _of_xml(stream: BinaryIO) -> Iterator[Triple]:
    root = parsed_whole(stream)
    if root.tag != f"{{{RDF}}}RDF":
        raise NotOfThisFormat("The file is no RDF; export it again as RDF/XML or Turtle.")
    for number, element in enumerate(root):
        yield from _described(element, f"_:element {number}", _base(root), 0)


def _base(element: Any) -> str:
    return str(element.get(f"{_XML}base") or "")


def _address(element: Any, name: str, base: str) -> str | None:
    found = element.get(f"{{{RDF}}}{name}")
    return None if found is None else urljoin(base, f"#{found}" if name == "ID" else found)


def _predicate(tag: str) -> str:
    return tag.replace("{", "", 1).replace("}", "", 1)


def _described(element: Any, name: str, base: str, depth: int) -> Iterator[Triple]:
    """The triples of an element that describes something, and of those within it."""
    if not isinstance(element.tag, str) or depth > _DEEPEST:
        return
    subject = _subject(element, name, base)
    if element.tag != f"{{{RDF}}}Description":
        yield Triple(subject, f"{RDF}type", _predicate(element.tag))
    for number, one in enumerate(element):
        if not isinstance(one.tag, str):
            continue
        predicate, target = _predicate(one.tag), _address(one, "resource", base)
        if target is not None:
            yield Triple(subject, predicate, target)
        elif len(one):
            for place, inner in enumerate(one):
                below = f"{name} {number} {place}"
                if isinstance(inner.tag, str):
                    yield Triple(subject, predicate, _subject(inner, below, base))
                    yield from _described(inner, below, base, depth + 1)
        else:
            language = next(
                (
                    up.get(f"{_XML}lang")
                    for up in (one, *one.iterancestors())
                    if up.get(f"{_XML}lang")
                ),
                "",
            )
            yield Triple(subject, predicate, one.text or "", True, language)


def _subject(element: Any, name: str, base: str) -> str:
    about = _address(element, "about", base) or _address(element, "ID", base)
    return about or element.get(f"{{{RDF}}}nodeID") or name
