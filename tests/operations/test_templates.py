"""Templates: kept by a name, read again, and fitted to the library they are used in."""

from __future__ import annotations

from pathlib import Path

from spexplorer.operations.templates import (
    drop_template,
    keep_template,
    raw_for,
    template_folder,
    template_of,
    templates,
)

RAW = {
    "type": "report",
    "title": "",
    "tags": [],
    "publisher": "Ministry of Education",
    "contributors": [{"agent": "agent:there", "role": "author"}, {"agent": "agent:gone"}],
    "fingerprint": "x",
}


def test_a_template_is_kept_and_read_again(home: Path) -> None:
    keep_template(template_of(" Reports ", "work", RAW))
    keep_template(template_of("A", "agent", {"name": "N"}))
    (template_folder() / "broken.json").write_text("{", "utf-8")
    found = templates()
    assert [(one.name, one.kind) for one in found] == [("A", "agent"), ("Reports", "work")]
    assert set(found[1].raw) == {"type", "publisher", "contributors"}
    drop_template(found[0])
    assert [one.name for one in templates()] == ["Reports"]
    assert (template_folder() / "broken.json").exists()


def test_links_to_records_of_another_library_are_left_out() -> None:
    raw = raw_for(template_of("Reports", "work", RAW), lambda uid: uid == "agent:there")
    assert raw["publisher"] == "Ministry of Education"
    assert [one["agent"] for one in raw["contributors"]] == ["agent:there", ""]
