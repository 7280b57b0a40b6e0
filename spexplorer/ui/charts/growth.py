"""The trade figures: the end points stated, the growth they imply, and the growth that is stated.

A point is the record it stands for; a brush over the years is the one of all charts of years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.edtf import civil
from spexplorer.domain.figures import compounded
from spexplorer.domain.listing import SeriesFigure
from spexplorer.ui.drawing.chart import Alternative, ChartData, ChartSpec, Series
from spexplorer.ui.drawing.year_chart import active_years, pick_years
from spexplorer.ui.translation import tr
from spexplorer.words.fields import series_title

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.drawing.chart import Scene
    from spexplorer.ui.style.theme import Theme

_SERIES = "trade"
_UNIT = "us-dollar-billion"


class _Figures(NamedTuple):
    """Year -> the value drawn, the stated growth per year in per cent, and what else a year has."""

    points: dict[int, SeriesFigure]
    growth: SeriesFigure | None
    alternatives: tuple[Alternative, ...]


def _figures(reader: Reader, chosen: Mapping[str, str]) -> _Figures:
    from spexplorer.operations.preferences import preference_id, reason_of

    figures = reader.figures(_SERIES)
    growth = [one for one in figures if one.unit == "percent-per-year" and not one.derived]
    points: dict[int, SeriesFigure] = {}
    alternatives: list[Alternative] = []
    for year, several in _by_year(figures).items():
        reasons = {one.id: "" for one in several}
        if len(several) > 1:  # no start waits for the classes of records where there is no choice
            for one in several:
                note = preference_id(one.id)
                if reader.row(note) is not None:
                    reasons[one.id] = reason_of(reader.record(note))
        first = next((one for one in several if reasons[one.id]), several[0])
        drawn = next((one for one in several if one.id == chosen.get(str(year))), first)
        points[year] = drawn
        if len(several) > 1:
            alternatives += [
                Alternative(
                    str(year), one.id, _value_words(reader, one), one is drawn, reasons[one.id]
                )
                for one in several
            ]
    return _Figures(points, growth[0] if growth else None, tuple(alternatives))


def _by_year(figures: Sequence[SeriesFigure]) -> dict[int, list[SeriesFigure]]:
    """What is stated for each year, the last of it first, then what is computed against it."""
    found: dict[int, list[SeriesFigure]] = {}
    valued = [one for one in figures if one.unit == _UNIT and one.value is not None]
    for one in valued:
        if one.day is not None and not one.derived:
            found.setdefault(civil(one.day)[0], []).insert(0, one)
    for one in valued:
        several = found.get(civil(one.day)[0]) if one.day is not None and one.derived else None
        if several and any(other.id in one.related for other in several):
            several.append(one)
    return found


def _value_words(reader: Reader, one: SeriesFigure) -> str:
    return tr(
        "{value} · {measure}", value=tr.number(one.value or 0.0), measure=reader.label(one.id)
    )


def _choice_words(alternatives: Sequence[Alternative]) -> Iterator[str]:
    """What is drawn in place of another value, and what is preferred for which reason."""
    for one in alternatives:
        if one.is_drawn and one.record != _first_of(alternatives, one.key):
            yield tr("{year} is drawn with {value}", year=one.key, value=one.words)
        if one.reason:
            yield tr("{year}: {value} is preferred: {reason}",
                     year=one.key, value=one.words, reason=one.reason.rstrip("."))  # fmt: skip


def _first_of(alternatives: Sequence[Alternative], key: str) -> str:
    """The record that a point is drawn with where nobody chooses another."""
    several = [one for one in alternatives if one.key == key]
    return next((one for one in several if one.reason), several[0]).record


def _draw(_counts: Counts | None, scene: Scene) -> ChartData:
    figures = _figures(scene.reader, scene.chosen)
    points = figures.points
    if len(points) < 2:
        words = tr("No figures to compare.")
        return ChartData(tr("Stated and implied growth"), (), (), (), "", words, "")
    years = range(min(points), max(points) + 1)
    implied = _implied(points)
    rates = _stated_rates(figures)
    growth = figures.growth.id if figures.growth else None
    return ChartData(
        title=tr("Trade growth"),
        keys=tuple(map(str, years)),
        labels=tuple(map(str, years)),
        series=tuple(_lines(scene.theme, points, implied, rates)),
        unit=scene.reader.term("unit", points[years[0]].unit),
        summary=tr(
            "{implied} % a year implied, {stated} % stated",
            implied=tr.number(implied, 2),
            stated="–".join(map(tr.number, rates)) or tr("nothing"),
        ),
        source=tr("the series “{name}”", name=series_title(tr, _SERIES)),
        note=". ".join(
            (
                tr(
                    "The implied growth leads from the first end point to the last; dashed lines are"
                    " computed"
                ),
                *_choice_words(figures.alternatives),
            )
        ),
        total=tr("n = {n}", n=tr.number(len(points))),
        from_zero=False,
        # A year without a figure of its own lies on what is stated of the growth.
        records=tuple(points[year].id if year in points else growth for year in years),
        alternatives=figures.alternatives,
        active=active_years(tuple(map(str, years)), scene.state),
    )


def _implied(points: dict[int, SeriesFigure]) -> float:
    """The yearly growth in per cent that leads from the first stated value to the last."""
    first, last = min(points), max(points)
    start, end = points[first].value or 0.0, points[last].value or 0.0
    growth: float = (end / start) ** (1 / (last - first)) - 1
    return growth * 100


def _stated_rates(figures: _Figures) -> list[float]:
    if figures.growth is None:
        return []
    found = {figures.growth.value, figures.growth.value_high}
    return sorted(rate for rate in found if rate is not None)


def _lines(
    theme: Theme, points: dict[int, SeriesFigure], implied: float, rates: list[float]
) -> Iterator[Series]:
    """The stated points, and where each rate of growth leads from the first of them."""
    years = range(min(points), max(points) + 1)
    start = points[years[0]].value or 0.0
    stated = tuple(points[y].value if y in points else None for y in years)
    yield Series(tr("stated"), theme.colour("text"), stated, line=True)
    name = tr("{rate} % implied", rate=tr.number(implied, 2))
    path = compounded(start, implied / 100, len(years))
    yield Series(name, theme.colour("accent"), path, line=True, faint=True)
    for at, rate in enumerate(rates, start=1):
        name = tr("{rate} % stated", rate=tr.number(rate))
        path = compounded(start, rate / 100, len(years))
        yield Series(name, theme.series(at), path, line=True, faint=True)


chart = ChartSpec("growth", 50, _draw, key="period", pick=pick_years, tabs=("statistics",))
