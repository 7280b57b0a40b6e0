"""The network in numbers: the graph, its pictures, layouts and the shortest links."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from spexplorer.domain.kinds import KINDS
from spexplorer.exploring.graph_layout import Springs, _far_and_near, columns, lay_out, rings
from spexplorer.exploring.network import (
    CalledOffError,
    LinkGraph,
    NetworkData,
    NetworkPicture,
    NetworkRequest,
    quotas,
    read_graph,
)
from spexplorer.exploring.network_fading import paths_of, picture_of
from spexplorer.exploring.network_pictures import ego_picture, whole_picture
from spexplorer.exploring.shortest_path import shortest
from spexplorer.operations.reader import Reader

SHOWN = frozenset({"agent", "instrument", "agreement", "work"})


@pytest.fixture(scope="module")
def graph(bundled) -> LinkGraph:
    return read_graph(bundled)


@pytest.fixture(scope="module")
def reader(bundled):
    made = Reader(bundled)
    yield made
    made.close()


def passing(reader, graph: LinkGraph, possible=None, certain=None) -> NetworkData:
    """What pictures are made from, with everything passing where nothing else is said."""
    possible = np.ones(len(graph), dtype=np.bool_) if possible is None else possible
    return NetworkData(reader.rows_at, graph, possible if certain is None else certain, possible)


def at(graph: LinkGraph, reader: Reader, record_id: str) -> int:
    found = graph.at(reader.row(record_id).number)
    assert found is not None
    return found


def ids(reader: Reader, graph: LinkGraph, positions) -> set[str]:
    return {row.id for row in reader.rows_at(graph.numbers[positions])}


def whole(reader, graph, possible=None, **wanted):
    chosen = NetworkRequest(**({"kinds": SHOWN, "limit": 400, "least": 1} | wanted))
    return whole_picture(passing(reader, graph, possible), chosen)


def test_the_graph_has_every_link_at_both_ends(graph, reader) -> None:
    for record in ("agent:china", "place:almaty"):
        here = at(graph, reader, record)
        links = reader.every_link(record)
        assert int(graph.starts[here + 1] - graph.starts[here]) == len(links)
        slots = range(graph.starts[here], graph.starts[here + 1])
        seen = sorted((graph.how(s).predicate, graph.how(s).outward) for s in slots)
        assert seen == sorted((link.predicate, link.outward) for link in links)
        assert ids(reader, graph, graph.far[graph.starts[here] : graph.starts[here + 1]]) == {
            link.row.id for link in links
        }


def test_a_record_number_that_is_not_there_has_no_position(graph) -> None:
    assert graph.at(int(graph.numbers[-1]) + 1) is None


def test_lines_are_direct_links_and_records_in_common(graph, reader) -> None:
    picture = whole(reader, graph)
    place = {row.id: node for node, row in enumerate(picture.rows)}
    pair = {place["agent:china"], place["agent:kazakhstan"]}
    edge = next(e for e in picture.edges if {e.a, e.b} == pair)
    joining = {}
    for record in ("agent:china", "agent:kazakhstan"):
        joining[record] = {
            link.row.id
            for link in reader.every_link(record)
            if link.row.kind in ("event", "claim", "statistic")
        }
    common = joining["agent:china"] & joining["agent:kazakhstan"]
    assert edge.steps == ()
    counted = dict(edge.joined)
    assert sum(counted.values()) == len(common)
    assert counted["event"] == sum(uid.startswith("event:") for uid in common)


def test_weak_lines_are_left_out_and_counted(graph, reader) -> None:
    every, some = whole(reader, graph), whole(reader, graph, least=3)
    assert every.weaker == 0 < some.weaker
    assert len(some.edges) == len(every.edges) - some.weaker
    assert all(edge.steps or edge.weight >= 3 for edge in some.edges)


def test_every_kind_has_its_share_of_a_small_picture_and_the_most_linked_stay(
    graph, reader
) -> None:
    picture = whole(reader, graph, limit=40)
    assert len(picture.nodes) + picture.alone == 40
    assert {row.kind for row in picture.rows} == SHOWN
    assert "agent:china" in {row.id for row in picture.rows}
    assert sum(share.drawn for share in picture.shares) == len(picture.nodes)


def test_what_does_not_pass_is_neither_drawn_nor_joins(graph, reader) -> None:
    everything = np.ones(len(graph), dtype=np.bool_)
    no_events = everything & ~graph.of_kinds(["event"])
    picture = whole(reader, graph, no_events)
    assert all(kind != "event" for edge in picture.edges for kind, _ in edge.joined)
    nothing = np.zeros(len(graph), dtype=np.bool_)
    empty = whole(reader, graph, nothing)
    assert len(empty.nodes) == 0 and empty.edges == ()


def some_pass(graph: LinkGraph, seed: int = 3):
    """Which records pass, for certain, of a filter drawn by lot."""
    possible = np.random.default_rng(seed).random(len(graph)) < 0.5
    return possible, possible & (np.arange(len(graph)) % 3 > 0)


def lines(picture: NetworkPicture) -> dict[frozenset[str], tuple]:
    """The lines that pass: which records, and what makes each."""
    names = [row.id for row in picture.rows]
    return {frozenset((names[e.a], names[e.b])): (e.weight, set(e.joined)) for e in picture.edges}


def test_under_a_filter_every_place_stays_and_what_passes_is_what_would_be_drawn(
    graph, reader
) -> None:
    material = passing(reader, graph, *some_pass(graph))
    wanted = NetworkRequest(SHOWN, 400, least=1)
    picture, base = picture_of(material, wanted, only=False)
    assert base is not None and picture.stays
    unfiltered = whole(reader, graph)
    assert np.array_equal(picture.nodes, unfiltered.nodes)
    assert np.array_equal(picture.x, unfiltered.x) and np.array_equal(picture.y, unfiltered.y)
    assert np.array_equal(picture.passes, material.possible[picture.nodes])
    assert np.array_equal(picture.certain, material.certain[picture.nodes])
    assert len(picture.edges) + len(picture.faded) == len(unfiltered.edges)
    alone = whole_picture(material, wanted)
    assert lines(picture) == lines(alone)
    assert {row.id for row in alone.rows} <= {
        row.id for row, passes in zip(picture.rows, picture.passes, strict=True) if passes
    }
    assert [share.passing for share in picture.shares] == [s.passing for s in alone.shares]
    drawn = sum(share.drawn for share in picture.shares)
    assert drawn == picture.passes.sum() and picture.cut == 0


def test_a_filter_after_the_first_lays_nothing_out(graph, monkeypatch, reader) -> None:
    from spexplorer.exploring import network_pictures

    base = whole(reader, graph)
    monkeypatch.setattr(network_pictures, "lay_out", None)
    material = passing(reader, graph, *some_pass(graph))
    picture, kept = picture_of(material, NetworkRequest(SHOWN, 400, least=1), base, only=False)
    assert kept is base and picture.nodes is base.nodes and picture.x is base.x


def test_weak_pairs_that_pass_are_counted_under_a_filter(reader, graph) -> None:
    material = passing(reader, graph, *some_pass(graph))
    wanted = NetworkRequest(SHOWN, 400, least=3)
    picture, base = picture_of(material, wanted, only=False)
    assert base is not None and 0 < picture.weaker < base.weaker
    everything, _ = picture_of(passing(reader, graph), wanted, only=False)
    assert everything.weaker == base.weaker and len(everything.faded) == 0


def test_what_finds_no_room_or_shall_not_fade_is_left_out(reader, graph) -> None:
    material = passing(reader, graph, *some_pass(graph))
    for wanted, only in ((NetworkRequest(SHOWN, 60), False), (NetworkRequest(SHOWN, 400), True)):
        picture, base = picture_of(material, wanted, only=only)
        assert base is None and not picture.stays and picture.passes.all()


def test_round_a_record_all_stay_and_the_middle_holds_its_lines(graph, reader) -> None:
    here = at(graph, reader, "place:almaty")
    possible, certain = some_pass(graph)
    possible[here] = False
    wanted = NetworkRequest(frozenset(KINDS), 500, ego=here)
    picture, base = picture_of(passing(reader, graph, possible, certain), wanted, only=False)
    assert base is not None and np.array_equal(picture.nodes, base.nodes)
    assert not picture.passes[0]
    live = {e.b for e in picture.edges if e.a == 0}
    assert live == {node for node in np.flatnonzero(picture.passes) if picture.ring[node] == 1}
    assert picture.shares[0].drawn == len(live)
    small, none = picture_of(passing(reader, graph, possible), replace(wanted, limit=5), only=False)
    assert small.passes[1:].all() and (none is None or none.cut)


def test_paths_lead_through_everything_or_only_through_what_passes(graph, reader) -> None:
    ends = at(graph, reader, "agent:china"), at(graph, reader, "agent:kazakhstan")
    possible, certain = some_pass(graph)
    possible[list(ends)] = False
    material = passing(reader, graph, possible, certain)
    every, base = paths_of(material, ends, KINDS, only=False)
    free = between(reader, graph, reader, "agent:china", "agent:kazakhstan")
    assert every is not None and every.count == free.count
    assert np.array_equal(every.picture.passes, possible[every.picture.nodes])
    again, _ = paths_of(material, ends, KINDS, base, only=False)
    assert again is not None and again.picture.nodes is every.picture.nodes
    strict, _ = paths_of(material, ends, KINDS, base, only=True)
    assert strict is not None and strict.count < every.count
    passes = strict.picture.passes.tolist()
    assert all(passes[node] for path in strict.paths for node in path[1:-1])
    assert not passes[strict.paths[0][0]] and not passes[strict.paths[0][-1]]


def test_what_is_drawn_itself_does_not_join(graph, reader) -> None:
    picture = whole(reader, graph, kinds=SHOWN | {"event"}, limit=2000)
    assert all(kind != "event" for edge in picture.edges for kind, _ in edge.joined)
    assert any("event" in {picture.rows[e.a].kind, picture.rows[e.b].kind} for e in picture.edges)


def test_the_same_wish_gives_the_same_picture(graph, reader) -> None:
    one, two = whole(reader, graph, limit=120), whole(reader, graph, limit=120)
    assert np.array_equal(one.x, two.x) and np.array_equal(one.y, two.y)


def test_neighbours_are_the_links_of_the_reader(graph, reader) -> None:
    for record in ("agent:kazakhstan", "place:almaty"):
        wanted = NetworkRequest(frozenset(KINDS), 2000, ego=at(graph, reader, record))
        picture = ego_picture(passing(reader, graph), wanted)
        assert picture.rows[0].id == record
        assert {row.id for row in picture.rows[1:]} == {
            link.row.id for link in reader.every_link(record)
        }
        predicates = {
            (picture.rows[edge.b].id, step.predicate)
            for edge in picture.edges
            if edge.a == 0
            for step in edge.steps
        }
        assert predicates == {(link.row.id, link.predicate) for link in reader.every_link(record)}


def test_rings_are_the_distance_from_the_middle(graph, reader) -> None:
    wanted = NetworkRequest(SHOWN | {"event"}, 2000, ego=at(graph, reader, "place:almaty"), depth=3)
    picture = ego_picture(passing(reader, graph), wanted)
    ring = picture.ring.tolist()
    assert {0, 1, 2, 3} == set(ring)
    assert all(abs(ring[edge.a] - ring[edge.b]) <= 1 for edge in picture.edges)
    nearer = {max(e.a, e.b, key=lambda n: ring[n]) for e in picture.edges if ring[e.a] != ring[e.b]}
    assert nearer == {node for node in range(len(ring)) if ring[node]}


def test_a_crowded_ring_says_how_many_there_are(graph, reader) -> None:
    wanted = NetworkRequest(frozenset(KINDS), 20, ego=at(graph, reader, "agent:china"))
    picture = ego_picture(passing(reader, graph), wanted)
    assert len(picture.nodes) == 21
    linked = {link.row.id for link in reader.every_link("agent:china")}
    assert picture.shares[0].drawn == 20 and picture.shares[0].linked == len(linked)


def path_ids(found) -> list[list[str]]:
    return [[found.picture.rows[node].id for node in path] for path in found.paths]


def between(bundled, graph, reader, one, other, allowed=None):
    ends = at(graph, reader, one), at(graph, reader, other)
    return shortest(passing(reader, graph, allowed), ends)


def by_walking(reader: Reader, one: str, other: str, allowed) -> tuple[int, int]:
    """Length and number of the shortest paths, found by following the reader's links."""
    level, length = {one: 1}, 0
    seen = {one}
    while other not in level:
        following: dict[str, int] = {}
        for here, ways in level.items():
            for near in {link.row.id for link in reader.every_link(here)} - seen:
                if near == other or allowed(near):
                    following[near] = following.get(near, 0) + ways
        if not following:
            return -1, 0
        seen |= following.keys()
        level, length = following, length + 1
    return length, level[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("agent:china", "agent:kazakhstan"),
        ("agent:kazakhstan", "place:almaty"),
        ("place:almaty", "work:kn2018"),
    ],
)
@pytest.mark.parametrize("passages", [True, False])
def test_shortest_links_are_those_a_walk_finds(graph, reader, one, other, passages) -> None:
    if reader.row(other) is None:
        other = reader.rows("work")[0].id
    allowed = np.ones(len(graph), dtype=np.bool_)
    if not passages:
        allowed &= ~graph.of_kinds(["passage"])
    found = between(reader, graph, reader, one, other, allowed)
    length, count = by_walking(
        reader, one, other, lambda uid: passages or not uid.startswith("passage:")
    )
    assert found is not None
    assert found.count == count
    for path in path_ids(found):
        assert (path[0], path[-1], len(path)) == (one, other, length + 1)
        for here, there in pairwise(path):
            assert there in {link.row.id for link in reader.every_link(here)}
    assert len({tuple(path) for path in path_ids(found)}) == len(found.paths)


