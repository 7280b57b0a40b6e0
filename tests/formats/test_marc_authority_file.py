"""Names go out as MARC authority records, and come back as those they were."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pymarc

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import Identifier, NameForm, RecordId
from spexplorer.formats.interchange import Entry, discover
from spexplorer.operations.export import records_of

AUTHORITY = discover()["marc-authority"]


def back(agents: list[Agent]) -> list[Agent]:
    stream = io.BytesIO()
    AUTHORITY.write(agents, lambda _uid: None, stream)
    stream.seek(0)
    read = [one for one in discover()["marc"].read(stream) if isinstance(one, Entry)]
    return [head for one in read if isinstance(head := one.records[0], Agent)]


def test_every_name_of_the_library_comes_back_but_for_what_is_said(bundled: Path) -> None:
    agents = [record for record in records_of(bundled) if isinstance(record, Agent)]
    returned = back(agents)
    assert len(returned) == len(agents) > 50
    for before, after in zip(agents, returned, strict=True):
        lost = AUTHORITY.losses(before)
        assert after.name == before.name
        for name in ("agent_type", "family", "existed", "identifiers", "description"):
            if name not in lost:
                assert getattr(after, name) == getattr(before, name), (before.id, name)
        kept = {form.form for form in before.variants if form.form != before.name}
        assert {form.form for form in after.variants} == kept


def test_a_person_with_forms_in_scripts_dates_and_identifiers(tmp_path: Path) -> None:
    agent = Agent(
        id=RecordId("agent:omarova"),
        agent_type="person",
        name="Omarova, Aigul",
        family="Omarova",
        given="Aigul",
        variants=(
            NameForm(form="Омарова, Айгүл", script="Cyrl"),
            NameForm(form="Omarova, A."),
        ),
        existed="1954/",
        identifiers=(Identifier(scheme="VIAF", value="12345"),),
        description="A historian of roads; a second sentence.",
    )
    assert AUTHORITY.losses(agent) == ()
    (after,) = back([agent])
    assert replace(after, id=agent.id, origin="", variants=()) == replace(agent, variants=())
    assert set(after.variants) == set(agent.variants)
    place = tmp_path / "names.mrc"
    with place.open("wb") as stream:
        AUTHORITY.write([agent], lambda _uid: None, stream)
    with place.open("rb") as stream:
        (record,) = pymarc.MARCReader(stream)
    assert str(record.leader)[6] == "z"
    assert record["100"]["a"] == "Omarova, Aigul"
    assert len(record["008"].data) == 40


def test_what_a_heading_cannot_tell_is_said() -> None:
    agent = Agent(
        id=RecordId("agent:people"),
        agent_type="people",
        name="Kazakhs",
        existed="1991",
        variants=(NameForm(form="Қазақтар", language="kk", script="Cyrl"),),
    )
    assert set(AUTHORITY.losses(agent)) == {"agent_type", "existed", "variants"}
