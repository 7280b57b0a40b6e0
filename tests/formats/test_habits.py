"""Habits of programs and catalogues, read as a librarian reads them; the entries are made up."""

from __future__ import annotations

import io
from typing import Any

import pytest

from spexplorer.domain.authorities import Agent
from spexplorer.domain.works import Work
from spexplorer.formats.interchange import Entry, discover

CASES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "initials behind the name": (
        "ris",
        "TY  - JOUR\nA1  - Омаров К.Л.\nTI  - T\nER  - \n",
        {"names": ["Омаров, К.Л."]},
    ),
    "proceedings of a conference of several days": (
        "ris",
        "TY  - CPAPER\nAU  - Li, A\nTI  - T\nC3  - Papers\nT2  - Fifth Day\nDA  - 2014/06/03/5\nER  - \n",
        {
            "container_title": "Papers",
            "event_title": "Fifth Day",
            "issued": "2014-06-03/2014-06-05",
        },
    ),
    "a letter in mathematics": (
        "bibtex",
        r"@article{a, title={On $\alpha$-routes and $x^2$, $\Lambda$}, journal={J}}",
        {"title": "On α-routes and $x^2$, Λ"},
    ),
    "a chapter in PubMed": (
        "nbib",
        "PMID- 1\nBTI - Roads((R))\nTI  - T.\nPT  - Review\nPT  - Book Chapter\nMH  - *Roads/*history\n",
        {
            "type": "chapter",
            "container_title": "Roads®",
            "subjects": [("MeSH", "Roads/history")],
        },
    ),
    "an article that was read at a conference": (
        "wos",
        (
            "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Li, A\nAF Li, Anna\nTI T\nSO ROADS"
            "\nDT Article; Proceedings Paper\nJ9 ROADS Q\nJI Roads Q.\nPY 2013\nER\n\nEF\n"
        ),
        {"type": "article-journal", "container_title_short": "Roads Q.", "names": ["Li, Anna"]},
    ),
    "authors of a book in Web of Science": (
        "wos",
        (
            "FN Clarivate Analytics Web of Science\nVR 1.0\nPT B\nAU Li, A\nBA Li, A\nBF Li, Anna\nTI T\n"
            "PY 2007\nER\n\nEF\n"
        ),
        {"names": ["Li, Anna"], "unmapped": []},
    ),
    "pages of a whole book": (
        "refworks",
        "RT Book, Whole\nA1 Li,Anna\nT1 T\nYR 2007\nSP 306\n",
        {"number_of_pages": "306", "page": None},
    ),
    "two numbers of a book with a word": (
        "endnote-xml",
        (
            '<xml><records><record><ref-type name="Book">6</ref-type><titles><title>T</title></titles>'
            "<isbn>978-0-300-11703-5 (hbk)&#xD;0-300-11703-6</isbn></record></records></xml>"
        ),
        {"isbn": "978-0-300-11703-5", "identifiers": [("ISBN", "0-300-11703-6")], "unmapped": []},
    ),
    "lines of a note that Zotero means for variables": (
        "csl-json",
        '[{"id":1,"type":"book","title":"T","note":"PMID: 12\\noriginal-date: 1989\\nA word: more"}]',
        {
            "identifiers": [("PMID", "12")],
            "original_date": "1989",
            "note": "A word: more",
        },
    ),
    "a record of MARC before RDA": (
        "marcxml",
        (
            '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000cam a2200000 a 4500</leader>'
            '<controlfield tag="008">940101s1994    ru a     b    000 0 rus d</controlfield>'
            '<datafield tag="110" ind1="1" ind2=" "><subfield code="a">Kazakhstan.</subfield>'
            '<subfield code="b">Ministry of Roads.</subfield></datafield>'
            '<datafield tag="245" ind1="1" ind2="4"><subfield code="a">The roads :</subfield>'
            '<subfield code="b">a report /</subfield><subfield code="c">ed. by A. Li.</subfield></datafield>'
            '<datafield tag="250" ind1=" " ind2=" "><subfield code="a">2nd ed.</subfield></datafield>'
            '<datafield tag="260" ind1=" " ind2=" "><subfield code="a">Almaty :</subfield>'
            '<subfield code="b">Route Press,</subfield><subfield code="c">c1994.</subfield></datafield>'
            '<datafield tag="300" ind1=" " ind2=" "><subfield code="a">xii, 306 p. ;</subfield></datafield>'
            '<datafield tag="490" ind1="1" ind2=" "><subfield code="a">Roads ;</subfield>'
            '<subfield code="v">v. 5</subfield></datafield></record>'
        ),
        {
            "title": "The roads: a report",
            "publisher": "Route Press",
            "publisher_place": "Almaty",
            "issued": "1994",
            "language": "ru",
            "collection_title": "Roads",
            "collection_number": "v. 5",
            "names": ["Kazakhstan. Ministry of Roads"],
        },
    ),
    "an article in MARC": (
        "marcxml",
        (
            '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nab a2200000 i 4500</leader>'
            '<datafield tag="100" ind1="1" ind2=" "><subfield code="a">Li, Anna,</subfield>'
            '<subfield code="d">1970-</subfield><subfield code="e">author.</subfield></datafield>'
            '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Bridges /</subfield></datafield>'
            '<datafield tag="773" ind1="0" ind2=" "><subfield code="t">Journal of Roads.</subfield>'
            '<subfield code="g">Vol. 35, no. 4 (2016), p. 515-532</subfield>'
            '<subfield code="x">0263-4937</subfield></datafield></record>'
        ),
        {
            "type": "article-journal",
            "container_title": "Journal of Roads",
            "volume": "35",
            "issue": "4",
            "page": "515-532",
            "issued": "2016",
            "issn": "0263-4937",
            "names": ["Li, Anna"],
        },
    ),
    "an article in MODS": (
        "mods",
        (
            '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><nonSort>The</nonSort><title>bridge'
            '</title></titleInfo><name type="personal"><namePart>Li, Anna</namePart><role><roleTerm '
            'type="text">author</roleTerm></role></name><genre>journal article</genre><originInfo>'
            '<dateIssued encoding="w3cdtf" keyDate="yes">2016-05</dateIssued></originInfo><relatedItem '
            'type="host"><titleInfo><title>Journal of Roads</title></titleInfo><identifier type="issn">'
            '0263-4937</identifier><part><detail type="volume"><number>35</number></detail><detail '
            'type="issue"><number>4</number></detail><extent unit="page"><start>515</start><end>532</end>'
            "</extent></part></relatedItem></mods>"
        ),
        {
            "type": "article-journal",
            "title": "The bridge",
            "container_title": "Journal of Roads",
            "volume": "35",
            "issue": "4",
            "page": "515-532",
            "issued": "2016-05",
            "issn": "0263-4937",
            "names": ["Li, Anna"],
        },
    ),
}


@pytest.mark.parametrize(("code", "text", "wanted"), CASES.values(), ids=CASES)
def test_a_habit_is_understood(code: str, text: str, wanted: dict[str, Any]) -> None:
    found = list(discover()[code].read(io.BytesIO(text.encode())))
    assert len(found) == 1
    assert isinstance(found[0], Entry), found
    work, *others = found[0].records
    assert isinstance(work, Work)
    agents = {one.id: one for one in others if isinstance(one, Agent)}
    values: dict[str, Any] = {
        "names": [agents[part.agent].name for part in work.contributors],  # type: ignore[index]
        "identifiers": [(one.scheme, one.value) for one in work.identifiers],
        "subjects": [(one.scheme, one.term) for one in work.subjects],
        "unmapped": [one.name for one in work.unmapped],
    }
    for name, value in wanted.items():
        found_there = values[name] if name in values else getattr(work, name)
        assert found_there == value, name
