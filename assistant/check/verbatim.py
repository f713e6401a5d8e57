"""Whether the words of a quotation stand in a text, and whether what its writer marked keeps the sense.

A writer may change the case of a letter in brackets, add words in brackets and leave words out behind
dots. A "not", a number or a verb of force that comes or goes that way makes another sentence of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from assistant.contrast import FORCE, NEGATION, NOT_NEGATIVE, SCOPES
from assistant.quantity import numbers, quantities
from ingest.types import Span

MOST = 5  # insertions; a sentence with more of them is the writer's own
OMITTED = 12  # words; a "not" among more than these belongs to something else
_DOTS = re.compile(
    r"\[\s*(?:…|\.{3,4})\s*\]|\(\s*(?:…|\.{3,4})\s*\)|…|\.{3,4}|\.(?:[ \xa0]\.){2,3}"
)
_BRACKET = re.compile(r"(?P<before>(?:(?<!\w)\w+)?)\[(?P<inner>[^\[\]]{1,40})\](?P<after>\w*)")
_TURNING = frozenset("un in im il ir dis non mis anti less n't".split())  # parts of words
_FOLD = str.maketrans('‘’“”"–—‑', "'''''---")
_REPLACED = r"[^\w\s]*(?P<gap{}>(?:\s+\S+){{0,6}}?)[\s(\['-]*"  # words an insertion stands for

Atom = tuple[Literal["words", "letter", "affix", "added"], str]


@dataclass(frozen=True, slots=True)
class Held:
    """A quotation whose words stand in a text. ``insertions``: the writer's words, as marked;
    ``fault``: how what is marked changes the sense, empty if it does not.
    """

    insertions: tuple[str, ...]
    fault: str


@dataclass(slots=True)
class _Part:
    """Words of a quotation between two omissions, as a pattern. ``gaps``: the insertion at each gap."""

    pattern: str = ""
    inserted: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


class Quote:
    """A quotation, ready to be looked for in any number of texts."""

    def __init__(self, words: str) -> None:
        parts = [_part(list(_atoms(part))) for part in _DOTS.split(words.translate(_FOLD))]
        self._insertions = tuple(word for part in parts for word in part.inserted)
        self._parts = [p for p in parts if p.pattern] if len(self._insertions) <= MOST else []
        self._patterns = [re.compile(part.pattern) for part in self._parts]

    def held(self, text: str) -> Held | None:
        """Verbatim and in order; the case of a part's first letter, white space, the kind of marks and
        dashes, and the stop before the closing mark aside. None if the words are not there.
        """
        folded = text.translate(_FOLD)
        found = self._found(folded)
        if not found:
            return None
        stands_for = {
            word: " ".join(match.group(f"gap{number}").split())
            for part, match in zip(self._parts, found, strict=True)
            for number, word in enumerate(part.gaps)
        }
        faults = [
            f"“{word}” is not the document's and may change the sense"
            for word in self._insertions
            if _turns(word) and stands_for.get(word) != word[1:-1]
        ]
        for word, gone in stands_for.items():
            if weighty(gone) and gone != word[1:-1]:
                faults.append(f"“{word}” stands for “{gone}”")
        for one, other in pairwise(found):
            if lost := _denied(Span(one.end(), other.start()).of(folded)):
                faults.append(f"the dots leave out “{lost}”")
        return Held(self._insertions, "; ".join(dict.fromkeys(faults)))

    def _found(self, text: str) -> list[re.Match[str]]:
        """The place of every part, as near to the next as it can be; none if one is missing."""
        found: list[re.Match[str]] = []
        for pattern in self._patterns:
            match = pattern.search(text, found[-1].end() if found else 0)
            if match is None:
                return []
            found.append(match)
        for i in range(len(found) - 2, -1, -1):
            first, until = found[i].start(), found[i + 1].start()
            *_, found[i] = (m for m in self._patterns[i].finditer(text, first) if m.end() <= until)
        return found


def holds(quote: str, text: str) -> bool:
    """Whether the quote's words stand in ``text`` and what is marked in them keeps the sense."""
    held = Quote(quote).held(text)
    return held is not None and not held.fault


