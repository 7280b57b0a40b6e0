"""What the steps of the history are called: made of what was done and to what, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.words.language import Language

_FIELDS: Final = 3
"""The most fields that a label names."""


def step_label(tr: Language, action: str, parts: Mapping[str, Any]) -> str:
    """What a step is called, as a command: “Rename Nye, Joseph”, “Delete 3 records”.

    `action` and `parts` are those of a step of the journal; what is not known is named by its action.
    """
    name, number = str(parts.get("name", "")), int(parts.get("n", 0))
    match action:
        case "add" if name:
            return tr("Add {name}", name=name)
        case "add":
            return tr.counted(number, "Add {n} record", "Add {n} records")
        case "set":
            return _set(tr, name, number, parts)
        case "delete" if name:
            return tr("Delete {name}", name=name)
        case "delete":
            return tr.counted(number, "Delete {n} record", "Delete {n} records")
        case "merge" | "distinct" | "not_distinct":
            return _merge(tr, action, name, number)
        case "decide":
            one = "Decide on {n} finding of the audit"
            return tr.counted(number, one, "Decide on {n} findings of the audit")
        case "prefer":
            return tr("Prefer {name}", name=name)
        case "import":
            one, many = "Import {n} record from {source}", "Import {n} records from {source}"
            return tr.counted(number, one, many, source=parts.get("source", ""))
        case "update":
            return tr("Update to edition {version}", version=parts.get("version", ""))
        case "revert":
            return _revert(tr, parts)
    return _term(tr, action, parts)


def _merge(tr: Language, action: str, name: str, number: int) -> str:
    """What was found to be the same or not."""
    match action:
        case "distinct":
            one, many = "Not the same: {n} record", "Not the same: {n} records"
        case "not_distinct":
            one, many = "Perhaps the same: {n} record", "Perhaps the same: {n} records"
        case _ if name:
            one, many = "Merge {n} record into {name}", "Merge {n} records into {name}"
        case _:
            one, many = "Merge {n} record into another", "Merge {n} records into others"
    return tr.counted(number, one, many, name=name)


def _set(tr: Language, name: str, number: int, parts: Mapping[str, Any]) -> str:
    keys = [str(key) for key in parts.get("fields", ())]
    kind = str(parts.get("kind", ""))
    if name and kind in CLASSES and len(keys) == 1:
        naming = next((one.key for one in fields_of(CLASSES[kind]) if one.info.naming), "")
        if keys[0] == naming:
            return tr("Rename to {name}", name=name)
    fields = tr.joined(
        [_field(tr, kind, key) for key in keys[:_FIELDS]] + (["…"] if len(keys) > _FIELDS else [])
    )
    if name:
        return tr("Change {name}: {fields}", name=name, fields=fields)
    one, many = "Change {n} record: {fields}", "Change {n} records: {fields}"
    return tr.counted(number, one, many, fields=fields)


def _field(tr: Language, kind: str, key: str) -> str:
    """What a field is called; the key where the kinds that have it call it differently."""
    owners = [CLASSES[kind]] if kind in CLASSES else CLASSES.values()
    labels = {one.info.label for owner in owners for one in fields_of(owner) if one.key == key}
    return tr(labels.pop()) if len(labels) == 1 else key


def _revert(tr: Language, parts: Mapping[str, Any]) -> str:
    label = step_label(tr, str(parts.get("action", "")), parts.get("parts", {}))
    return tr("Take back step {step}: {label}", step=parts.get("step", ""), label=label)


def _term(tr: Language, action: str, parts: Mapping[str, Any]) -> str:
    label, scheme = str(parts.get("label", "")), str(parts.get("scheme", ""))
    values = {"label": label, "scheme": scheme}
    match action:
        case "add_scheme":
            return tr("Add vocabulary {label}", label=label)
        case "add_term":
            return tr("Add term {label} to {scheme}", **values)
        case "change_term":
            return tr("Change term {label} of {scheme}", **values)
        case "rename_term":
            return tr("Rename term {before} to {label}", before=parts.get("before", ""), **values)
        case "retire_term":
            return tr("Retire term {label} of {scheme}", **values)
        case "restore_term":
            return tr("Offer term {label} of {scheme} again", **values)
        case "remove_term":
            return tr("Remove term {label} from {scheme}", **values)
        case "merge_terms":
            return tr("Merge term {before} into {label}", before=parts.get("before", ""), **values)
        case "change_library":
            return tr("Change what the library says of itself")
    return action
