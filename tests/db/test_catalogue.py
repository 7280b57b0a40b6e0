"""The bundled library as a catalogue: complete, dated, well formed, counted, and in its own words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from spexplorer.domain.derivations import evaluate
from spexplorer.domain.edtf import civil, parse
from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.findings import Statistic
from spexplorer.domain.kinds import KINDS
from spexplorer.domain.records import Record
from spexplorer.operations.export import records_of
from spexplorer.operations.library_build import read_redirects
from spexplorer.operations.validation import derivation_faults
from spexplorer.support.folders import bundled_library

RECORDS = {record.id: record for record in records_of(bundled_library())}
OF_KIND = {k: [r for r in RECORDS.values() if r.id.startswith(f"{k}:")] for k in KINDS}
ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT.parent / "shared" / "sources" / "kuramayeva-nurdavletova-2018.txt"
PROSE_CHECK = ROOT.parent / "shared" / "tools" / "prose_check.py"
MAIN_WORK = "work:kuramayeva-nurdavletova-2018"


def texts(owner: object, prefix: str = ""):
    """Every (field, text) of a record, dates apart, parts included."""
    for field in fields_of(type(owner)):
        value = getattr(owner, field.name)
        for item in value if field.repeats else [value]:
            if field.shape is Shape.PART and item is not None:
                yield from texts(item, f"{field.name}.")
            elif isinstance(item, str):
                yield field, prefix + field.name, item


def test_everything_but_passages_rests_on_evidence() -> None:
    assert [r.id for k in KINDS if k != "passage" for r in OF_KIND[k] if not r.evidence] == []


def test_every_passage_has_its_place_without_gaps() -> None:
    body = [p for p in OF_KIND["passage"] if p.footnote is None]
    notes = [p for p in OF_KIND["passage"] if p.footnote is not None]
    places = sorted((p.section_number, p.paragraph, p.sentence) for p in body)
    assert places[0] == (1, 1, 1)
    for (section, paragraph, sentence), after in pairwise(places):
        assert after in {
            (section, paragraph, sentence + 1),
            (section, paragraph + 1, 1),
            (section + 1, 1, 1),
        }
    assert sorted(p.footnote for p in notes) == list(range(1, 19))
    assert len({p.section for p in body}) == len({p.section_number for p in body}) == 7
    assert all(p.work == MAIN_WORK for p in OF_KIND["passage"])


def test_every_date_is_one_and_lies_where_the_subject_does() -> None:
    for record in RECORDS.values():
        for field, name, text in texts(record):
            if field.shape is Shape.DATE:
                bounds = parse(text).bounds
                for day in bounds[:4]:
                    assert day is None or 1 <= civil(day)[0] <= 2100, (record.id, name, text)


def test_every_address_is_well_formed() -> None:
    addresses = [work.url for work in OF_KIND["work"] if work.url]
    assert len(addresses) == 24
    for address in addresses:
        assert re.fullmatch(r"https?://[\w.-]+\.[a-z]{2,}(:\d+)?(/\S*)?", address), address


def test_no_text_is_blank_or_padded_and_none_holds_a_line_break() -> None:
    for record in RECORDS.values():
        for _, name, text in texts(record):
            if name != "mark_as_printed":
                assert text == text.strip() != "" or name in ("created", "modified"), (
                    record.id,
                    name,
                )
            assert "\n" not in text, (record.id, name)


def test_every_footnote_is_cited_once_and_marked_in_a_sentence() -> None:
    citations = {c.number: c for c in OF_KIND["citation"]}
    assert sorted(citations) == list(range(1, 19))
    for number, citation in citations.items():
        assert citation.work == MAIN_WORK
        assert number in RECORDS[citation.mark_passage].footnote_marks
        if citation.relation == "op_cit":
            earlier = citations[citation.target_number]
            assert earlier.number < number
            assert earlier.cited_work == citation.cited_work is not None


def test_coordinates_come_in_pairs_on_the_globe() -> None:
    for place in OF_KIND["place"]:
        assert (place.latitude is None) == (place.longitude is None)
    assert sum(place.latitude is not None for place in OF_KIND["place"]) == 29


def test_derived_statistics_say_no_more_than_their_inputs() -> None:
    """Value and qualifier are recomputed from the formula and what the inputs leave open."""
    figures = [one for one in OF_KIND["statistic"] if isinstance(one, Statistic)]
    assert [str(fault) for fault in derivation_faults(figures)] == []
    recomputed = [one for one in figures if one.derived_from and evaluate(one.derived_from.formula)]
    assert len(recomputed) == 42
    for statistic in recomputed:
        assert statistic.derived_from is not None
        given = [v for v in (statistic.value, statistic.value_high) if v is not None]
        found = evaluate(statistic.derived_from.formula)
        assert found == pytest.approx(given, rel=5e-3), statistic.id


def test_formulas_use_the_figures_of_their_inputs() -> None:
    for statistic in OF_KIND["statistic"]:
        if statistic.derived_from is None or not statistic.derived_from.inputs:
            continue
        inputs = [RECORDS[uid] for uid in statistic.derived_from.inputs]
        if evaluate(statistic.derived_from.formula) is None:
            continue
        named = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", statistic.derived_from.formula)}
        known = {v for i in inputs for v in (i.value, i.value_high) if v is not None}
        assert named & known or any(i.derived_from for i in inputs), statistic.id


def test_counts_are_of_the_expected_size() -> None:
    counts = {kind: len(listed) for kind, listed in OF_KIND.items()}
    body = [p for p in OF_KIND["passage"] if p.footnote is None]
    assert len(body) == 171
    assert len({(p.section_number, p.paragraph) for p in body}) == 41
    assert counts["passage"] - len(body) == counts["citation"]
    assert counts == {
        "work": 51,
        "agent": 142,
        "place": 52,
        "concept": 99,
        "instrument": 95,
        "event": 162,
        "agreement": 31,
        "statistic": 97,
        "claim": 164,
        "citation": 18,
        "passage": 189,
        "note": 244,
    }


def test_the_readme_counts_the_records() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(RECORDS):,} linked records" in readme


def test_instruments_are_a_tree_several_levels_deep() -> None:
    broader = {i.id: i.broader for i in OF_KIND["instrument"]}

    def depth(uid: str) -> int:
        return 0 if broader[uid] is None else 1 + depth(broader[uid])

    levels = Counter(map(depth, broader))
    assert levels == {0: 7, 1: 42, 2: 34, 3: 10, 4: 2}
    assert len({i.vector for i in OF_KIND["instrument"]}) == 7


def quoted_words(reason: str | None) -> list[str]:
    return re.findall("“([^”]+)”", reason or "")


def test_every_explicit_assessment_marks_the_words_of_its_verdict() -> None:
    """Explicit is what a sentence says itself; its reason quotes the few words that say so."""
    for instrument in OF_KIND["instrument"]:
        for assessment in instrument.assessments:
            words = quoted_words(assessment.reason)
            if assessment.basis == "explicit":
                assert words, (instrument.id, assessment.verdict)
            assert all(len(run.split()) <= 6 for run in words), instrument.id


def test_who_is_not_the_author_judges_by_attribution() -> None:
    for instrument in OF_KIND["instrument"]:
        for assessment in instrument.assessments:
            assert assessment.holder, instrument.id
            by_another = assessment.holder != "agent:kn2018-authors"
            assert by_another == (assessment.basis == "attributed"), instrument.id


def test_former_ids_lead_to_records() -> None:
    redirects = read_redirects(ROOT / "db" / "redirects.toml")
    assert "instrument:hanban" in redirects
    assert not set(redirects) & set(RECORDS)
    assert set(redirects.values()) <= set(RECORDS)


def test_passages_are_used(record_uses: Counter[str]) -> None:
    """Every sentence of the paper and every footnote bears something in the catalogue."""
    assert [p.id for p in OF_KIND["passage"] if not record_uses[p.id]] == []


@pytest.fixture(scope="module")
def record_uses() -> Counter[str]:
    return Counter(item.passage for record in RECORDS.values() for item in record.evidence)


needs_paper = pytest.mark.skipif(
    not (PAPER.exists() and PROSE_CHECK.exists()),
    reason="the paper and the check of shared prose are not part of the project",
)
OWN_WORDS = {
    *("description", "definition", "statement", "explanation", "reason", "provisions", "subject"),
    *("transcription_notes", "basis", "formula", "measure", "tags"),
}


def grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(
        r"[a-z0-9]+", re.sub(r"-\s*\n\s*", "", text).lower().replace("’", "'").replace("'", "")
    )
    return set(zip(*(words[at:] for at in range(8)), strict=False))


@needs_paper
def test_hardly_any_run_of_eight_words_is_the_papers() -> None:
    done = subprocess.run(
        [sys.executable, PROSE_CHECK], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout
    shared = re.findall(r"^(\S+): ", done.stderr, re.MULTILINE)
    assert {Path(name).parent.as_posix() for name in shared} <= {"db/kn2018"}


@needs_paper
def test_what_is_in_own_words_shares_no_run_with_the_paper() -> None:
    paper = grams(PAPER.read_text(encoding="utf-8"))
    names = {g for r in RECORDS.values() for _, n, t in texts(r) if is_name(n) for g in grams(t)}
    for record in RECORDS.values():
        for _, name, text in texts(record):
            if name.rpartition(".")[2] in OWN_WORDS:
                assert not (grams(text) & paper) - names, (record.id, name)


QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
BROKEN_BY_A_PAGE = {"note:split-by-fn02-05"}


def plain(text: str) -> str:
    return " ".join(text.translate(QUOTES).lower().split())


@needs_paper
def test_what_is_given_as_printed_stands_in_the_paper() -> None:
    text = PAPER.read_text(encoding="utf-8")
    whole = re.sub(r"-\s*\n\s*", "", text)
    hyphenated = re.sub(r"([./-])\s*\n\s*", r"\1", text)
    paper = plain(f"{text} {whole} {hyphenated}")
    for event in OF_KIND["event"]:
        assert plain(event.date_printed or "") in paper, event.id
    for note in OF_KIND["note"]:
        for words in (note.as_printed or "").split("; "):
            assert plain(words) in paper or note.id in BROKEN_BY_A_PAGE, note.id
    for owner in OF_KIND["agent"] + OF_KIND["place"]:
        for form in owner.variants:
            assert form.basis != "printed" or plain(form.form) in paper, (owner.id, form.form)


def test_claims_contradict_each_other_both_ways() -> None:
    for claim in OF_KIND["claim"]:
        for other in claim.contradicts:
            if other.startswith("claim:"):
                assert claim.id in RECORDS[other].contradicts, (claim.id, other)


def test_both_sides_of_a_contradiction_name_their_sense() -> None:
    """A note on the pair, related to each claim of it, says in what sense the two are meant."""
    for claim in OF_KIND["claim"]:
        for other in claim.contradicts:
            notes = {uid for uid in claim.related if uid.startswith("note:")}
            if other.startswith("claim:"):
                notes &= set(RECORDS[other].related)
            said = [RECORDS[uid].explanation for uid in notes]
            assert any("sense" in text for text in said), (claim.id, other)


def test_the_note_on_a_contradiction_cites_the_sentences_of_both_claims() -> None:
    def stating(uid: str) -> set[str]:
        return {e.passage for e in RECORDS[uid].evidence if e.role == "states"}

    for claim in OF_KIND["claim"]:
        for other in (uid for uid in claim.contradicts if uid.startswith("claim:")):
            notes = [uid for uid in claim.related if uid in RECORDS[other].related]
            cited = [
                {e.passage for e in RECORDS[uid].evidence if e.role in ("states", "contradicts")}
                for uid in notes
                if uid.startswith("note:") and RECORDS[uid].note_type == "contradiction"
            ]
            sides = (stating(claim.id), stating(other))
            assert any(all(side & found for side in sides) for found in cited), (claim.id, other)


def test_a_note_of_a_contradiction_has_two_sides_and_a_tension_none() -> None:
    """Where both statements can be true the note is of a tension, and no sentence contradicts."""
    for note in OF_KIND["note"]:
        roles = {item.role for item in note.evidence}
        if note.note_type == "contradiction":
            assert "contradicts" in roles, note.id
        if note.note_type == "tension":
            assert "contradicts" not in roles, note.id
    counts = Counter(note.note_type for note in OF_KIND["note"])
    assert (counts["contradiction"], counts["tension"]) == (9, 17)


def test_a_narrower_instrument_is_mapped_no_closer_than_its_broader_one() -> None:
    closeness = {"related": 1, "broad": 2, "close": 3, "exact": 4}
    for instrument in OF_KIND["instrument"]:
        if instrument.broader is None:
            continue
        above = {(m.scheme, m.term): m.match for m in RECORDS[instrument.broader].crosswalk}
        for mapping in instrument.crosswalk:
            match = above.get((mapping.scheme, mapping.term), "exact")
            assert closeness[mapping.match] <= closeness[match], (instrument.id, mapping.term)


def test_an_agreement_has_the_level_of_its_parties() -> None:
    """Where the paper names no parties there are none, and the level is not told."""
    governments = {"agent:government-of-china", "agent:government-of-kazakhstan"}
    without = {a.id for a in OF_KIND["agreement"] if not a.parties}
    assert without == {"agreement:2006-free-trade-area", "agreement:love-story-film"}
    for agreement in OF_KIND["agreement"]:
        assert agreement.parties or agreement.level == "other", agreement.id
        states = [uid for uid in agreement.parties if RECORDS[uid].agent_type == "state"]
        assert (agreement.level == "inter-state") == (len(states) >= 2), agreement.id
        if agreement.level == "inter-state":
            assert len(states) == len(agreement.parties), agreement.id
        if agreement.level == "inter-governmental":
            assert governments <= set(agreement.parties), agreement.id
        if agreement.level == "party":
            assert any("cpc" in uid for uid in agreement.parties), agreement.id


def test_an_agreement_and_its_event_agree_on_the_date() -> None:
    """Where one event tells how an agreement came about, both give the same latest day."""
    first = {"signed", "concluded", "adopted", "announced", "established", "submitted", "dated"}
    for agreement in OF_KIND["agreement"]:
        dates = {date.date for date in agreement.dates if date.type in first}
        told = {
            event.date
            for relation in agreement.relations
            if (event := RECORDS[relation.target]).id.startswith("event:")
            and event.event_type in {"agreement", "institutional", "cultural"}
            and event.date is not None
            and agreement.id in event.related
        }
        if dates and told:
            assert dates & told, (agreement.id, dates, told)


def is_name(field: str) -> bool:
    return field.rpartition(".")[2] in {
        "title",
        "title_original",
        "title_translated",
        "name",
        "form",
    }


@needs_paper
def test_the_words_of_a_verdict_stand_in_a_sentence_it_rests_on(tmp_path: Path) -> None:
    aid = tmp_path / "sentences.tsv"
    command = [sys.executable, str(ROOT / "db/build/passages.py"), PAPER, "--reading-aid", aid]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    lines = aid.read_text(encoding="utf-8").splitlines()
    sentences = {key: plain(text) for key, _, text in (line.partition("\t") for line in lines)}
    for instrument in OF_KIND["instrument"]:
        rested_on = [sentences[item.passage] for item in instrument.evidence]
        for assessment in instrument.assessments:
            if assessment.basis == "explicit":
                for words in quoted_words(assessment.reason):
                    assert any(plain(words) in text for text in rested_on), (instrument.id, words)


@needs_paper
def test_quotations_are_a_few_words() -> None:
    for note in OF_KIND["note"]:
        assert len((note.as_printed or "").split()) <= 12, note.id


POINTING = (
    *("another of those", "the second initiative", "the same decision", "its earlier forms"),
    *("for that reason", "for the same end", "the same years", "of those years", "of these years"),
    *("the other half", "one half of the", "the preceding sentence", "the next sentence"),
)
ARCHAIC = (
    *("weigh on", "of weight", "is wanting", "’s mouth", "after the stroke", "is the witness"),
    *("by degrees", "sits ill", "sits oddly", "is told by", "witness the", "whereof", "thereof"),
)


def test_every_record_reads_alone_and_in_plain_words() -> None:
    """Nothing points at what another record says, and nothing is said in archaic turns."""
    for kind in ("instrument", "concept", "claim", "event", "agreement", "statistic", "place"):
        for record in OF_KIND[kind]:
            for _, name, text in texts(record):
                if name.rpartition(".")[2] in {*OWN_WORDS, "title"}:
                    found = [words for words in POINTING + ARCHAIC if words in text.lower()]
                    assert not found, (record.id, name, found)


def test_participants_offices_tags_and_other_labels_are_given() -> None:
    given = [event for event in OF_KIND["event"] if event.participants]
    assert len(given) == 88
    for event in given:
        assert {one.agent for one in event.participants} <= set(event.agents), event.id
    assert sum(bool(agent.offices) for agent in OF_KIND["agent"]) == 6
    themed = set(KINDS) - {"passage", "note", "place", "instrument"}
    assert [r.id for kind in sorted(themed) for r in OF_KIND[kind] if not r.tags] == []
    labels = {form.form for one in OF_KIND["instrument"] for form in one.variants}
    assert {"scholarships", "trade volume", "educational programs", "medical tourism"} <= labels
    labels = {form.form for one in OF_KIND["concept"] for form in one.variants}
    assert {"discourse analysis", "public opinion", "Confucianism", "localization"} <= labels


def test_no_record_is_a_sentence_longer_than_a_card() -> None:
    """Own words stay short: a description is a few lines, never a page."""
    longest: dict[str, Record] = {}
    for record in RECORDS.values():
        for _, name, text in texts(record):
            if name in OWN_WORDS and len(text) > 700:
                longest[name] = record
    assert longest == {}
