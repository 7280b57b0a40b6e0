"""The address of a state: everything a view is a function of, as one line of text without any path.

    spexplorer:view?tab=timeline&period=starts-in:2002-01-01..2006-12-31&vector=culture,education
    &event_type=(visit)add(festival)subtract(exhibition)&current=event:2013-09-visit&mode=add

It names records by their permanent ids, so it can be kept, mailed and opened on another machine. The
keys `tab`, `current`, `selected` and `mode` are the state's, `left` and `right` the records or periods
it compares (left=instrument:film, left=2002-01-01..2006-12-31), `network`, `from`, `to`, `links`,
`through` and `only` how its network is looked at (network=path&from=agent:china&through=passages,
network=ego&links=2&only=passing); `words` and `period` its query and its
period; the facets of the first version stand by their names and every other one as `facet.NAME`, so
that a facet of a newer program is kept while a misspelt key is told of. Values are separated by
commas; strokes that combine stand in brackets, read from the left, and `subtract(media)` alone takes
away from everything. Everything else is percent-encoded
(RFC 3986, UTF-8); an empty text is ''. Days are EDTF dates with a year of any length: -0043-03-15,
Y12345-01-01.
"""

from __future__ import annotations

import re
from typing import Final

from spexplorer.domain.address_text import (
    EMPTY,
    REMEDY,
    AddressError,
    listed,
    listed_set,
    quoted,
    short,
    unquoted,
)
from spexplorer.domain.calendar_days import civil, day_number, days_in_month
from spexplorer.domain.filters import (
    Combined,
    Constraint,
    Filter,
    Match,
    Mode,
    Period,
    Relation,
    Values,
    Words,
)
from spexplorer.domain.link_state import REACH, WAYS, LinkState, Network, Side, only

START: Final = "spexplorer:view?"
"""What every address begins with."""

MOST_STROKES: Final = 400
"""So many strokes one property may combine; more could not be compared without exhausting the stack."""

_LONGEST: Final = 4_000_000
_DEEPEST: Final = 60

_BARE: Final = frozenset({
    "vector", "kind", "actor", "place", "support", "event_type", "verdict", "form", "level",
    "source_type", "language", "stance", "note_type", "section",
})  # fmt: skip
"""Facets that stand by their names. Never add one: older programs know no further keys."""
_FACET: Final = "facet."
_SIDES: Final = ("left", "right")
_ENDS: Final = ("from", "to")
_SWITCHES: Final = {"through": "passages", "only": "passing"}
_OF_STATE: Final = frozenset({
    "tab", "current", "selected", "mode", *_SIDES, "network", *_ENDS, "links", *_SWITCHES,
})  # fmt: skip

_SURELY: Final = "surely-"
"""Before the relation of a period that only certain dates stand to: surely-overlaps:2002..2006."""

