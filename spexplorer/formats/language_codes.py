"""Languages as MARC, MODS and reference managers name them, as BCP 47 tags and back."""

from __future__ import annotations

from typing import Final

_ISO_639_2: Final = {
    "afr": "af", "alb": "sq", "sqi": "sq", "amh": "am", "ara": "ar", "arm": "hy", "hye": "hy",
    "aze": "az", "bak": "ba", "baq": "eu", "eus": "eu", "bel": "be", "ben": "bn", "bos": "bs",
    "bul": "bg", "bur": "my", "mya": "my", "cat": "ca", "chi": "zh", "zho": "zh", "cze": "cs",
    "ces": "cs", "dan": "da", "dut": "nl", "nld": "nl", "eng": "en", "epo": "eo", "est": "et",
    "fin": "fi", "fre": "fr", "fra": "fr", "geo": "ka", "kat": "ka", "ger": "de", "deu": "de",
    "gle": "ga", "gre": "el", "ell": "el", "guj": "gu", "heb": "he", "hin": "hi", "hrv": "hr",
    "scr": "hr", "hun": "hu", "ice": "is", "isl": "is", "ind": "id", "ita": "it", "jpn": "ja",
    "kan": "kn", "kaz": "kk", "khm": "km", "kir": "ky", "kor": "ko", "kur": "ku", "lao": "lo",
    "lat": "la", "lav": "lv", "lit": "lt", "mac": "mk", "mkd": "mk", "mal": "ml", "mar": "mr",
    "may": "ms", "msa": "ms", "mon": "mn", "nep": "ne", "nor": "no", "nob": "nb", "nno": "nn",
    "per": "fa", "fas": "fa", "pol": "pl", "por": "pt", "pus": "ps", "rum": "ro", "ron": "ro",
    "rus": "ru", "san": "sa", "sin": "si", "slo": "sk", "slk": "sk", "slv": "sl", "som": "so",
    "spa": "es", "srp": "sr", "scc": "sr", "swa": "sw", "swe": "sv", "tam": "ta", "tat": "tt",
    "tel": "te", "tgk": "tg", "tha": "th", "tib": "bo", "bod": "bo", "tuk": "tk", "tur": "tr",
    "uig": "ug", "ukr": "uk", "urd": "ur", "uzb": "uz", "vie": "vi", "wel": "cy", "cym": "cy",
    "yid": "yi",
}  # fmt: skip
_NAMES: Final = {
    "english": "en", "russian": "ru", "kazakh": "kk", "chinese": "zh", "german": "de", "french":
    "fr", "spanish": "es", "italian": "it", "portuguese": "pt", "dutch": "nl", "polish": "pl",
    "turkish": "tr", "arabic": "ar", "persian": "fa", "japanese": "ja", "korean": "ko", "ukrainian":
    "uk", "uzbek": "uz", "kyrgyz": "ky", "tajik": "tg", "turkmen": "tk", "mongolian": "mn", "uyghur":
    "ug", "latin": "la", "greek": "el", "hungarian": "hu", "czech": "cs", "swedish": "sv", "danish":
    "da", "norwegian": "no", "finnish": "fi", "hindi": "hi", "русский": "ru", "английский": "en",
    "казахский": "kk", "китайский": "zh", "қазақша": "kk", "deutsch": "de", "español": "es",
    "français": "fr", "中文": "zh", "ngerman": "de", "american": "en-US", "british": "en-GB",
    "usenglish": "en-US", "ukenglish": "en-GB",
}  # fmt: skip
_TO_639_2: Final = {tag: code for code, tag in reversed(_ISO_639_2.items())}
"""BCP 47 -> the code MARC uses (the bibliographic one, which stands first)."""


def tag_of(name: str) -> str:
    """A language code or name as a BCP 47 tag: rus, ru and Russian are ru; anything else as it is."""
    text = name.strip()
    low = text.lower()
    return _ISO_639_2.get(low) or _NAMES.get(low) or text


def marc_code_of(tag: str) -> str:
    """The three letters by which MARC names the language of a tag; "" where it has none here."""
    return _TO_639_2.get(tag.partition("-")[0].lower(), "")
