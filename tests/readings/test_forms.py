"""What is typed into a form is read as it is meant, and every record survives its form."""

from __future__ import annotations

from pathlib import Path

import pytest

from spexplorer.domain.fields import CLASSES
from spexplorer.operations.reader import Reader
from spexplorer.readings.forms.merging import merge
from spexplorer.readings.forms.values import blank, changed_fields, check, raw_of, record_of
from spexplorer.words.language import PLAIN


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind != "passage"])
def test_a_record_that_is_not_touched_is_not_changed(bundled: Path, kind: str) -> None:
    for record in Reader(bundled).records(kind):
        checked = check(PLAIN, kind, raw_of(record))
        assert not checked.problems, (record.id, checked.problems)
        assert changed_fields(record, record_of(record.id, checked)) == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("12", 12.0), ("12,5", 12.5), ("1 250.5", 1250.5), ("−3", -3.0), ("1,250", None), ("x", None)],
)
def test_numbers_are_read_as_people_write_them(typed: str, meant: float | None) -> None:
    raw = blank(CLASSES["statistic"]) | {"measure": "m", "unit": "institutes", "value": typed}
    checked = check(PLAIN, "statistic", raw)
    assert checked.values.get("value") == meant
    assert (("value",) in checked.problems) is (meant is None)


def test_a_range_and_a_latitude_are_checked() -> None:
    raw = blank(CLASSES["statistic"]) | {
        "measure": "m",
        "unit": "u",
        "value": "5",
        "value_high": "2",
    }
    assert ("value_high",) in check(PLAIN, "statistic", raw).problems
    place = blank(CLASSES["place"]) | {"name": "n", "place_type": "city", "latitude": "91"}
    assert ("latitude",) in check(PLAIN, "place", place).problems


def test_a_row_of_usual_values_alone_is_left_out() -> None:
    from spexplorer.domain.works import Contributor

    raw = blank(CLASSES["work"]) | {
        "type": "book",
        "title": "t",
        "contributors": [blank(Contributor)],
    }
    checked = check(PLAIN, "work", raw)
    assert not checked.problems
    assert "contributors" not in checked.values


def test_both_sides_of_a_change_are_put_together() -> None:
    before = {"a": "1", "b": "1", "c": "1"}
    merged = merge(before, {"a": "2", "b": "1", "c": "2"}, {"a": "3", "b": "4", "c": "2"})
    assert merged.raw == {"a": "2", "b": "4", "c": "2"}
    assert merged.conflicts == ("a",)
