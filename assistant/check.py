"""A draft against the documents: is every quotation exact, every paragraph the right one, every claim
cited? Findings are data; nothing here changes a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.address import find_addresses, look_up
from assistant.cite import label
from assistant.draft import REFERENCE, Quotation, Sentence, sentences
from assistant.finding import Finding, Fix
from assistant.lexical import Lexicon, terms
from assistant.scope import find_documents
from assistant.types import Answer, Reply
from assistant.wording import Words
from ingest.index import Index
from ingest.types import Locator, Paragraph, Span

Ask = Callable[[str, Sequence[str]], Reply]  # a question and the documents to search

SUPPORTS = 10  # a paragraph among this many nearest to a sentence may well say it
SURE = 0.5  # relevance 0..1 from which a citation is suggested
SHORTEST = 5  # terms of a sentence that is looked at as a claim
_BODY = re.compile(
    r"\b(?:Security Council|the Council|the Policy|NATO|the Alliance|Allies|resolutions?\s+\d{4})\b"
)
_CITED = re.compile(
    r"\(?\s*(?:S/RES/\d{4}|UNSCR\s*\d{4}|resolution\s+\d{4})(?:\s*\(\d{4}\))?", re.I
)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a sentence refers to: paragraphs that exist, each address that does not, documents."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...]
    documents: tuple[str, ...]
    references: tuple[Span, ...]


class Checker:
    """Checks drafts against one open index; ``ask`` suggests where a claim may come from."""

    def __init__(self, index: Index, ask: Ask) -> None:
        self._paragraphs = index.paragraphs
        self._documents = {d.id: d for d in index.documents}
        self._words = Words(index.paragraphs, Lexicon([p.text for p in index.paragraphs]))
        self._ask = ask

    def check(self, draft: str) -> tuple[Finding, ...]:
        """Findings in the order of the draft."""
        found: list[Finding] = []
        before: tuple[str, ...] = ()
        parts = sentences(draft)
        for number, sentence in enumerate(parts):
            after = parts[number + 1] if number + 1 < len(parts) else None
            named = self._named(draft, sentence, before)
            if (
                sentence.quotations
                and not named.paragraphs
                and after
                and _only_source(draft, after)
            ):
                named = self._named(draft, after, before)
            elif not sentence.quotations and number and _only_source(draft, sentence):
                continue  # it was read with the quotation before it
            found += self._sentence(draft, sentence, named)
            before = tuple(dict.fromkeys((*named.documents, *before)))
        return tuple(sorted(found, key=lambda f: f.span.start))

    def _named(self, draft: str, sentence: Sentence, before: Sequence[str]) -> _Named:
        """Addresses in a sentence, its quotations apart; ``before``: documents named earlier."""
        text = _without(draft, sentence, [q.span for q in sentence.quotations])
        documents = find_documents(text, self._documents.values())
        addresses = find_addresses(text, tuple(self._documents.values()))
        found: list[Paragraph] = []
        problems: list[str] = []
        for address in addresses:
            looked = look_up(
                [address], self._paragraphs, tuple(self._documents.values()), (*documents, *before)
            )
            found += looked.paragraphs
            problems += looked.problems
        own = (*documents, *(p.locator.document for p in found))
        return _Named(
            tuple(dict.fromkeys(found)),
            tuple(problems),
            tuple(dict.fromkeys(own)),
            sentence.references,
        )

    def _sentence(self, draft: str, sentence: Sentence, named: _Named) -> Iterator[Finding]:
        if sentence.quotations:
            for quotation in sentence.quotations:
                yield self._quotation(draft, quotation, named)
        elif named.paragraphs or named.problems:
            yield self._reference(draft, sentence, named)
        elif finding := self._claim(draft, sentence, named):
            yield finding
        if sentence.quotations:
            for problem in named.problems:
                yield Finding("not in the corpus", sentence.span, sentence.span.of(draft), problem)

    def _quotation(self, draft: str, quotation: Quotation, named: _Named) -> Finding:
        text = quotation.span.of(draft)
        cited = tuple(p.locator for p in named.paragraphs)
        if named.paragraphs and self._words.verbatim(text, named.paragraphs):
            return Finding("exact", quotation.span, text, "word for word", cited)
        elsewhere = self._words.verbatim(text)
        if elsewhere:
            return self._elsewhere(quotation, text, named, elsewhere)
        near = self._words.nearest(text, named.paragraphs)
        if near is None:
            detail = "no document on disk holds these words or words like them"
            return Finding("not in the corpus", quotation.span, text, detail, cited)
        right = near.paragraph
        fixes = [Fix(quotation.span, _ended_like(text, near.span.of(right.text)))]
        detail = f"the document's words are in {self._label(right)}"
        if cited and right.locator not in cited:
            detail += ", which is not the paragraph cited"
            fixes += self._renumber(named, right)
        elif not cited:
            fixes.append(self._cite(quotation, right))
        return Finding(
            "altered",
            quotation.span,
            text,
            detail,
            cited,
            (right.locator,),
            near.steps,
            tuple(fixes),
        )

    def _elsewhere(
        self, quotation: Quotation, text: str, named: _Named, found: Sequence[Paragraph]
    ) -> Finding:
        """A quotation that is verbatim, but not where the draft says, or the draft does not say."""
        cited = tuple(p.locator for p in named.paragraphs)
        own = [p for p in found if p.locator.document in named.documents] or list(found)
        right, places = own[0], tuple(p.locator for p in own)
        if not cited:
            fixes = (self._cite(quotation, right),)
            detail = f"word for word in {self._label(right)}, but no paragraph is named"
            return Finding(
                "claim without citation", quotation.span, text, detail, (), places, (), fixes
            )
        detail = f"word for word in {self._label(right)}, not in the paragraph cited"
        return Finding(
            "wrong paragraph", quotation.span, text, detail, cited, places, (),
            tuple(self._renumber(named, right)),
        )  # fmt: skip

    def _reference(self, draft: str, sentence: Sentence, named: _Named) -> Finding:
        """A paragraph that is named beside the writer's own words."""
        text = sentence.span.of(draft)
        cited = tuple(p.locator for p in named.paragraphs)
        if not named.paragraphs:
            return Finding("not in the corpus", sentence.span, text, " ".join(named.problems))
        reply = self._asked(draft, sentence)
        near = [e.paragraph.locator for e in reply.evidence[:SUPPORTS]] if reply else []
        family = {_top(locator) for locator in cited}
        if reply is None or family & {_top(locator) for locator in near}:
            detail = "there is such a paragraph, and it is on this subject"
            return Finding("exact", sentence.span, text, detail, cited)
        if not isinstance(reply, Answer) or reply.relevance < SURE:
            detail = "there is such a paragraph; whether it says this was not decided"
            return Finding("exact", sentence.span, text, detail, cited)
        right = reply.evidence[0].paragraph
        detail = f"nearer to this is {self._label(right)}"
        return Finding(
            "wrong paragraph", sentence.span, text, detail, cited, (right.locator,), (),
            tuple(self._renumber(named, right)),
        )  # fmt: skip

    def _claim(self, draft: str, sentence: Sentence, named: _Named) -> Finding | None:
        """A sentence about what the documents say that names no paragraph; None for any other."""
        text = sentence.span.of(draft)
        spoken = bool(named.documents) or bool(_BODY.search(text))
        if not spoken or len(terms(text)) < SHORTEST or text.startswith("#"):
            return None
        reply = self._asked(draft, sentence, named.documents)
        if isinstance(reply, Answer) and reply.relevance >= SURE:
            right = reply.evidence[0].paragraph
            detail = f"{self._label(right)} is nearest to this"
            end = sentence.span.end - (draft[sentence.span.end - 1] in ".!?")
            fix = Fix(Span(end, end), f" ({self._label(right)})")
            return Finding(
                "claim without citation",
                sentence.span,
                text,
                detail,
                (),
                (right.locator,),
                (),
                (fix,),
            )
        if _CITED.search(text):
            detail = "a document is named but no paragraph, and none was found that says this"
            return Finding("claim without citation", sentence.span, text, detail)
        return None

    def _asked(self, draft: str, sentence: Sentence, documents: Sequence[str] = ()) -> Reply | None:
        """What the documents say nearest to a sentence, its references left out."""
        words = _without(draft, sentence, sentence.references)
        words = _CITED.sub(" ", words) if documents else words
        return self._ask(words, documents) if len(terms(words)) >= SHORTEST else None

    def _renumber(self, named: _Named, right: Paragraph) -> Iterator[Fix]:
        """The first reference of the sentence with the right number."""
        if not named.references:
            return
        span = named.references[0]
        yield Fix(span, self._reference_text(right, named))

    def _reference_text(self, right: Paragraph, named: _Named) -> str:
        """The number alone if the document stays, else with the document's symbol."""
        if right.locator.document in {p.locator.document for p in named.paragraphs}:
            return label(right, self._documents[right.locator.document]).rpartition(", ")[2]
        return self._label(right)

    def _cite(self, quotation: Quotation, right: Paragraph) -> Fix:
        after = quotation.span.end + 1  # behind the closing mark
        return Fix(Span(after, after), f" ({self._label(right)})")

    def _label(self, paragraph: Paragraph) -> str:
        return label(paragraph, self._documents[paragraph.locator.document])


def _without(draft: str, sentence: Sentence, spans: Sequence[Span]) -> str:
    text, at = "", sentence.span.start
    for span in spans:
        text += draft[at : span.start] + " "
        at = max(at, span.end)
    return text + draft[at : sentence.span.end]


def _only_source(draft: str, sentence: Sentence) -> bool:
    """Whether a sentence is nothing but the source of the quotation before it."""
    if sentence.quotations or not sentence.references:
        return False
    rest = _CITED.sub(" ", _without(draft, sentence, sentence.references))
    return len(REFERENCE.sub(" ", rest).split()) <= 4


def _ended_like(quote: str, words: str) -> str:
    """Without the punctuation at the end that the quotation does not have."""
    return words if quote[-1:] == words[-1:] else words.rstrip(".,;:")


def _top(locator: Locator) -> Locator:
    return locator.parent or locator
