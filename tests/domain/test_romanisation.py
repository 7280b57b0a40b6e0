"""Romanising by each standard: known forms, capitals, and what must stay as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spexplorer.domain.romanisation import SCHEMES, romanise

KNOWN = [
    ("ala-lc-rus", "мягкая сила", "miagkaia sila"),
    ("ala-lc-rus", "Центральная Азия", "Tsentralʹnaia Aziia"),
    ("ala-lc-rus", "Ахметова", "Akhmetova"),
    ("ala-lc-rus", "Сыроежкин", "Syroezhkin"),
    ("ala-lc-rus", "Экономический журнал", "Ėkonomicheskii zhurnal"),
    ("ala-lc-rus", "объект, съёмка, щит", "obʺekt, sʺëmka, shchit"),
    ("bgn-pcgn-rus", "мягкая сила", "myagkaya sila"),
    ("bgn-pcgn-rus", "Сыроежкин", "Syroyezhkin"),
    ("bgn-pcgn-rus", "Ельцин едет", "Yel’tsin yedet"),
    ("bgn-pcgn-rus", "Королёв", "Korolëv"),
    ("bgn-pcgn-rus", "Васильевич", "Vasil’yevich"),
    ("bgn-pcgn-rus", "объект", "ob”yekt"),
    ("bgn-pcgn-rus", "Семей-Ертіс", "Semey-Yertіs"),
    ("iso-9", "мягкая сила", "mâgkaâ sila"),
    ("iso-9", "Хрущёв, Юрий", "Hruŝëv, Ûrij"),
    ("iso-9", "Қазақстан", "Ķazaķstan"),
    ("iso-9", "Әуезов", "A̋uezov"),
    # the letters of table 4 of GOST 7.79-2000 in words
    ("gost-7.79-b", "Съешь ещё этих мягких булок", "S``esh` eshhyo e`tix myagkix bulok"),
    ("gost-7.79-b", "цапля, цинк, цыган, лицей, конец", "czaplya, cink, cy`gan, licej, konecz"),
    ("gost-7.79-b", "Юрий Хрущёв", "Yurij Xrushhyov"),
    ("gost-7.79-b", "ЦЕНТР, ЩУКА", "CENTR, SHHUKA"),
    ("kaz-latin-2021", "Қазақстан", "Qazaqstan"),
    ("kaz-latin-2021", "Шымкент", "Şymkent"),
    ("kaz-latin-2021", "Жаңаөзен", "Jañaözen"),
    ("kaz-latin-2021", "Ғылым және Ұлт", "Ğylym jäne Ūlt"),
    ("kaz-latin-2021", "Үш іс, Іле", "Üş ıs, Ile"),
    ("kaz-latin-2021", "Иран, Йод, ИРАН", "İran, İod, İRAN"),
    ("kaz-latin-2021", "Ясауи, ЮНЕСКО", "İasaui, İUNESKO"),
    ("kaz-latin-2021", "ащы, чек", "aşşy, tşek"),
    ("bgn-pcgn-kaz", "Әуезов", "Äūezov"),
    ("bgn-pcgn-kaz", "Өскемен, Шиелі", "Öskemen, Shīeli"),
    ("bgn-pcgn-kaz", "Жамбыл, Семей", "Zhambyl, Semey"),
    ("bgn-pcgn-kaz", "Қарағанды, Ұлытау", "Qaraghandy, Ulytaū"),
    ("bgn-pcgn-kaz", "Маңғыстау", "Mangghystaū"),
]


@pytest.mark.parametrize(("scheme", "text", "expected"), KNOWN)
def test_known_forms(scheme: str, text: str, expected: str) -> None:
    assert romanise(text, scheme) == unicodedata.normalize("NFC", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Щука", "Shchuka"),
        ("ЩУКА", "SHCHUKA"),
        ("Щ", "Shch"),
        ("Ю. Иванов", "Iu. Ivanov"),
        ("ВОЖДЮ", "VOZHDIU"),
        ("Нью-Йорк", "Nʹiu-Iork"),
    ],
)
def test_capitals_follow_their_neighbours(text: str, expected: str) -> None:
    assert romanise(text, "ala-lc-rus") == expected


def test_decomposed_text_is_composed_first() -> None:
    assert romanise(unicodedata.normalize("NFD", "Юрий"), "bgn-pcgn-rus") == "Yuriy"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_other_text_is_kept(scheme: str) -> None:
    assert romanise("Soft power 软实力, 2018–2020!", scheme) == "Soft power 软实力, 2018–2020!"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_russian_letter_is_left(scheme: str) -> None:
    romanised = romanise("Съешь же ещё этих мягких французских булок, да выпей чаю", scheme)
    assert not any("CYRILLIC" in unicodedata.name(letter, "") for letter in romanised)


@pytest.mark.parametrize("scheme", ["iso-9", "kaz-latin-2021", "bgn-pcgn-kaz"])
def test_no_kazakh_letter_is_left(scheme: str) -> None:
    romanised = romanise("ӘҒҚҢӨҰҮҺІ әғқңөұүһі", scheme)
    assert not any("CYRILLIC" in unicodedata.name(letter, "") for letter in romanised)


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(KeyError):
        romanise("Абай", "none")


@given(st.text(), st.sampled_from(sorted(SCHEMES)))
def test_any_text_gives_composed_text(text: str, scheme: str) -> None:
    romanised = romanise(text, scheme)
    assert romanised == unicodedata.normalize("NFC", romanised)


@given(st.text(), st.sampled_from(sorted(SCHEMES)))
def test_no_text_is_lost(text: str, scheme: str) -> None:
    """What is not Cyrillic stays in its order, and no letter goes but signs without a sound of their own."""
    composed = unicodedata.normalize("NFC", text)
    kept = [letter for letter in composed if not "\u0400" <= letter <= "\u052f"]
    romanised = iter(unicodedata.normalize("NFD", romanise(text, scheme)))
    assert all(part in romanised for part in unicodedata.normalize("NFD", "".join(kept)))


@given(st.text("абвгдежзийклмнопрстуфхцчшщыэюяё ", min_size=1), st.sampled_from(sorted(SCHEMES)))
def test_every_word_stays_a_word(text: str, scheme: str) -> None:
    romanised = romanise(text, scheme)
    assert len(romanised.split()) == len(text.split())
    assert len(romanised.replace(" ", "")) >= len(text.replace(" ", ""))
