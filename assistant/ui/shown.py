"""A paragraph as every view shows it: chip, quotation, tooltip, force of language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from assistant.export.terminal import page_or_digest
from assistant.survey.register import OBLIGING, time_limits
from assistant.text.labels import long_date, name
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.ui.rendering import shortened
from assistant.ui.spans import dressed, marks_value, merged
from ingest.index.provisions.english import kind_of
from ingest.library import Library
from ingest.types import Document, Headnote, Paragraph, Span

LEVELS = {  # how firmly a paragraph speaks, 1 to 4; verbs that ask nobody for anything have none
    **dict.fromkeys(("decides", "demands", "will", "must"), 4),
    **dict.fromkeys(("requests", "calls-upon"), 3),
    **dict.fromkeys(("urges", "intends", "should"), 2),
    **dict.fromkeys(("encourages", "invites", "recognizes"), 1),
}
AND = "and "
OPERATIVE, PREAMBLE = "page_operative", "page_preamble"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as shown; ``state``: "past", "open" or empty."""

    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph in a view. ``name``: its one short name; ``marks``: its quoted words for the panel; ``tip``
    says what is not seen; ``words`` are the document's, or the editors' summary of them; ``level`` 1 to 4
    and ``verb`` of force, 0 and empty if it has none. ``digest``: the tag of a paragraph whose
    official wording is not held, empty for others.
    """

    locator: str
    name: str
    marks: str
    tip: str
    words: Markup | str
    level: int = 0
    verb: str = ""
    due: Due | None = None
    digest: str = ""


def shown(
    library: Library,
    paragraph: Paragraph,
    spans: Sequence[Span],
    language: Language,
    words: Markup | str = "",
) -> Shown:
    """Return a paragraph with its name, tooltip and force; ``spans`` are the words that are quoted."""
    note = library.headnote(paragraph.locator)
    level, verb = force_of(note)
    return Shown(
        str(paragraph.locator),
        name(paragraph, library),
        marks_value(spans),
        _tip(library, paragraph, note, language),
        words,
        level,
        verb,
        digest="" if _official(library, paragraph) else message("page_digest", language),
    )


def quoted(
    library: Library,
    paragraph: Paragraph,
    spans: Sequence[Span],
    language: Language,
    marks: Sequence[Span] = (),
) -> Shown:
    """Return a quotation: the words at ``spans`` in order, joined by "…" where words are left out, the verb
    of force in bold, the words at ``marks`` highlighted. A digest's words are the editors', and stand without
    quotation marks.
    """
    joined = _joined(paragraph.text, merged(spans))
    if joined[0].start and joined[0].of(paragraph.text).startswith(AND):  # "…, and calls upon": begins there
        joined = (Span(joined[0].start + len(AND), joined[0].end), *joined[1:])
    bold = force_spans(library, paragraph)
    parts = [dressed(paragraph.text, span, marks, bold) for span in joined]
    opening = _opening(library.document(paragraph.locator.document), paragraph, joined[0], language)
    frame = Markup("“{}{}”" if _official(library, paragraph) else "{}{}")
    words = frame.format(opening, Markup(" … ").join(parts))
    due = due_of(library, paragraph, joined, language, dt.date.today())
    return replace(shown(library, paragraph, joined, language, words), due=due)


def _official(library: Library, paragraph: Paragraph) -> bool:
    return library.document(paragraph.locator.document).official


def summary_of(paragraph: Paragraph, library: Library) -> str:
    """Return the editors' summary of a paragraph; without one, the beginning of its text."""
    note = library.headnote(paragraph.locator)
    return note.summary if note else shortened(paragraph.text)


def place(library: Library, paragraph: Paragraph, language: Language) -> tuple[str, ...]:
    """Return where a paragraph stands: document, section, page."""
    document = library.document(paragraph.locator.document)
    kinds = {"op": OPERATIVE, "pp": PREAMBLE}
    sections = tuple(h for h in paragraph.headings if h != document.title)
    if not sections and paragraph.locator.kind in kinds:
        sections = (message(kinds[paragraph.locator.kind], language),)
    return (document.symbol, *sections, page_or_digest(paragraph))


def force_of(note: Headnote | None) -> tuple[int, str]:
    """Return the level of force, 1 to 4, and the verb that the editors found; 0 and empty without one."""
    level = LEVELS.get(note.force, 0) if note else 0
    return (level, note.force.replace("-", " ")) if note and level else (0, "")


def force_spans(library: Library, paragraph: Paragraph) -> tuple[Span, ...]:
    """Return where the paragraph prints the verbs by which somebody is bound, asked or encouraged."""
    found: list[Span] = []
    for provision in library.provisions(paragraph.locator):
        if kind_of(provision.force) in OBLIGING:
            at = paragraph.text.find(provision.verb, provision.span.start, provision.span.end)
            if at >= 0:
                found.append(Span(at, at + len(provision.verb)))
    return merged(found)


def due_of(
    library: Library, paragraph: Paragraph, spans: Sequence[Span], language: Language, today: dt.date
) -> Due | None:
    """Return the first time limit within the words at ``spans``, all of the paragraph's if there are none."""
    for duty in time_limits(library, [paragraph.locator], today):
        for limit in duty.provision.deadlines:
            if spans and not any(s.start <= limit.span.start < s.end for s in spans):
                continue
            if limit.due is None:
                return Due(limit.span.of(paragraph.text), "open")
            day = long_date(limit.due)
            if limit.due < today:
                return Due(message("page_day_passed", language, day=day), "past")
            return Due(day)
    return None


def _joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join spans between which only blanks stand."""
    kept = list(spans[:1])
    for before, span in pairwise(spans):
        if text[before.end : span.start].strip():
            kept.append(span)
        else:
            kept[-1] = Span(kept[-1].start, span.end)
    return tuple(kept)


def _opening(document: Document, paragraph: Paragraph, first: Span, language: Language) -> Markup:
    """Say who speaks where a quotation begins within a sentence: the Council in an operative paragraph."""
    begins = first.of(paragraph.text)[:1]
    if first.start == 0 or not begins.islower():
        return Markup()
    speaks = document.number is not None and paragraph.locator.kind == "op" and not paragraph.locator.parent
    if not speaks:
        return Markup("<span class='pa-say'>…</span> ")
    return Markup("<span class='pa-say'>[{}]</span> ").format(message("page_the_council", language))


def _tip(library: Library, paragraph: Paragraph, note: Headnote | None, language: Language) -> str:
    where = " › ".join(place(library, paragraph, language))
    return f"{where}. {note.summary}" if note else where
