"""What is known of the life of an agreement: its typed dates, and how it stood on a day.

Days are proleptic Gregorian day numbers (`domain.calendar_days`). Nothing here guesses: a signature
is no entry into force, and a status said of one time says nothing of later ones.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from spexplorer.domain.edtf import civil, day_number, parse
from spexplorer.domain.happenings import Agreement
from spexplorer.ui.translation import tr
from spexplorer.words import dates
from spexplorer.words.dates import in_words

GOES_ON: Final = frozenset({"in-force", "operating"})
"""Statuses that say that an agreement holds at the time they are said of."""
OVER: Final = frozenset({"completed"})
NOT_YET: Final = frozenset({"proposed", "submitted", "expected"})
BEGINS: Final = frozenset({"in_force", "operating_since", "established", "held"})
"""Types of dates from which on an agreement holds; the others say only that it was made."""


class Dating(NamedTuple):
    """A typed date: its first and last possible day (None: no limit is known) and its words."""

    type: str
    edtf: str
    low: int | None
    high: int | None
    doubtful: bool
    words: str

    @property
    def middle(self) -> int | None:
        """The day in the middle of what is possible; at the limit where only one is known."""
        if self.low is None or self.high is None:
            return self.high if self.low is None else self.low
        return (self.low + self.high) // 2


class Standing(Enum):
    """How an agreement stood on a day; the values say their order in the register."""

    IN_FORCE = 0
    NOT_YET = 1
    OVER = 2
    UNKNOWN = 3


class Answer(NamedTuple):
    """A standing and the reason for it, in words."""

    standing: Standing
    reason: str


class Manner(Enum):
    """How a stretch of a life is known."""

    SURE = "sure"
    UNSAID = "unsaid"
    """Made before and holding after, but since when is not said."""
    FADING_IN = "fading in"
    FADING_OUT = "fading out"


class Stretch(NamedTuple):
    """A part of a bar from day to day."""

    first: int
    last: int
    manner: Manner


class Life(NamedTuple):
    """The dates of an agreement in order of time, its status and the time that is said of."""

    dates: tuple[Dating, ...]
    status: str
    as_of: Dating | None

    @property
    def first(self) -> Dating | None:
        """The date it is listed under: the first of those recorded."""
        return self.dates[0] if self.dates else None

    @property
    def begun(self) -> Dating | None:
        """The first date from which on it is said to hold."""
        return next((date for date in self.dates if date.type in BEGINS), None)


def life_of(agreement: Agreement) -> Life:
    """The life of an agreement; dates without a known limit come last."""
    dates = [dating(date.type, date.date) for date in agreement.dates]
    known = [date for date in dates if date.middle is not None]
    known.sort(key=lambda date: (date.middle or 0, date.low or 0))
    unknown = [date for date in dates if date.middle is None]
    as_of = dating("as_of", agreement.status_as_of) if agreement.status_as_of else None
    return Life((*known, *unknown), agreement.status, as_of)


def dating(type_: str, text: str) -> Dating:
    """A typed date with its limits; an open beginning (“../2018”) is “by 2018”."""
    edtf = parse(text)
    low, high = edtf.bounds.start_min, edtf.bounds.end_max
    before = low is None and high is not None and edtf.is_interval
    words = tr("by {date}", date=_plain(text.partition("/")[2])) if before else in_words(tr, edtf)
    return Dating(type_, text, low, high, edtf.uncertain, words)


def _plain(text: str) -> str:
    return in_words(tr, text)


def day_in_words(day: int) -> str:
    """A day number as “31 December 2012”."""
    return dates.day_in_words(tr, day)


def span_of_years(lives: list[Life]) -> tuple[int, int]:
    """The first and last year of an axis that fits lives, with room for what fades at its end."""
    days = [day for life in lives for d in (*life.dates, life.as_of) if d for day in d[2:4] if day]
    if not days:
        return 1990, 2020
    return civil(min(days))[0] - 2, civil(max(days))[0] + 4


def year_start(year: int) -> int:
    """The day number of 1 January."""
    return day_number(year, 1, 1)


# -- how it stood on a day ----------------------------------------------------------------------


def standing_on(life: Life, day: int) -> Answer:
    """How an agreement stood on a day, as far as its dates and its status tell."""
    return (
        _over(life, day)
        or _before_it_was_made(life, day)
        or _holding(life, day)
        or _only_intended(life, day)
        or Answer(Standing.UNKNOWN, _why_unknown(life, day))
    )


def _over(life: Life, day: int) -> Answer | None:
    if life.status not in OVER:
        return None
    ends = [date.high for date in life.dates]
    if not ends and life.as_of is not None:
        ends = [life.as_of.high]
    known = [end for end in ends if end is not None]
    if len(known) == len(ends) and known and day > max(known):
        return Answer(Standing.OVER, tr("Completed"))
    return None


def _before_it_was_made(life: Life, day: int) -> Answer | None:
    """A series that was held may have been held before; every other date is a beginning."""
    first = life.first
    if first is None or first.doubtful or any(date.low is None for date in life.dates):
        return None
    if first.type == "held" and life.status not in OVER:
        return None
    if first.low is not None and day < first.low:
        return Answer(Standing.NOT_YET, tr("Before its first date, {date}", date=first.words))
    return None


def _holding(life: Life, day: int) -> Answer | None:
    as_of, begun = life.as_of, life.begun
    if life.status not in GOES_ON or as_of is None or as_of.high is None or day > as_of.high:
        return None
    if as_of.low is not None and as_of.low <= day:
        return Answer(Standing.IN_FORCE, tr("Said of {time}", time=as_of.words))
    if begun and not begun.doubtful and begun.high is not None and begun.high <= day:
        words = tr("Since {date}, and still {time}", date=begun.words, time=as_of.words)
        return Answer(Standing.IN_FORCE, words)
    return None


def _bare(date: Dating) -> str:
    """The words of a date without “about”."""
    return _plain(date.edtf.rstrip("~?%"))


def _only_intended(life: Life, day: int) -> Answer | None:
    if life.status not in NOT_YET or life.as_of is None or life.as_of.high is None:
        return None
    if day > life.as_of.high:
        return None
    said = {
        "proposed": tr("Only proposed, {time}"),
        "submitted": tr("Only submitted, {time}"),
        "expected": tr("Only expected, {time}"),
    }[life.status]
    return Answer(Standing.NOT_YET, said.format(time=life.as_of.words))


def _why_unknown(life: Life, day: int) -> str:
    if life.as_of is not None and life.as_of.high is not None and day > life.as_of.high:
        return tr("Nothing is said after {time}", time=_bare(life.as_of))
    if life.status in OVER and life.first is not None:
        return tr("Took place {date}; the days are not said", date=life.first.words)
    if life.status not in GOES_ON:
        return tr("Whether and since when it holds is not said")
    if life.begun is not None:
        return tr("Its beginning is uncertain: {date}", date=life.begun.words)
    if life.first is not None:
        return tr("Made {date}; since when it holds is not said", date=life.first.words)
    return tr("No date is given")


# -- the bar ------------------------------------------------------------------------------------

_FADE: Final = 3 * 365
"""Over so many days a bar fades out where nothing more is known."""


def bar_of(life: Life) -> list[Stretch]:
    """The stretches of the bar of a life, in order; empty where no time is known at all."""
    if life.status in GOES_ON and life.as_of is not None:
        return _going_on(life, life.as_of)
    first = life.first
    if first is None or first.high is None or life.status in OVER | NOT_YET:
        return []
    return [Stretch(first.high, first.high + _FADE, Manner.FADING_OUT)]


def _going_on(life: Life, as_of: Dating) -> list[Stretch]:
    if as_of.high is None:
        return []
    said = as_of.low if as_of.low is not None else as_of.high
    after = Stretch(as_of.high, as_of.high + _FADE, Manner.FADING_OUT)
    begun = life.begun
    if begun is not None and not begun.doubtful and begun.high is not None:
        start = min(begun.high, said)
        low = begun.low if begun.low is not None else start - _FADE
        return [
            Stretch(low, start, Manner.FADING_IN),
            Stretch(start, as_of.high, Manner.SURE),
            after,
        ]
    first = life.first
    now = Stretch(said, as_of.high, Manner.SURE)
    if first is None or first.high is None:
        return [Stretch(said - _FADE, said, Manner.FADING_IN), now, after]
    return [Stretch(first.high, said, Manner.UNSAID), now, after]
