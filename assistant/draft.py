"""A person's own text: read from a file, and cut into sentences, quotations and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DraftError
from ingest.types import Span

MAX_LENGTH = 100_000  # characters
MAX_BYTES = 5_000_000  # of a file
FORMATS = (".md", ".txt", ".docx", ".pdf")
FEWEST = 3  # words; what is shorter in quotation marks is a term, not a quotation

_QUOTED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"\n]+)\"")
_BLOCK = re.compile(r"^>[ \t]?(.+)$", re.MULTILINE)
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?(?:\s?\(\s?[a-z]{1,4}\s?\))*"
REFERENCE = re.compile(
    r"(?<![\w/])(?P<unit>(?:(?:operative|preambular)\s+)?(?:sub-?paragraphs?|paragraphs?|paras?\.?|¶|§)"
    r"|OPs?\.?|PPs?\.?|fns?\.?|foot\s?notes?)\s*"
    rf"(?P<number>{_NUMBER})(?:(?:\s*(?:,|;|&|and|or|to|-|–)\s*)(?:(?:OP|PP|paras?\.?)\s*)?{_NUMBER})*",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?][”’\"')\]]*(?=\s+[“\"'(\[]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"\b(?:para|paras|No|Nos|op|pp|p|fn|cf|e\.g|i\.e|vs|St|Dr|Mr|Ms)\.$", re.I
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """``span`` of the words between the marks, which are not part of it."""

    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """``span`` in the draft, with the quotations that begin in it and the spans of its references."""

    span: Span
    quotations: tuple[Quotation, ...]
    references: tuple[Span, ...]


def read_draft(path: Path) -> str:
    """The text of a Markdown, plain text, DOCX or PDF file. Raises `DraftError`, or `CorpusError` for
    a PDF that cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise DraftError(f"{path.name}: is none of {', '.join(FORMATS)}; save it as one of them")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DraftError(f"{path.name}: is larger than {MAX_BYTES:,} bytes; check it in parts")
        if suffix == ".docx":
            from assistant.word import docx_text

            text = docx_text(path)
        else:
            text = _pdf_text(path) if suffix == ".pdf" else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DraftError(f"{path.name}: is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise DraftError(f"{path}: cannot be read ({error.strerror}); check the name") from error
    return checked_length(text, path.name)


def checked_length(text: str, name: str) -> str:
    """The text itself. Raises `DraftError` if there is none or too much of it."""
    if not text.strip():
        raise DraftError(f"{name}: holds no text; write or choose something to check")
    if len(text) > MAX_LENGTH:
        raise DraftError(
            f"{name}: has {len(text):,} characters, more than {MAX_LENGTH:,}; check it in parts"
        )
    return text


def _pdf_text(path: Path) -> str:
    from ingest.clean import body_size, clean_pages
    from ingest.layout import blocks, join, known_words, line_spacing
    from ingest.pdf import read_pages

    pages = clean_pages(read_pages(path))
    spacing, words = line_spacing(pages, body_size(pages)), known_words(pages)
    return "\n".join(join(b.lines, words).text for p in pages for b in blocks(p, spacing))


def sentences(text: str) -> tuple[Sentence, ...]:
    """In order. A quotation is never cut, whatever stands in it."""
    quotations = tuple(_quotations(text))
    hidden = list(text)
    for quotation in quotations:
        for i in range(quotation.span.start, quotation.span.end):
            hidden[i] = "x"
    plain = "".join(hidden)
    found = []
    for span in _cut(plain):
        own = tuple(q for q in quotations if span.start <= q.span.start < span.end)
        references = tuple(
            Span(m.start(), m.end()) for m in REFERENCE.finditer(plain, span.start, span.end)
        )
        found.append(Sentence(span, own, references))
    return tuple(found)


def _quotations(text: str) -> Iterator[Quotation]:
    taken: list[Span] = []
    for pattern in (_BLOCK, _QUOTED):
        for match in pattern.finditer(text):
            group = next(g for g in range(1, (match.lastindex or 0) + 1) if match.group(g))
            start, end = match.span(group)
            while start < end and text[start] in '“"„« ':
                start += 1
            while start < end and text[end - 1] in '”"» ':
                end -= 1
            overlaps = any(s.start < end and start < s.end for s in taken)
            if not overlaps and len(text[start:end].split()) >= FEWEST:
                taken.append(Span(start, end))
    yield from (Quotation(s) for s in sorted(taken, key=lambda s: s.start))


def _cut(plain: str) -> Iterator[Span]:
    start = 0
    for match in _END.finditer(plain):
        if _ABBREVIATION.search(plain[start : match.start() + 1]):
            continue
        yield from _trimmed(plain, start, match.end())
        start = match.end()
    yield from _trimmed(plain, start, len(plain))


def _trimmed(plain: str, start: int, end: int) -> Iterator[Span]:
    piece = plain[start:end]
    if piece.strip():
        yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
