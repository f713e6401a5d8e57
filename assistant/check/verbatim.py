"""Test of whether the words of a quotation stand in a text, and whether what its writer marked keeps the
sense.

A writer may change the case of a letter in brackets, add words in brackets and leave words out behind
dots. A "not", a number or a verb of force that comes or goes that way makes another sentence of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from assistant.check.typography import folded
from assistant.support.force import FORCE, NEGATION, NOT_NEGATIVE, SCOPES
from assistant.support.quantities import numbers, quantities
from assistant.text.words import stem, terms
from ingest.types import Span

MOST = 5  # insertions; a sentence with more of them is the writer's own
BESIDE = 40  # characters beside a quotation that an insertion at its end may stand for
OMITTED = 12  # words; a "not" among more than these belongs to something else
_OMITTED = r"…|\.(?:\s?\.){2,3}"
_DOTS = re.compile(rf"\[\s?(?:{_OMITTED})\s?\]|\(\s?(?:{_OMITTED})\s?\)|{_OMITTED}")
_BRACKET = re.compile(r"(?P<before>(?:(?<!\w)\w+)?)\[(?P<inner>[^\[\]]{1,40})\](?P<after>\w*)")
_WAYS = frozenset("to from for against by with without in out on off into onto up down".split())
_POINTING = frozenset(
    "it its itself they them their theirs he him his she her hers we us our ours you your this these that"
    " those who whom whose which one ones the a an".split()
)
ADDED = "is not the document's and may change the sense"
_TURNING = frozenset("un in im il ir dis non mis anti less n't".split())  # parts of words
_REPLACED = r"[^\w\s]*(?P<gap{}>(?:\s+\S+){{0,6}}?)[\s(\['-]*"  # words an insertion stands for

Atom = tuple[Literal["words", "letter", "affix", "added"], str]


@dataclass(frozen=True, slots=True)
class Held:
    """A quotation whose words stand in a text. ``insertions``: the writer's words, as marked;
    ``fault``: how what is marked changes the sense, empty if it does not; ``at``: where they begin in the
    folded text.
    """

    insertions: tuple[str, ...]
    fault: str
    at: int


@dataclass(slots=True)
class _Part:
    """Words of a quotation between two omissions, as a pattern. ``gaps``: the insertion at each gap;
    ``affixes``: words with brackets in them; ``outside``: insertions before or behind all words, of
    them ``last`` behind.
    """

    pattern: str = ""
    inserted: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    affixes: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    last: str = ""


class Quote:
    """A quotation, ready to be looked for in any number of texts."""

    def __init__(self, words: str) -> None:
        parts = [_part(list(_atoms(part))) for part in _DOTS.split(folded(words))]
        self._insertions = tuple(word for part in parts for word in part.inserted)
        self._parts = [p for p in parts if p.pattern] if len(self._insertions) <= MOST else []
        self._patterns = [re.compile(part.pattern) for part in self._parts]

    def held(self, text: str) -> Held | None:
        """Verbatim and in order; the case of a part's first letter, white space, the kind of marks and
        dashes, and the stop before the closing mark aside. None if the words are not there.
        """
        plain = folded(text)
        found = self._found(plain)
        if not found:
            return None
        faults: list[str] = []
        for part, match in zip(self._parts, found, strict=True):
            for number, word in enumerate(part.gaps):
                faults += _changed(word, " ".join(match.group(f"gap{number}").split()))
            for number, word in enumerate(part.affixes):
                faults += _inflected(word, match.group(f"affix{number}"))
            near = plain[max(0, match.start() - BESIDE) : match.start()] + plain[match.end() :][:BESIDE]
            faults += [f"“{w}” {ADDED}" for w in part.outside if _beyond(w, near)]
            faults += _changed(part.last, _following(plain, match.end(), part.last)) if part.last else []
        for one, other in pairwise(found):
            if lost := _denied(Span(one.end(), other.start()).of(plain)):
                faults.append(f"the dots leave out “{lost}”")
        return Held(self._insertions, "; ".join(dict.fromkeys(faults)), found[0].start())

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
    """Tell whether the quote's words stand in ``text`` and what is marked in them keeps the sense."""
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


