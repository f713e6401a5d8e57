"""First lines of surveys, in the language of the question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question.intent import Survey
from assistant.text.labels import long_date
from assistant.text.language import Language
from assistant.text.messages import message
from ingest.library import Library
from ingest.types import Document

NOUNS: dict[Language, dict[str, str]] = {
    "en": {"paragraph": "paragraph", "document": "document", "entry": "entry"},
    "fr": {"paragraph": "paragraphe", "document": "document", "entry": "entrée"},
}


def number(n: int, noun: str, language: Language) -> str:
    """Write a number with its noun, "paragraph", "document" or "entry", in one of the languages."""
    word = NOUNS[language][noun]
    plural = {"entry": "entries"}.get(word, f"{word}s")
    return f"{n} {word if n == 1 else plural}"


def named(ids: Sequence[str], library: Library, most: int = 12) -> str:
    """Name documents by their symbols."""
    symbols = [library.document(d).symbol for d in dict.fromkeys(ids)]
    return ", ".join(symbols[:most]) + (" …" if len(symbols) > most else "")


def list_lead(survey: Survey, n: int, documents: Sequence[str], library: Library) -> str:
    """Say how many paragraphs of which documents speak of the topic."""
    language = survey.query.typed.language
    which, paragraphs = named(documents, library), number(n, "paragraph", language)
    if not survey.topic:
        return message("all_lead", language, n=paragraphs, named=which)
    if len(documents) == 1:
        return message("list_lead_one", language, n=paragraphs, named=which, topic=survey.topic)
    counted = number(len(documents), "document", language)
    return message("list_lead", language, n=paragraphs, documents=counted, named=which, topic=survey.topic)


def document_lead(survey: Survey, document: Document, paragraphs: int) -> str:
    """Give the key facts of a document: issuer, day of adoption, number of paragraphs."""
    language = survey.query.typed.language
    return message(
        "document_lead",
        language,
        title=document.title,
        issuer=document.issuer,
        day=long_date(document.adopted),
        n=number(paragraphs, "paragraph", language),
    )


def scope_lead(survey: Survey, n: int, documents: Sequence[str], library: Library) -> str:
    """Say what an overview of a section, a topic or a collection is about."""
    language, which = survey.query.typed.language, named(documents, library)
    paragraphs = number(n, "paragraph", language)
    if survey.scope.headings:
        heading = survey.scope.headings[0].rstrip(":")
        return message("section_lead", language, heading=heading, named=which, n=paragraphs)
    if survey.topic:
        return message("topic_lead", language, topic=survey.topic, named=which, n=paragraphs)
    years = [library.document(d).adopted.year for d in documents]
    counted = number(len(documents), "document", language)
    first, last = str(min(years)), str(max(years))
    return message("collection_lead", language, documents=counted, first=first, last=last)
