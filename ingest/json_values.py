"""Values as JSON text and back, each field read and checked by its annotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
Closed = dict[Literal["extra"], Literal["forbid"]]
CLOSED: Closed = {"extra": "forbid"}  # the `__pydantic_config__` of a kind whose rows hold no other fields
_ADAPTERS: dict[object, TypeAdapter[Any]] = {}  # made once a kind


def to_json(value: object) -> str:
    """Return a dataclass as one line of JSON; letters beyond ASCII are written as they are."""
    return _adapter(type(value)).dump_json(value).decode()


def from_json(kind: type[T], text: str | bytes) -> T:
    """Return the value of ``kind`` that `to_json` wrote. Raises `ValueError` naming the first field that
    is anything else: nothing is converted, a number is not a text.
    """
    from pydantic import ValidationError

    try:
        value: T = _adapter(kind).validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "JSON"
        raise ValueError(f"{where}: {first['msg']}") from error
    return value


def to_row(value: object) -> dict[str, object]:
    """Return a dataclass as an object of JSON: of texts, numbers, lists and objects."""
    row: dict[str, object] = _adapter(type(value)).dump_python(value, mode="json")
    return row


def from_row(kind: type[T], row: object) -> T:
    """Return the value of ``kind`` that `to_row` made. Raises `ValueError` for anything else."""
    return from_json(kind, json.dumps(row))


def _adapter(kind: object) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # takes a tenth of a second

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
