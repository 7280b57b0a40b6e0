"""Text of HTML and XML elements in document order: blocks on lines of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from spexplorer.formats.copies.copy_text import LONGEST_TEXT, CopyError, CopyText, too_long
from spexplorer.formats.xml_input import local_name

_HIDDEN: Final = frozenset(
    {"head", "script", "style", "template", "noscript", "svg", "math", "object", "iframe", "select"}
)
_BLOCKS: Final = frozenset(
    {
        *("p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "aside", "header", "footer"),
        *("blockquote", "pre", "figure", "figcaption", "nav", "main", "body", "caption", "address"),
    }
)


def html_text(data: bytes, encoding: str | None = None) -> str:
    """The text of an HTML or XHTML page, without scripts; external files are not looked at."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding=encoding, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CopyError("The page cannot be read; save it again as HTML or as text.") from error
    return "" if root is None else gathered(root, _HIDDEN.__contains__, _BLOCKS.__contains__)


def gathered(root: Any, is_hidden: Callable[[str], bool], is_block: Callable[[str], bool]) -> str:
    """All text below an element that is not hidden, a line for each block."""
    parts: list[str] = []
    length = 0
    for piece in _pieces(root, is_hidden, is_block):
        parts.append(piece)
        length += len(piece)
        if length > LONGEST_TEXT:
            raise too_long()
    return "".join(parts)


def _pieces(
    root: Any, is_hidden: Callable[[str], bool], is_block: Callable[[str], bool]
) -> Iterator[str]:
    from lxml import etree

    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element)
        if event == "start":
            hidden += is_hidden(name)
            if not hidden:
                yield "\n" * is_block(name)
                yield element.text or ""
            continue
        if not hidden:
            yield "\n" * is_block(name)
        hidden -= is_hidden(name)
        if not hidden and element is not root:
            yield element.tail or ""


def read_html(data: bytes) -> CopyText:
    """The text of an HTML file in the encoding it names, else the likeliest."""
    import re

    from spexplorer.formats.text_input import encoding_of

    named = re.search(rb"(?i)charset\s*=|<\?xml[^>]+encoding\s*=", data[:2048])
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    encoding = None if named and not marked else encoding_of(data[: 1 << 18])
    if encoding is not None:  # decoded here: the parser knows fewer names of encodings
        data, encoding = data.decode(encoding, "replace").encode("utf-8", "replace"), "utf-8"
    return CopyText(html_text(data, encoding), "html", "html-1")
