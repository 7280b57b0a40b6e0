"""The help has a page for each format, and what it says is what the format does."""

from __future__ import annotations

import re

import pytest

from spexplorer.domain.works import Work
from spexplorer.formats.interchange import discover
from spexplorer.readings.format_pages import carriage, pages_of
from spexplorer.support.folders import resources
from spexplorer.words.fields import field_label
from spexplorer.words.language import PLAIN

FILE = resources() / "help" / "sources.md"
PAGES = {page.code: page for page in pages_of(PLAIN, FILE)}
WRITTEN = [code for code, fmt in discover().items() if fmt.writes and fmt.kinds == ("work",)]


def test_there_is_a_page_for_each_format_and_none_for_others() -> None:
    formats = discover()
    assert list(PAGES)[:3] == ["importing", "exporting", "citing"]
    assert list(PAGES)[3:] == list(formats)
    sections = set(re.findall(r"^## \{([\w-]+)\}", FILE.read_text("utf-8"), re.MULTILINE))
    assert sections == set(PAGES), "a remark of a format that is not there, or none for one that is"
    for code, fmt in formats.items():
        assert PAGES[code].title == fmt.label
        assert all(f"`*{ending}`" in PAGES[code].text for ending in fmt.suffixes)
        assert ("not written" in PAGES[code].text) == (not fmt.writes)


@pytest.mark.parametrize("code", WRITTEN)
def test_a_page_says_what_the_format_loses(code: str) -> None:
    fmt = discover()[code]
    found = carriage(fmt, Work)
    text = PAGES[code].text
    lost = text.partition("### What it cannot carry\n\n")[2].partition("\n\n")[0].split(" · ")
    assert set(filter(None, lost)) == {field_label(PLAIN, name, Work) for name in found.lost}
    assert bool(found.lost) != fmt.extends
    assert set(found.whole).isdisjoint({*found.partly, *found.lost})
    assert "title" in found.whole


def test_what_depends_on_the_value_is_carried_in_part() -> None:
    formats = discover()
    assert "issued" in carriage(formats["bibtex"], Work).partly
    assert "contributors" in carriage(formats["dc"], Work).partly
    assert "volume" in carriage(formats["dc"], Work).lost
    assert "title_original" in carriage(formats["ris"], Work).lost
    assert not carriage(formats["mods"], Work).lost
