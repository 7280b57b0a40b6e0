"""Elements of XML files one after another, without entities, network or memory that grows with the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO, Final

from spexplorer.formats.interchange import FilePlace, NotOfThisFormat
from spexplorer.formats.text_input import text_of

_RAW: Final = 20_000

_WHOLE: Final = 64 << 20
"""Bytes of a file that is read whole."""

_PROLOGUE: Final = r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>"


def has_root(head: bytes, roots: Collection[str], *inner: str) -> bool:
    """Whether the first element of a file has one of these names, and each of `inner` begins in its head."""
    text = re.sub(_PROLOGUE, "", text_of(head), flags=re.DOTALL)
    first = re.match(r"\s*<(?:[\w.-]+:)?([\w.-]+)", text)
    return (
        first is not None
        and first[1] in roots
        and all(re.search(rf"<(?:[\w.-]+:)?{name}[\s/>]", text) for name in inner)
    )


def local_name(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def elements_of(
    stream: BinaryIO, names: Collection[str], *, children: Collection[str] = ()
) -> Iterator[tuple[Any, FilePlace]]:
    """The elements of some names (without namespaces) with the line each begins in, cleared afterwards.

    With `children`, only those with a child of one of these names are taken. What follows damage is not
    read; when nothing came before it, NotOfThisFormat says where it is.
    """
    from lxml import etree

    parser = etree.iterparse(
        stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    found = 0
    try:
        for _, element in parser:
            if local_name(element) not in names:
                continue
            if children and not any(local_name(one) in children for one in element):
                continue
            found += 1
            yield element, FilePlace("line", element.sourceline or 0)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        if not found:
            line = error.lineno or 1
            raise NotOfThisFormat(
                f"The file is no well-formed XML (line {line}); save it again in the program it came from."
            ) from error


def parsed_whole(stream: BinaryIO) -> Any:
    """The root of an XML file that has to be seen whole: at most 64 MB, else AppError asks for less."""
    from lxml import etree

    data = stream.read(_WHOLE + 1)
    if len(data) > _WHOLE:
        raise NotOfThisFormat("The file is too large to be read whole; export it in parts.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:  # nothing at all to recover, such as a zero byte alone
        root = None
    if root is None:
        raise NotOfThisFormat(
            "The file is no well-formed XML; save it again in the program it came from."
        )
    return root


def clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def raw_of(element: Any) -> str:
    """An element as it stands, shortened where it is very long."""
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", with_tail=False))[:_RAW]


def text_in(element: Any, *path: str) -> str:
    """The text of the first descendant along a path of names, "" where there is none."""
    found = next(below(element, *path), None)
    return words_of(found) if found is not None else ""


def words_of(element: Any) -> str:
    """All text in an element, with single spaces; nothing of an entity that was not resolved."""
    if not isinstance(element.tag, str):
        return ""
    return " ".join("".join(element.itertext()).split())


def below(element: Any, *path: str) -> Iterator[Any]:
    """The descendants along a path of names: children of that name, their children of the next."""
    if not path:
        yield element
        return
    for one in element:
        if local_name(one) == path[0]:
            yield from below(one, *path[1:])
