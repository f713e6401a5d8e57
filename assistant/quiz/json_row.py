"""Items as JSON objects and back: for the bank on disk and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast, get_args

from assistant.quiz.types import KINDS, LEVELS, Asking, Cited, Family, Kind, Level, QuizItem
from ingest.types import Locator, Span

Row = Mapping[str, object]


def as_row(item: QuizItem) -> dict[str, object]:
    return {
        "id": item.id,
        "kind": item.kind,
        "level": item.level,
        "family": item.family,
        "stem": item.stem,
        "options": list(item.options),
        "key": list(item.key),
        "prompts": list(item.prompts),
        "rationale": item.rationale,
        "correction": item.correction,
        "citations": [
            {
                "locator": str(c.locator),
                "span": [c.span.start, c.span.end],
                "quote": c.quote,
                "label": c.label,
                "page": c.page,
                "text_hash": c.text_hash,
            }
            for c in item.citations
        ],
        "topics": list(item.topics),
        "section": item.section,
        "fingerprint": item.fingerprint,
        "askings": [
            {"question": a.question, "locator": str(a.locator), "inside": a.inside} for a in item.askings
        ],
        "rivals": [str(x) for x in item.rivals],
    }


def from_row(row: Row) -> QuizItem:
    """Raises `ValueError` or `KeyError` for what is not an item."""
    citations = tuple(_cited(c) for c in _rows(row["citations"]))
    if not citations:
        raise ValueError("an item needs a citation")
    return QuizItem(
        str(row["id"]),
        cast(Kind, _one_of(row, "kind", KINDS)),
        cast(Level, _one_of(row, "level", LEVELS)),
        cast(Family, _one_of(row, "family", get_args(Family))),
        str(row["stem"]),
        _texts(row["options"]),
        _texts(row["key"]),
        str(row["rationale"]),
        citations,
        _texts(row["topics"]),
        str(row["section"]),
        str(row["fingerprint"]),
        _texts(row["prompts"]),
        str(row["correction"]),
        tuple(
            Asking(str(a["question"]), Locator.parse(str(a["locator"])), bool(a["inside"]))
            for a in _rows(row["askings"])
        ),
        tuple(Locator.parse(x) for x in _texts(row["rivals"])),
    )


def _cited(row: Row) -> Cited:
    start, end = cast(list[int], row["span"])
    return Cited(
        Locator.parse(str(row["locator"])),
        Span(int(start), int(end)),
        str(row["quote"]),
        str(row["label"]),
        int(cast(int, row["page"])),
        str(row["text_hash"]),
    )


def _one_of(row: Row, name: str, known: Sequence[str]) -> str:
    if row[name] not in known:
        raise ValueError(f"{name} {row[name]!r} is unknown")
    return str(row[name])


def _rows(value: object) -> list[Row]:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise ValueError("must be a list of objects")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError("must be a list of texts")
    return tuple(value)
