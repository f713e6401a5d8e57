"""Help: what is held here with its dates, and questions that work."""

from __future__ import annotations

from assistant.answer.offers import MOST
from assistant.question.intent import Talk
from assistant.question.small_talk import TALK, small_talk
from assistant.text.labels import long_date
from assistant.text.language import language_of
from assistant.text.messages import message
from assistant.types import Refusal
from ingest.library import Library


def helped(talk: Talk, library: Library) -> Refusal:
    """Return the line that answers small talk, with questions that work; with the documents, where the
    assistant itself is asked about.
    """
    language = language_of(talk.question)
    line = talk.line
    if small_talk(talk.question) == TALK.itself.line:
        held = "; ".join(f"{d.symbol}, {long_date(d.adopted)}" for d in library.documents)
        line = f"{line} {message('held_documents', language, documents=held)}"
    return Refusal(talk.question, line, (), (), offers=starters(library))


def starters(library: Library) -> tuple[str, ...]:
    """Return questions that work: editors' questions of readers, and the summary of a resolution."""
    asked = [q for a in library.vocabulary.audiences for q in a.questions if q.endswith("?")]
    summaries = [
        message("summarise", "en", symbol=f"resolution {d.number}") for d in library.documents if d.number
    ]
    return (*asked[: MOST - 1], *summaries[:1])
