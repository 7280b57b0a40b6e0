"""The description of the fields is whole, and nothing says a second time what it says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import spexplorer
from spexplorer.domain.facets import WORKED_OUT, facets_of
from spexplorer.domain.fields import (
    CLASSES,
    described_classes,
    facet_fields,
    fields_of,
    governed_fields,
)
from spexplorer.domain.kinds import KIND_LABEL, KIND_LABELS, KINDS
from spexplorer.domain.plain import from_plain, to_plain
from spexplorer.domain.vocabularies import CLOSED
from spexplorer.formats.text_sources import read_vocabularies
from spexplorer.support.folders import database_sources
from spexplorer.words.fields import field_help, field_label
from spexplorer.words.language import PLAIN

FIELDS = [(owner, field) for owner in described_classes() for field in fields_of(owner)]
PACKAGE = Path(spexplorer.__file__).parent


@pytest.mark.parametrize(
    ("owner", "field"), FIELDS, ids=lambda v: getattr(v, "__name__", None) or v.key
)
def test_every_field_has_a_label_and_a_sentence_of_help(owner: type, field) -> None:
    assert field.info.label[0].isupper() and not field.info.label.endswith(".")
    assert field.info.help.endswith((".", "…")) or ":" in field.info.help
    assert len(field.info.help) > len(field.info.label)
    assert field_label(PLAIN, field.name, owner) == field.info.label
    assert field_help(PLAIN, field.key, owner) == field.info.help


def test_every_vocabulary_is_closed_or_a_scheme_of_the_library() -> None:
    ours = read_vocabularies(database_sources() / "vocabularies.toml")
    for scheme, (owner, field) in governed_fields().items():
        assert (scheme in CLOSED) != (scheme in ours) or scheme == "collection", (scheme, owner)
        if scheme in ours:
            assert ours[scheme].field == f"{owner.__name__}.{field.name}"


def test_facets_are_declared_with_their_fields() -> None:
    names = [facet.name for facet in facets_of()]
    assert len(set(names)) == len(names)
    assert set(names) == {facet.name for facet in WORKED_OUT} | set(facet_fields())
    places = [facet.place for facet in facets_of()]
    assert places == sorted(set(places))


def test_every_kind_is_named_in_singular_and_plural() -> None:
    assert set(KIND_LABEL) == set(KIND_LABELS) == set(KINDS) == set(CLASSES)


def test_no_second_list_says_what_fields_are_called() -> None:
    """Outside the record classes no table gives fields their labels (links inward have other words)."""
    labels = {(field.name, field.info.label) for _, field in FIELDS if field.info.label}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name in ("domain", "storage"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                pairs = zip(node.keys, node.values, strict=True)
                said = {
                    (key.value, value.value)
                    for key, value in pairs
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
                }
                assert len(said & labels) < 4, (path, node.lineno)


def test_a_name_that_python_keeps_for_itself_is_a_key_of_the_contract() -> None:
    plain = {
        "id": "agent:a",
        "agent_type": "person",
        "name": "A",
        "offices": [{"title": "Minister", "from": "2003", "to": "2007-04"}],
    }
    agent = from_plain(plain)
    (office,) = agent.offices  # type: ignore[attr-defined]
    assert (office.since, office.until) == ("2003", "2007-04")
    assert to_plain(office) == {
        "title": "Minister", "body": None, "from": "2003", "to": "2007-04",
    }  # fmt: skip


def test_works_have_the_variables_of_csl() -> None:
    wanted = (
        "annote abstract archive archive_collection archive_location archive_place authority"
        " call_number collection_title container_title container_title_short dimensions division"
        " doi event_title event_place genre isbn issn jurisdiction language license medium note"
        " original_publisher original_publisher_place original_title part_title publisher"
        " publisher_place references reviewed_genre reviewed_title scale source title title_short"
        " url volume_title chapter_number collection_number edition issue number number_of_pages"
        " number_of_volumes page part_number section supplement_number version volume accessed"
        " available_date event_date issued original_date submitted identifiers subjects relations"
        " unmapped"
    )
    assert set(wanted.split()) <= {field.key for field in fields_of(CLASSES["work"])}