_MATCHES: Final = {"any": Match.ANY, "all": Match.ALL, "exactly": Match.EXACTLY}
_RELATIONS: Final = {
    "overlaps": Relation.OVERLAPS,
    "starts-in": Relation.STARTS_IN,
    "ends-in": Relation.ENDS_IN,
}
_MODES: Final = {mode.value: mode for mode in Mode}
_DAY: Final = re.compile(
    r"(?:Y(?P<long>-?[0-9]{5,18})|(?P<year>-?[0-9]{4}))(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)


# -- writing ------------------------------------------------------------------------------------


def address(state: LinkState) -> str:
    """The address of a state; `state_of` gives the state back."""
    parts = [f"tab={quoted(state.tab)}"]
    parts += [f"{_name(c)}={_written(c)}" for c in state.filter.constraints]
    if state.current is not None:
        parts.append(f"current={quoted(state.current)}")
    if state.selected != only(state.current):
        parts.append(f"selected={listed(state.selected)}")
    if state.mode is not Mode.REPLACE:
        parts.append(f"mode={state.mode.value}")
    sides = zip(_SIDES, state.sides, strict=True)
    parts += [f"{name}={_side(side)}" for name, side in sides if side]
    return START + "&".join(parts + _looks(state.network))


def _looks(network: Network) -> list[str]:
    """How the network is looked at, as far as it is not looked at as at first."""
    first = Network()
    parts = [f"network={network.mode}"] if network.mode != first.mode else []
    ends = zip(_ENDS, network.ends, strict=True)
    parts += [f"{name}={quoted(end)}" for name, end in ends if end]
    if network.links != first.links:
        parts.append(f"links={network.links}")
    switched = zip(_SWITCHES.items(), (network.passages, network.only), strict=True)
    return parts + [f"{name}={word}" for (name, word), on in switched if on]


def _name(constraint: Constraint) -> str:
    while isinstance(constraint, Combined):
        constraint = constraint.right
    if isinstance(constraint, Values):
        bare = constraint.facet in _BARE
        return constraint.facet if bare else _FACET + quoted(constraint.facet)
    return constraint.key


def _written(constraint: Constraint) -> str:
    """A constraint; strokes are laid out from the left, so that many of them need no depth."""
    if not isinstance(constraint, Combined):
        return _leaf(constraint)
    strokes: list[str] = []
    left: Constraint | None = constraint
    while isinstance(left, Combined):
        strokes.append(f"{left.mode.value}({_written(left.right)})")
        left = left.left
    if left is not None:
        strokes.append(f"({_leaf(left)})")
    return "".join(reversed(strokes))


def _leaf(constraint: Values | Period | Words) -> str:
    match constraint:
        case Words(query):
            return quoted(query)
        case Period(first, last, relation, surely):
            plain = relation is Relation.OVERLAPS and not surely
            stands = "" if plain else f"{_SURELY * surely}{_key(_RELATIONS, relation)}:"
            return f"{stands}{_day(first)}..{_day(last)}"
        case Values(_, values, match):
            text = listed(values)
            told = match is not Match.ANY or text.partition(":")[0] in _MATCHES
            return f"{_key(_MATCHES, match)}:{text}" if told else text


def _side(side: str | Period) -> str:
    if isinstance(side, Period):
        return _leaf(side)
    written = quoted(side)
    if _is_years(written):  # an id that looks like years is written so that it does not
        first = f"%{ord(written[0]):02X}{written[1:]}"
        written = written.replace(".", "%2E") if ".." in written else first
    return written


def _is_years(text: str) -> bool:
    """Whether a side is written as a day, month or year, or from one to another."""
    return ".." in text or _DAY.fullmatch(text) is not None


def _key(names: dict[str, Match] | dict[str, Relation], value: Match | Relation) -> str:
    return next(name for name, meant in names.items() if meant is value)


def _day(number: int) -> str:
    year, month, day = civil(number)
    written = f"{year:05d}" if year < 0 else f"{year:04d}"
    return f"{'Y' if not -9999 <= year <= 9999 else ''}{written}-{month:02d}-{day:02d}"


# -- reading ------------------------------------------------------------------------------------


def state_of(text: str) -> LinkState:
    """The state of an address, pasted line breaks and all; raises AddressError."""
    line = "".join(part.strip() for part in text.splitlines())
    if not line.startswith(START):
        raise AddressError(
            f"This is not the address of a view: such an address begins with {START} – copy one with "
            "“Copy address of this view”."
        )
    if len(line) > _LONGEST:
        raise AddressError("This address is too long to be one of this program; copy it again.")
    constraints: list[Constraint] = []
    own: dict[str, str] = {}
    for part in filter(None, line[len(START) :].split("&")):
        name, equals, value = part.partition("=")
        if not equals:
            raise AddressError(f"“{short(part)}” in this address says nothing; {REMEDY}")
        if name in _OF_STATE:
            if name in own:
                raise AddressError(f"This address says twice what its {name} is; {REMEDY}")
            own[name] = value
        else:
            constraints.append(_constraint(name, value))
    _refuse_repeated(constraints)
    return _state(Filter(tuple(constraints)), own)


def _state(wanted: Filter, own: dict[str, str]) -> LinkState:
    current = unquoted(own["current"]) if "current" in own else None
    selected = listed_set(own["selected"]) if "selected" in own else only(current)
    mode = own.get("mode", Mode.REPLACE.value)
    if mode not in _MODES:
        raise AddressError(
            f"This address has the mode “{short(mode)}”; a mode is one of {', '.join(_MODES)}."
        )
    tab = unquoted(own["tab"]) if "tab" in own else LinkState().tab
    left, right = (_side_of(name, own[name]) if name in own else None for name in _SIDES)
    return LinkState(wanted, selected, current, tab, _MODES[mode], (left, right), _network(own))


def _network(own: dict[str, str]) -> Network:
    first = Network()
    mode, links = own.get("network", first.mode), own.get("links", str(first.links))
    ways = {"network": (mode, WAYS), "links": (links, tuple(map(str, REACH)))}
    ways |= {name: (own[name], (word,)) for name, word in _SWITCHES.items() if name in own}
    for name, (value, known) in ways.items():
        if value not in known:
            raise AddressError(
                f"This address has {name}={short(value)}; “{name}” is {' or '.join(known)} here."
            )
    start, end = (unquoted(_said(name, own[name])) if name in own else None for name in _ENDS)
    passages, only = (name in own for name in _SWITCHES)
    return Network(mode, int(links), (start, end), passages=passages, only=only)


def _said(name: str, text: str) -> str:
    if text in ("", EMPTY):
        raise AddressError(f"“{name}” in this address says nothing; {REMEDY}")
    return text


def _side_of(name: str, text: str) -> Side:
    if not _is_years(_said(name, text)):
        return unquoted(text)
    period = _years(text)
    if period is None:
        raise AddressError(
            f"“{short(text)}” in this address is neither a record nor years like 2002..2006; {REMEDY}"
        )
    return period


def _refuse_repeated(constraints: list[Constraint]) -> None:
    seen: set[str] = set()
    for key in (constraint.key for constraint in constraints):
        if key in seen:
            raise AddressError(f"This address narrows “{short(key)}” twice; {REMEDY}")
        seen.add(key)


def _constraint(name: str, value: str) -> Constraint:
    facet = ""
    if name.startswith(_FACET):
        facet = unquoted(name[len(_FACET) :])
    elif name in _BARE:
        facet = name
    elif name not in ("words", "period"):
        raise AddressError(
            f"This address has the part “{short(name)}”, which this program does not know; {REMEDY}"
        )
    return _Strokes(name, facet, value).whole()


class _Strokes:
    """Reads what one key says: a single stroke, or strokes in brackets with modes between them."""

    def __init__(self, name: str, facet: str, text: str) -> None:
        self._name = name
        self._facet = facet
        self._pieces = re.findall(r"[()]|[^()]+", text)
        self._at = 0
        if len(self._pieces) > 8 * MOST_STROKES:
            raise self._wrong("combines more strokes than this program can")

    def whole(self) -> Constraint:
        """The constraint, when the brackets close and nothing is left over."""
        found = self._strokes(0)
        if self._at < len(self._pieces):
            raise self._wrong("has a bracket too many")
        return found

    def _strokes(self, depth: int) -> Constraint:
        if depth > _DEEPEST:
            raise self._wrong("has brackets within brackets deeper than this program follows")
        following = self._pieces[self._at + 1 : self._at + 2]
        if self._next() != "(" and following != ["("]:
            return self._leaf(self._take())
        found = self._bracketed(depth) if self._next() == "(" else None
        strokes = 0
        while found is None or self._next() not in (")", ""):
            mode = self._take()
            if mode not in _MODES:
                raise self._wrong(f"combines by “{short(mode)}”; a mode is {', '.join(_MODES)}")
            found = Combined(_MODES[mode], found, self._bracketed(depth))
            strokes += 1
            if strokes > MOST_STROKES:
                raise self._wrong("combines more strokes than this program can")
        return found

    def _bracketed(self, depth: int) -> Constraint:
        if self._take() != "(":
            raise self._wrong("lacks an opening bracket")
        inside = self._strokes(depth + 1)
        if self._take() != ")":
            raise self._wrong("lacks a closing bracket")
        return inside

    def _next(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ""

    def _take(self) -> str:
        """The next piece; nothing stands where a bracket closes, and that is an empty stroke."""
        piece = self._next()
        self._at += bool(piece)
        return piece

    def _leaf(self, text: str) -> Constraint:
        if text == ")":  # an empty stroke: its bracket closes at once
            self._at -= 1
            text = ""
        if self._name == "words":
            return Words(unquoted(text))
        prefix, colon, rest = text.partition(":")
        if self._name == "period":
            period = _years(text)
            if period is None:
                raise self._wrong(f"stands to its years as “{short(prefix)}”")
            return period
        if colon and prefix in _MATCHES:
            return Values(self._facet, listed_set(rest), _MATCHES[prefix])
        return Values(self._facet, listed_set(text))

    def _wrong(self, what: str) -> AddressError:
        return AddressError(f"“{short(self._name)}” in this address {what}; {REMEDY}")


def _years(text: str) -> Period | None:
    """A period as it is written; None when it stands to its years in a way nobody knows."""
    prefix, colon, rest = text.partition(":")
    relation = _RELATIONS.get(prefix.removeprefix(_SURELY)) if colon else Relation.OVERLAPS
    if relation is None:
        return None
    first, dots, last = (rest if colon else text).partition("..")
    days = _days(first)[0], _days(last if dots else first)[1]
    return Period(*days, relation, bool(colon) and prefix.startswith(_SURELY))


def _days(text: str) -> tuple[int, int]:
    """The first and the last day of a day, month or year."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise _no_day(text)
    year = int(found["long"] or found["year"])
    first_month = int(found["month"] or 1)
    last_month = int(found["month"] or 12)
    if not (1 <= first_month <= 12):
        raise _no_day(text)
    longest = days_in_month(year, last_month)
    first_day, last_day = int(found["day"] or 1), int(found["day"] or longest)
    if not (1 <= first_day <= longest):
        raise _no_day(text)
    return day_number(year, first_month, first_day), day_number(year, last_month, last_day)


def _no_day(text: str) -> AddressError:
    return AddressError(
        f"“{short(text)}” in this address is not a day; days are written like 2013-09-07, years 2013."
    )
