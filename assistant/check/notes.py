"""A draft as it is read: typography folded, and each note in brackets behind the words that it belongs to.

Notes are those of Markdown (``[^1]``), plain text (``[1]``, ``¹``) and HTML (``<sup>1</sup>``). Every
character knows its place in the draft, so that what is found and mended is found and mended there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.check.quotations import quotations
from assistant.check.typography import NO_HYPHENS, Hyphens, letters
from ingest.types import Span

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_RAISED, "0123456789")
_LABEL = (
    rf"\[\^([^\]\s]{{1,20}})\]|\[(\d{{1,3}})\]|([{_RAISED}]{{1,3}})"
    r"|<sup>[ \t]?[\[(]?(\d{1,3})[\])]?[ \t]?</sup>"
)
_MARK = re.compile(_LABEL, re.IGNORECASE)
_DEFINITION = re.compile(
    rf"^[ \t]{{0,3}}(?:(?:{_LABEL})[:.]?|(\d{{1,3}})[.)])[ \t]+(?=\S)", re.IGNORECASE | re.MULTILINE
)
_LISTED = 5  # group of a note that is only numbered, as "1. S/RES/1325 (2000), para. 1"
_STOPS = ".,;:!?"
_BETWEEN = ",; "  # marks that stand together
LONGEST = 4_000  # characters of a note that are read


@dataclass(frozen=True, slots=True)
class _Note:
    """``whole`` with its mark, ``words`` without."""

    label: str
    whole: Span
    words: Span


@dataclass(frozen=True, slots=True)
class _Letter:
    """One character that is read. ``home``: where the mark of its note ends, −1 for the draft's body."""

    text: str
    start: int
    end: int
    home: int = -1


class Reading:
    """``text``: of the draft, as it is read; ``shared``: parts of it that are a note of several marks."""

    def __init__(self, read: Sequence[_Letter], shared: Iterable[int]) -> None:
        self.text = "".join(letter.text for letter in read)
        self._letters = read
        self._shared = frozenset(shared)

    def span(self, span: Span) -> Span:
        """Return the place in the draft at which a part of the text stands; behind what ends there if it is
        empty.
        """
        if span.start == span.end:
            at = self._letters[span.end - 1].end if span.end else 0
            return Span(at, at)
        first, last = self._letters[span.start], self._letters[span.end - 1]
        if first.home == last.home:
            return Span(first.start, last.end)
        start = first.start if first.home < 0 else first.home
        return Span(start, max(start, last.end if last.home < 0 else last.home))

    def is_shared(self, span: Span) -> bool:
        """Tell whether it stands in a note that belongs to several places."""
        return self._letters[span.start].start in self._shared


def read(draft: str, hyphens: Hyphens = NO_HYPHENS) -> Reading:
    """The draft as it is read, with the ``hyphens`` of the documents. Takes time in proportion to its
    length.
    """
    notes = _notes(draft)
    marks = [m for m in _MARK.finditer(draft) if _is_mark(draft, m, notes)]
    body, places = _body(draft, marks, [n.whole for n in notes.values()], hyphens)
    moved = _behind_quotations("".join(letter.text for letter in body), places)
    found: list[_Letter] = []
    at = 0
    for place, group in groupby(sorted(zip(moved, marks, strict=True), key=lambda x: x[0]), lambda x: x[0]):
        found += body[at:place]
        at = place
        found += _written([m for _, m in group if _label(m) in notes], draft, notes, hyphens)
    uses = Counter(_label(m) for m in marks)
    many = (n.words for n in notes.values() if uses[n.label] > 1)
    return Reading([*found, *body[at:]], (i for span in many for i in range(span.start, span.end)))


