"""Names as BibTeX writes them: “and” between them, braces around bodies, von and Jr in their places."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.domain.authorities import Agent
from spexplorer.formats.latex_text import escaped, plain, split_outside_braces
from spexplorer.formats.printed_names import PrintedName, body_of, is_body, name_of


def names_of(value: str) -> Iterator[PrintedName | None]:
    """The names of a field in order; None stands for “and others”."""
    for text in split_outside_braces(" ".join(value.split()), r"(?i)(?<=\s)and(?=\s)|^and(?=\s)"):
        name = text.strip()
        if name.lower() == "others":
            yield None
        elif name:
            yield _name(name)


def _name(text: str) -> PrintedName:
    if text.startswith("{") and _closes_at_end(text):
        return body_of(plain(text))
    if "=" in text and (extended := _extended(text)) is not None:
        return extended
    parts = [part.strip() for part in split_outside_braces(text, ",")]
    if len(parts) == 1:
        return _without_comma(text)
    family, *others = parts
    three = 3
    suffix = plain(others[0]) if len(parts) >= three else ""
    given = plain(others[-1])
    particles, name = _particles(family)
    return PrintedName(
        family=plain(name), given=given, non_dropping_particle=plain(particles), suffix=suffix
    )


def _closes_at_end(text: str) -> bool:
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return at == len(text) - 1
    return False


def _extended(text: str) -> PrintedName | None:
    """BibLaTeX’s own form: family=Berg, given=Anna, prefix=van den."""
    parts = {}
    for part in split_outside_braces(text, ","):
        key, separator, value = part.partition("=")
        if not separator:
            return None
        parts[key.strip().lower()] = plain(value.strip().strip('"'))
    if "family" not in parts:
        return None
    return PrintedName(
        family=parts["family"],
        given=parts.get("given", ""),
        suffix=parts.get("suffix", ""),
        non_dropping_particle=parts.get("prefix", ""),
    )


def _without_comma(text: str) -> PrintedName:
    """First von Last: the particle begins with a small letter; braces keep words together."""
    words = split_outside_braces(text, r"(?:\s|~)+")
    decoded = [plain(word) for word in words if word]
    if not any(word.startswith("{") for word in words):
        whole = " ".join(decoded)
        return body_of(whole) if is_body(whole) else _in_order(decoded)
    return _in_order(decoded)


def _in_order(words: list[str]) -> PrintedName:
    if len(words) == 1:
        return name_of(words[0])
    small = [at for at, word in enumerate(words[:-1]) if word[:1].islower()]
    first, last = (small[0], small[-1] + 1) if small else (len(words) - 1, len(words) - 1)
    return PrintedName(
        family=" ".join(words[last:]),
        given=" ".join(words[:first]),
        non_dropping_particle=" ".join(words[first:last]),
    )


def _particles(family: str) -> tuple[str, str]:
    words = split_outside_braces(family, r"\s+")
    count = 0
    while count < len(words) - 1 and words[count][:1].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def name_in_text(agent: Agent) -> str:
    """An agent as a name of a field: a body in braces, a person as “von Last, Jr, First”."""
    family, given = agent.family, agent.given
    if agent.agent_type == "person" and not family and ", " in agent.name:
        family, _, given = agent.name.partition(", ")
    if agent.agent_type != "person" or not family:
        return f"{{{escaped(agent.name)}}}"
    last = _grouped(family)
    if agent.non_dropping_particle:
        last = f"{escaped(agent.non_dropping_particle)} {last}"
    first = " ".join(filter(None, (given, agent.dropping_particle)))
    return ", ".join(filter(None, (last, agent.suffix and escaped(agent.suffix), _grouped(first))))


def _grouped(name: str) -> str:
    """A part of a name, in braces where a comma, “and” or small first letter would be misread."""
    text = escaped(name)
    small = any(word[:1].islower() for word in name.split(" ")[:-1])
    return f"{{{text}}}" if "," in name or " and " in f" {name} " or small else text
