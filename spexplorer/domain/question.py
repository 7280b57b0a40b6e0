"""What a question asks for, and which of its words carry no weight: English, Russian, Kazakh, Chinese."""

import re
from collections.abc import Iterable
from typing import Final


def _listed(words: str) -> list[str]:
    return words.split()


_ASKING: Final = (
    ("date", r"when|what year|which year|(?:in|since|by|until) (?:what|which) year|how long|date of"),
    ("date", r"когда|в каком году|с какого года|қашан|қай жылы|什么时候|何时|哪一年|哪年|多久"),
    ("place", r"where|(?:in|at|from|to) (?:what|which) (?:city|country|place|region|town)"),
    ("place", r"где|куда|откуда|в како(?:м|й) (?:городе|стране)|қайда|қай жерде|哪里|哪儿|何处|什么地方"),
    ("agent", r"who|whom|whose|which (?:person|author|leader|minister|president|expert)s?"),
    ("agent", r"кто|кем|кому|кого|чей|чьи|кім|кімдер|кімнің|谁"),
    ("figure", r"how (?:many|much|often|large|big|high|fast|far)"),
    ("figure", r"what (?:share|percentage|percent|number|amount|proportion|size)"),
    ("figure", r"сколько|какая доля|какой процент|қанша|неше|多少|几个|几所"),
    ("comparison", r"compare[ds]?|comparison|difference|differ|versus|vs|disagree|rather than"),
    ("comparison", r"contradict(?:s|ion|ions)?"),
    ("comparison", r"сравн\w+|чем отлича\w+|разница|салыстыр\w*|айырмашылығ?ы?|比较|区别"),
    ("concept", r"definition|define[ds]?|meaning of|what (?:is|are) meant by|what does .+ mean"),
    ("concept", r"определение|что такое|что значит|что означает|анықтама\w*|деген не|什么是|是什么|定义"),
    ("instrument", r"(?:which|what) (?:instrument|tool|channel|method|means|resource)s?"),
    ("agreement", r"(?:which|what) (?:agreement|treat(?:y|ies)|document|accord|memorand(?:um|a))s?"),
    ("claim", r"why|how come|what reasons?|for what reason"),
    ("claim", r"почему|зачем|отчего|неге|неліктен|为什么|为何"),
    ("which", r"which|какой|какая|какое|какие|каких|қандай|қай|哪些|哪个"),
)  # fmt: skip
"""What is asked for, and the words that ask; the first that is there counts."""

ANSWERING: Final[dict[str, tuple[str, ...]]] = {
    "date": ("event", "agreement", "statistic"),
    "place": ("place", "event"),
    "agent": ("agent", "claim"),
    "figure": ("statistic",),
    "comparison": ("claim", "statistic"),
    "concept": ("concept",),
    "instrument": ("instrument",),
    "agreement": ("agreement",),
    "claim": ("claim",),
    "which": ("instrument", "agent", "agreement", "event"),
}
"""What is asked for -> the kinds of record that can answer it, the best first."""

_WEIGHTLESS: Final = frozenset(
    _listed(
        """
    a about above according after again all also am an and any are as at be because been before
    being between both but by came can come comes could did do does doing done during each
    either else etc ever every for from further get gets give given gives go goes had has have
    happen happened happening happens
    having he her here hers him his how i if in into is it its itself just kind let like made
    make makes many may me mean means might more most much must my no nor not of off often on
    once one only or other our out over own per please same say says shall she should so some
    such tell than that the their them themselves then there these they this those through thus
    to too under until up upon us use used very via was we were what when where whether which
    while who whom whose why will with within without would yes yet you your text article paper
    author authors mention mentions mentioned describe describes described called find show
    shows а без был была были было быть в вам вас ведь весь во вот все всё всех вы где да для до
    его ее её ей ему если есть еще ещё же за и из или им их к как какая какие каких какой какое
    какую когда кто кем ко ли между меня мне много мы на над надо нам нас не него нее неё нет ни
    них но ну о об один однако он она они оно от отчего очень по под почему после потому при про
    раз с сам свой сколько со так также такой там тем то тоже только том тот тут ты у уже чего
    чем что чтобы эта эти это этого этой этом этот я является являются және мен бен пен да де та
    те не бұл ол осы сол үшін туралы бойынша арқылы кейін дейін бар жоқ емес еді болды болған
    болып қандай қай қашан қайда кім қанша неше неге неліктен қалай ма ме ба бе па пе деген
    """
    )
)
"""Words that are not required, in every language of a query."""

