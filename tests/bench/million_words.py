"""The words generated libraries are made of: a few real ones, then as many made up as it takes."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from spexplorer.storage.folding import _joined, _sounded, fold, index_text, pinyin

LANGUAGES: Final = ("en", "ru", "kk", "zh", "de")
SCRIPTS: Final = {"en": "Latn", "ru": "Cyrl", "kk": "Cyrl", "zh": "Hans", "de": "Latn"}
WORK_TYPES: Final = (
    "article-journal", "article-newspaper", "book", "report", "webpage", "speech", "document",
)  # fmt: skip
SOURCE_TYPES: Final = (
    "academic", "state-media", "government", "independent-media", "think-tank", "unknown",
)  # fmt: skip
EVENT_TYPES: Final = (
    "historical", "political", "diplomatic", "agreement", "institutional", "economic",
    "educational", "cultural", "media", "migration", "scholarly",
)  # fmt: skip
AGENT_TYPES: Final = ("organisation", "state", "people", "medium")
PLACE_TYPES: Final = ("city", "region", "country", "venue", "route")
VECTORS: Final = (
    "culture", "education", "economy", "media", "people-to-people", "integration", "politics",
)  # fmt: skip
MONTHS_DAYS: Final = tuple(enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1))
PUBLISHERS: Final = (
    "Kazakh University Press", "Наука", "Xinhua", "People's Daily", "人民出版社", "Ғылым",
    "Institute of Oriental Studies", "Известия", "Academic Press", "Science and Education",
    "商务印书馆", "Казахстанская правда", "Routledge", "Егемен Қазақстан",
)  # fmt: skip
CITIES: Final = (
    ("Almaty", "Алматы"), ("Astana", "Астана"), ("Beijing", "北京"), ("Urumqi", "乌鲁木齐"),
    ("Shanghai", "上海"), ("Shymkent", "Шымкент"), ("Khorgos", "霍尔果斯"), ("Kazakhstan", "Қазақстан"),
    ("China", "中国"), ("Moscow", "Москва"), ("Tashkent", "Ташкент"), ("Aktau", "Ақтау"),
)  # fmt: skip

_REAL: Final = {
    "en": "china the of and in soft power kazakhstan policy culture central asia relations road"
    " economic cooperation education history new silk belt influence world trade language state"
    " studies international development chinese students energy media diplomacy institute region"
    " security confucius exchange border water oil gas film press university modern image",
    "ru": "китай и в казахстан политика мягкая сила отношения центральная азия экономика история"
    " культура сотрудничество язык образование развитие новый шёлковый путь торговля влияние"
    " граница безопасность энергия студенты институт дипломатия печать регион мир",
    "kk": "қытай қазақстан және саясат мәдениет тіл білім тарих жаңа жібек жолы экономика"
    " ынтымақтастық орталық азия шекара қауіпсіздік сауда өнер халық мемлекет",
    "zh": "中国 哈萨克斯坦 软实力 中亚 关系 文化 经济 合作 教育 历史 丝绸之路 政策 外交 语言 影响"
    " 发展 研究 国际 贸易 能源 媒体 学生 孔子学院 边境 安全 新 世界 人民",
    "de": "china und die der in zentralasien politik kasachstan kultur wirtschaft geschichte"
    " seidenstraße macht beziehungen bildung sprache entwicklung handel grenze",
}
_MADE_UP: Final = {"en": 80_000, "ru": 60_000, "kk": 30_000, "zh": 20_000, "de": 10_000}

_SYLLABLES: Final = {
    "en": "ba be bor ca cen con da der dis el en fa for ga gen ha in ka ken la len ma men mer na"
    " nor o pa per pro ra ren ro sa sel ta ten tor u va ver wa win tion ment ness ing al ic er",
    "ru": "ба бе бор ва ве вод га гор да дер до ел ен жа за зем ик ин ка кон ла лен ма мен на нов"
    " об па пер про ра рос са сел та тор у фа хо ца че ша эк ю я ство ность ние ция ский",
    "kk": "а ай ал ара ба бас бер біл ғы да дас е ел ер жа жол жұ қа қан қар қы ла ма мен на нұ о"
    " ор өз па са сы та тау ты ұл ү ша шы лық дік тар ім нің",
    "de": "ab an bau be ber da der ein er fahr ge gel haus her in kan kom land lei ma men nach ord"
    " pla rat rei sa sel stadt tra um ver wald werk zei zu ung heit keit lich isch",
}
_HAN: Final = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过"
    "发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前"
    "开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重"
    "并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常"
    "先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报"
    "才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼"
)
_SURNAMES: Final = (
    "Li", "Wang", "Zhang", "Nazarov", "Ivanov", "Kassenov", "Smith", "Müller", "Abdrakhmanov", "Chen",
    "Petrova", "Syroezhkin", "Kim", "Laruelle", "Peyrouse", "Iskakov", "Akhmetova", "Liu", "Zhao",
)  # fmt: skip
_CONCERNING: Final = 0.45
"""So many titles name the subject of the library whatever else they are about."""


_CLAUSES: Final = 20_000
"""So many Chinese clauses titles are made of: reading one aloud costs a third of a millisecond."""


class Words:
    """Vocabularies by language, drawn from by Zipf's law: the n-th word n times as seldom."""

    def __init__(self, chance: random.Random, share: float) -> None:
        self._lists = {
            language: _vocabulary(language, max(500, round(many * share)), chance)
            for language, many in _MADE_UP.items()
        }
        longest = max(map(len, self._lists.values()))
        self._often = list(accumulate(1 / (n + 2.7) for n in range(longest)))
        self._clauses = [
            "".join(dict.fromkeys(self.word("zh", chance) for _ in range(chance.randint(2, 5))))
            for _ in range(max(500, round(_CLAUSES * share)))
        ]

    def word(self, language: str, chance: random.Random) -> str:
        """One word of a language."""
        words = self._lists[language]
        return words[bisect(self._often, chance.random() * self._often[len(words) - 1])]

    def title(self, language: str, chance: random.Random) -> list[str]:
        """The words of a title, three to nine and none twice; in Chinese one or two clauses."""
        if language == "zh":
            return list(dict.fromkeys(chance.choice(self._clauses) for _ in "ab"))
        often, listed = self._often, self._lists[language]
        most = often[len(listed) - 1]
        draw = chance.random
        words = {listed[bisect(often, draw() * most)]: None for _ in range(3 + int(draw() * 7))}
        if draw() < _CONCERNING:
            words[listed[0]] = None
        return list(words)

    def person(self, chance: random.Random) -> tuple[str, str]:
        """A personal name and another form of it."""
        first = chance.choice(self._lists["en"][60:2_000]).capitalize()
        last = chance.choice(_SURNAMES) + chance.choice(("", "", "a", "ko", "ski", "bek", "berg"))
        russian = chance.choice(self._lists["ru"][60:2_000]).capitalize()
        return f"{last}, {first} {russian[:1]}.", f"{russian} {last}"

    def body(self, chance: random.Random) -> tuple[str, str]:
        """The name of a corporate body in English and in Chinese."""
        return (
            " ".join(self.word("en", chance).capitalize() for _ in range(3)) + " Institute",
            "".join(self.word("zh", chance) for _ in range(2)) + "学院",
        )

    def place(self, chance: random.Random) -> tuple[str, str]:
        """The name of a place and its Cyrillic form."""
        return (
            chance.choice(self._lists["en"][200:]).capitalize(),
            chance.choice(self._lists["kk"][200:]).capitalize(),
        )


