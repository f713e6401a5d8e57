"""Which documents do not mention something: told from the words of all of them, never from a ranking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.extract import quote
from assistant.answer.verify import verify
from assistant.text.words import STOPWORDS, stem, words
from assistant.types import Answer, Draft, Evidence
from ingest.documents.sentences import sentence_spans
from ingest.types import Document, Paragraph, Span

ROOT = 5  # letters; a longer stem also stands for words that begin with it: terror, terrorist

_UNITS = r"(?P<unit>resolutions?|documents?|texts?|paragraphs?|sections?|ones?|footnotes?)"
_VERB = (
    r"(?:mention\w*|refer(?:s|red|ring)? to|address\w*|cover\w*|discuss\w*|contain\w*|includ\w+"
    r"|us(?:e|es|ing)"
    r"|touch(?:es|ing)? (?:up)?on|talk(?:s|ing)? (?:about|of)|speak(?:s|ing)? (?:about|of)"
    r"|deal(?:s|ing)? with|say(?:s|ing)? (?:anything|something|a word|much)?\s?(?:about|on|of)"
    r"|names?|cites?)"
)
_NOT = (
    rf"(?:(?:do|does|did|have|has)(?:\s+not|n['’]?t)\s+(?:even\s+|ever\s+|explicitly\s+)?{_VERB}"
    rf"|(?:never|not)\s+(?:once\s+|even\s+|ever\s+)?{_VERB}|fails?\s+to\s+{_VERB}"
    rf"|say(?:s|ing)?\s+nothing\s+(?:about|on|of)|(?:are|is|remain|remains)\s+silent\s+(?:on|about)"
    rf"|(?:(?:make|makes|contain|contains|have|has|with|hold|holds)\s+no|without(?:\s+(?:any|a))?|lack(?:s|ing)?"
    rf"(?:\s+(?:any|a))?)\s+(?:(?:mention|reference|references|word|words|mentions)\s+(?:of|to|about|on)"
    rf"|{_VERB})|omit(?:s|ting)?|ignore(?:s)?|leave(?:s)?\s+out|without)"
)
_ABSENT = re.compile(
    rf"(?:^\W*|\b(?:which|what|list|name|show|give|all|the|any|there(?: are)?)\b[^.?!]{{0,40}}?\b)"
    rf"{_UNITS}\s+(?:(?:that|which|who)\s+)?"
    rf"{_NOT}\s+(?P<term>[^?!.]{{2,120}})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?<!\s)\s+(?:at all|anywhere|in (?:it|them|their text|the text)"
    r"|please|pls|thanks|explicitly|even once)\W*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^(?:(?:any|the|a|an|words?|terms?|phrase|subject|topic|issue|of)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Absence:
    """A question for the documents, or the ``unit`` of them, that do not mention the words ``term``."""

    unit: str
    term: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where documents mention a term first, and the ones that never do; in the order of the documents."""

    found: tuple[tuple[Paragraph, Span], ...]
    without: tuple[Document, ...]


def absence_asked(question: str) -> Absence | None:
    """What a question like "which resolutions do not mention terrorism?" asks for; None for others."""
    match = _ABSENT.search(question)
    if match is None or re.search(r"\b(?:why|how)\b", question, re.IGNORECASE):
        return None
    term = _HEAD.sub("", _TAIL.sub("", match["term"])).strip(" \"'“”‘’«»,;:")
    unit = match["unit"].lower().rstrip("s")
    return Absence("document" if unit in ("text", "one") else unit, term) if words(term) else None


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


def left_out(
    question: str,
    absence: Absence,
    spellings: Sequence[str],
    documents: Sequence[Document],
    paragraphs: Sequence[Paragraph],
) -> Answer | str:
    """The documents that never mention the term, by name, and the first place in each of the others; why
    there is no such list if there is none.
    """
    term = f"“{absence.term}”"
    if absence.unit not in ("resolution", "document"):
        return (
            f"Parts of documents that do not mention {term} are not listed; "
            "ask which resolutions or documents do not."
        )
    told = mentions(spellings, absence.unit, documents, paragraphs)
    absent = [d for d in told.without if d.official]
    unsure = [d.symbol for d in told.without if not d.official]
    if not told.found and not unsure:
        return f"None of the {len(absent)} {absence.unit}s mentions {term}."
    named = ", ".join(d.symbol for d in absent)
    remarks = [f"Do not mention {term} in any form: {named}." if absent else f"All mention {term}."]
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
    return replace(verify(question, Draft(tuple(statements)), evidence), remarks=tuple(remarks))
