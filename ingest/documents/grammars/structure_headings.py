"""Heads of articles and headings: which element is one, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.documents.element import Element
from ingest.documents.grammars.markers import Marker, markers
from ingest.documents.grammars.part_names import any_word, part_names, plain
from ingest.documents.grammars.structure_state import SHORT, State, article_anchor, enter, where
from ingest.documents.layout import ends_clause, ends_sentence


def has_title(every: Sequence[Element]) -> bool:
    """Tell whether the first heading is the title of the document: no other is as large."""
    heads = [e.level for e in every if e.role == "heading"]
    first = next((e for e in every if e.role != "note"), None)
    early = first is not None and first.role == "heading"
    return early and bool(heads) and heads.count(heads[0]) == 1 and heads[0] == min(heads) and len(heads) > 1


def skipped(element: Element, state: State) -> bool:
    """Tell whether an element belongs to a list of contents."""
    if element.role == "heading":
        own = plain(element.text) in part_names().contents.words
        if own or (state.skipping and element.level > state.skipping):
            state.skipping = state.skipping or element.level or 1
            return own or bool(re.search(r"\s\d{1,3}$", element.text))
        state.skipping = 0
    return bool(state.skipping) and bool(re.search(r"\s\d{1,3}$", element.text))


def read_article(element: Element, place: int, every: Sequence[Element], state: State) -> bool:
    """Read the head of an article, with its text if that stands on the same line."""
    found = state.sequences.candidates[place]
    if not found or found[0].style != "article" or element.glued:
        return False
    marker, text = found[0], element.text
    rest = text[marker.end :]
    head = element.role == "heading" or not rest or (element.centred and len(text) < SHORT)
    stop = re.search(r"[.:–—-]\s*$", text[: marker.end])
    if not head and not stop and not rest[:1].isupper():
        return False
    if not head and not element.bold and not stop and not _expected(marker, state):
        return False
    state.article, state.printed_article = marker.name, marker.printed.rstrip(" .")
    state.sequences.clear()
    state.sequences.article = marker.value[0]
    state.section, state.recitals = "", False
    state.parts["article"] += 1
    level = max(element.level, 50)
    title = "" if not rest or (not head and ends_sentence(rest)) else rest
    enter(level, f"{state.printed_article} {title}".strip(), state)
    state.untitled = not title and not (rest and not title)
    if rest and not title:
        state.weights["sure"] += len(rest)
        state.start(article_anchor(state), state.printed_article, element.lines, marker.end)
    return True


def _expected(marker: Marker, state: State) -> bool:
    before = re.match(r"\d+", state.article)
    return marker.value == (int(before.group()) + 1 if before else 1,)


def is_numbered_text(element: Element, place: int, every: Sequence[Element], state: State) -> bool:
    """Tell whether bold or large print that begins with a number is a paragraph and no heading: it ends like
    one, and nothing stands below it.
    """
    found = state.sequences.candidates[place]
    if not found or len(element.text) < 60 or not ends_sentence(element.text):
        return False
    below = next((e for e in every[place + 1 :] if e.role != "note"), None)
    return below is None or below.role == "heading"


def is_lettered_heading(element: Element, state: State) -> bool:
    """Tell whether short text behind a capital letter or Roman digit is a heading: "A. General rules"."""
    found = markers(element.text)
    capital = bool(found) and found[0].style.startswith("upper")
    short = len(element.text) < 80 and not ends_clause(element.text)
    return capital and short and not element.role and not element.glued and state.scheme.numbers


def read_heading(element: Element, place: int, state: State) -> None:
    text, level = element.text, element.level
    if state.titled and not state.items and not state.path and place == 0:
        state.titled = False
        return
    if state.untitled and state.article and len(text) < SHORT and not _is_part(text):
        inner = state.path[-1]
        state.path[-1] = (inner[0], f"{inner[1]} {text}")
        state.under(*[head for _, head in state.path])
        state.untitled = False
        return
    state.untitled = state.recitals = False
    if annex := _annex(text):
        state.base = f"annex-{(annex['name'] or '1').lower()}"
        state.article = state.section = ""
        state.path = []
        state.sequences.clear()
        enter(level, text, state)
        return
    state.section = ""
    found = state.sequences.candidates[place]
    if found and found[0].style == "number":
        marker = state.sequences.placed(place, element.x, True, where(element))
        if marker is not None and marker.style == "number":
            state.section = marker.name
            state.weights["heading"] += len(text)
            enter(level + len(marker.value) / 10, text, state)
            return
    if state.article and level >= 50:
        state.article = ""
    if _is_part(text):
        state.article = ""
        level = min(level, 49)
    enter(level, text, state)
    state.sequences.heading()
    state.restart = ""


def _annex(text: str) -> re.Match[str] | None:
    words = any_word(part_names().annexes.words)
    return re.match(rf"(?i:{words})\b\s*(?P<name>[A-Z]\b|[IVX]+\b|\d+)?", text)


def _is_part(text: str) -> bool:
    words = any_word(part_names().parts.words)
    return bool(re.match(rf"(?i:{words})\s+(?:\d|[IVX]+\b|[A-Z]\b)", text))
