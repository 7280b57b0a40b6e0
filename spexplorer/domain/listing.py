"""How records are listed: the light rows that lists, links and search results are made of."""

from typing import Any, NamedTuple


class RowParts(NamedTuple):
    """What a record is listed by, in no language; `words.labels` makes a Row of it.

    `title` is its own title, name, statement or measure (the section of a passage, the explanation of a
    note), `date` its principal date in EDTF, `code` the term that classes it, `text` its description,
    container or page, `names` those of its neighbours: contributors, holder, cited work. `values` are
    the further values of its kind, in the order of storage/rows.py.
    """

    number: int
    id: str
    kind: str
    title: str
    date: str | None = None
    code: str | None = None
    text: str | None = None
    names: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()


class Row(NamedTuple):
    """A record as lists show it. `number` is its row number in the library file."""

    number: int
    id: str
    kind: str
    label: str
    detail: str


class PassagePlace(NamedTuple):
    """Where a passage stands in its work, given by its id; `footnote` is its number when it is one."""

    id: str
    section: str
    paragraph: int
    sentence: int
    page: str | None
    footnote: int | None
    work: str = ""


class SeriesFigure(NamedTuple):
    """One quantity of a series; `day` is the first day it may be as of (day number, or None).

    `related` are the ids of the statistics it is related to.
    """

    id: str
    value: float | None
    value_high: float | None
    unit: str
    day: int | None
    derived: bool
    related: tuple[str, ...] = ()
