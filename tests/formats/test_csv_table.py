"""Tables that leave for a spreadsheet: read back as written, and nothing in them is computed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spexplorer.formats.csv_table import cell, write


def read_back(rows: list[list[str]]) -> list[list[str]]:
    stream = io.StringIO()
    write(stream, ["a", "b"], rows)
    assert stream.getvalue()[0] == "\ufeff"
    return list(csv.reader(io.StringIO(stream.getvalue()[1:], newline="")))[1:]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\r=1+1", "\t=1+1", " =1+1", "\n@A", "\uff1d1+1", "\ufeff=1",
     "|calc", "-cmd", "=-5", "+A1", "-2+3+cmd|' /C calc'!A0", "%0A=1"],
)  # fmt: skip
def test_what_a_spreadsheet_would_compute_is_quoted(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize(
    "text",
    ["-5", "+3.2", "-1,200.50", "-1.5e-3", "12 %", "-0199/-0100", "-01XX", "-0199~", "2013-09~",
     "A-B", "−4", "", "soft power", "1930/1933", "-0221-10-01/-0206"],
)  # fmt: skip
def test_numbers_and_dates_are_left_alone(text: str) -> None:
    assert cell(text) == text


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_any_table_is_read_back_as_many_rows(rows: list[list[str]]) -> None:
    back = read_back(rows)
    assert [len(row) for row in back] == [2] * len(rows)
    for row in back:
        for text in row:
            assert not text.lstrip("\t\r\n\ufeff ").startswith(("=", "@"))


def test_nothing_is_an_empty_cell() -> None:
    stream = io.StringIO()
    write(stream, ["n"], [[None], [1.5]], byte_order_mark=False)
    assert stream.getvalue() == "n\r\n\r\n1.5\r\n" or stream.getvalue() == 'n\r\n""\r\n1.5\r\n'
