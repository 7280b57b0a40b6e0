"""Passages found again in damaged copies; all prose here is made up from word lists."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spexplorer.anchoring import fingerprint as fp


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


def phrases(text: str) -> list[str]:
    """The parts of a text between upright strokes; a line break counts for nothing."""
    return text.replace("\n", "").split("|")


NOUNS = words("""
ferry harbour archive orchard lamp weir ledger petition almanac barge clock bridge sluice
quay granary beehive lighthouse ropewalk signal timetable sandbank chapel mill tariff survey cabinet
boundary seal telegraph lantern diary bell warehouse meadow tribunal carriage painter notary
apprentice widow glazier inspector choir sailor gardener surgeon magistrate printer baker cooper
pilgrim shepherd regiment council inheritance quarrel harvest drought festival epidemic bargain
rumour memory proverb recipe melody""")
VERBS = words("""
described recorded repaired forgot remembers copied measured defended sold replaced catalogued
questioned rebuilt postponed explained inherited photographed mislaid welcomed resents outlived
imitated borrowed abandoned surrounds supplied betrayed rescued ignored translated crossed flooded
financed prevented encouraged delayed completed divided restored visited""")
ADJECTIVES = words("""
old retired younger visiting careful disputed wooden unsigned forgotten half-finished tall
upper rusted famous narrow provincial well-kept damp costly neighbouring quiet ordinary bitter
crooked generous invisible silver northern temporary rival ancient sober doubtful elegant hollow
public sacred tiresome unlucky vast""")
ADVERBS = words("""
rarely gladly never secretly finally almost openly hardly often once reluctantly soon""")
LINK = phrases("""
because|although|while|so that|until|whereas|long before|as soon as|, and in return|; moreover,
|, as everyone knew, and|even where|which is why""")
PLACES = phrases("""
in the|near the|beyond the|without any|on behalf of the|instead of a|since the|for every
|at the cost of 45.5 crowns and a|despite the|under the|during the 1874""")
OPEN = phrases("""
Later,|In general,|According to the minutes,|As a rule,|Nevertheless,|By contrast,|||||""")
HEAD = "Papers of the River Society   Vol. 12   No. 4   1931"
LETTERS = string.ascii_lowercase + " .,1"


def thing(rng: random.Random) -> str:
    """Something, with an adjective or two or none."""
    article = rng.choice(["the", "a", "this", "its", "our", "every", "the town’s"])
    adjectives = rng.sample(ADJECTIVES, rng.choice([0, 0, 1, 1, 2]))
    return " ".join([article, *adjectives, rng.choice(NOUNS)])


def clause(rng: random.Random) -> str:
    """Something does something to something, perhaps somewhere."""
    adverb = rng.choice([*ADVERBS, *[""] * 12])
    place = f"{rng.choice(PLACES)} {rng.choice(NOUNS)}" if rng.random() < 0.5 else ""
    return f"{thing(rng)} {adverb} {rng.choice(VERBS)} {thing(rng)} {place}"


def prose(seed: int, count: int = 150) -> list[str]:
    """That many different invented sentences of 5 to 60 tokens, few under 10."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        parts = [rng.choice(OPEN), clause(rng)]
        for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 2, 3])):
            parts += [rng.choice(LINK), clause(rng)]
        sentence = " ".join(" ".join(parts).split()).replace(" ,", ",").replace(" ;", ";") + "."
        found[sentence[0].upper() + sentence[1:]] = None
    return list(found)


@dataclass
class Copy:
    """A damaged copy: its tokens, and of each the number of its sentence (-1: a running head)."""

    tokens: list[str]
    owners: list[int]

    def misplaced(self, number: int, start: int, end: int) -> int:
        """Tokens of the sentence left out of a span, and of other sentences taken in."""
        inside = self.owners[start:end]
        others = sum(owner not in (number, -1) for owner in inside)
        return self.owners.count(number) - inside.count(number) + others


def noisy(sentence: str, rate: float, rng: random.Random) -> str:
    """Random character errors: three fifths replaced, one fifth each lost and inserted."""
    out = ""
    for letter in sentence:
        kind = rng.random() if rng.random() < rate else 1.0
        if kind < 0.6:
            out += rng.choice(LETTERS)
        elif kind >= 0.8:
            out += letter if kind == 1.0 else letter + rng.choice(LETTERS)
    return out