def _following(text: str, at: int, word: str) -> str:
    """As many words of the text as an insertion behind all words has, up to a stop: it stands for them."""
    return " ".join(re.split(r"[.,;:]", text[at : at + 200])[0].split()[: len(word.split())])


def _beyond(word: str, near: str) -> bool:
    """Tell whether an insertion before or behind all words counts, denies or obliges as no word there
    does.
    """
    heavy = weighty(word)
    return bool(heavy) and heavy.lower() not in near.lower()


def _changed(word: str, gone: str) -> Iterator[str]:
    """Say how words in brackets turn the sense of those that they stand for: another word is another sense,
    a pronoun for a name or a name for a pronoun is not.
    """
    inner = re.sub(r"[\[\]]", "", word)
    if not gone:
        yield from [f"“{word}” {ADDED}"] if weighty(inner) else []
        return
    own, theirs = set(terms(inner)), set(terms(gone))
    turned = {inner.lower(), gone.lower()} <= _WAYS or (
        own != theirs and not _points(inner) and not _points(gone)
    )
    counts = [" ".join(x.lower().split()) for x in (weighty(inner), weighty(gone))]
    if inner.lower() != gone.lower() and (turned or counts[0] != counts[1]):
        yield f"“{word}” stands for “{gone}”"


def _points(text: str) -> bool:
    """Tell whether it is nothing but pronouns and articles, which stand for something named elsewhere."""
    return {word.strip("'’") for word in text.lower().split()} <= _POINTING


def _inflected(word: str, gone: str) -> Iterator[str]:
    """Say how a word with brackets in it ("state[s]") is more than another form of the document's."""
    plain = re.sub(r"[\[\]]", "", word)
    match = _BRACKET.fullmatch(word)
    part = match["inner"].strip("- ").lower() if match else ""
    if (
        stem(plain.lower()) != stem(gone.lower())
        or part in _TURNING
        or weighty(plain.lower()) != weighty(gone.lower())
    ):
        yield f"“{word}” stands for “{gone}” and may change the sense"


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
            continue
        if pattern := _pattern(run, part):
            if part.pattern and added:
                part.pattern += _REPLACED.format(len(part.gaps))
                part.gaps.append(added)
            elif added:
                part.outside.append(added)
            part.pattern += pattern
            added = ""
        run = []
        if text:
            part.inserted.append(text)
            added = f"{added} {text}".strip()
    part.outside += [added] if added else []
    part.last = added if part.pattern else ""
    return part


def _pattern(run: Sequence[Atom], part: _Part) -> str:
    """Of words that follow each other in the text; empty if there are none."""
    pieces = [(kind, text) for kind, text in run if text]
    if pieces and pieces[0][0] == "words":
        pieces[0] = ("words", pieces[0][1].lstrip(" \n\t,.;:"))
    if pieces and pieces[-1][0] == "words":
        pieces[-1] = ("words", pieces[-1][1].rstrip(" \n\t,.;:"))
    plain = "".join(text for _, text in pieces)
    if not plain:
        return ""
    pattern = ""
    for i, (kind, text) in enumerate(pieces):
        if kind == "affix":
            pattern += _affix(text, part, not i)
        else:
            pattern += _piece(kind, text, not i)
    begins = r"(?<!\w)(?<!\w-)" if re.match(r"[\w\[]", plain) else ""
    return begins + pattern + (r"(?!\w)" if re.search(r"[\w\]]$", plain) else "")


def _affix(text: str, part: _Part, first: bool) -> str:
    match = _BRACKET.fullmatch(text)
    part.affixes.append(text)
    part.inserted.append(text)
    before, after = (match["before"], match["after"]) if match else ("", "")
    start = _piece("words", before, first) if before else ""
    return rf"(?P<affix{len(part.affixes) - 1}>{start}\w*{re.escape(after)})"


def _piece(kind: str, text: str, first: bool) -> str:
    if kind == "letter" or (first and kind == "words" and text[:1].isalpha()):
        rest = text[1:]
        return f"[{text[0].lower()}{text[0].upper()}]" + _piece("words", rest, False)
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", text))
