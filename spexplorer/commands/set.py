"""Set fields of one or several records: text, or JSON where a field repeats; empty takes the value away.

FIELD+=VALUE adds an item to a list, FIELD-=VALUE takes one away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spexplorer.commands.console.writing import (
    assignments,
    plain_value,
    split_library,
    tell_step,
    writing,
)
from spexplorer.support.errors import AppError
from spexplorer.words.language import PLAIN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from spexplorer.domain.fields import Field
    from spexplorer.operations.editing.batches import Change

WRITES = True


def grammar(parser: ArgumentParser) -> None:
    """Declare the words the command takes."""
    parser.add_argument("id", metavar="ID")
    words = "further ids, and the fields with their new values (+= adds, -= takes away)"
    parser.add_argument("words", nargs="+", metavar="[ID...] FIELD=VALUE... [LIBRARY]", help=words)


def run(options: Namespace) -> int:
    """Set fields as one step."""
    from spexplorer.operations.editing import batch, set_fields
    from spexplorer.operations.editing.checks import fields_of_id

    words, library = split_library(options.words)
    ids = [options.id, *(word for word in words if "=" not in word and ":" in word)]
    words = [word for word in words if word not in ids]
    if not words:
        raise AppError(PLAIN("There is nothing to set; give FIELD=VALUE."))
    fields = fields_of_id(options.id)
    if len(ids) == 1 and not any(map(_sign, words)):
        operation = set_fields(options.id, assignments(words, fields))
    else:
        operation = batch(ids, [_change(word, fields) for word in words])
    with writing(library) as writer:
        tell_step(writer.run(operation), operation.action)
    return 0


def _sign(word: str) -> str:
    """“+” or “-” of a word that adds or takes away, else nothing."""
    name = word.partition("=")[0]
    return name[-1:] if name[-1:] in ("+", "-") else ""


def _change(word: str, fields: dict[str, Field]) -> Change:
    from spexplorer.operations.editing.batches import AddItem, RemoveItem, SetField

    sign = _sign(word)
    if not sign:
        ((name, value),) = assignments([word], fields).items()
        return SetField(name, value)
    name, text = word.partition("=")[0][:-1], word.partition("=")[2]
    value = _item(name, text, fields.get(name))
    return AddItem(name, value) if sign == "+" else RemoveItem(name, value)


def _item(name: str, text: str, field: Field | None) -> Any:
    """One item of a list: text, or JSON where it has parts or is a number."""
    if field is None or not field.repeats:
        return plain_value(name, text, field)
    from dataclasses import replace

    return plain_value(name, text, replace(field, repeats=False))