def wrapped(letters: list[tuple[str, int]], width: int, page: int) -> list[tuple[str, int]]:
    """Lines cut hard at ``width``, words hyphenated, a running head after every ``page`` lines.

    Letters come and go as (letter, sentence number), -1 for what belongs to no sentence.
    """
    out: list[tuple[str, int]] = []
    column = line = 0
    for i, (letter, owner) in enumerate(letters):
        out.append((letter, owner))
        column += 1
        if column < width or i + 1 == len(letters):
            continue
        after = letters[i + 1][0]
        inside = letter.isalpha() and after.isalpha()
        if not (inside or letter in " -" or after == " "):
            continue
        out += [(c, -1) for c in ("-\n" if inside else "\n")]
        column, line = 0, line + 1
        if page and line % page == 0 and not inside:
            out += [(c, -1) for c in f"\n{HEAD}\n\n"]
    return out


def copied(
    sentences: list[str], rate: float = 0.0, seed: int = 0, width: int = 0, page: int = 0
) -> Copy:
    """A copy with character errors at a rate, and re-wrapped where a width is given."""
    rng = random.Random(seed)
    letters: list[tuple[str, int]] = []
    for number, sentence in enumerate(sentences):
        letters += [(c, number) for c in noisy(sentence, rate, rng)]
        letters.append((" ", -1))
    if width:
        letters = wrapped(letters, width, page)
    found = list(fp.spans("".join(c for c, _ in letters)))
    return Copy([token for token, _, _ in found], [letters[start][1] for _, start, _ in found])


def placed(sentences: list[str], copy: Copy) -> tuple[float, float]:
    """Share of sentences (placed with certainty where they are, with certainty elsewhere).

    Up to three tokens may be misplaced, since damage merges and splits words at the ends.
    """
    text = fp.index(copy.tokens)
    right = wrong = 0
    for number, sentence in enumerate(sentences):
        spot = fp.locate(fp.of_text(sentence), text)
        if spot is not None and spot.certain:
            good = copy.misplaced(number, spot.start, spot.end) <= 3
            right, wrong = right + good, wrong + (not good)
    return right / len(sentences), wrong / len(sentences)


@pytest.mark.parametrize("width", [0, 38, 61, 100])
def test_clean_copy_is_found_exactly(width: int) -> None:
    sentences = prose(1)
    copy = copied(sentences, width=width)
    text = fp.index(copy.tokens)
    for number, sentence in enumerate(sentences):
        spot = fp.locate(fp.of_text(sentence), text)
        assert spot is not None and spot.certain
        assert copy.misplaced(number, spot.start, spot.end) == 0
        assert spot.score == pytest.approx(1.0)


@pytest.mark.parametrize(("rate", "least"), [(0.0, 1.0), (0.03, 0.97), (0.06, 0.90)])
@pytest.mark.parametrize(("width", "page"), [(0, 0), (64, 0), (47, 30)])
def test_damaged_copy(rate: float, least: float, width: int, page: int) -> None:
    """Hyphenated at the line's end where a width is given, with running heads where a page is."""
    rates = []
    for seed in (2, 3, 4):
        sentences = prose(seed)
        rates.append(placed(sentences, copied(sentences, rate, seed + 100, width, page)))
    right = sum(r for r, _ in rates) / len(rates)
    wrong = sum(w for _, w in rates) / len(rates)
    assert right >= least - (0.02 if page else 0.0)
    assert wrong <= (0.02 if page else 0.01)


def test_missing_sentences_are_not_placed_elsewhere() -> None:
    sentences = prose(5)
    gone = set(random.Random(5).sample(range(len(sentences)), 15))
    copy = copied([s for i, s in enumerate(sentences) if i not in gone], 0.03, 6, 70, 40)
    text = fp.index(copy.tokens)
    spots = [fp.locate(fp.of_text(sentences[number]), text) for number in gone]
    assert sum(spot is not None and spot.certain for spot in spots) <= 1


def test_unrelated_text_scores_low() -> None:
    other = fp.tokenize(" ".join(prose(7)).translate(str.maketrans("aeioudlnrst", "iouaebwmpgk")))
    text = fp.index(other)
    scores = []
    for sentence in prose(8):
        mark = fp.of_text(sentence)
        spot = fp.locate(mark, text)
        assert spot is None or not spot.certain
        scores.append(spot.score if spot else 0.0)
        assert fp.similarity(mark, other[:60]) < 0.5
    assert sum(scores) / len(scores) < 0.15


