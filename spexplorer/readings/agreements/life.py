"""The life of an agreement as far as it is known: its typed dates, and its status on a day.

Days are proleptic Gregorian day numbers (`domain.calendar_days`). Nothing here guesses: a signature
is no entry into force, and a status said of one time says nothing of later ones.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from spexplorer.domain.edtf import civil, day_number, parse
from spexplorer.domain.happenings import Agreement
from spexplorer.words.dates import in_words
from spexplorer.words.language import Language

GOES_ON: Final = frozenset({"in-force", "operating"})
"""Statuses that say that an agreement holds at the time they are said of."""
OVER: Final = frozenset({"completed"})
NOT_YET: Final = frozenset({"proposed", "submitted", "expected"})
BEGINS: Final = frozenset({
    "in_force", "provisionally_in_force", "operating_since", "established", "held",
})  # fmt: skip
"""Types of dates from which on an agreement holds; the others say only that it was made or changed."""
ENDS: Final = frozenset({"terminated", "superseded"})
"""Types of dates from which on it does not hold any more."""

AS_OF: Final = "as_of"
"""The type of the date that a status is said of."""


class TypedDate(NamedTuple):
    """A typed date: its first and last possible day (None: no limit is known) and its words."""

    type: str
    edtf: str
    earliest: int | None
    latest: int | None
    uncertain: bool
    words: str

    @property
    def middle(self) -> int | None:
        """The day in the middle of what is possible; at the limit where only one is known."""
        if self.earliest is None or self.latest is None:
            return self.latest if self.earliest is None else self.earliest
        return (self.earliest + self.latest) // 2


class DayStatus(Enum):
    """The status of an agreement on a day; the values are the order of the groups in the register."""

    IN_FORCE = 0
    NOT_YET = 1
    OVER = 2
    SUSPENDED = 3
    UNKNOWN = 4


class DayAnswer(NamedTuple):
    """The status on a day, and the reason for it in words."""

    status: DayStatus
    reason: str


class StretchStyle(Enum):
    """How well a stretch of a life is known."""

    SURE = "sure"
    BEGINNING_UNKNOWN = "beginning unknown"
    """Made before and holding after, but since when is not said."""
    FADING_IN = "fading in"
    FADING_OUT = "fading out"


class Stretch(NamedTuple):
    """A part of the bar of a life, from day to day."""

    first: int
    last: int
    style: StretchStyle


class AgreementLife(NamedTuple):
    """The dates of an agreement in order of time, its status and the time that is said of."""

    dates: tuple[TypedDate, ...]
    status: str
    as_of: TypedDate | None

    @property
    def first(self) -> TypedDate | None:
        """The date it is listed under: the first of those recorded."""
        return self.dates[0] if self.dates else None

    @property
    def begun(self) -> TypedDate | None:
        """The first date from which on it is said to hold."""
        return next((date for date in self.dates if date.type in BEGINS), None)

    @property
    def ended(self) -> TypedDate | None:
        """The first date from which on it is said not to hold any more."""
        return next((date for date in self.dates if date.type in ENDS), None)

    @property
    def said(self) -> tuple[TypedDate, ...]:
        """All dates from left to right, the one of the status last."""
        return self.dates if self.as_of is None else (*self.dates, self.as_of)


def life_of(tr: Language, agreement: Agreement) -> AgreementLife:
    """The life of an agreement; dates without a known limit come last."""
    dates = [typed_date(tr, date.type, date.date) for date in agreement.dates]
    known = [date for date in dates if date.middle is not None]
    known.sort(key=lambda date: (date.middle or 0, date.earliest or 0))
    unknown = [date for date in dates if date.middle is None]
    as_of = typed_date(tr, AS_OF, agreement.status_as_of) if agreement.status_as_of else None
    return AgreementLife((*known, *unknown), agreement.status, as_of)


def typed_date(tr: Language, type_: str, text: str) -> TypedDate:
    """A typed date with its limits; an open beginning (“../2018”) is “by 2018”."""
    edtf = parse(text)
    earliest, latest = edtf.bounds.start_min, edtf.bounds.end_max
    before = earliest is None and latest is not None and edtf.is_interval
    words = in_words(tr, text.partition("/")[2] if before else text)
    said = tr("by {date}", date=words) if before else words
    return TypedDate(type_, text, earliest, latest, edtf.uncertain, said)


def span_of_years(lives: list[AgreementLife]) -> tuple[int, int]:
    """The first and last year of an axis that fits lives, with room for what fades at its end."""
    limits = [(date.earliest, date.latest) for life in lives for date in life.said]
    days = [day for pair in limits for day in pair if day is not None]
    if not days:
        return 1990, 2020
    return civil(min(days))[0] - 2, civil(max(days))[0] + 4


def year_start(year: int) -> int:
    """The day number of 1 January."""
    return day_number(year, 1, 1)


# -- the status on a day ------------------------------------------------------------------------


def status_on(tr: Language, life: AgreementLife, day: int) -> DayAnswer:
    """The status of an agreement on a day, as far as its dates and its status tell."""
    return (
        _over(tr, life, day)
        or _before_it_was_made(tr, life, day)
        or _suspended(tr, life, day)
        or _in_force(tr, life, day)
        or _only_intended(tr, life, day)
        or DayAnswer(DayStatus.UNKNOWN, _why_unknown(tr, life, day))
    )


def _over(tr: Language, life: AgreementLife, day: int) -> DayAnswer | None:
    ended = life.ended
    if (
        ended is not None
        and not ended.uncertain
        and ended.latest is not None
        and day > ended.latest
    ):
        return DayAnswer(DayStatus.OVER, tr("Ended {date}", date=ended.words))
    if life.status not in OVER:
        return None
    ends = [date.latest for date in life.dates]
    if not ends and life.as_of is not None:
        ends = [life.as_of.latest]
    known = [end for end in ends if end is not None]
    if len(known) == len(ends) and known and day > max(known):
        return DayAnswer(DayStatus.OVER, tr("Completed"))
    return None


def _before_it_was_made(tr: Language, life: AgreementLife, day: int) -> DayAnswer | None:
    """A series that was held may have been held before; every other date is a beginning."""
    first = life.first
    if first is None or first.uncertain or any(date.earliest is None for date in life.dates):
        return None
    if first.type == "held" and life.status not in OVER:
        return None
    if first.earliest is not None and day < first.earliest:
        reason = tr("Before its first date, {date}", date=first.words)
        return DayAnswer(DayStatus.NOT_YET, reason)
    return None


def _suspended(tr: Language, life: AgreementLife, day: int) -> DayAnswer | None:
    """Suspended, and nothing later says that it holds again."""
    suspended = next((date for date in life.dates if date.type == "suspended"), None)
    if suspended is None or suspended.uncertain or suspended.latest is None:
        return None
    later = [date for date in life.dates if (date.earliest or 0) > suspended.latest]
    if day <= suspended.latest or any(date.type in BEGINS | {"extended"} for date in later):
        return None
    return DayAnswer(DayStatus.SUSPENDED, tr("Suspended {date}", date=suspended.words))


def _in_force(tr: Language, life: AgreementLife, day: int) -> DayAnswer | None:
    as_of, begun, ended = life.as_of, life.begun, life.ended
    if begun is not None and ended is not None and _is_between(begun, day, ended):
        words = tr("From {date} until {end}", date=begun.words, end=ended.words)
        return DayAnswer(DayStatus.IN_FORCE, words)
    if life.status not in GOES_ON or as_of is None or as_of.latest is None or day > as_of.latest:
        return None
    if as_of.earliest is not None and as_of.earliest <= day:
        return DayAnswer(DayStatus.IN_FORCE, tr("Said of {time}", time=as_of.words))
    if begun and not begun.uncertain and begun.latest is not None and begun.latest <= day:
        words = tr("Since {date}, and still {time}", date=begun.words, time=as_of.words)
        return DayAnswer(DayStatus.IN_FORCE, words)
    return None


def _is_between(begun: TypedDate, day: int, ended: TypedDate) -> bool:
    """Whether a day lies certainly after a beginning and before an end."""
    if begun.uncertain or ended.uncertain or begun.latest is None or ended.earliest is None:
        return False
    return begun.latest <= day < ended.earliest


def _only_intended(tr: Language, life: AgreementLife, day: int) -> DayAnswer | None:
    if life.status not in NOT_YET or life.as_of is None or life.as_of.latest is None:
        return None
    if day > life.as_of.latest:
        return None
    time = life.as_of.words
    reasons = {
        "proposed": tr("Only proposed, {time}", time=time),
        "submitted": tr("Only submitted, {time}", time=time),
        "expected": tr("Only expected, {time}", time=time),
    }
    return DayAnswer(DayStatus.NOT_YET, reasons[life.status])


def _why_unknown(tr: Language, life: AgreementLife, day: int) -> str:
    as_of, first, begun = life.as_of, life.first, life.begun
    if as_of is not None and as_of.latest is not None and day > as_of.latest:
        return tr("Nothing is said after {time}", time=in_words(tr, as_of.edtf.rstrip("~?%")))
    if life.status in OVER and first is not None:
        return tr("Took place {date}; the days are not said", date=first.words)
    if life.status not in GOES_ON:
        return tr("Whether and since when it holds is not said")
    if begun is not None:
        return tr("Its beginning is uncertain: {date}", date=begun.words)
    if first is not None:
        return tr("Made {date}; since when it holds is not said", date=first.words)
    return tr("No date is given")


# -- the bar ------------------------------------------------------------------------------------

_FADE: Final = 3 * 365
"""Days over which a bar fades out where nothing more is known."""


def life_bar(life: AgreementLife) -> list[Stretch]:
    """The stretches of the bar of a life, in order; empty where no time is known at all."""
    if life.begun is not None and life.ended is not None:
        whole = _bar_until_end(life.begun, life.ended)
        if whole:
            return whole
    if life.status in GOES_ON and life.as_of is not None:
        return _bar_going_on(life, life.as_of)
    first = life.first
    if first is None or first.latest is None or life.status in OVER | NOT_YET:
        return []
    return [Stretch(first.latest, first.latest + _FADE, StretchStyle.FADING_OUT)]


def _bar_until_end(begun: TypedDate, ended: TypedDate) -> list[Stretch]:
    """From a certain beginning to a certain end; empty where one of them is not certain."""
    start, end = begun.latest, ended.earliest
    if start is None or end is None or not _is_between(begun, start, ended):
        return []
    earliest = begun.earliest if begun.earliest is not None else start - _FADE
    return [
        Stretch(earliest, start, StretchStyle.FADING_IN),
        Stretch(start, end, StretchStyle.SURE),
    ]


def _bar_going_on(life: AgreementLife, as_of: TypedDate) -> list[Stretch]:
    if as_of.latest is None:
        return []
    said = as_of.earliest if as_of.earliest is not None else as_of.latest
    after = Stretch(as_of.latest, as_of.latest + _FADE, StretchStyle.FADING_OUT)
    begun = life.begun
    if begun is not None and not begun.uncertain and begun.latest is not None:
        start = min(begun.latest, said)
        earliest = begun.earliest if begun.earliest is not None else start - _FADE
        return [
            Stretch(earliest, start, StretchStyle.FADING_IN),
            Stretch(start, as_of.latest, StretchStyle.SURE),
            after,
        ]
    first = life.first
    now = Stretch(said, as_of.latest, StretchStyle.SURE)
    if first is None or first.latest is None:
        return [Stretch(said - _FADE, said, StretchStyle.FADING_IN), now, after]
    return [Stretch(first.latest, said, StretchStyle.BEGINNING_UNKNOWN), now, after]
