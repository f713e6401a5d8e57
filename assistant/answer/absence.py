"""Answers to which documents do not mention something: told from the words of all of them, never from a
ranking.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.extract import quote
from assistant.answer.verify import verify
from assistant.question.intent import Unmentioned
from assistant.text.words import STOPWORDS, stem, words
from assistant.types import Answer, Draft, Evidence
from ingest.documents.sentences import sentence_spans
from ingest.library import Library
from ingest.types import Document, Paragraph, Span

ROOT = 5  # letters; a longer stem also stands for words that begin with it: terror, terrorist


@dataclass(frozen=True, slots=True)
class Mentions:
    """First mentions of a term by documents, and the ones that never do; in the order of the documents."""

    found: tuple[tuple[Paragraph, Span], ...]
    without: tuple[Document, ...]


def mentions(
    spellings: Sequence[str], unit: str, documents: Sequence[Document], paragraphs: Sequence[Paragraph]
) -> Mentions:
    """Look for each spelling of a term in every document of that kind, headings included. ``unit``:
    "resolution" for those of the Security Council, else all.
    """
    kept = [d for d in documents if unit != "resolution" or d.number is not None]
    found: list[tuple[Paragraph, Span]] = []
    without: list[Document] = []
    for document in kept:
        own = (p for p in paragraphs if p.locator.document == document.id)
        first = next(((p, span) for p in own if (span := _mention(spellings, p.text))), None)
        if first is None:
            without.append(document)
        else:
            found.append(first)
    return Mentions(tuple(found), tuple(without))


_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def _mention(spellings: Sequence[str], text: str) -> Span | None:
    """The first place where the words of a spelling follow each other, in any of their forms."""
    tokens = list(_TOKEN.finditer(text))
    stems = [stem(words(t.group())[0]) for t in tokens]
    for spelling in spellings:
        wanted = [stem(w) for w in words(spelling)]
        while wanted and words(spelling)[-len(wanted)] in STOPWORDS:
            wanted = wanted[1:]
        for at in range(len(stems) - len(wanted) + 1):
            if wanted and all(_same(w, s) for w, s in zip(wanted, stems[at:], strict=False)):
                return Span(tokens[at].start(), tokens[at + len(wanted) - 1].end())
    return None


def _same(wanted: str, printed: str) -> bool:
    return printed == wanted or (len(wanted) >= ROOT and printed.startswith(wanted))


def _unsaid(asked: Unmentioned, library: Library) -> str:
    """Say which of the documents that are named never mention a term; of the others, that what they leave out
    is not listed.
    """
    term = asked.absence.term
    documents = [library.document(d) for d in asked.query.named]
    told = mentions((term, *asked.absence.spellings), "document", documents, library.paragraphs)
    how = " in these words" if " " in term else " in any form"
    silent = [d.symbol for d in told.without if d.official]
    digests = [d.symbol for d in told.without if not d.official]
    speaking = [library.document(p.locator.document).symbol for p, _ in told.found]
    return " ".join(
        [
            *(f"{symbol} does not mention “{term}”{how}." for symbol in silent),
            *(f"Of {symbol} only a digest is on disk." for symbol in digests),
            *(
                f"{symbol} mentions “{term}”; what it leaves out is not listed. Ask what it says about it."
                for symbol in speaking
            ),
        ]
    )


def left_out(asked: Unmentioned, library: Library) -> Answer | str:
    """Return the first place in each document that mentions the term, with remarks that name those that
    never do; why there is no such list if there is none.
    """
    absence = asked.absence
    term = f"“{absence.term}”"
    how = " in these words" if " " in absence.term else ""
    if absence.unit == "one" and asked.query.named:
        return _unsaid(asked, library)
    if absence.unit not in ("resolution", "document", "one"):
        return (
            f"Parts of documents that do not mention {term} are not listed; "
            "ask which resolutions or documents do not."
        )
    documents = [d for d in library.documents if asked.query.searches(d.id)]
    told = mentions((absence.term, *absence.spellings), absence.unit, documents, library.paragraphs)
    absent = [d for d in told.without if d.official]
    unsure = [d.symbol for d in told.without if not d.official]
    if not told.found and not unsure:
        return f"None of the {len(absent)} {absence.unit}s mentions {term}{how}."
    named = ", ".join(d.symbol for d in absent)
    remarks = [
        f"Do not mention {term}{how or ' in any form'}: {named}." if absent else f"All mention {term}."
    ]
    if unsure:
        remarks.append(f"Not known, since only a digest is on disk: {', '.join(unsure)}.")
    remarks.append(f"{len(told.found)} mention {term}; the first place in each is quoted.")
    statements = [
        s
        for paragraph, place in told.found
        for span in sentence_spans(paragraph.text)
        if span.start <= place.start < span.end
        for s in quote(paragraph, [span])
    ]
    evidence = [Evidence(p, 1.0, n) for n, (p, _) in enumerate(told.found, start=1)]
    return replace(
        verify(asked.query.typed.shown, Draft(tuple(statements)), evidence, "told from all words"),
        remarks=tuple(remarks),
    )
