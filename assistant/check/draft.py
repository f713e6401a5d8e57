"""A person's own text: read from a file, and cut into sentences, quotations and references."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.address import reference_spans
from ingest.errors import DraftError
from ingest.types import Span

MAX_LENGTH = 100_000  # characters
MAX_BYTES = 5_000_000  # of a file
FORMATS = (".md", ".txt", ".docx", ".pdf")
FEWEST = 3  # words; what is shorter in quotation marks is a term, not a quotation

_WRAP = r"\n(?![ \t]*(?:\n|[>#|]|[-*•]\s))"  # a line break inside a paragraph
_DOUBLE = re.compile(
    rf"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|(?<![\w.,;:!?])\"((?:[^\"\n]|{_WRAP})+)\"(?!\w)"
    r"|“([^“”\"\n]+)\"|\"([^\"“”\n]+)”"
)
_SINGLE = re.compile(  # an apostrophe stands between letters, or after an s that more words follow
    rf"(?<![\w’'])[‘'](?=[\w\[…(“])((?:[^‘’'\n]|{_WRAP}|(?<=\w)[’'](?=\w)|(?<=s)[’'](?=\s+[a-z\[]))+)[’'](?!\w)"
)
_BLOCK_LINE = r">[ \t]?(?![—–]|--)(?=\S)"
_BLOCK = re.compile(rf"^{_BLOCK_LINE}(.+(?:\n{_BLOCK_LINE}.+)*)", re.MULTILINE)
_SOURCE = re.compile(r"(?<!\s)\s*\((?:[^()]|\([^()]*\))*\)\.?$")  # brackets at the end of a block
_END = re.compile(  # brackets behind a closing mark say where the quotation is from
    r"[.!?][”’\"')\]]*(?=\s+[“\"'\[]?[A-Z0-9])|[.!?](?=\s+\([A-Z0-9])|(?<![ \t\r\n])[ \t\r]*\n[ \t\r\n]*"
)
_ABBREVIATION = re.compile(
    r"\b(?:para|paras|No|Nos|op|pp|p|fn|cf|e\.g|i\.e|vs|St|Dr|Mr|Ms)\.$", re.I
)
LONGEST = 12  # characters before a full stop that may be an abbreviation
_BEGINS = re.compile(r"[#>|—–]|[-*•]\s|\(?\d{1,3}[.)]\s|\(?[a-z]{1,3}\)\s")  # a line of its own
WRAPPED = (45, 120)  # characters of a line that a mail program or an editor has broken


@dataclass(frozen=True, slots=True)
class Quotation:
    """``span`` of the words between the marks, which are part of ``whole``; a block has no marks."""

    span: Span
    whole: Span

    def words(self, draft: str) -> str:
        """On one line, as they were before the draft was wrapped or set as a block."""
        text = re.sub(r"\n[ \t]*>", "\n", self.span.of(draft))
        return " ".join(re.sub(r"(?<=\w-)\s*\n\s*(?=\w)", "", text).split())


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
    quotations = _quotations(text)
    hidden = list(text)
    for quotation in quotations:
        start, end = quotation.span.start, quotation.span.end
        end -= text[end - 1] in ".!?"  # a full stop before the closing mark may end the sentence
        hidden[start:end] = "x" * (end - start)
    plain = "".join(hidden)
    references = reference_spans(plain)
    found = []
    for span in _cut(text, plain):
        own = tuple(q for q in quotations if span.start <= q.span.start < span.end)
        first = bisect_left(references, span.start, key=lambda r: r.start)
        last = bisect_left(references, span.end, key=lambda r: r.start)
        found.append(Sentence(span, own, references[first:last]))
    return tuple(found)


def _quotations(text: str) -> tuple[Quotation, ...]:
    """In order; of those that overlap the one that begins first."""
    found: list[Quotation] = []
    for quotation in sorted(_marked(text), key=lambda q: (q.whole.start, -q.whole.end)):
        long = len(quotation.words(text).split()) >= FEWEST
        if long and (not found or found[-1].whole.end <= quotation.whole.start):
            found.append(quotation)
    return tuple(found)


def _marked(text: str) -> Iterator[Quotation]:
    for match in _BLOCK.finditer(text):
        start, end = match.span(1)
        source = _SOURCE.search(match[1])
        if source and reference_spans(source.group()):
            end = start + source.start()
        words = _bare(text, start, end)
        yield Quotation(words, Span(start, end))
    for pattern in (_DOUBLE, _SINGLE):
        for match in pattern.finditer(text):
            group = next(g for g in range(1, (match.lastindex or 0) + 1) if match.group(g))
            yield Quotation(_bare(text, *match.span(group)), Span(match.start(), match.end()))


def _bare(text: str, start: int, end: int) -> Span:
    """Without white space and marks around the words."""
    while start < end and (text[start].isspace() or text[start] in '“"„«'):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in '”"»'):
        end -= 1
    if end - start > 2 and text[start] in "‘'" and text[end - 1] in "’'":
        return Span(start + 1, end - 1)
    return Span(start, end)


def _cut(text: str, plain: str) -> Iterator[Span]:
    """``plain``: the text with its quotations hidden."""
    start = 0
    for match in _END.finditer(plain):
        mark = match.group()[0]
        last = plain[max(start, match.start() - LONGEST) : match.start()]
        if _ABBREVIATION.search(last + mark.strip()):
            continue
        if mark.isspace() and _goes_on(text, match):
            continue
        yield from _trimmed(plain, start, match.end())
        start = match.end()
    yield from _trimmed(plain, start, len(plain))


def _goes_on(text: str, gap: re.Match[str]) -> bool:
    """Whether the sentence goes on in the next line: text that is wrapped, not a line of its own."""
    before = text[text.rfind("\n", 0, gap.start()) + 1 : gap.start()].strip()
    end = text.find("\n", gap.end())
    after = text[gap.end() : end if end >= 0 else len(text)].strip()
    if gap.group().count("\n") > 1 or not before or not after:
        return False
    if before[0] in "#>|" or _BEGINS.match(after) or len(before) > WRAPPED[1]:
        return False
    if before[-1] != ":" and (after[0] in "([" or after[0].islower()):
        return before[-1] != ";"
    ended = before.rstrip("”’\"')]")[-1:] in (*".!?:;", "")
    return not ended and len(before) >= WRAPPED[0] and len(after) <= WRAPPED[1]


def _trimmed(plain: str, start: int, end: int) -> Iterator[Span]:
    piece = plain[start:end]
    if any(letter.isalnum() for letter in piece):
        yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
