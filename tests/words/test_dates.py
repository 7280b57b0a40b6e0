"""Dates in words, in the source language and in one that is made up."""

from __future__ import annotations

import pytest

from spexplorer.domain.edtf import day_number, parse
from spexplorer.words.dates import day_in_words, in_words, year_in_words
from spexplorer.words.language import PLAIN, Language


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2003-06-03", "3 June 2003"),
        ("2011-10", "October 2011"),
        ("2013~", "about 2013"),
        ("2007?", "2007 (uncertain)"),
        ("2007-05%", "about May 2007 (uncertain)"),
        ("2015-23", "autumn 2015"),
        ("2001-26", "summer 2001 (northern hemisphere)"),
        ("2001-32", "winter 2001 (southern hemisphere)"),
        ("2001-36", "fourth quarter of 2001"),
        ("2001-38", "second third of 2001"),
        ("2001-40", "first half of 2001"),
        ("199X", "1990s"),
        ("199X~", "about the 1990s"),
        ("200X", "between 2000 and 2009"),
        ("17XX", "18th century"),
        ("20XX", "21st century"),
        ("11XX~", "about the 12th century"),
        ("1XXX", "between 1000 and 1999"),
        ("1XXX~", "approximately between 1000 and 1999"),
        ("2004-XX", "2004 (month unknown)"),
        ("2004-XX-XX", "2004 (month and day unknown)"),
        ("2004-06-XX", "June 2004 (day unknown)"),
        (
            "156X-12-25",
            "25 December of an unknown year, 1560–1569",
        ),
        ("15XX-12-25", "25 December of an unknown year, 1500–1599"),
        ("15XX-12", "December of an unknown year, 1500–1599"),
        ("XXXX-12-XX", "a day in December of an unknown year"),
        ("1560-XX-25", "the 25th of an unknown month of 1560"),
        ("2004-1X-15", "between 15 October 2004 and 15 December 2004 (some digits unknown)"),
        ("XXXX", "year unknown"),
        ("2004?-06-~11", "11 June 2004 (year uncertain, day approximate)"),
        ("2004-06~-11", "11 June 2004 (year and month approximate)"),
        ("1950S2", "1950 (estimated, between 1900 and 1999)"),
        ("Y-17E7", "170000001 BCE"),
        ("-0043", "44 BCE"),
        ("0501", "501 CE"),
        ("2001-02-03T09:30:01", "3 February 2001, 09:30:01"),
        ("2001-02-03T09:30:01Z", "3 February 2001, 09:30:01 UTC"),
        ("2001-02-03T09:30:01+05:00", "3 February 2001, 09:30:01 UTC+05:00"),
        ("1984~/2004-06", "from about 1984 to June 2004"),
        ("2005/..", "from 2005, still open"),
        ("2005/", "from 2005, end unknown"),
        ("../2005", "until 2005, start open"),
        ("/2005", "until 2005, start unknown"),
        ("/..", "start unknown, still open"),
        ("[1990..1999]", "between 1990 and 1999"),
        ("[2004-06,2005]", "2004-06 or 2005"),
        ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672"),
        ("[..1760-12-03]", "3 December 1760 or earlier"),
        ("[1760-12..]", "December 1760 or later"),
        ("{1667,1668,1670..1672}", "all of 1667, 1668 and 1670 to 1672"),
        ("{..1984}", "all of 1984 and earlier"),
    ],
)
def test_in_words(text: str, words: str) -> None:
    assert in_words(PLAIN, text) == words


class Bracketed(Language):
    """Marks every text it is given, so that words which did not pass through it stand outside."""

    def __call__(self, text: str, **values: object) -> str:
        return f"⟦{super().__call__(text, **values)}⟧"


@pytest.mark.parametrize(
    "text",
    ["2013-06-03", "2013-06~", "2001-23", "2001-36", "199X?", "17XX~", "-0043", "1950S2",
     "2004?-06-~11", "2005/..", "../2005", "2001-02-03T09:30:01Z", "[1667,1668..1670]",
     "{..1984}", "15XX-12-25", "2004-06-XX", "1560-XX-25"],
)  # fmt: skip
def test_every_word_of_a_date_can_be_said_in_another_language(text: str) -> None:
    said = in_words(Bracketed(), text)
    outside, depth = "", 0
    for letter in said:
        depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
        outside += letter if depth == 0 and letter not in "⟦⟧" else ""
    assert outside.strip("0123456789 ,–") == "", said


def test_days_and_years_by_number() -> None:
    assert day_in_words(PLAIN, day_number(2012, 12, 31)) == "31 December 2012"
    assert [year_in_words(PLAIN, year) for year in (2013, 501, 0)] == ["2013", "501 CE", "1 BCE"]
    assert in_words(PLAIN, parse("2013-06")) == "June 2013"