def weighty(words: str) -> str:
    """The first word found that denies, counts, obliges or limits; empty if there is none."""
    plain = NOT_NEGATIVE.sub(" ", words)
    if match := NEGATION.search(plain):
        return match.group()
    counted = [n.text for n in numbers(plain)] + [q.text for q in quantities(plain)]
    forced = (m.group() for p in (FORCE, *SCOPES) if (m := p.search(plain)))
    return next(iter(counted), "") or next(forced, "")


def _turns(inserted: str) -> bool:
    """Whether words in brackets, or a word with brackets in it, change the sense."""
    match = _BRACKET.fullmatch(inserted)
    if match is None or not (match["before"] or match["after"]):
        return bool(weighty(inserted))
    before, inner, after = match["before"], match["inner"], match["after"]
    return inner.strip("- ").lower() in _TURNING or bool(
        weighty(before + after) or weighty(before + inner + after)
    )


def _denied(gone: str) -> str:
    """The "not" of a short omission inside one clause."""
    if len(gone.split()) > OMITTED or re.search(r"[.;:]", gone.strip(" .;:")):
        return ""
    match = NEGATION.search(NOT_NEGATIVE.sub(" ", gone))
    return match.group() if match else ""


def _atoms(part: str) -> Iterator[Atom]:
    """Words as they stand, a letter whose case was changed, a changed word, words added."""
    at = 0
    for match in _BRACKET.finditer(part):
        inner, before, after = match["inner"], match["before"], match["after"]
        yield "words", part[at : match.start()]
        at = match.end()
        if not before and after and len(inner) == 1 and inner.isalpha():
            yield "letter", inner
            at -= len(after)
        else:
            yield ("affix" if before or after else "added"), match.group()
    yield "words", part[at:]


def _part(atoms: Sequence[Atom]) -> _Part:
    part, run, added = _Part(), list[Atom](), ""
    for kind, text in (*atoms, ("added", "")):
        if kind != "added":
            run.append((kind, text))
            part.inserted += [text] if kind == "affix" else []
            continue
        if pattern := _pattern(run):
            if part.pattern:
                part.pattern += _REPLACED.format(len(part.gaps))
                part.gaps.append(added)
            part.pattern += pattern
            added = ""
        run = []
        if text:
            part.inserted.append(text)
            added = f"{added} {text}".strip()
    return part


def _pattern(run: Sequence[Atom]) -> str:
    """Of words that follow each other in the text; empty if there are none."""
    pieces = [(kind, text) for kind, text in run if text]
    if pieces and pieces[0][0] == "words":
        pieces[0] = ("words", pieces[0][1].lstrip(" \n\t,.;:"))
    if pieces and pieces[-1][0] == "words":
        pieces[-1] = ("words", pieces[-1][1].rstrip(" \n\t,.;:"))
    pattern = "".join(_piece(kind, text, not i) for i, (kind, text) in enumerate(pieces))
    plain = "".join(text for _, text in pieces)
    if not plain:
        return ""
    begins = r"(?<!\w)(?<!\w-)" if re.match(r"[\w\[]", plain) else ""
    return begins + pattern + (r"(?!\w)" if re.search(r"[\w\]]$", plain) else "")


def _piece(kind: str, text: str, first: bool) -> str:
    if kind == "letter" or (first and kind == "words" and text[:1].isalpha()):
        rest = text[1:]
        return f"[{text[0].lower()}{text[0].upper()}]" + _piece("words", rest, False)
    if kind == "affix" and (match := _BRACKET.fullmatch(text)):
        return re.escape(match["before"]) + r"\w*" + re.escape(match["after"])
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", text))
