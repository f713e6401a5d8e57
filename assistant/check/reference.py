"""References of a draft's sentence: what each of them names, and which quotation it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.check.quotations import Quotation
from assistant.check.sentences import Sentence
from assistant.question.address import QUOTED, find_mentions, find_references, fold, look_up, with_mentions
from assistant.question.documents import find_documents
from ingest.index.files import Index
from ingest.types import Paragraph, Span

SYMBOL = re.compile(r"(?:\(\s*)?(?:S/RES/\d{4}|UNSCR\s*\d{4}|resolution\s+\d{4})(?:\s*\(\d{4}\))?", re.I)
AROUND = 500  # characters before a reference where its brackets may open
_QUOTED = re.compile(rf"{QUOTED}[.,;]?\s?[(\[](?:see\s|cf\.?\s)?$")
FEW = 4  # words beside a reference that is nothing but the source of a quotation
TITLE = 12  # words in brackets or behind a dash: with the document's title


@dataclass(frozen=True, slots=True)
class Cited:
    """One reference: the ``paragraphs`` that it names, with their items, and in ``problems`` each that
    does not exist. ``bracketed``: it stands in brackets, so it belongs to what is before it.
    """

    span: Span
    bracketed: bool
    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The references of a sentence: its references in order, and the documents that it names, the first of
    them by name at ``mentioned`` (behind the draft if none is).
    """

    cited: tuple[Cited, ...]
    documents: tuple[str, ...]
    mentioned: int


class References:
    """Reads the references of sentences, against the paragraphs of one index."""

    def __init__(self, index: Index) -> None:
        self._library, self._documents = index.library, index.library.documents

    def of(self, draft: str, sentence: Sentence, before: Sequence[str]) -> Named:
        """``before``: documents that the draft named earlier, the last first."""
        quoted = [q.whole for q in sentence.quotations]
        documents = find_documents(with_mentions(blanked(draft, sentence.span, quoted), self._documents))
        start, likely = sentence.span.start, (*documents, *before)
        text = hidden(draft, sentence.span, quoted)
        cited = [*self._sources(text, start)]
        for one in find_references(text, self._documents):
            span = Span(one.span.start + start, one.span.end + start)
            looked = look_up(one.addresses, self._library, likely)
            bracketed = _depth(draft[max(start, span.start - AROUND) : span.start]) > 0
            cited.append(Cited(span, bracketed, looked.paragraphs, looked.problems))
        own = (p.locator.document for c in cited for p in c.paragraphs)
        row = tuple(sorted(cited, key=lambda c: c.span.start))
        mentions = fold(text)
        named = (m.start for m in find_mentions(mentions.text, self._documents) if m.document)
        mentioned = next((mentions.at[at] + start for at in named), len(draft))
        return Named(row, tuple(dict.fromkeys((*documents, *own))), mentioned)

    def _sources(self, text: str, start: int) -> Iterator[Cited]:
        """Documents that are not held, named alone in brackets behind a quotation: "“…” (UNSCR 2250)"."""
        folded = fold(text)
        for mention in find_mentions(folded.text, self._documents):
            alone = folded.text[mention.end : mention.end + 1] in (")", "]")
            if mention.problem and alone and _QUOTED.search(folded.text[: mention.start][-12:]):
                span = folded.span(mention.start, mention.end)
                problem = f"{mention.problem[0].upper()}{mention.problem[1:]}."
                yield Cited(Span(span.start + start, span.end + start), True, (), (problem,))


def joined(draft: str, parts: Sequence[Sentence]) -> Iterator[Sentence]:
    """Sentences, a quotation made one with what stands alone before or after it to say where it is from:
    "Paragraph 54 states:", "— S/RES/1325 (2000), para. 1".
    """
    held: Sentence | None = None
    for part in parts:
        if held and (_opens(draft, held, part) or _closes(draft, held, part)):
            held = Sentence(
                Span(held.span.start, part.span.end),
                (*held.quotations, *part.quotations),
                (*held.references, *part.references),
                (*held.short, *part.short),
            )
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _opens(draft: str, first: Sentence, then: Sentence) -> bool:
    if first.quotations or not first.references or then.references or not then.quotations:
        return False
    before = Span(then.span.start, then.quotations[0].whole.start).of(draft)
    return first.span.of(draft).endswith(":") and not re.search(r"\w", before)


def _closes(draft: str, first: Sentence, then: Sentence) -> bool:
    if then.quotations or first.references or not (first.quotations and then.references):
        return False
    rest = SYMBOL.sub(" ", blanked(draft, then.span, then.references))
    most = TITLE if re.match(r"[\W_]*[(\[—–-]", rest) else FEW
    return len(re.findall(r"\w+", rest)) <= most


def belonging(
    draft: str, quotation: Quotation, sentence: Sentence, cited: Sequence[Cited]
) -> tuple[Cited, ...]:
    """The reference after a quotation, up to the next one, with those in the same brackets; else the
    nearest before it; else the first behind the quotations that follow.
    """
    start, end = quotation.whole.start, quotation.whole.end
    others = [q.whole for q in sentence.quotations]
    next_start = min((q.start for q in others if q.start >= end), default=sentence.span.end)
    last_end = max((q.end for q in others if q.end <= start), default=sentence.span.start)
    after = [c for c in cited if c.span.start >= end]
    own = [c for c in after if c.span.start < next_start]
    before = [c for c in cited if c.span.end <= start]
    introducing = [c for c in before if c.span.start >= last_end and not c.bracketed]
    last = next_start == sentence.span.end or any(c.span.start >= next_start for c in after)
    if own and introducing and not own[0].bracketed and not last:
        return (introducing[-1],)  # "para. 3 says “…”, and para. 4 says “…”"
    if own:
        return grouped(draft, own)[0]
    return tuple(before[-1:]) or (*grouped(draft, after), ())[0]


def grouped(draft: str, cited: Sequence[Cited]) -> list[tuple[Cited, ...]]:
    """Those that stand together in one pair of brackets as one."""
    groups: list[tuple[Cited, ...]] = []
    for one in cited:
        last = groups[-1][-1] if groups else None
        if last and last.bracketed and _lowest(draft[last.span.end : one.span.start]) == 0:
            groups[-1] = (*groups[-1], one)
        else:
            groups.append((one,))
    return groups


def _lowest(text: str) -> int:
    """Return how far brackets that were open before ``text`` are closed in it, as a number ≤ 0."""
    depth = lowest = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        lowest = min(lowest, depth)
    return lowest


def _depth(text: str) -> int:
    """Brackets open at the end of ``text``."""
    depth = 0
    for letter in text:
        depth = max(0, depth + (letter in "([") - (letter in ")]"))
    return depth


def hidden(draft: str, span: Span, quoted: Sequence[Span]) -> str:
    """The words of a span, as long as before, a sign in the place of each letter that is quoted."""
    text, at = "", span.start
    for part in sorted(quoted, key=lambda s: s.start):
        start, end = max(at, part.start), min(part.end, span.end)
        text += draft[at:start] + QUOTED * (end - start)
        at = max(at, end)
    return text + draft[at : span.end]


def blanked(draft: str, span: Span, left_out: Sequence[Span]) -> str:
    """The words of a span without those hidden, each of which leaves a space."""
    text, at = "", span.start
    for part in sorted(left_out, key=lambda s: s.start):
        text += draft[at : max(at, part.start)] + " "
        at = max(at, part.end)
    return text + draft[at : span.end]