def test_a_step_says_every_predicate_and_its_direction(graph, reader) -> None:
    event = next(
        link for link in reader.every_link("agent:china") if link.predicate == "agents"
    ).row.id
    found = between(reader, graph, reader, "agent:china", event)
    assert found is not None and found.count == 1
    (edge,) = found.picture.edges
    assert ("agents", False) in {(step.predicate, step.outward) for step in edge.steps}


def test_no_path_and_the_same_record_are_plain_answers(graph, reader) -> None:
    nothing = np.zeros(len(graph), dtype=np.bool_)
    ends = "agent:china", "agent:kazakhstan"
    assert between(reader, graph, reader, *ends, nothing) is None
    same = between(reader, graph, reader, "agent:china", "agent:china")
    assert same is not None and same.paths == ((0,),) and same.count == 1


def test_work_that_is_called_off_stops(reader, graph) -> None:
    called_off = replace(passing(reader, graph), cancelled=lambda: True)
    with pytest.raises(CalledOffError):
        whole_picture(called_off, NetworkRequest(SHOWN, 300))
    asked = iter([False, False, False, False, True])
    with pytest.raises(CalledOffError):
        lay_out(ring_of(30), lambda: next(asked))


def ring_of(count: int) -> Springs:
    here = np.arange(count)
    return Springs(here, here, (here + 1) % count, np.ones(count))


