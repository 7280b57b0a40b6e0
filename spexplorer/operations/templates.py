"""Templates: filled forms kept by a name in the user's folder, for records like them in any library."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from spexplorer.domain.fields import CLASSES, Shape, fields_of
from spexplorer.support.errors import EnvironmentProblem
from spexplorer.support.folders import user_data

_FORMAT: Final = 1
_ENDING: Final = ".json"
_MADE_HERE: Final = frozenset({"id", "origin", "created", "modified", "fingerprint", "token_count"})


@dataclass(frozen=True, slots=True)
class Template:
    """A filled form of a kind: `raw` is what is typed, `key` the name of its file."""

    name: str
    kind: str
    raw: dict[str, Any]
    key: str = ""


def template_of(name: str, kind: str, raw: dict[str, Any]) -> Template:
    """A template of what is typed into a form."""
    kept = {field: value for field, value in raw.items() if value not in ("", [], None)}
    return Template(
        name.strip(),
        kind,
        {field: value for field, value in kept.items() if field not in _MADE_HERE},
        uuid4().hex,
    )


def template_folder() -> Path:
    """Where templates lie."""
    return user_data() / "templates"


def keep_template(template: Template) -> None:
    """Put a template on disk, whole or not at all. Raises EnvironmentProblem where that cannot be."""
    folder = template_folder()
    part = folder / f"{template.key}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"format": _FORMAT, **asdict(template)}, ensure_ascii=False, indent=1)
        part.write_text(text, encoding="utf-8")
        part.replace(part.with_suffix(_ENDING))
    except OSError as error:
        raise EnvironmentProblem(
            f"The template cannot be kept in {folder} ({error.strerror}); free space there, or let it"
            " be written to."
        ) from error


def drop_template(template: Template) -> None:
    """Remove a template; one that is gone already is no matter."""
    with suppress(OSError):
        (template_folder() / f"{template.key}{_ENDING}").unlink()


def templates() -> list[Template]:
    """All templates by their names; a file that cannot be read is left where it is and not listed."""
    found = []
    with suppress(OSError):
        found = [one for path in template_folder().glob(f"*{_ENDING}") if (one := _read(path))]
    return sorted(found, key=lambda one: (one.name.casefold(), one.kind))


def _read(path: Path) -> Template | None:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values.pop("format") != _FORMAT:
            return None
        template = Template(**values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    is_sound = (
        template.kind in CLASSES
        and isinstance(template.raw, dict)
        and isinstance(template.name, str)
        and template.key == path.stem
    )
    return template if is_sound else None


def raw_for(template: Template, is_there: Callable[[str], bool]) -> dict[str, Any]:
    """What a form begins with in a library: links to records that it does not hold are left out."""
    return _fields(CLASSES[template.kind], template.raw, is_there)


def _fields(owner: type, raw: dict[str, Any], is_there: Callable[[str], bool]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in fields_of(owner):
        if field.name not in raw:
            continue
        value = raw[field.name]
        if field.shape is Shape.LINK:
            value = _links(value, is_there)
        elif field.part is not None and isinstance(value, list):
            parts = [one for one in value if isinstance(one, dict)]
            value = [_fields(field.part, one, is_there) for one in parts]
        made[field.name] = value
    return made


def _links(value: Any, is_there: Callable[[str], bool]) -> Any:
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str) and is_there(one)]
    return value if isinstance(value, str) and is_there(value) else ""
