"""The library's own JSON holds finite numbers alone."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from spexplorer.domain.findings import Statistic
from spexplorer.formats import library_json
from spexplorer.operations.export import records_of
from spexplorer.support.errors import LibraryError


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_json_cannot_hold_is_refused_before_anything_is_written(
    bundled: Path, value: float
) -> None:
    figure = next(one for one in records_of(bundled) if isinstance(one, Statistic))
    stream = io.StringIO()
    with pytest.raises(LibraryError, match=f"{figure.id} is not finite.*; correct it"):
        library_json.write({}, [replace(figure, value=value)], stream)
    assert stream.getvalue() == ""
