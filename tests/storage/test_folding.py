"""One key for every script, and queries that find by it in a real FTS5 table."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from spexplorer.domain.romanisation import romanise
from spexplorer.storage.folding import (
    fold,
    index_text,
    pinyin,
    pinyin_key,
    readings,
)
from spexplorer.storage.query import fts_query
from spexplorer.storage.search_words import WordCounts, stems_in

SAME_KEY = [
    ("мягкая сила", "miagkaia sila", "myagkaya sila", "mjagkaja sila", "mâgkaâ sila"),
    ("Қазақстан", "Qazaqstan", "Kazakstan", "Казахстан", "Kazakhstan", "Kazahstan"),
    ("Сыроежкин", "Syroezhkin", "Syroyezhkin", "Syroežkin"),
    ("Лузянин", "Luzianin", "Luzyanin", "Luzjanin", "Luzânin"),
    ("Ахметова", "Akhmetova", "Ahmetova", "АХМЕТОВА"),
    ("Центральная Азия", "Tsentralnaia Aziia", "Tsentral'naya Aziya", "Central’naâ Aziâ"),
    ("Яковлев", "Iakovlev", "Yakovlev", "Jakovlev", "Âkovlev"),
    ("Юрий", "Iurii", "Yuriy", "Jurij", "I͡uriĭ"),
    ("Хрущёв", "Khrushchev", "Hruŝëv", "Хрущев"),
    ("Ельцин", "Elʹtsin", "Yel’tsin", "Yeltsin", "Elcin"),
    ("Васильевич", "Vasilʹevich", "Vasil'yevich", "Vasilievich"),
    ("объект", "obʺekt", "ob”yekt", "obiekt"),
    ("Достоевский", "Dostoevskiĭ", "Dostoyevskiy", "Dostoevsky"),
    ("Жаңаөзен", "Jañaözen", "Zhanaozen", "Жанаозен"),
    ("Шымкент", "Şymkent", "Shymkent"),
    ("Ғылым", "Ğylym", "Gylym", "Ghylym"),
    ("Әуезов", "Äuezov", "Äūezov", "Auezov"),
    ("Жетісу", "Jetisu", "Zhetisu", "Жетису"),
    ("Ўзбекистон", "Oʻzbekiston", "O'zbekiston", "Ozbekiston"),
    ("Тоҷикистон", "Tojikiston"),
    ("Александр", "Aleksandr", "Alexandr"),
    ("ЭКСПО-2017", "EXPO 2017"),
    ("soft power", "Soft  Power", "SOFT-POWER", "«soft power»", "ｓｏｆｔ　ｐｏｗｅｒ"),
    ("España", "espana"),
    ("İstanbul", "Istanbul"),
]

FOUND_BOTH_WAYS = [
    *SAME_KEY,
    # Latin letters that may be read two ways: one key each, but either finds the other.
    ("Жамбыл", "Jambyl", "Zhambyl"),
    ("Жапаров", "Japarov", "Zhaparov"),
    ("Ахметова", "Axmetova"),
    ("Жалал-Абад", "Jalal-Abad", "Zhalal-Abad"),
    ("Елена", "Jelena", "Yelena"),
    ("Хоразм", "Xorazm", "Khorazm"),
    ("château", "chateau"),
    ("Škoda", "Skoda"),
    ("Чингиз", "Çingiz", "Chingiz"),
    ("français", "francais"),
    ("Хакимов", "Hakimov", "Khakimov", "Xakimov"),
    ("Нью-Йорк", "Nʹiu-Iork", "N’yu-York", "Nʹû-Jork"),
    ("non-state actors", "non‑state actors"),
]

RUSSIAN = """
мягкая сила общественная дипломатия культурное влияние образовательные программы внешняя политика
международные отношения объединённые съезд подъезд пьеса семья статья Россия Армения Евразийский
Ереван Еженедельник союз экономика язык юношество её вьюга царь цивилизация щука ощущение чтение
жизнь музыка выборы мышление этнос поэт каюта моё Андреев Алексеев Сергеевич Соловьёв Ильич
Петербург подсчёт отшельник детство съёмка
"""

KAZAKH = """
Қазақстан мәдениет ғылым білім үкімет ұлт тіл өнер әдебиет қоғам жоғары құқық ынтымақтастық
мемлекет саясат шаңырақ Түркістан Қарағанды шахмат аңыз дүниежүзі
"""

COMMON_ENGLISH = """
the of and to in is that it for was on are as with his they at be this from have or by one had not
but what all were when we there can an your which their said if do will each about how up out them
then she many some so these would other into has more her two like him see time could no make than
first been its who now people my made over did down only way find use may water long little very
after words called just where most know get through back much go good new write our me man too any
day same right look think also around another came come work three word must because does part
even place well such here take why things help put years different away again off went old number
great tell men say small every found still between name should home big give air line set own
under read last never us left end along while might next sound below saw something thought both
few those always show large often together asked house world going want school important until
form food keep children feet land side without boy once animals life enough took four head above
kind began almost live page got earth need far hand high year mother light country father let
night picture being study second soon story since white ever paper hard near sentence better best
across during today however sure knew try told young sun thing whole hear example heard several
change answer room sea against top turned learn point city play toward five himself usually money
seen car morning body power soft culture policy public diplomacy state states nation national
international foreign exchange education university student students language media values image
brand influence attraction hegemony ideology strategy economy economic trade aid development
cooperation agreement treaty region regional central asia europe china russia turkey iran india
korea japan america british french german art arts music film sport religion islam tourism
heritage identity memory history archive library museum journal book books article author title
translation index volume issue press publisher conference report
"""


@pytest.fixture
def table() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE found USING fts5(text, tokenize='unicode61 remove_diacritics 0')"
    )
    yield connection
    connection.close()


def hits(table: sqlite3.Connection, query: str | None) -> list[int]:
    assert query is not None
    rows = table.execute("SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid", (query,))
    return [row[0] for row in rows]


def store(table: sqlite3.Connection, *texts: str) -> None:
    table.executemany(
        "INSERT INTO found (text) VALUES (?)", [(index_text(text),) for text in texts]
    )


@pytest.mark.parametrize("forms", SAME_KEY, ids=lambda forms: forms[-1])
def test_forms_share_a_key(forms: Sequence[str]) -> None:
    assert {fold(form) for form in forms} == {fold(forms[0])}


@pytest.mark.parametrize("forms", FOUND_BOTH_WAYS, ids=lambda forms: forms[-1])
def test_every_form_finds_every_form(table: sqlite3.Connection, forms: Sequence[str]) -> None:
    store(table, *forms)
    for form in forms:
        everything = list(range(1, len(forms) + 1))
        assert hits(table, fts_query(form)) == everything, form
        assert hits(table, fts_query(f"{form} ")) == everything, form


@pytest.mark.parametrize("scheme", ["ala-lc-rus", "bgn-pcgn-rus", "iso-9"])
@pytest.mark.parametrize("word", RUSSIAN.split())
def test_a_romanised_word_keeps_its_key(word: str, scheme: str) -> None:
    assert fold(romanise(word, scheme)) == fold(word)


@pytest.mark.parametrize("scheme", ["kaz-latin-2021", "iso-9"])
@pytest.mark.parametrize("word", KAZAKH.split())
def test_a_kazakh_word_is_found_romanised(
    table: sqlite3.Connection, word: str, scheme: str
) -> None:
    romanised = romanise(word, scheme)
    store(table, word, romanised)
    assert hits(table, fts_query(word)) == [1, 2]
    assert hits(table, fts_query(romanised)) == [1, 2]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        ("…—!", ""),
        ("中国的软实力", "中 国 的 软 实 力"),
        ("EXPO中国2017", "ekspo 中 国 2017"),
        ("人々〇", "人 々 〇"),
        ("𠮷野家", "𠮷 野 家"),
        ("الأمير", "lmir"),
        ("مُحَمَّد", fold("محمد")),
        ("Ελλάδα", "ellada"),
        ("नमस्ते", "nmste"),
        ("한국", "hangug"),
        ("ქართული", "kartuli"),
        ("naïve coöperation, Straße", "naive cooperation strasse"),
        ("½ № ²", "1 2 no 2"),
        ("mir\u00adovoi\u200b", "mirovoi"),
        ("snake_case\0null", "snake case null"),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("year", "ear"),
        ("yeast", "east"),
        ("Александр II", "Александр III"),
        ("World War I", "World War II"),
        ("Zhang", "Yang"),
        ("Xi", "Qi"),
        ("books", "box"),
        ("khaki", "kaki"),
        ("sing", "sin"),
    ],
)
def test_what_must_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_common_english_words_stay_apart() -> None:
    # Of 73,445 words of Debian's wamerican, 316 keys are lost (0.43 %), mostly y and i: bite, byte.
    words = set(COMMON_ENGLISH.split())
    assert len(words) - len({fold(word) for word in words}) <= len(words) // 200


def test_readings() -> None:
    assert readings("Japarov") == ("iaparov", "zhaparov")
    assert readings("Axmetova") == ("aksmetova", "akmetova")
    assert readings("château") == ("chiateau", "chateau")
    assert readings("soft") == ("soft",)


def test_pinyin_reads_heteronyms_by_phrase() -> None:
    assert pinyin("重庆的银行行长长大") == fold("chong qing de yin hang hang zhang zhang da")
    assert pinyin("女性") == fold("nü xing")
    assert pinyin("Soft power 软实力, 中国") == "ruan shi li zhong guo"
    assert pinyin("Soft power, мягкая сила") == ""
    assert pinyin_key("中国") == "zhong guo zhongguo"
    assert pinyin_key("") == ""


def test_pinyin_is_that_of_the_whole_run() -> None:
    run = "习近平访问哈萨克斯坦并签署一带一路倡议合作协议"
    assert pinyin(run) == fold(" ".join(lazy_pinyin(run, v_to_u=True)))


def test_index_text_joins_and_splits() -> None:
    assert index_text("non-state") == "non state nonstate"
    assert index_text("2010-2020") == "2010 2020"
    assert index_text("COVID-19") == "covid 19 covid19"
    assert index_text("l'Europe", "Soft") == "leurope soft europe"
    assert index_text("中-美").split()[:2] == ["中", "美"]
    assert index_text() == index_text("") == ""


@pytest.mark.parametrize(
    "query",
    [
        "软实力",
        "实力",
        "中国 实力",
        "ruan shi li",
        "ruanshili",
        "Zhongguo",
        "zhongguo ruanshi",
        "ruan sh",
    ],
)
def test_chinese_is_found(table: sqlite3.Connection, query: str) -> None:
    store(table, "中国的软实力", "中国经济")
    assert hits(table, fts_query(query)) == ([1, 2] if query == "Zhongguo" else [1])


@pytest.mark.parametrize("query", ["hasakesitan", "yidaiyilu", "Xi Jinping", "xian"])
def test_joined_pinyin_is_found(table: sqlite3.Connection, query: str) -> None:
    store(table, "习近平访问哈萨克斯坦和西安提出一带一路倡议")
    assert hits(table, fts_query(query)) == [1]


@pytest.mark.parametrize("query", ["non-state", "non state", "nonstate", "Non-Stat", "state"])
def test_a_hyphenated_word_is_found(table: sqlite3.Connection, query: str) -> None:
    store(table, "Non-state actors", "Actors of the state of Nonesuch")
    assert hits(table, fts_query(query)) == ([1, 2] if query == "state" else [1])


def test_a_word_after_an_elision_is_found(table: sqlite3.Connection) -> None:
    store(table, "L’influence de l’Asie centrale", "Coup d'État")
    assert hits(table, fts_query("Asie influence ")) == [1]
    assert hits(table, fts_query("l'Asie ")) == [1]
    assert hits(table, fts_query("etat ")) == hits(table, fts_query("d’état ")) == [2]


def test_han_characters_must_be_side_by_side(table: sqlite3.Connection) -> None:
    store(table, "实用的力量")
    assert hits(table, fts_query("实力")) == []


def test_the_last_word_may_go_on(table: sqlite3.Connection) -> None:
    store(table, "Soft power in Kazakhstan")
    assert hits(table, fts_query("soft kaz")) == [1]
    assert hits(table, fts_query("soft kaz ")) == []
    assert hits(table, fts_query("kaz soft ")) == []
    assert hits(table, fts_query('"soft pow')) == [1]
    assert hits(table, fts_query('"soft pow"')) == []


def test_a_phrase_must_be_side_by_side(table: sqlite3.Connection) -> None:
    store(table, "Soft power and culture", "The power of soft culture")
    assert hits(table, fts_query("soft power")) == [1, 2]
    assert hits(table, fts_query('"soft power"')) == [1]
    assert hits(table, fts_query("“soft power” cult")) == [1]
    assert hits(table, fts_query('"мягкая сила"')) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", None),
        (" \t", None),
        ('"" «»', None),
        ("!?*", None),
        ("soft", '"soft"*'),
        ("Soft ", '"soft"'),
        ("soft,power", '"soft" AND "power"*'),
        ("a OR b ", '("a" OR "b")'),
        ("a or b OR ", '"a" AND "or" AND "b"'),
        ("yeme", '("eme"* OR "yeme"*)'),
        ("l imbroglio ", '("l" OR "limbroglio") AND ("imbroglio" OR "limbroglio")'),
        ("NEAR(a b)", '"near" AND "a" AND "b"*'),
        ("text:x* ", '"tekst" AND ("x" OR "h")'),
        ("non-state", '("non state"* OR "nonstate"*)'),
        ('ob”yekt "ob”yekt" ', '"obiekt" AND "obiekt"'),
        ("软实力", '"软 实 力"'),
        ("力EXPO", '"力" AND "ekspo"*'),
    ],
)
def test_expressions(query: str, expected: str | None) -> None:
    assert fts_query(query) == expected


NAMES = {
    "哈 萨 克 斯 坦": ["kazakstan", "哈 萨 克 斯 坦"],
    "kazakstan": ["哈 萨 克 斯 坦", "kazakstan"],
    "soft power": ["miagkaia sila", "软 实 力"],
    "软 实 力": ["soft power", "miagkaia sila"],
    "power": ["sila"],
    "zhambil": ["taraz"],
    "of the republic of": ["x"],
}


def other_names(phrase: str) -> Sequence[str]:
    return NAMES.get(phrase, ())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("哈萨克斯坦", [1, 2, 3]),
        ("Қазақстан", [1, 2, 3]),
        ("soft power", [1, 2, 4]),
        ("soft power Kazakhstan", [1, 2]),
        ("Kazakhstan soft power ", [1, 2]),
        ("哈萨克斯坦软实力", [1, 2]),
        ("软实力在哈萨克斯坦", []),
        ('"power"', []),
        ("Jambyl", [3]),
    ],
)
def test_other_names_are_found(table: sqlite3.Connection, query: str, expected: list[int]) -> None:
    store(
        table,
        "Мягкая сила Казахстана: Қазақстан",
        "哈萨克斯坦的软实力",
        "Тараз, Казахстан",
        "Россия и мягкая сила",
    )
    assert hits(table, fts_query(query, expand=other_names)) == expected


def test_the_longest_names_are_taken_first() -> None:
    assert (
        fts_query("soft power ", expand=other_names)
        == '("soft power" OR "miagkaia sila" OR "软 实 力")'
    )
    assert fts_query("power soft ", expand=other_names) == '("power" OR "sila") AND "soft"'
    asked: list[str] = []
    fts_query("a b c d e ", expand=lambda phrase: asked.append(phrase) or ())  # type: ignore[func-returns-value]
    assert asked[:3] == ["a b c d", "b c d e", "a b c"]
    assert asked[-1] == "e"


def test_other_names_bring_no_syntax() -> None:
    assert fts_query("a ", expand=lambda _: ['b" OR "c', "  ", "a"]) == '("a" OR "b or c")'


def test_a_long_query_is_cut(table: sqlite3.Connection) -> None:
    store(table, "a")
    assert hits(table, fts_query("a " * 100_000)) == [1]
    assert hits(table, fts_query("软" * 10_000, expand=other_names)) == []


def test_folding_is_linear_and_fast() -> None:
    # One long word each: these would take minutes if any rule looked back and forth.
    for part in ("a", "ж", "a-", "xj", "l'", "iii'", "khkh", '"', "jñ", "中x"):
        assert fold(part * 50_000) is not None
        assert index_text(part * 10_000) is not None


def test_importing_brings_in_no_dictionary() -> None:
    script = (
        "import sys; from spexplorer.storage.folding import fold;"
        "from spexplorer.storage.query import fts_query;"
        "fts_query('мягкая soft 软实力 Қазақстан Škoda ß');"
        "sys.exit('anyascii' in sys.modules or 'pypinyin' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


QUOTATION_MARKS = '"“”„«»＂'
KEY = re.compile(r"(?:[a-z0-9]+|[々〇㐀-䶿一-\u9fff\ufa0e-\ufa29\U00020000-\U0003fffd])")
ROMAN = st.text("aeiouyjhkxqtscgzlnr'\" -ьъеияюжхцšâûjñş”’", max_size=24)


@settings(deadline=None)  # the first text of a script loads its letters
@given(st.one_of(st.text(), ROMAN))
def test_a_key_folds_to_itself(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert all(KEY.fullmatch(word) for word in key.split(" ") if key)
    assert key.isascii() or key.split(" ") == key.split()


@settings(deadline=None)  # the first text of a script loads its letters
@given(st.one_of(st.text(), ROMAN))
def test_what_is_indexed_is_keys(text: str) -> None:
    for word in index_text(text).split():
        assert KEY.fullmatch(word)
        assert fold(word) == word


@settings(deadline=None)  # the first text of a script loads its letters
@given(
    st.one_of(st.text(), ROMAN, st.text('ab软"“”*():^-+ANDORTNE{}\\ \0', max_size=40)),
    st.booleans(),
)
def test_no_query_is_a_syntax_error(text: str, expanding: bool) -> None:
    expression = fts_query(text, expand=(lambda _: [text]) if expanding else None)
    if expression is None:
        assert fold(text) == ""
        return
    with sqlite3.connect(":memory:") as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5(text, tokenize='unicode61 remove_diacritics 0')"
        )
        connection.execute("INSERT INTO found (text) VALUES (?)", (index_text(text),))
        connection.execute("SELECT * FROM found WHERE found MATCH ?", (expression,)).fetchall()


@settings(deadline=None)  # the first text of a script loads its letters
@given(st.one_of(st.text(max_size=30), ROMAN))
def test_a_text_finds_itself(text: str) -> None:
    text = text.translate(dict.fromkeys(map(ord, QUOTATION_MARKS), " "))
    expression = fts_query(text)
    if expression is None:
        return
    with sqlite3.connect(":memory:") as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE found USING fts5(text, tokenize='unicode61 remove_diacritics 0')"
        )
        connection.execute("INSERT INTO found (text) VALUES (?)", (index_text(text),))
        assert connection.execute(
            "SELECT 1 FROM found WHERE found MATCH ?", (expression,)
        ).fetchall(), expression


_WORDS = (
    "The state-run (programme) 31st men b2b 1,073 2,0 10.12/ab-c.X 886-914 978-7-X d'État"
    " Maxim's жолы дорогах 中国 カタ May. is has analysis; analyses"
)
WORDS = st.lists(st.sampled_from(_WORDS.split())).map(" ".join)


def counted(counts: WordCounts) -> list[tuple[str, str, int]]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE search_word (word PRIMARY KEY, stem, records)")
    counts.write(connection)
    return connection.execute("SELECT * FROM search_word ORDER BY word").fetchall()


@given(st.lists(st.lists(st.one_of(st.text(), ROMAN, WORDS), max_size=4), min_size=2, max_size=6))
def test_documents_counted_at_once_are_those_of_their_texts(texts: list[list[str]]) -> None:
    """Word by word, with what is kept of words met before, comes what the texts give one by one."""
    at_once, singly = WordCounts(), WordCounts()
    for names, body in pairwise(texts):
        document = index_text(*names), index_text(*body)
        assert at_once.add_texts(names, body) == document
        singly.add(document, stems_in((*names, *body)))
    assert counted(at_once) == counted(singly)
