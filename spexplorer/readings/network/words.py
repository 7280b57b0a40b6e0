"""What the network says: links, nodes, and the picture as a whole, in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from spexplorer.domain.kinds import KIND_LABELS
from spexplorer.exploring.network import PathStep
from spexplorer.words.fields import kind_label, link_label

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.exploring.network import NetworkEdge, NetworkPicture, Share
    from spexplorer.words.language import Language


def step_words(tr: Language, step: PathStep) -> str:
    """A link as it is read from one record to the next: “holds”, or “held by” in its direction."""
    return link_label(tr, step.predicate, outward=step.outward)


def steps_from(edge: NetworkEdge, start: int) -> tuple[PathStep, ...]:
    """The direct links of a line as seen from one of its ends."""
    if edge.a == start:
        return edge.steps
    return tuple(PathStep(step.predicate, not step.outward) for step in edge.steps)


def edge_words(tr: Language, edge: NetworkEdge, start: int) -> str:
    """What links two nodes, read from one of them: the direct links, then what joins them."""
    parts = list(dict.fromkeys(step_words(tr, step) for step in steps_from(edge, start)))
    joined = [
        tr("{kinds} {n}", kinds=tr(KIND_LABELS[kind]), n=tr.number(count))
        for kind, count in edge.joined
    ]
    if joined:
        parts.append(tr("in common: {records}", records=tr.joined(joined)))
    return " · ".join(parts)


def node_words(tr: Language, picture: NetworkPicture, node: int, degree: int) -> str:
    """A node in one sentence."""
    row = picture.rows[node]
    if not picture.passes[node]:
        pattern = "{name}, {kind} (does not pass the filter): linked with {n} of these"
    elif not picture.certain[node]:
        pattern = "{name}, {kind} (passes only possibly): linked with {n} of these"
    else:
        pattern = "{name}, {kind}: linked with {n} of these"
    return tr.counted(degree, pattern, pattern, name=row.label, kind=kind_label(tr, row.kind))


def whole_words(tr: Language, picture: NetworkPicture) -> str:
    """What the whole network shows, what it leaves out, and by which rule."""
    shares = sorted((s for s in picture.shares if s.passing), key=lambda share: -share.drawn)
    if not picture.passes.any():
        return tr("Nothing that passes the filter is linked here.")
    sentences = [
        tr(
            "{nodes}, {links}: {kinds}.",
            nodes=tr.counted(int(picture.passes.sum()), "{n} record", "{n} records"),
            links=tr.counted(len(picture.edges), "{n} line", "{n} lines"),
            kinds=tr.joined([_share(tr, share) for share in shares]),
        )
    ]
    if picture.cut > 0:
        sentences.append(tr("Those with most links are drawn."))
    if picture.least > 1:
        sentences.append(
            tr("A line is a link, or at least {n} records in common.", n=tr.number(picture.least))
        )
        if picture.weaker:
            sentences.append(
                tr.counted(
                    picture.weaker,
                    "{n} pair with fewer is left out.",
                    "{n} pairs with fewer are left out.",
                )
            )
    else:
        sentences.append(tr("A line is a link, or a record in common."))
    if picture.alone:
        sentences.append(
            tr.counted(
                picture.alone,
                "{n} record is not drawn, since no line reaches it.",
                "{n} records are not drawn, since no line reaches them.",
            )
        )
    return " ".join(sentences)


def _share(tr: Language, share: Share) -> str:
    kinds, drawn = tr(KIND_LABELS[share.kind]), tr.number(share.drawn)
    if share.drawn == share.passing:
        return tr("{kinds} {n}", kinds=kinds, n=drawn)
    return tr("{kinds} {n} of {all}", kinds=kinds, n=drawn, all=tr.number(share.passing))


def filter_words(tr: Language, picture: NetworkPicture, *, only: bool) -> str:
    """What becomes of that which does not pass the filter."""
    if only:
        return tr("What does not pass the filter is left out.")
    if not picture.stays:
        return tr(
            "Not everything that is linked finds room, so what does not pass the filter is left out."
        )
    out = int((~picture.passes).sum())
    if not out:
        return tr("Everything that is drawn passes the filter.")
    return tr.counted(
        out,
        "{n} record that does not pass the filter is faded.",
        "{n} records that do not pass the filter are faded.",
    )


def ego_words(tr: Language, picture: NetworkPicture) -> str:
    """What lies around a record, by how many links it is away."""
    parts = []
    for at, share in enumerate(picture.shares, 1):
        drawn, linked = tr.number(share.drawn), tr.number(share.linked)
        if share.drawn < share.linked:
            one, many = "{drawn} of {all} at one link", "{drawn} of {all} at {n} links"
            parts.append(tr.counted(at, one, many, drawn=drawn, all=linked))
        else:
            one, many = "{drawn} at one link", "{drawn} at {n} links"
            parts.append(tr.counted(at, one, many, drawn=drawn))
    words = tr("Around {name}: {parts}.", name=picture.rows[0].label, parts=tr.joined(parts))
    if any(share.drawn < share.linked for share in picture.shares):
        words += " " + tr("Those with most links are drawn.")
    return words


# -- how two records are linked --------------------------------------------------------------------


def path_words(tr: Language, count: int, shown: int, at: int, steps: int) -> str:
    """How long a path is, and which of the equally short ones it is."""
    if steps == 0:
        return tr("Both are the same record.")
    length = tr.counted(steps, "Linked directly.", "{n} links apart.")
    if count == 1:
        return " ".join((length, tr("There is no other path as short.")))
    place = {"at": tr.number(at + 1), "all": tr.number(count), "some": tr.number(shown)}
    if shown < count:
        words = tr(
            "Path {at} of {all} equally short ones; {some} of them can be looked at.", **place
        )
    else:
        words = tr("Path {at} of {all} equally short ones.", **place)
    return " ".join((length, words))


def path_scope(tr: Language, picture: NetworkPicture, path: Sequence[int], *, only: bool) -> str:
    """Through what the search for a path went, and what on the path does not pass the filter."""
    if only:
        return tr("Only through what passes the filter.")
    out = sum(not picture.passes[node] for node in path)
    if not out:
        return tr("Through the whole library; all on this path passes the filter.")
    return tr.counted(
        out,
        "Through the whole library; {n} record on this path does not pass the filter.",
        "Through the whole library; {n} records on this path do not pass the filter.",
    )


def no_path_words(tr: Language, *, chosen: bool, only: bool, passages: bool) -> str:
    """Why no path is shown."""
    if not chosen:
        return tr("Choose two records to see how they are linked.")
    if only:
        words = tr("No chain of links leads from one to the other through what passes the filter.")
    else:
        words = tr("No chain of links leads from one to the other.")
    return words if passages else " ".join((words, tr("Passages are left aside.")))


def path_links(tr: Language, picture: NetworkPicture, path: Sequence[int]) -> list[str]:
    """What links each record of a path with the next."""
    lines = {(edge.a, edge.b): edge for edge in picture.edges}
    lines |= {(edge.b, edge.a): edge for edge in picture.edges}
    return [edge_words(tr, lines[a, b], a) for a, b in pairwise(path)]


def chain_words(labels: Sequence[str], links: Sequence[str]) -> str:
    """A path in one line: “A — takes part in — B — uses — C”."""
    words = labels[0]
    for link, label in zip(links, labels[1:], strict=True):
        words += f" — {link} — {label}"
    return words


def path_rows(tr: Language, picture: NetworkPicture, path: Sequence[int]) -> list[Row]:
    """A path step by step: each record with what links it with the next."""
    links, rows = path_links(tr, picture, path), []
    for at, node in enumerate(path):
        row = picture.rows[node]
        parts = [kind_label(tr, row.kind)]
        if not picture.passes[node]:
            parts.append(tr("does not pass the filter"))
        detail = " · ".join(parts)
        if at < len(links):
            detail += f" — {links[at]} ↓"
        rows.append(row._replace(detail=detail))
    return rows


def list_rows(tr: Language, picture: NetworkPicture) -> list[Row]:
    """The nodes that pass as the list shows them: the middle first, then those with most lines.

    The middle is listed whether it passes or not.
    """
    degrees, ring = picture.degrees(), picture.ring.tolist()
    passing = picture.passes.tolist()
    listed = [at for at, passes in enumerate(passing) if passes or (picture.stretches and at == 0)]
    listed.sort(key=lambda at: (ring[at], -degrees[at], picture.rows[at].label))
    rows = []
    for at in listed:
        row = picture.rows[at]
        parts = [tr.counted(degrees[at], "{n} link", "{n} links"), kind_label(tr, row.kind)]
        if not passing[at]:
            parts.append(tr("does not pass the filter"))
        rows.append(row._replace(detail=" · ".join(parts)))
    return rows