def test_linked_nodes_lie_near_one_another() -> None:
    x, y = lay_out(ring_of(60))
    apart = np.hypot(x - np.roll(x, -1), y - np.roll(y, -1))
    across = np.hypot(x - np.roll(x, 30), y - np.roll(y, 30))
    assert apart.mean() < across.mean() / 3
    assert max(np.ptp(x), np.ptp(y)) == pytest.approx(2)


def test_twins_do_not_lie_in_one_point() -> None:
    star = Springs(np.arange(30), np.zeros(29, dtype=int), np.arange(1, 30), np.ones(29))
    x, y = lay_out(star)
    apart = np.hypot(x[:, None] - x, y[:, None] - y) + np.eye(30)
    assert apart.min() > 0.02


def test_the_grid_pushes_as_all_pairs_would() -> None:
    random = np.random.default_rng(4)
    at_, mass = random.random((600, 2)) ** 2, 1 + random.random(600)
    apart = at_[:, None] - at_[None]
    square = (apart**2).sum(axis=2) + 1e-9
    exact = (apart * (mass[None, :] / square)[..., None]).sum(axis=1)
    wrong = np.abs(_far_and_near(at_, mass) - exact).mean() / np.abs(exact).mean()
    assert wrong < 0.05


def test_rings_and_columns_have_a_place_a_node() -> None:
    ring = np.array([0, 1, 1, 1, 2, 2])
    x, y = rings(ring, np.arange(6.0), [(0, 1), (0, 2), (0, 3), (1, 4), (3, 5)])
    assert len({(round(a, 6), round(b, 6)) for a, b in zip(x, y, strict=True)}) == 6
    assert (x[0], y[0]) == (0, 0)
    x, y = columns(np.array([0, 1, 1, 1, 2]))
    assert x.tolist() == [-1, 0, 0, 0, 1]
    assert len(set(y[1:4].tolist())) == 3


def test_quotas_hand_on_what_is_not_needed() -> None:
    assert quotas([5, 100, 1000], 105) == [5, 50, 50]
    assert quotas([5, 3], 300) == [5, 3]