def spelled(words: list[str]) -> str:
    """A title as it is printed."""
    title = ("，" if "一" <= words[0][0] <= "\u9fff" else " ").join(words)
    return title[0].upper() + title[1:]


def indexed(*texts: Sequence[str], more: str = "") -> str:
    """What `index_text` gives for texts, put together from what it gives for their words.

    `more` are the words of an id, which stand last and have no other forms.
    """
    parts = [_indexed_word(word) for words in texts for word in words]
    keys = [part.key for part in parts]
    if more:
        keys.append(more)
    sounds = [_sounds(words) for words in texts if not words[0].isascii()]
    if forms := [form for part in parts for form in part.forms]:
        known = set(" ".join(keys).split())
        forms = [form for form in dict.fromkeys(forms) if form not in known]
    return " ".join(filter(None, [*keys, *sounds, *forms]))


class _Indexed(NamedTuple):
    key: str
    forms: tuple[str, ...]


@cache
def _indexed_word(word: str) -> _Indexed:
    if not word.isascii() and pinyin(word):
        return _Indexed(fold(word), ())
    key = fold(word)
    return _Indexed(key, tuple(index_text(word)[len(key) :].split()))


def _sounds(clauses: Sequence[str]) -> str:
    """Syllables of all clauses, then those joined within each, no word twice (`pinyin_key`)."""
    read = [_read_clause(clause) for clause in clauses]
    joined: dict[str, str] = {}
    for _, words in read:
        joined |= words
    return " ".join([*(syllables for syllables, _ in read if syllables), *joined.values()])


@cache
def _read_clause(clause: str) -> tuple[str, dict[str, str]]:
    """The syllables of a clause, and its joined words as read and as folded."""
    if clause.isascii() or not (syllables := pinyin(clause)):
        return "", {}
    return syllables, {word: fold(word) for word in _joined(_sounded(clause))}


def _vocabulary(language: str, many: int, chance: random.Random) -> list[str]:
    found = dict.fromkeys(_REAL[language].split())
    syllables = _HAN if language == "zh" else _SYLLABLES[language].split()
    while len(found) < many:
        size = 2 if language == "zh" else chance.randint(2, 4)
        found["".join(chance.choice(syllables) for _ in range(size))] = None
    return list(found)
