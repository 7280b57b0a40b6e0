"""SKOS in Turtle: whatever a library holds, what is written stays one set of triples."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spexplorer.domain.concepts import Concept
from spexplorer.domain.records import NameForm
from spexplorer.formats import skos

STRING = re.compile(r'"(?:[^"\\\x00-\x1f\x7f-\x9f]|\\[\\"nrt]|\\u[0-9A-F]{4})*"')


def written(name: str = "Soft power", language: str = "en", *forms: NameForm) -> str:
    stream = io.StringIO()
    concept = Concept(id="concept:x", pref_label=name, variants=forms)  # type: ignore[arg-type]
    skos.write({"name": "L", "language": language}, [concept], stream)
    return stream.getvalue()


@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_any_name_is_one_escaped_literal(name: str) -> None:
    text = written(name)
    line = next(one for one in text.split("\n") if "prefLabel" in one)
    literal, tag = line.strip().removeprefix("skos:prefLabel ").rsplit("@", 1)
    assert STRING.fullmatch(literal)
    assert tag.startswith("en")
    text.encode()


@pytest.mark.parametrize("code", ["en .\n<a> <b> <c", "e n", "", "x", "en_US", "zh-", "'"])
def test_what_is_no_language_tag_is_left_out(code: str) -> None:
    text = written("A", "en", NameForm(form="B", language=code))
    assert 'skos:altLabel "B" ' in text
    assert 'skos:prefLabel "A" ' in written("A", code) or not code


def test_language_and_script_make_a_tag() -> None:
    text = written(
        "A",
        "en",
        NameForm(form="Жұмсақ күш", language="kk", script="Cyrl"),
        NameForm(form="B", language="kk", script="no script"),
    )
    assert '"Жұмсақ күш"@kk-Cyrl' in text
    assert '"B"@kk ' in text


def test_no_other_label_is_the_preferred_one_in_its_language() -> None:
    forms = (NameForm(form="A", language="en"), NameForm(form="A", language="fr"))
    text = written("A", "en", *forms, *forms)
    assert text.count('"A"@en') == 1
    assert text.count('skos:altLabel "A"@fr') == 1
