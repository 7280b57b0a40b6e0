"""Some 500 queries that no search expects, made of parts: all are tried by hand, a sample in the tests."""

from __future__ import annotations

from itertools import product
from typing import Final

_CONTROL: Final = [
    chr(code) for code in (*range(0x20), 0x7F, 0x85, 0xA0, 0xAD, 0xFFFD, 0xFFFE, 0xFFFF)
]
_FORMATTING: Final = [
    *("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202d", "\u202e"),
    *(
        "\u2060",
        "\u2066",
        "\u2067",
        "\u2068",
        "\u2069",
        "\ufeff",
        "\u061c",
        "\u180e",
        "\u2028",
        "\u2029",
    ),
]
_QUOTES: Final = [
    *(
        '"',
        '""',
        '"""',
        "'",
        "''",
        "`",
        "“",
        "”",
        "“soft",
        'soft"',
        '"soft power',
        'soft "power',
        '"" ""',
    ),
    *(
        "«сила",
        "„x“",
        '"soft" power"',
        "'; --",
        '\\"',
        '"*',
        '*"',
        '"soft*"',
        '"-china"',
        '-"soft power',
    ),
]
_OPERATORS: Final = [
    *("AND", "OR", "NOT", "NEAR", "NEAR(", "NEAR(soft power, 5)", "soft AND", "AND soft",
      "soft OR OR power"),
    *("OR OR OR", "soft NOT power", "^soft", "soft^2", "soft*", "*", "**", "names:soft",
      "names : soft"),
    *("{names body}:soft", "(soft", "soft)", "((soft OR power)", "soft + power", "+", "rowid:1",
      "-", "--"),
    *("- -", "---soft", "-soft -power", "−soft", "soft-", "a-b-c-d", "match", "search_index MATCH 'x'"),
]  # fmt: skip
_FIELDS: Final = [
    *(f"{name}:{value}" for name, value in product(
        ("kind", "tag", "who", "year", "place", "author", "section", "footnote", "support", "decade",
         "sender", "unit", "value", "title", "colour"),
        ("", '"', "x", "'; DROP TABLE record; --", "%", "9" * 40, "\u202e", "*"),
    )),
    *("year:..", "year:2013/", "year:2015/2013", "year:[2013", "year:XXXX", "date:-9999999999",
      "when:∞"),
    *("kind:kind:kind", "::", ":x", "x:", "kind :event", "kind: event", "KIND:EVENT", "вид:событие"),
]  # fmt: skip
_LETTERS: Final = [
    *("😀", "👩‍👩‍👧‍👦", "🇰🇿", "👍🏽", "❤️", "🀄", "𝔰𝔬𝔣𝔱", "𝐬𝐨𝐟𝐭 power", "ｓｏｆｔ", "ﬁlm", "Ⅷ", "①", "½", "²"),
    *("é", "e\u0301", "e" + "\u0301" * 200, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L", "ß", "ẞ", "İ", "ı",
      "ŉ", "ǆ", "Σίσυφος"),
    *("שלום", "مرحبا", "\u202bسلام\u202c", "हिन्दी", "ไทย", "한국어", "ソフト・パワー", "日本語",
      "𠜎𠜱", "㐀", "〇"),
    *("א" * 300, "实" * 400, "я" * 499, "ű" * 501, "٣", "٢٠١٣", "१२", "𝟚𝟘𝟙𝟛", "\ud800",
      "\udfff\ud800", "a\ud83d"),
]  # fmt: skip
_SIGNS: Final = [
    *("?", "!", "...", "…", "—", "/", "\\", "//", "<>", "&amp;", "%s", "%n%n", "%00", "$HOME",
      "${x}", "{0}", "{name}"),
    *("#", "@", "~", "|", "||", ";", ",", "_", "__", "=", "==", "[]", "()", "{}", "§", "¶", "€",
      "¿?", "‽", "؟", "。"),
    *("<script>alert(1)</script>", "<b>soft</b>", "&lt;", "../../etc/passwd", "file:///etc/passwd",
      "C:\\", "NULL"),
    *("None", "nan", "inf", "-1", "0", "1e308", "-1e999", "0x10", "1_000", "1,2,3", "1.2.3",
      "true", "undefined"),
    *("1' OR '1'='1", "' UNION SELECT * FROM record --", "); DELETE FROM record; --",
      "Robert'); DROP TABLE x"),
]  # fmt: skip
_LONG: Final = [
    *("a" * 100_000, "soft " * 20_000, '"' * 5_000, "(" * 5_000, "-x " * 2_000, "a OR " * 2_000,
      "kind:event " * 500),
    *("? " * 5_000, "why " * 900, "\n" * 3_000, "x" * 500 + " y",
      "soft power " * 60, "实力 " * 300, "1 " * 3_000),

        *("confuscius " * 40, "zzzzqqqq " * 60, "тест " * 200, "\u0301" * 5_000, "😀" * 2_000, "a\0" * 1_000),
]  # fmt: skip


def naughty_queries() -> list[str]:
    """All of them, always the same."""
    bare = [*_CONTROL, *_FORMATTING, *_QUOTES, *_OPERATORS, *_FIELDS, *_LETTERS, *_SIGNS, *_LONG]
    within = [f"so{sign}ft po{sign}wer" for sign in (*_CONTROL, *_FORMATTING)]
    beside = [f"{sign} Confucius" for sign in (*_QUOTES, *_OPERATORS)]
    return [*bare, *within, *beside]