_HAN_WEIGHTLESS: Final = _listed(
    """
    什么时候 为什么 什么是 是什么 什么地方 有哪些 多少个 怎么样 什么 何时 何处 哪里 哪儿 哪些
    哪个 哪一年 哪年 多少 几个 为何 如何 怎么 怎样 谁 的 了 在 是 和 与 及 有 吗 呢
    吧 于 对 从 到 被 把 之间 关于 定义 比较 区别
    """
)


_ONLY_ASKING: Final = frozenset(
    _listed(
        """
    definition definitions define defines defined meaning compare compares compared comparison
    difference differ versus vs определение сравни сравнить сравнение разница анықтама
    анықтамасы салыстыр
    """
    )
)
_ASKED_NOUNS: Final = (
    r"(?:what|which) (year|date|city|country|person|place|number|share|percentage|amount)"
)
_ASKED_MEASURES: Final = r"how (often|large|big|high|fast|far|long|old|wide)"
_ASKS: Final = frozenset(
    _listed(
        """
        when what which how since until by date where from in at to who whom whose compare compared compares
        comparison difference differ versus vs disagree rather contradict contradicts contradiction
        contradictions definition define defines defined meaning why what's reason
        """
    )
)
"""Words without one of which no English query asks; spares most queries the patterns."""
_ASKS_OTHERWISE: Final = _listed(
    """
    когда каком какого где куда откуда какой какая какое какие каких како кто кем кому кого чей чьи
    сколько сравн отлича разница определение что почему зачем отчего қашан қай кім қанша неше салыстыр
    айырмашы анықтама деген неге неліктен қандай 什么 何 哪 多久 多少 谁 几 比较 区别 定义
    """
)
"""Parts of words without one of which nobody asks in Russian, Kazakh or Chinese."""
_WHAT_IS: Final = r"what(?:'s| is| are) (?:the |a |an )?(?:\S+ ?){1,3}\??"


def asked_for(query: str) -> str:
    """What a query asks for, a key of `ANSWERING`; "" where it asks nothing."""
    text = " ".join(query.casefold().replace("’", "'").split())
    if text.isascii() and (" " not in text or _ASKS.isdisjoint(text.split())):
        return ""
    asks_otherwise = not text.isascii() and any(part in text for part in _ASKS_OTHERWISE)
    if not asks_otherwise and _ASKS.isdisjoint(text.split()):
        return ""
    for what, words in _ASKING:
        # Chinese sets no words apart.
        if re.search(rf"(?<!\w)(?:{words})(?!\w)|(?:{words})(?<=[㐀-鿿])", text) is not None:
            return what
    return "concept" if re.fullmatch(_WHAT_IS, text) is not None else ""


def asking_words(query: str) -> frozenset[str]:
    """The words of a query that only say what it asks for, in small letters."""
    text = " ".join(query.casefold().split())
    return _ONLY_ASKING.union(*(re.findall(p, text) for p in (_ASKED_NOUNS, _ASKED_MEASURES)))


def is_weightless(word: str) -> bool:
    """Whether a word is one that every text has; WHO and US in capitals are names."""
    plain = word.casefold().replace("’", "'")
    if len(word) > 1 and word.isupper() and word.isascii():
        return False
    return plain in _WEIGHTLESS or plain.partition("'")[0] in _WEIGHTLESS


_UNITS: Final = _listed(
    """
    three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
    """
)
_TENS: Final = _listed("thirty forty fifty sixty seventy eighty ninety hundred")
_IRREGULAR: Final = {
    "third": "3rd", "fifth": "5th", "eighth": "8th", "ninth": "9th", "twelfth": "12th",
    "twentieth": "20th", "fourty": "40",
}  # fmt: skip


def figure_of(word: str) -> str:
    """The figure that a number in words is written as: 40 of forty, 17th of seventeenth; "" of others."""
    plain = word.casefold()
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if plain in _UNITS:
        return str(_UNITS.index(plain) + 3)
    if plain in _TENS:
        return str(10 * (_TENS.index(plain) + 3))
    stem = plain.removesuffix("th")
    return f"{_UNITS.index(stem) + 3}th" if stem != plain and stem in _UNITS else ""


def han_pieces(run: str) -> list[str]:
    """A run of Han characters without the words that carry no weight."""
    pattern = "|".join(sorted(_HAN_WEIGHTLESS, key=len, reverse=True))
    return [piece for piece in re.split(pattern, run) if piece]


def weighty(words: Iterable[str], asking: frozenset[str]) -> list[str]:
    """The words that carry weight; all of them where none does."""
    listed = list(words)
    kept = [w for w in listed if not is_weightless(w) and w.casefold() not in asking]
    return kept or [w for w in listed if not is_weightless(w)] or listed
