"""The lists that the documents make within a sentence, found by the words that open them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quiz.material.source import Excerpt, QuizSource
from ingest.documents.sentences import sentence_spans
from ingest.types import Span

_PART = re.compile(r"[;,]\s+(?:and\s+)?|\s+and(?:, | )(?=[\w-]+(?: [\w-]+){0,4}$)")
_STOP = re.compile(
    r"^(?:in particular|as|which|that|in order|by|through|where|including|particularly|given)\b"
)
FEWEST = 2  # right options of an item; a list needs one more


@dataclass(frozen=True, slots=True)
class Listing:
    """The ``parts`` that a document names ``role``, of one ``sort``."""

    role: str
    sort: str
    parts: tuple[str, ...]
    place: Excerpt


def listings(source: QuizSource) -> list[Listing]:
    found = []
    for paragraph in source.library.paragraphs:
        for span in sentence_spans(paragraph.text.replace("\n", " ")):
            rest = paragraph.text[span.start :]
            for opening in source.library.vocabulary.list_openings:
                start = rest.find(opening.words)
                whole = paragraph.text.find(opening.words) == span.start + start
                if start < 0 or not whole or start > span.end - span.start:
                    continue
                behind = rest[start + len(opening.words) :]
                listed = re.split(r"\.(?:\s|$)|;(?= (?:and )?\w+s )", behind)[0]
                parts = _parts(listed, source.library.vocabulary.unbroken)
                if len(parts) >= FEWEST + 1:
                    end = len(paragraph.text) if len(paragraph.text) < 500 else span.end
                    place = (paragraph.locator, Span(span.start, max(span.end, end)))
                    found.append(Listing(opening.role, opening.sort, parts, place))
    return found


def _parts(text: str, unbroken: Sequence[str]) -> tuple[str, ...]:
    """The members of a list; ``unbroken``: terms that are one member although they read like several."""
    parts: list[str] = []
    for term in unbroken:
        text = re.sub(re.escape(term), lambda m: _closed(m.group()), text, flags=re.IGNORECASE)
    for part in (p.strip(" ,;:") for p in _PART.split(text)):
        part = re.sub(r" where these .*", "", part)
        if not part or _STOP.search(part) or len(part.split()) > 12:
            break
        part = re.sub(r"^(?:the|other) | (?:for victims|have been used|to conflict) .*", "", part)
        parts.append(part.replace("\a", ",").replace("\v", " and"))
    return tuple(dict.fromkeys(parts))


def _closed(term: str) -> str:
    """A term whose commas and "and" part nothing."""
    return term.replace(",", "\a").replace(" and", "\v")
