"""The page of an empty conversation: what is held, and example questions for each kind of reader."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.text.labels import long_date
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from ingest.library import Library
from ingest.types import Document

EXAMPLES = 1  # questions of each kind of reader


def welcome_html(shared: SharedState, language: Language) -> Markup:
    """Draw what an empty conversation shows."""
    vocabulary = shared.library.vocabulary
    return render(
        "welcome.html",
        language,
        model=shared.assistant.model,
        holdings=holdings(shared.library, language),
        examples=[(a.name, q) for a in vocabulary.audiences for q in a.questions[:EXAMPLES]],
        addresses=vocabulary.addresses,
    )


def holdings(library: Library, language: Language) -> list[tuple[str, str]]:
    """Return what is held: each document by itself, but resolutions of one issuer together."""
    found: dict[str, list[Document]] = {}
    for document in library.documents:
        found.setdefault(document.issuer if document.number else document.id, []).append(document)
    return [_held(library, documents, language) for documents in found.values()]


def _held(library: Library, documents: Sequence[Document], language: Language) -> tuple[str, str]:
    if len(documents) > 1:
        first, last = min(documents, key=_day), max(documents, key=_day)
        kind = message("page_resolutions_of", language, n=str(len(documents)), issuer=documents[0].issuer)
        span = message(
            "page_from_to",
            language,
            first=f"{first.number} ({first.adopted.year})",
            last=f"{last.number} ({last.adopted.year})",
        )
        return kind, span
    (document,) = documents
    n = sum(p.locator.kind in ("para", "op") and p.locator.parent is None for p in library.of(document.id))
    return document.title, f"{long_date(document.adopted)} · {message('page_paragraphs', language, n=str(n))}"


def _day(document: Document) -> str:
    return document.adopted.isoformat()
