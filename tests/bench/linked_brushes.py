"""Brushes, filters and facet counts on a large library."""

from __future__ import annotations

from typing import Any

import numpy as np
from desk import Desk, edges, empty_repaint, moves, timed, years
from floor_times import Line, p95

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Mode, Period, Values


def brush_computed(desk: Desk) -> list[Line]:
    """One move of a brush over the years, counted for every chart."""
    from spexplorer.exploring.answers import Brushed
    from spexplorer.exploring.tiles import Resolution

    answers, asked = desk.workspace.answers, [m for m, _ in desk.workspace.asked]
    tiles = answers.tiles("period", asked, Resolution(edges()))

    def move(period: Period) -> None:
        brushed = Brushed(tiles, period)
        for measure in asked:
            brushed.count(measure)

    figure = p95([timed(lambda p=period: move(p)) for period in moves() for _ in range(3)])
    return [Line("a brush move, computed", figure, _bincount(desk), 1, "ms")]


def _bincount(desk: Desk) -> float:
    """The floor of counting: every dated event, one pass over one column."""
    dated = desk.workspace.index.dated("event")
    codes = np.clip((np.asarray(dated.start_min) - day_number(1987, 1, 1)) // 365, 0, 33)
    return p95([timed(lambda: np.bincount(codes, minlength=34)) for _ in range(30)])


def brush_painted(desk: Desk) -> list[Line]:
    """From a move to all linked charts painted."""
    dock, arrived = desk.program.window.charts_dock, []
    desk.workspace.brushed.connect(arrived.append)
    desk.workspace.prepare_brush("period", edges())
    desk.rest()

    def move(period: Period) -> None:
        arrived.clear()
        desk.workspace.brush(period, Mode.REPLACE)
        desk.until(lambda: bool(arrived))
        desk.painted()

    figures = [timed(lambda p=period: move(p)) for period in moves()]
    desk.workspace.brushed.disconnect(arrived.append)
    _let_go(desk)
    return [
        Line(
            "a brush move, painted in all charts",
            p95(figures),
            empty_repaint(dock.size()),
            33,
            "ms",
        )
    ]


def _let_go(desk: Desk) -> None:
    desk.workspace.narrow(years(1990, 2018), Mode.REPLACE)
    desk.rest()
    desk.filter(Filter())


def brush_switched(desk: Desk) -> list[Line]:
    """From taking up another chart's brush to its first answer, under the filter of the one before.

    A typed period that ends within a bar is answered from tiles of their own.
    """
    arrived: list[Any] = []
    charts = desk.program.window.charts
    desk.workspace.brushed.connect(arrived.append)

    def switched(stroke: Any, *, pointer_first: bool) -> float:
        arrived.clear()
        if pointer_first:  # the pointer enters a chart before a button is pressed there
            charts.take_up(stroke.key)
            desk.rest()

        def switch() -> None:
            charts.take_up(stroke.key)
            desk.workspace.brush(stroke, Mode.REPLACE)
            desk.until(lambda: bool(arrived))

        figure = timed(switch)
        desk.workspace.narrow(stroke, Mode.REPLACE)
        desk.rest()
        return figure

    def values(facet: str) -> Values:
        return Values(facet, frozenset(desk.workspace.index.facet_values(facet)[:2]))

    # Bars are two years wide here: 2000 to 2011 are whole ones, 2000 to 2010 are not.
    strokes = (years(2000, 2011), values("vector"), values("source_type"))
    figures = {
        pointer_first: [
            switched(stroke, pointer_first=pointer_first) for _ in range(3) for stroke in strokes
        ]
        for pointer_first in (False, True)
    }
    typed = [
        switched(stroke, pointer_first=False) for stroke in (years(2000, 2010), strokes[1]) * 3
    ]
    desk.workspace.brushed.disconnect(arrived.append)
    desk.filter(Filter())
    floor = _bincount(desk)
    return [
        Line("switching the brushed chart, out of nowhere", p95(figures[False]), floor, 100, "ms"),
        Line("switching, the pointer came before", p95(figures[True]), floor, 100, "ms"),
        Line("switching to a period that ends within a bar", p95(typed[::2]), floor, 250, "ms"),
    ]


def facet_counts(desk: Desk) -> list[Line]:
    """The counts of a facet under a filter never asked before, and that filter's own answer."""
    from spexplorer.exploring.answers import Answers

    index, counted, answered = desk.workspace.index, [], []
    facets = ("event_type", "vector", "source_type", "language", "place", "actor")
    for facet in facets:
        index.counts(facet, index.passing(Filter()))  # what is the same under every filter
    for first in range(1990, 2014):
        answers = Answers(index, Filter((years(first, first + 4),)))
        answered.append(timed(answers.passing))
        counted += [timed(lambda f=facet, a=answers: a.counts(f)) for facet in facets]
    _, record, code = index.pairs("actor", "work")
    passing = answers.passing().possible
    floor = p95([timed(lambda: np.bincount(code[passing[record]])) for _ in range(20)])
    return [
        Line("facet counts", p95(counted), floor, 100, "ms"),
        Line("a filter answered", p95(answered), _bincount(desk), None, "ms"),
    ]
