"""Anki: a deck of cards whose GUIDs come from the items' ids, so that a re-import updates them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from assistant.quiz.export.shapes import letter, notes
from assistant.quiz.items import TYPED, QuizItem

_MODEL = 1607392319  # of the card's layout: a constant of ours, kept for ever
_FIELDS = ("Id", "Question", "Options", "Answer", "Why", "Quote", "Source")
_FRONT = "<div class=q>{{Question}}</div><div class=o>{{Options}}</div>"
_BACK = (
    "{{FrontSide}}<hr id=answer><div class=a>{{Answer}}</div><p>{{Why}}</p>"
    "<blockquote>{{Quote}}</blockquote><p class=s>{{Source}}</p>"
)
_CSS = (
    ".card{font-family:sans-serif;font-size:18px;text-align:left} .a{font-weight:bold} "
    ".s{color:#666;font-size:14px}"
)


def write(items: Sequence[QuizItem], title: str) -> bytes:
    import genanki

    model = genanki.Model(
        _MODEL,
        "Policy quiz",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    deck = genanki.Deck(_number(title), title)
    for item in items:
        tags = [t.replace(" ", "-") for t in (item.level, item.kind, *item.topics)]
        deck.add_note(genanki.Note(model, _fields(item), guid=genanki.guid_for(item.id), tags=tags))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(path))
        return path.read_bytes()


def _fields(item: QuizItem) -> list[str]:
    quotes = "<br>".join(f"“{escape(c.quote)}”" for c in item.citations)
    sources = "; ".join(f"{escape(c.label)}, p. {c.page}" for c in item.citations)
    told = " ".join(p for p in (item.rationale, item.correction) if p)
    why = "<br>".join(escape(text) for text in (told, *notes(item)))
    return [item.id, escape(item.stem), _options(item), escape(_answer(item)), why, quotes, sources]


def _options(item: QuizItem) -> str:
    if item.kind in TYPED:
        return ""
    prompts = f"<p>{escape('; '.join(item.prompts))}</p>" if item.prompts else ""
    return prompts + "<br>".join(f"{letter(n)}) {escape(o)}" for n, o in enumerate(item.options))


def _answer(item: QuizItem) -> str:
    return " / ".join(item.key) if item.kind in TYPED else item.answer


def _number(title: str) -> int:
    """A deck's id below 2^31, the same for the same title."""
    return int(hashlib.sha256(title.encode()).hexdigest()[:7], 16) + 2**28
