"""The grammar of documents that are numbered as most are: articles, numbered paragraphs, decimal sections,
items, tables and text under headings, in any mixture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents.element import Element
from ingest.documents.grammars.markers import Marker, markers
from ingest.documents.grammars.nato import slug
from ingest.documents.grammars.notes import note_number
from ingest.documents.grammars.outline import Item
from ingest.documents.grammars.part_names import part_names, plain
from ingest.documents.grammars.sequence import Sequences
from ingest.documents.grammars.structure_headings import (
    has_title,
    is_lettered_heading,
    is_numbered_text,
    read_article,
    read_heading,
    skipped,
)
from ingest.documents.grammars.structure_state import (
    SHORT,
    Scheme,
    State,
    article_anchor,
    open_anchor,
    section_anchor,
    where,
)
from ingest.documents.layout import ends_clause, is_dash

LOWEST = 48  # level of headings that only their letter shows
HANGING = 8.0  # points by which text stands behind its number
_DASH = re.compile(r"[•▪◦‣·*–—-]\s+")


def read_elements(every: Sequence[Element], scheme: Scheme, name: str) -> State:
    """Read elements by a scheme; the state holds the paragraphs, the doubts and the weights."""
    candidates = [_readings(element, scheme) for element in every]
    state = State(name=name, scheme=scheme, sequences=Sequences(candidates), titled=has_title(every))
    for place, element in enumerate(every):
        _read(element, place, every, state)
    return state


def _readings(element: Element, scheme: Scheme) -> tuple[Marker, ...]:
    if element.role in ("row", "note"):
        return ()
    found = markers(element.text)
    if not scheme.numbers:
        return ()
    if not scheme.articles and found and found[0].style == "article":
        return ()
    if element.role == "heading" and found and found[0].style not in ("number", "article", "step"):
        return ()
    return found


def _read(element: Element, place: int, every: Sequence[Element], state: State) -> None:
    if state.kept and not element.boxed:
        (state.path, state.section), state.kept = state.kept, None
        state.under(*[text for _, text in state.path])
    elif element.boxed and not state.kept:
        state.kept = (list(state.path), state.section)
    if element.role == "note":
        _read_note(element, state)
    elif element.role == "row":
        _read_row(element, state)
    elif skipped(element, state):
        return
    elif not read_article(element, place, every, state):
        lettered = is_lettered_heading(element, state)
        if lettered:
            element = replace(element, role="heading", level=LOWEST)
        if lettered or (element.role == "heading" and not is_numbered_text(element, place, every, state)):
            read_heading(element, place, state)
        elif not _read_number(element, place, state):
            _read_text(element, place, state)


def _read_note(element: Element, state: State) -> None:
    for line in element.lines:
        if (number := note_number(line)) is not None:
            state.start_note(number, line)
        elif not state.note_goes_on(line) and state.items:
            state.items[-1].stretches.append([line])


def _read_row(element: Element, state: State) -> None:
    state.rows += 1
    state.start(f"row-{state.rows}", "", element.lines)
    state.open = False
    state.weights["row"] += len(element.text)


def _read_number(element: Element, place: int, state: State) -> bool:
    """Read a paragraph whose number stands in sequence."""
    readings = state.sequences.candidates[place]
    if not readings or readings[0].style == "article":
        return False
    if readings[0].style == "both" and state.recitals:
        return _read_recital(element, readings[0], state)
    was = state.sequences.restarted
    marker = state.sequences.placed(place, element.x, not element.glued, where(element))
    if marker is None:
        return False
    if (state.sequences.restarted and not was) or (len(state.sequences.levels) == 1 and marker.opens):
        state.restart = _restart(state) if state.sequences.restarted else state.restart
    state.untitled = False
    if marker.style == "number":
        state.parts["deep" if len(marker.value) > 1 else "plain"] += len(element.text)
    anchor = open_anchor(state)
    state.weights["sure"] += len(element.text)
    state.start(anchor, marker.printed, element.lines, marker.end)
    return True


def _restart(state: State) -> str:
    """First part of the anchors of a list that begins again under a heading."""
    state.sequences.restarted = False
    return f"section-{slug(state.headings[-1])}" if state.headings else ""


def _read_recital(element: Element, marker: Marker, state: State) -> bool:
    state.weights["sure"] += len(element.text)
    state.start(f"rec-{marker.name}", marker.printed, element.lines, marker.end)
    return True


def _read_text(element: Element, place: int, state: State) -> None:
    text, last = element.text, state.items[-1] if state.items else None
    recital = plain(text) in part_names().recitals.words
    if recital or (last is not None and plain(last.last.text) in part_names().recitals.words):
        state.recitals = True
    if recital:
        return
    numbered = bool(state.open and last is not None and last.printed)
    if state.open and last is not None:
        out = bool(state.sequences.candidates[place]) and not element.boxed
        small = text[:1].islower() and not is_dash(text)
        if element.glued or ((small or out) and not _finished(last)):
            last.stretches[-1].extend(element.lines)
            state.weights["sure" if numbered else "text"] += len(text)
            return
        if numbered and _belongs(element, last, state):
            _close_list(element, last, state).stretches.append(list(element.lines))
            state.weights["sure"] += len(text)
            return
    _start_text(element, state)


def _finished(item: Item) -> bool:
    return ends_clause(item.last.text)


def _belongs(element: Element, last: Item, state: State) -> bool:
    """Tell whether text without a number belongs to the numbered paragraph above."""
    before = last.stretches[-1][-1].text
    announced = last.stretches[0][-1].text.endswith(":") or before.endswith(":")
    if is_dash(element.text):
        return announced or is_dash(last.stretches[-1][0].text)
    if element.text[:1].islower():
        return True
    level = state.sequences.levels[-1] if state.sequences.levels else None
    if level is None or element.boxed:
        return False
    if element.page:
        wrapped = [line.x for lines in last.stretches for line in lines[1:]]
        hangs = bool(wrapped) and min(wrapped) > level.x + HANGING
        return element.x > level.x + HANGING and (hangs or not wrapped) and not element.centred
    return element.x > 0 and element.x >= level.x


def _close_list(element: Element, last: Item, state: State) -> Item:
    """The paragraph to which text goes: the one that opened the list where the text closes it."""
    levels = state.sequences.levels
    if is_dash(element.text) or len(levels) < 2 or not element.text[:1].islower() or not _finished(last):
        return last
    state.sequences.levels = levels[:-1]
    parent = last.anchor.rpartition("-")[0]
    return next((item for item in reversed(state.items) if item.anchor == parent), last)


def _start_text(element: Element, state: State) -> None:
    dash = _DASH.match(element.text)
    marker = dash.end() if dash else 0
    short = len(element.text) < SHORT and not ends_clause(element.text)
    if state.untitled and state.article and short and not dash and element.lines[0].page:
        state.path[-1] = (state.path[-1][0], f"{state.path[-1][1]} {element.text}")
        state.under(*[head for _, head in state.path])
        state.untitled = False
        return
    state.untitled = False
    printed, anchor = "", ""
    if state.article:
        anchor, printed, weight = article_anchor(state), state.printed_article, "sure"
        if any(item.anchor.startswith(f"{anchor}-") or item.anchor == anchor for item in state.items):
            count = sum(item.anchor == anchor or f"{anchor}-par-" in item.anchor for item in state.items)
            anchor = f"{anchor}-par-{count + 1}"
    elif state.base:
        anchor, weight = f"{state.base}-text", "text"
    elif state.section:
        anchor, weight = f"{state.scheme.prefix}-{state.section}", "sure"
        count = sum(i.anchor == anchor or i.anchor.startswith(f"{anchor}-par-") for i in state.items)
        anchor = f"{anchor}-par-{count + 1}" if count else anchor
    elif state.headings:
        anchor, weight = section_anchor(state), "text"
    elif state.scheme.articles and not state.parts["article"]:
        state.preambular += 1
        anchor, weight = f"pp-{state.preambular}", "text"
    else:
        anchor, weight = "section-text", "lost"
    state.weights[weight] += len(element.text)
    state.start(anchor, printed, element.lines, marker)