def test_similarity_falls_with_damage() -> None:
    rng = random.Random(9)
    means = []
    for rate in (0.0, 0.03, 0.06, 0.2):
        values = [
            fp.similarity(fp.of_text(s), fp.tokenize(noisy(s, rate, rng))) for s in prose(9, 60)
        ]
        means.append(sum(values) / len(values))
    assert means[0] == pytest.approx(1.0)
    assert means == sorted(means, reverse=True)
    assert means[2] > 0.5 > means[3]


def test_normalisation_does_not_depend_on_lines_or_glyphs() -> None:
    plain = fp.tokenize("The keeper’s well-known office offered first-class re-entry.")
    assert plain == ["the", "keepers", "wellknown", "office", "offered", "firstclass", "reentry"]
    assert plain == fp.tokenize(
        "THE keep-\r\ner's well-\nknown oﬃce of-\n  fered ﬁrst\u2010class² re\u00adentry"
    )
    assert fp.tokenize("cafe\u0301 Straße 10—12 (5–6)") == ["cafe", "strasse", "10", "12", "56"]


def test_spans_are_code_points_of_the_text() -> None:
    text = "“Ａ re-\nflowed𝒳 line,” it said."
    assert [(token, text[a:b]) for token, a, b in fp.spans(text)][:2] == [
        ("a", "Ａ"),
        ("reflowedx", "re-\nflowed𝒳"),
    ]


@pytest.mark.parametrize("text", ["", "Yes.", "Not so."])
def test_short_passages(text: str) -> None:
    mark = fp.of_text(text)
    assert mark.seeds == ()
    assert len(mark.profile) == mark.token_count == len(text.split())
    assert fp.parse(fp.format_fingerprint(mark)) == mark
    assert fp.similarity(mark, fp.tokenize(text)) == 1.0
    spot = fp.locate(mark, fp.tokenize("One word here. " + text + " And so on and on."))
    assert spot is None or not spot.certain


def test_repeated_sentence_is_not_certain() -> None:
    sentences = prose(10, 20)
    copy = copied([*sentences, sentences[3]])
    spot = fp.locate(fp.of_text(sentences[3]), copy.tokens)
    assert spot is not None and not spot.certain
    assert spot.nats == pytest.approx(spot.runner_up)


def test_format_is_compact_and_versioned() -> None:
    mark = fp.of_text("A ledger of tolls was kept by the harbour master until the thaw.")
    text = fp.format_fingerprint(mark)
    assert text.startswith("spf1:13:")
    assert text.endswith(mark.profile) and len(mark.profile) == 13
    assert fp.parse(text) == mark
    bits = [4 * m.token_count + 20 * len(m.seeds) for m in map(fp.of_text, prose(11))]
    assert sum(bits) / sum(m.token_count for m in map(fp.of_text, prose(11))) < 9


@pytest.mark.parametrize(
    "text",
    ["", "spf1:0:", "spf2:0::", "spf1:1::", "spf1:1::g", "spf1:01::a", "spf1:3:1.00000:abc",
     "spf1:3:0.0000:abc", "spf1:3:0.00000,:abc", "spf1:4:1.00000,0.00000:abcd", "spf1:٣::abc"],
)  # fmt: skip
def test_malformed_strings_are_refused(text: str) -> None:
    with pytest.raises(fp.FingerprintError):
        fp.parse(text)


@given(st.text())
def test_any_text_has_a_fingerprint_that_survives_writing(text: str) -> None:
    mark = fp.of_text(text)
    assert mark.token_count == len(mark.profile) == len(fp.tokenize(text))
    assert fp.parse(fp.format_fingerprint(mark)) == mark


@given(st.text() | st.from_regex(r"spf1:\d{0,3}:[0-9a-f.,]{0,20}:[0-9a-f]{0,5}", fullmatch=True))
def test_parse_never_fails_otherwise(text: str) -> None:
    try:
        assert fp.format_fingerprint(fp.parse(text)) == text
    except fp.FingerprintError:
        pass


@settings(deadline=None)
@given(st.text(max_size=80), st.text(alphabet=st.sampled_from("ab .-\n'”é1"), max_size=200))
def test_placing_never_fails(passage: str, text: str) -> None:
    for wanted, found in ((passage, text), (text, passage), (text, text + passage + text)):
        mark, tokens = fp.of_text(wanted), fp.tokenize(found)
        assert 0.0 <= fp.similarity(mark, tokens) <= 1.0 + 1e-9
        spot = fp.locate(mark, tokens)
        if spot is not None:
            assert 0 <= spot.start < spot.end <= len(tokens)
            assert 0.0 <= spot.score <= 1.0 + 1e-9
