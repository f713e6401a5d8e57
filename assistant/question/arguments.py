"""Arguments that programs send, over HTTP, MCP or in a file: checked once here, and told in one line if
wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.types import Turn
from ingest.errors import QuestionError
from ingest.types import Locator

MOST_TURNS = 200  # of a conversation
_KINDS = (  # of JSON values; the first that fits
    (type(None), "null"),
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (str, "text"),
    (list, "a list"),
    (dict, "an object"),
)
_HALF = "holds half a character (a lone surrogate); send whole characters"
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "int_from_float": "a whole number",
}


def _encodable(text: str) -> str:
    """The text itself; half of a character (a lone surrogate) cannot be written to any file."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(_HALF)
    return text


def _locator(text: str) -> str:
    Locator.parse(text)
    return text


def _listed(value: object) -> object:
    """Null is nothing, and one name is a list of one."""
    return [] if value is None else [value] if isinstance(value, str) else value


def _none_is_empty(value: object) -> object:
    return [] if value is None else value


Text = Annotated[str, AfterValidator(_encodable)]
Names = Annotated[list[Text], BeforeValidator(_listed)]
Cited = Annotated[list[Annotated[Text, AfterValidator(_locator)]], BeforeValidator(_listed)]


class Arguments(BaseModel):
    """Nothing is converted: a number is not text, and 3.0 is not a whole number."""

    model_config = ConfigDict(strict=True, frozen=True)


class EarlierTurn(Arguments):
    """A turn of the conversation before; other fields of it are left alone."""

    question: Text = Field(description="what was asked")
    citations: Cited = Field([], description="locators that the reply cited")


class AskArguments(Arguments):
    question: Text = Field(description="In plain words, or an address: para 17.2, 1325 OP 8(a).")
    documents: Names = Field([], description="Ids of the documents to search; empty: all.")
    history: Annotated[list[EarlierTurn], BeforeValidator(_none_is_empty)] = Field(
        [], max_length=MOST_TURNS, description="Earlier turns, oldest first."
    )

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(turn.question, tuple(map(Locator.parse, turn.citations))) for turn in self.history)


class ShowArguments(Arguments):
    locator: Text = Field(
        min_length=1,
        max_length=500,
        description="nato-wps-2024#para-17.2, or any address that ask understands: 1325 OP 8(a).",
    )


class CheckArguments(Arguments):
    text: Text = Field(description="Markdown or plain text, up to 100,000 characters.")


Checked = TypeVar("Checked", bound=Arguments)


def read_arguments(kind: type[Checked], given: Mapping[str, Any]) -> Checked:
    """Raises `QuestionError` that names the first field that is wrong and what it must be."""
    try:
        return kind.model_validate(dict(given))
    except ValidationError as error:
        raise QuestionError(_told(error)) from None


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    at = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    kind, context = first["type"], first.get("ctx", {})
    field = f"field '{at.lstrip('.')}'"
    if kind == "string_unicode" or str(context.get("error")) == _HALF:
        return f"{field} {_HALF}"
    if kind == "missing":
        return f"{field} is missing"
    if kind in _WANTED:
        fraction = " with a fraction" if isinstance(first["input"], float) and "int" in kind else ""
        return f"{field} must be {_WANTED[kind]}, not {_kind(first['input'])}{fraction}"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{field} must be at {'least' if 'ge' in context else 'most'} {next(iter(context.values()))}"
    if kind == "too_long":
        return f"{field} has more than {context['max_length']} entries; send fewer"
    if kind in ("string_too_short", "string_too_long"):
        return f"{field} must have 1 to 500 characters"
    return f"{field}: {context.get('error', first['msg'])}"


def _kind(value: object) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "something else")
