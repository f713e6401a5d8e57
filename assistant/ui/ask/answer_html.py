"""An answer or a refusal as HTML: lead, quotations by document, further paragraphs, next questions."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from assistant.export.copied_text import is_quotation
from assistant.export.terminal import shown_citation, writer_line
from assistant.question.phrases import phrases, spans_of
from assistant.text.labels import long_date
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.text.notices import DIGEST_HINT
from assistant.types import Answer, Refusal, Reply
from assistant.ui.ask.survey_html import survey_html
from assistant.ui.rendering import render
from assistant.ui.shown import Shown, quoted, shown, summary_of
from assistant.ui.spans import merged
from ingest.documents.sentences import sentence_spans
from ingest.library import Library
from ingest.types import Document, Locator, Span

NEAREST = 3  # paragraphs shown with a refusal
MORE = 0.05  # chance, 0..1, of answering from which on a further paragraph is named
NAMED_NUMBERS = 12  # up to which a number of resolutions is written as a word


@dataclass(frozen=True, slots=True)
class QuotedDocument:
    """The quotations of one document, under its symbol and what there is to know ``about`` it."""

    symbol: str
    about: str
    quotes: tuple[Shown, ...]


def reply_html(reply: Reply, library: Library, language: Language) -> Markup:
    """Draw an answer's quotations, or a refusal with what stands nearest."""
    if isinstance(reply, Refusal):
        return _refusal_html(reply, library, language)
    prose = _prose(reply, library, language)
    if reply.form:
        return _lead_html(reply, language) + survey_html(reply, library, language)
    more = further(reply, library, language)
    digests = any(not shown_citation(c, library).pages for c in reply.citations)
    return render(
        "answer.html",
        language,
        lead=lead_of(reply, library, language),
        remarks=reply.remarks,
        prose=prose,
        written_by=writer_line(reply.written) if prose and reply.written else "",
        notice=reply.written.notice if reply.written else "",
        groups=quoted_documents(reply, library, language),
        hint=DIGEST_HINT if digests else "",
        more=more,
        more_names=", ".join(dict.fromkeys(m.name.split(" ")[0] for m in more)),
    )


def _lead_html(answer: Answer, language: Language) -> Markup:
    """Draw the first line of a survey: its first sentence stands out."""
    lead, dot, rest = answer.lead.partition(". ")
    return render("survey_lead.html", language, lead=lead + dot.strip(), rest=rest, remarks=answer.remarks)


def quoted_spans(answer: Answer) -> dict[Locator, tuple[Span, ...]]:
    """Return all quoted words of each paragraph that an answer cites, in the answer's order."""
    found: dict[Locator, list[Span]] = {}
    for citation in answer.citations:
        found.setdefault(citation.locator, []).append(citation.span)
    return {locator: merged(spans) for locator, spans in found.items()}


def quoted_documents(answer: Answer, library: Library, language: Language) -> list[QuotedDocument]:
    """Return the quotations by document, oldest first; one for each paragraph, in the answer's order."""
    asked = phrases(answer.question)
    by_document: dict[Document, list[Shown]] = {}
    for locator, spans in quoted_spans(answer).items():
        paragraph = library.paragraph(locator)
        marks = merged(span for p in asked for span in spans_of(p, paragraph.text))
        one = quoted(library, paragraph, spans, language, marks)
        by_document.setdefault(library.document(locator.document), []).append(one)
    order = sorted(by_document, key=lambda d: d.adopted)
    return [QuotedDocument(d.symbol, about(d, language), tuple(by_document[d])) for d in order]


def about(document: Document, language: Language) -> str:
    """Return the title and the day of a document."""
    return f"{document.title} · {long_date(document.adopted)}"


def lead_of(answer: Answer, library: Library, language: Language) -> str:
    """Say where the answer stands: the documents by name, several resolutions by their number."""
    documents = dict.fromkeys(library.document(c.locator.document) for c in answer.citations)
    resolutions = [d for d in documents if d.number is not None]
    parts = [_named(d, language) for d in documents if d.number is None]
    if len(resolutions) == 1:
        parts.insert(0, resolutions[0].symbol)
    elif resolutions:
        n = len(resolutions)
        word = message(f"page_number_{n}", language) if n <= NAMED_NUMBERS else str(n)
        parts.insert(0, message("page_resolutions", language, n=word))
    joined = f" {message('page_and', language)} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
    return f"{joined[:1].upper()}{joined[1:]}."


def _named(document: Document, language: Language) -> str:
    return message("page_the_document", language, name=document.symbol.partition(" (")[0])


def further(answer: Answer, library: Library, language: Language) -> list[Shown]:
    """Return the paragraphs that were found beside those that are quoted, in the editors' words."""
    cited = {c.locator for c in answer.citations}
    rest = [e.paragraph for e in answer.evidence if e.paragraph.locator not in cited and e.relevance >= MORE]
    return [shown(library, p, (), language, summary_of(p, library)) for p in rest]


def _prose(answer: Answer, library: Library, language: Language) -> list[tuple[str, list[Shown]]]:
    """Return a language model's sentences with their chips; none if the answer is quoted throughout."""
    if all(is_quotation(s, library) for s in answer.statements):
        return []
    spans = quoted_spans(answer)
    chips = {x: shown(library, library.paragraph(x), spans[x], language) for x in spans}
    return [(s.text, [chips[c.locator] for c in s.citations]) for s in answer.statements]


def _refusal_html(refusal: Refusal, library: Library, language: Language) -> Markup:
    lead, dot, rest = refusal.reason.partition(". ")
    nearest = [e.paragraph for e in refusal.evidence[:NEAREST]] if refusal.searched else []
    return render(
        "refusal.html",
        language,
        lead=lead + dot.strip(),
        rest=rest,
        nearest=[quoted(library, p, sentence_spans(p.text)[:1], language) for p in nearest],
        symbols=[library.document(d).symbol for d in refusal.searched],
        unknown=refusal.unknown,
        offers=refusal.offers if refusal.searched else (),
    )
