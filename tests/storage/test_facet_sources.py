"""The queries behind the facets."""

from __future__ import annotations

import pytest

from spexplorer.storage.facet_sources import declared_source, source_of

_FIRST_CHARTS = ("vector", "level", "event_type", "source_type", "language")


@pytest.mark.parametrize("facet", _FIRST_CHARTS)
def test_what_the_first_charts_count_is_what_the_record_classes_declare(facet: str) -> None:
    assert source_of(facet) == declared_source(facet)
