"""An answer for people and programs: plain text for a terminal, one JSON row for a file.

Text of documents and questions is data: nothing here is markup (see `assistant.ui` for HTML).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.export.survey_text import quotations, survey_row, survey_rows, survey_text
from assistant.text.labels import label, page_label, pages
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.text.notices import DIGEST, DIGEST_HINT, DISCLAIMER
from assistant.text.words import counted
from assistant.types import Answer, Citation, Refusal, Reply, Statement, Written
from ingest.library import Library
from ingest.types import Paragraph

WIDTH = 92
NEAREST = 3  # paragraphs shown with a refusal
EVIDENCE = 20  # locators in a JSON row


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A citation as shown: ``pages`` are the first and the last page, 1-based, of the quoted words; none
    if only the editor's digest of the paragraph is on disk.
    """

    locator: str
    label: str
    headings: tuple[str, ...]
    pages: tuple[int, ...]
    quote: str

    @property
    def where(self) -> str:
        return page_label(self.pages) or DIGEST


def shown_citation(citation: Citation, library: Library) -> ShownCitation:
    paragraph = library.paragraph(citation.locator)
    return ShownCitation(
        str(citation.locator),
        label(paragraph, library.document(citation.locator.document)),
        paragraph.headings,
        pages(paragraph, citation.span),
        citation.span.of(paragraph.text),
    )


def page_or_digest(paragraph: Paragraph) -> str:
    return page_label(pages(paragraph)) or DIGEST


def reply_row(reply: Reply, library: Library) -> dict[str, object]:
    """Return a reply as a JSON row: status, answer, citations (``page`` is where the quoted words begin,
    ``pages`` the first and the last of them), evidence, reason; of a refusal also what was searched and which
    words occur nowhere in it.
    """
    evidence = [str(e.paragraph.locator) for e in reply.evidence[:EVIDENCE]]
    if isinstance(reply, Refusal):
        return {
            "status": "refusal",
            "answer": "",
            "citations": [],
            "evidence": evidence,
            "reason": reply.reason,
            "searched": list(reply.searched),
            "unknown": list(reply.unknown),
            **({"offers": list(reply.offers)} if reply.offers else {}),
        }
    citations = [shown_citation(citation, library) for citation in reply.citations]
    model = reply.written
    return {
        **({"written": {"model": model.model, "used": model.used, "notice": model.notice}} if model else {}),
        "status": "answer",
        "how": reply.how,
        "answer": survey_text(reply, library) if reply.form else _all_cited(reply, library),
        "citations": [
            {
                "locator": q.locator,
                "label": q.label,
                "page": q.pages[0] if q.pages else None,
                "pages": list(q.pages),
                "quote": q.quote,
            }
            for q in citations
        ],
        "evidence": evidence,
        "reason": " ".join(reply.remarks),
        **({"survey": survey_row(reply, library)} if reply.form else {}),
        **({"offers": list(reply.offers)} if reply.offers else {}),
    }


def reply_text(reply: Reply, library: Library) -> str:
    """Return a reply as text for a terminal."""
    if isinstance(reply, Refusal):
        return _refusal_text(reply, library)
    return _answer_text(reply, library)


def _answer_text(answer: Answer, library: Library) -> str:
    prose = answer.written is not None and answer.written.used
    shown = _prose(answer, library) if prose else _quotations(answer, library)
    if answer.form and not prose:
        shown = _surveyed(answer, library)
    lines = [*answer.remarks, *shown]
    if any(not shown_citation(c, library).pages for c in answer.citations):
        lines += ["", DIGEST_HINT]
    if answer.written is not None:
        lines += ["", writer_line(answer.written), *answer.written.details.splitlines()]
    if answer.rejections:
        lines += ["", f"{counted(len(answer.rejections), 'statement')} left out after checking."]
    lines += _offered(answer.offers)
    lines += ["", f"{'; '.join(filter(None, (basis(answer, library), first_chance(answer))))}. {DISCLAIMER}"]
    return "\n".join(lines).strip()


