"""What the network says: links, nodes, and the picture as a whole, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.figures import figure
from spexplorer.ui.translation import counted, tr
from spexplorer.words.fields import field_label, kind_label

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.exploring.network import NetworkEdge, NetworkPicture, PathStep, Share


def kinds_label(kind: str) -> str:
    """A kind in the plural."""
    return tr(KIND_LABELS[kind])


def step_words(step: PathStep) -> str:
    """A link as it is read from one record to the next: “Actors”, or “Actors of” against its direction."""
    name = field_label(tr, step.predicate.partition(".")[0])
    return name if step.outward else tr("{field} of", field=name)


def turned(edge: NetworkEdge, start: int) -> tuple[PathStep, ...]:
    """The direct links of a line as seen from one of its ends."""
    if edge.a == start:
        return edge.steps
    return tuple(type(step)(step.predicate, not step.outward) for step in edge.steps)


def edge_words(edge: NetworkEdge, start: int) -> str:
    """What links two nodes, read from one of them: the direct links, then what joins them."""
    parts = [step_words(step) for step in turned(edge, start)]
    joined = [
        f"{count:,} {kind_label(tr, kind) if count == 1 else kinds_label(kind)}".lower()
        for kind, count in edge.joined
    ]
    if joined:
        parts.append(tr("in common: {records}", records=", ".join(joined)))
    return " · ".join(parts)


def node_words(picture: NetworkPicture, node: int, degree: int) -> str:
    """A node in one sentence."""
    row = picture.rows[node]
    linked = counted(degree, "linked with {n} of these", "linked with {n} of these")
    maybe = "" if picture.certain[node] else tr(" (passes only possibly)")
    if not picture.passes[node]:
        maybe = tr(" (does not pass the filter)")
    return f"{row.label}, {kind_label(tr, row.kind)}{maybe}: {linked}"


def whole_words(picture: NetworkPicture) -> str:
    """What the whole network shows, what it leaves out, and by which rule."""
    shares = [share for share in picture.shares if share.passing]
    shares.sort(key=lambda share: -share.drawn)
    if not picture.passes.any():
        return tr("Nothing that passes the filter is linked here.")
    words = tr(
        "{nodes}, {links}: {kinds}.",
        nodes=counted(int(picture.passes.sum()), "{n} record", "{n} records"),
        links=counted(len(picture.edges), "{n} line", "{n} lines"),
        kinds=", ".join(_share(share) for share in shares),
    )
    if picture.cut > 0:
        words += " " + tr("Those with most links are drawn.")
    if picture.least > 1:
        words += " " + tr(
            "A line is a link, or at least {least} records in common.", least=picture.least
        )
        if picture.weaker:
            words += " " + counted(
                picture.weaker,
                "{n} pair with fewer is left out.",
                "{n} pairs with fewer are left out.",
            )
    else:
        words += " " + tr("A line is a link, or a record in common.")
    if picture.alone:
        words += " " + counted(
            picture.alone,
            "{n} record is not drawn, since no line reaches it.",
            "{n} records are not drawn, since no line reaches them.",
        )
    return words


def filter_words(picture: NetworkPicture, *, only: bool) -> str:
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
    return counted(
        out,
        "{n} record that does not pass the filter is faded.",
        "{n} records that do not pass the filter are faded.",
    )


def path_scope(picture: NetworkPicture, path: Sequence[int], *, only: bool) -> str:
    """Through what the search for a path went, and what on the path does not pass the filter."""
    if only:
        return tr("Only through what passes the filter.")
    out = sum(not picture.passes[node] for node in path)
    if not out:
        return tr("Through the whole library; all on this path passes the filter.")
    return tr(
        "Through the whole library; {out}.",
        out=counted(
            out,
            "{n} record on this path does not pass the filter",
            "{n} records on this path do not pass the filter",
        ),
    )


def _share(share: Share) -> str:
    name = kinds_label(share.kind).lower()
    if share.drawn == share.passing:
        return tr("all {n} {kinds}", n=f"{share.drawn:,}", kinds=name)
    return tr("{n} of {all} {kinds}", n=f"{share.drawn:,}", all=f"{share.passing:,}", kinds=name)


def ego_words(picture: NetworkPicture) -> str:
    """What lies round a record, by how many links it is away."""
    name = picture.rows[0].label
    parts = []
    for at, share in enumerate(picture.shares, 1):
        away = counted(at, "at one link", "at {n} links")
        number = f"{share.linked:,}"
        if share.drawn < share.linked:
            number = tr("{n} of {all}", n=f"{share.drawn:,}", all=number)
        parts.append(f"{number} {away}")
    words = tr("Round {name}: {parts}.", name=name, parts=", ".join(parts))
    if any(share.drawn < share.linked for share in picture.shares):
        words += " " + tr("Those with most links are drawn.")
    return words


def path_words(count: int, shown: int, at: int, steps: int) -> str:
    """How long a path is, and which of the equally short ones it is."""
    if steps == 0:
        return tr("Both are the same record.")
    length = counted(steps, "Linked directly.", "{n} links apart.")
    if count == 1:
        return tr("{length} There is no other path as short.", length=length)
    words = tr(
        "{length} Path {at} of {count} equally short ones",
        length=length,
        at=figure(at + 1),
        count=f"{count:,}",
    )
    return words + (
        tr("; {n} of them can be looked at.", n=figure(shown)) if shown < count else "."
    )


def chain_words(labels: Sequence[str], links: Sequence[str]) -> str:
    """A path in one line: “A — actors of — B — instruments — C”."""
    words = labels[0]
    for link, label in zip(links, labels[1:], strict=True):
        words += f" — {link} — {label}"
    return words


def list_rows(picture: NetworkPicture) -> list[Row]:
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
        linked = counted(degrees[at], "{n} link", "{n} links")
        out = "" if passing[at] else f" · {tr('does not pass the filter')}"
        rows.append(row._replace(detail=f"{linked} · {kind_label(tr, row.kind)}{out}"))
    return rows
