"""Values as JSON text and back, each field read and checked by its annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
_ADAPTERS: dict[object, TypeAdapter[Any]] = {}  # made once a kind


def to_json(value: object) -> str:
    """Return a dataclass as one line of JSON; letters beyond ASCII are written as they are."""
    return _adapter(type(value)).dump_json(value).decode()


def from_json(kind: type[T], text: str | bytes) -> T:
    """Return the value of ``kind`` that `to_json` wrote. Raises `ValueError` for anything else: nothing
    is converted, a number is not a text.
    """
    value: T = _adapter(kind).validate_json(text, strict=True)
    return value


def _adapter(kind: object) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # takes a tenth of a second

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