def basis(answer: Answer, library: Library, language: Language = "en") -> str:
    """Say how the answer's sentences were taken from the paragraphs that they cite, without a full stop."""
    cited = {c.locator for c in answer.citations}
    if answer.written is not None and answer.written.used:
        name = "page_checked_against"
    elif all(library.document(locator.document).official for locator in cited):
        name = "page_quoted_from"
    else:
        name = "page_digest_of"
    return message(name if len(cited) > 1 else f"{name}_one", language, n=str(len(cited)))


def first_chance(answer: Answer) -> str:
    """Say the chance, in per cent, that the first paragraph answers; empty where it is certain."""
    chance = round(100 * answer.relevance)
    return f"chance that the first answers: {chance} %" if chance < 100 else ""


def writer_line(written: Written) -> str:
    """Say which language model wrote the answer, or why it did not."""
    return written.notice or f"Written by the language model {written.model}, each statement verified."


def _prose(answer: Answer, library: Library) -> list[str]:
    """Statements in a model's words, and below them the words that they rest on."""
    lines = [row for s in answer.statements for row in textwrap.wrap(_cited(s, library), WIDTH)]
    for source in dict.fromkeys(shown_citation(c, library) for c in answer.citations):
        lines += ["", f"{source.label}, {source.where}", *_indented(f"“{source.quote}”")]
    return lines


def _quotations(answer: Answer, library: Library) -> list[str]:
    lines: list[str] = []
    before: tuple[str, str] | None = None
    for statement in answer.statements:
        source = shown_citation(statement.citations[0], library)
        if before != (source.label, source.where):
            path = " › ".join(source.headings)
            lines += ["", f"{source.label}, {source.where}" + (f"  ({path})" if path else "")]
            before = (source.label, source.where)
        lines += _indented(statement.text)
    return lines


def _surveyed(answer: Answer, library: Library) -> list[str]:
    """The lead, headings, and each entry with what it is and the words quoted."""
    lines = ["", *textwrap.wrap(answer.lead, WIDTH)]
    for row in survey_rows(answer, library):
        if row.heading:
            lines += ["", row.heading, "-" * min(WIDTH, len(row.heading))]
        else:
            lines += ["", row.name, *(f"  {line}" for line in textwrap.wrap(row.above, WIDTH - 2))]
            lines += [line for words in quotations(row.statements, library) for line in _indented(words)]
    return lines


def _offered(offers: Sequence[str]) -> list[str]:
    return ["", "You can go on with:", *(f"  {offer}" for offer in offers)] if offers else []


def _refusal_text(refusal: Refusal, library: Library) -> str:
    if not refusal.searched:
        return "\n".join([refusal.reason, *_offered(refusal.offers)])
    symbols = ", ".join(library.document(d).symbol for d in refusal.searched)
    lines = [refusal.reason, f"Searched: {symbols}."]
    if refusal.unknown:
        lines.append(f"Occur in none of them: {', '.join(refusal.unknown)}.")
    if refusal.evidence:
        lines.append("Nearest paragraphs, which may not answer:")
    for evidence in refusal.evidence[:NEAREST]:
        paragraph = evidence.paragraph
        name = label(paragraph, library.document(paragraph.locator.document))
        lines.append(f"  {name}, {page_or_digest(paragraph)}")
        lines += _indented(textwrap.shorten(paragraph.text, 160, placeholder=" …"))
    return "\n".join([*lines, *_offered(refusal.offers)])


def _all_cited(answer: Answer, library: Library) -> str:
    return "\n".join(_cited(s, library) for s in answer.statements)


def _cited(statement: Statement, library: Library) -> str:
    sources = [shown_citation(c, library) for c in statement.citations]
    marks = "; ".join(f"{q.label}, {q.where}" for q in sources)
    return f"{statement.text} [{marks}]"


def _indented(text: str) -> list[str]:
    return [
        row
        for line in text.splitlines()
        for row in textwrap.wrap(line, WIDTH, initial_indent="    ", subsequent_indent="    ")
    ]
