"""A survey as HTML, in the shape of its question: overview, list, comparison, register, timeline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from assistant.survey.register import duties
from assistant.text.labels import long_date
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.types import Answer, Entry, Group
from assistant.ui.rendering import render
from assistant.ui.shown import Shown, quoted, shown, summary_of
from ingest.library import Library
from ingest.types import Locator

SHAPES = {"summary": "overview"}  # forms that are drawn as another
FORCE_LEVELS = {"binding": 4, "asking": 3, "intending": 2, "encouraging": 1, "allowing": 1}
WIDE = ("compare", "register", "timeline")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
LEFT, WIDTH = 40, 920  # of the drawn timeline's axis, in its own units


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as shown: its quotation, the editors' ``summary`` of it, what sets it apart, its date; of a
    register ``who`` is to do ``what``, in the document's words.
    """

    quote: Shown
    summary: str
    kind: str
    differs: str
    date: str
    past: bool
    symbol: str
    x: float = 0.0
    who: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Entries under one heading; ``sides`` holds those of a comparison by document."""

    heading: str
    about: str
    entries: tuple[ShownEntry, ...]
    sides: tuple[tuple[str, tuple[ShownEntry, ...]], ...] = ()


def survey_html(answer: Answer, library: Library, language: Language) -> Markup:
    """Draw the entries of a survey, and below them the paragraphs of it that are not shown."""
    groups = [_group(g, answer, library, language) for g in answer.groups]
    entries = [e for g in groups for e in g.entries]
    if answer.form == "register":
        return _register(answer, library, language) + _rest(answer, library, language)
    dated = _dated(entries) if answer.form == "timeline" else []
    template = f"survey_{SHAPES.get(answer.form, answer.form)}.html"
    drawn = render(
        template,
        language,
        groups=groups,
        entries=entries,
        dated=dated,
        years=_years(dated),
        symbols=list(dict.fromkeys(e.symbol for e in entries)),
    )
    return drawn + _rest(answer, library, language)


def register_html(rows: Sequence[ShownEntry], language: Language) -> Markup:
    """Draw a table that can be filtered and sorted: who is to do what, with which force, until when."""
    return render(
        "survey_register.html",
        language,
        entries=rows,
        symbols=list(dict.fromkeys(e.symbol for e in rows)),
        verbs=sorted({e.quote.verb for e in rows if e.quote.verb}),
    )


def duty_rows(library: Library, locators: Sequence[Locator], language: Language) -> list[ShownEntry]:
    """Return a row for each thing that the paragraphs bind, ask or encourage somebody to do."""
    today = dt.date.today()
    rows = []
    for duty in duties(library, locators, today):
        provision = duty.provision
        paragraph = library.paragraph(provision.locator)
        level = FORCE_LEVELS.get(duty.kind, 1)
        quote = replace(
            shown(library, paragraph, (provision.span,), language), level=level, verb=provision.force
        )
        limits = [long_date(d.due) if d.due else d.span.of(paragraph.text) for d in provision.deadlines]
        symbol = library.document(provision.locator.document).symbol
        row = ShownEntry(quote, "", "", "", "; ".join(limits), duty.past, symbol)
        rows.append(replace(row, who=provision.actor, what=provision.action))
    return rows


def _register(answer: Answer, library: Library, language: Language) -> Markup:
    """Draw the duties in the paragraphs of a survey; a paragraph without any has a row of its own."""
    rows: list[ShownEntry] = []
    for entry in answer.entries:
        rows += duty_rows(library, [entry.locator], language) or [_entry(entry, library, language)]
    return register_html(rows, language)


def _rest(answer: Answer, library: Library, language: Language) -> Markup:
    """Draw the paragraphs of a survey that are not among its entries."""
    rest = [
        shown(library, p, (), language, summary_of(p, library)) for p in map(library.paragraph, answer.rest)
    ]
    total = len({e.locator for e in answer.entries} | set(answer.rest))
    number = len({e.locator for e in answer.entries})
    counted = message("page_shown_of", language, n=str(number), all=str(total)) if rest else ""
    return render("survey_rest.html", language, rest=rest, counted=counted)


def _group(group: Group, answer: Answer, library: Library, language: Language) -> ShownGroup:
    entries = tuple(_entry(e, library, language) for e in group.entries)
    about = library.document(group.document).title if group.document else ""
    if answer.form != "compare":
        return ShownGroup(group.heading, about, entries)
    sides = dict.fromkeys(library.document(e.locator.document).symbol for e in answer.entries)
    by_side = tuple((symbol, tuple(e for e in entries if e.symbol == symbol)) for symbol in sides)
    return ShownGroup(group.heading, about, entries, by_side)


def _entry(entry: Entry, library: Library, language: Language) -> ShownEntry:
    paragraph = library.paragraph(entry.locator)
    spans = [c.span for s in entry.statements for c in s.citations if c.locator == entry.locator]
    return ShownEntry(
        quoted(library, paragraph, spans, language) if spans else shown(library, paragraph, (), language),
        entry.summary,
        entry.kind,
        entry.differs,
        entry.date,
        entry.past,
        library.document(entry.locator.document).symbol,
    )


def _dated(entries: Sequence[ShownEntry]) -> list[ShownEntry]:
    """Place the entries that name a year along the axis of the timeline."""
    known = [(e, int(found[0])) for e in entries if (found := YEAR.search(e.date))]
    years = [year for _, year in known]
    first, span = min(years, default=0), max(1, max(years, default=1) - min(years, default=0))
    return [replace(e, x=LEFT + WIDTH * (year - first) / span) for e, year in known]


def _years(dated: Sequence[ShownEntry]) -> list[tuple[str, float, int]]:
    """Return each year of a timeline with its place and the number of its entries."""
    found: dict[str, tuple[float, int]] = {}
    for entry in dated:
        year = (YEAR.search(entry.date) or [""])[0]
        found[year] = (entry.x, found.get(year, (0.0, 0))[1] + 1)
    return [(year, x, n) for year, (x, n) in sorted(found.items())]