def _notes(draft: str) -> dict[str, _Note]:
    """Those that a mark belongs to, by label; a numbered line only where nothing else is the note."""
    starts = list(_DEFINITION.finditer(draft))
    heads = {m.start() + len(m.group()) - len(m.group().lstrip()) for m in starts}
    marked: dict[str, int] = {}
    for mark in _MARK.finditer(draft):
        if mark.start() not in heads:
            marked.setdefault(_label(mark), mark.start())
    found: dict[str, _Note] = {}
    for listed in (False, True):
        for match in starts:
            label = _label(match)
            if bool(match[_LISTED]) != listed or label in found or label not in marked:
                continue
            if listed and (match.start() < marked[label] or match.start() < max(marked.values())):
                continue
            end = _end(draft, match)
            found[label] = _Note(label, Span(match.start(), end), Span(match.end(), end))
    return found


def _end(draft: str, match: re.Match[str]) -> int:
    """Of a note: the line, and those after it that go on with it."""
    end = _line_end(draft, match.end())
    while end < len(draft) and end - match.end() < LONGEST:
        following = _line_end(draft, end + 1)
        line = draft[end + 1 : following]
        if not line.strip() or _DEFINITION.match(draft, end + 1) or line.lstrip()[0] in "#>-*|":
            break
        end = following
    return end


def _line_end(draft: str, at: int) -> int:
    end = draft.find("\n", at)
    return len(draft) if end < 0 else end


def _label(match: re.Match[str]) -> str:
    return next((g for g in match.groups() if g), "").translate(_DIGITS)


def _is_mark(draft: str, match: re.Match[str], notes: dict[str, _Note]) -> bool:
    """Tell whether it refers to a note; without a note, what is raised or stands close to a word does."""
    if any(n.whole.start <= match.start() < n.whole.end for n in notes.values()):
        return False
    if _label(match) in notes:
        return True
    before = draft[match.start() - 1 : match.start()]
    close = bool(before) and not before.isspace() and before not in "([/"
    return close or match.group().startswith(("[^", "<sup>"))


def _body(
    draft: str, marks: Sequence[re.Match[str]], left_out: Sequence[Span], hyphens: Hyphens
) -> tuple[list[_Letter], list[int]]:
    """The draft without marks and notes, and the place of each mark in it."""
    cuts = [(m.start(), m.end(), True) for m in marks]
    cuts += [(span.start, span.end, False) for span in left_out]
    found: list[_Letter] = []
    places: list[int] = []
    at = 0
    for start, end, is_mark in (*sorted(cuts), (len(draft), len(draft), False)):
        found += [_Letter(*letter) for letter in letters(draft, at, start, hyphens)]
        at = max(at, end)
        if is_mark:
            places.append(len(found))
    return found, places


def _behind_quotations(text: str, places: Sequence[int]) -> list[int]:
    """A note within a quotation belongs to all of it; before the stop that ends the words it is read. Marks
    with nothing but a comma between them belong together.
    """
    wholes = [q.whole for q in quotations(text).found]
    moved: list[int] = []
    which = 0
    for number, place in enumerate(places):
        if number and not text[places[number - 1] : place].strip(_BETWEEN):
            moved.append(moved[-1])
            continue
        while which < len(wholes) and wholes[which].end < place:
            which += 1
        if which < len(wholes) and wholes[which].start < place:
            place = wholes[which].end
        while place and text[place - 1] in _STOPS:
            place -= 1
        moved.append(place)
    return moved


def _written(
    marks: Sequence[re.Match[str]], draft: str, notes: dict[str, _Note], hyphens: Hyphens
) -> Iterator[_Letter]:
    """The notes of marks that stand together, in one pair of brackets."""
    if not marks:
        return
    first, last = marks[0], marks[-1]
    yield from (_Letter(sign, first.start(), last.end()) for sign in " (")
    for number, mark in enumerate(marks):
        if number:
            yield from (_Letter(sign, first.start(), last.end()) for sign in " · ")
        words = notes[_label(mark)].words
        read_ = [_Letter(x, a, b, mark.end()) for x, a, b in letters(draft, words.start, words.end, hyphens)]
        while read_ and (read_[-1].text.isspace() or read_[-1].text == "."):
            read_.pop()
        yield from read_
    yield _Letter(")", first.start(), last.end())
