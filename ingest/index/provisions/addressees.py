"""Names of those who are to act, read from the noun phrase that a verb governs.

The grammar finds the phrase and its members; the corpus's vocabulary only says by which name they go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.documents.actors import Actors
from ingest.index.provisions.english import words

_ASIDE = re.compile(
    r",\s{1,9}(?:in|when|with|within|where|through|during|upon|taking|whenever|including|inter alia|such as"
    r"|especially|in particular|particularly|notably|under|on|at|by|based|primarily|inclusive|bearing|from"
    r"|following|consistent|pursuant|without|an?|who|which)\b.*"
    r"|,\s{1,9}(?:as(?! well)|[a-z]{1,20}ly)\b.*"
    r"|\s{1,9}in (?:his|her|its|their)\b.*|\s{1,9}including\b.*|\s{1,9}inter alia\b.*",
    re.DOTALL,
)
_SINGLED_OUT = re.compile(
    r",\s{1,9}(?:including(?: but not limited to)?|in particular|especially|inter alia|such as)\s"
    r"(?P<who>[^;:]{3,400})"
)
_CLOSED_ASIDE = re.compile(
    r",\s{1,9}(?:in|with|within|where|through|under|as appropriate|including|especially)\b[^,]*,"
    r"(?=\s{1,9}and\s{1,9}(?:the|all|relevant|other|[A-Z]))"
)
_SHORT_ASIDE = re.compile(
    r",?\s{1,9}(?:as appropriate|as necessary|as requested|in particular|inter alia|where appropriate)(?=,|$)"
    r"|,?\s{1,9}as a matter of \w+"
)
_AND = re.compile(
    r"\s{0,9},\s{0,9}(?:and\s{1,9}|or\s{1,9}|as well as\s{1,9})?|\s{1,9}(?:and|or|as well as),?\s{1,9}"
)
_COMMA = re.compile(r",\s{1,9}")
_WORD = re.compile(r"[\w’'/-]+")
_SHORT_FORM = re.compile(r"\s{0,9}\((?:[A-Z][\w-]*|s)\)")
_OWNER = re.compile(r"['’]s?$")
_PRONOUN = re.compile(r"(?:him|her|them|it|they|he|she)\b", re.IGNORECASE)
_ENDING = re.compile(r"\w+(?:al|ic|ive|ous|ary|an|ed|ing|-)")
LONGEST = 14  # words of one member of an enumeration


@dataclass(frozen=True, slots=True)
class Naming:
    """Names of one corpus. ``issuer``: who issues the document."""

    actors: Actors
    issuer: str

    def of(self, phrase: str) -> tuple[str, ...]:
        """Return the names of those whom a noun phrase names, none if it names what cannot act."""
        members = list(parts(bare(phrase), self._is_known))
        if members and not self._name(members[0]) and words("prepositions") & set(members[0].split()):
            return ()  # the others are its complements: "cooperation between the Board and the Office"
        found = dict.fromkeys(name for member in members if (name := self._name(member)))
        return tuple(found)

    def singled_out(self, phrase: str) -> tuple[str, ...]:
        """Return the names in the asides of a noun phrase: "missions, in particular the advisers"."""
        found = (match["who"] for match in _SINGLED_OUT.finditer(" ".join(phrase.split())))
        return tuple(dict.fromkeys(name for who in found for name in self.of(who)))

    def first_in(self, text: str) -> tuple[str, ...]:
        """Return whom a text names first, for a pronoun after it; none if it names nobody."""
        spots = self.actors.mentions(text)
        if spots:
            return (spots[0][2],)
        owner = re.search(r"\b(?:of|by|to|for) ((?:the )?[\w -]+?)(?= to\b|,| in\b| and\b|$)", text)
        return self.of(owner[1]) if owner else ()

    def _name(self, part: str) -> str:
        return self._known(part) or (part if acts(part) else "")

    def _is_known(self, part: str) -> bool:
        return self._known(part) != ""

    def _known(self, part: str) -> str:
        part = f"the {part}"
        spots = sorted(self.actors.mentions(part), key=lambda spot: (spot[0], -spot[1]))
        return next((name for start, end, name in spots if _is_head(part, start, end)), "")


def bare(phrase: str) -> str:
    """Return a noun phrase without asides and what stands behind a comma in no enumeration."""
    text = _CLOSED_ASIDE.sub("", _SHORT_ASIDE.sub("", " ".join(phrase.split())))
    return _ASIDE.sub("", text).strip(" ,;:")


def without_opening(text: str) -> str:
    """Return the words behind the leading phrases of a sentence: "Within its mandate, NATO"."""
    while True:
        text = text.strip(' •“"')
        match = re.match(r"[\w-]+", text)
        if match is None:
            return text
        opener = match.group().lower() in words("openers")
        if not opener and not re.match(r"[A-Z][a-z]+ing\b", text):
            return text
        commas = list(_COMMA.finditer(text.rstrip(" ,")))
        fresh = [comma for comma in commas if _begins_anew(text[comma.end() :])]
        if not (fresh or (opener and commas)):
            return text
        text = text[(fresh or commas)[0].end() :]


def _begins_anew(text: str) -> bool:
    """Tell whether a noun phrase may begin a text: with a determiner or a name."""
    first = text.split()[0] if text.split() else ""
    return first[:1].isupper() or first in words("determiners") | {"it", "they", "no"}


def is_pronoun(phrase: str) -> bool:
    """Tell whether a phrase stands for somebody named before."""
    return _PRONOUN.match(phrase.strip()) is not None and len(phrase.split()) < 3


def parts(phrase: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Members of an enumeration without their determiners: "Member States and the United Nations"."""
    held = ""
    joints = [*(match.group() for match in _AND.finditer(phrase)), ""]
    pieces = _AND.split(phrase)
    for number, (piece, joint) in enumerate(zip(pieces, joints, strict=True)):
        held += piece
        if joint and not (
            _is_whole(held, pieces[number + 1], is_known) and _begins(pieces[number + 1], held, is_known)
        ):
            held += joint
            continue
        member = _member(held)
        if member and len(member.split()) <= LONGEST:
            yield member
        held = ""


def _begins(piece: str, before: str, is_known: Callable[[str], bool]) -> bool:
    """Tell whether a member begins after "and": not where only a complement goes on, as in "the adviser on
    children and war".
    """
    tokens = [word.lower() for word in _WORD.findall(before)]
    complement = [n for n, word in enumerate(tokens) if word in words("prepositions") and word != "of"]
    if not complement or len(tokens) - complement[-1] > 3:
        return True
    first = piece.split()[0].lower() if piece.split() else ""
    return first in words("determiners") or is_known(_member(piece))


def _is_whole(piece: str, after: str, is_known: Callable[[str], bool]) -> bool:
    """Tell whether a piece before "and" is a member by itself, not an adjective or half a compound."""
    tokens = piece.split()
    last = tokens[-1] if tokens else ""
    if not last or last.endswith("-") or (last.islower() and _ENDING.fullmatch(last)):
        return False
    if not last.islower() or last.endswith("s") or last in words("bodies") | {"society"}:
        return True
    first = after.split()[0] if after.split() else ""
    fresh = first.lower() in words("determiners") or first[:1].isupper() or is_known(_member(after))
    return tokens[0].lower() in words("determiners") and fresh


def _member(piece: str) -> str:
    tokens = _SHORT_FORM.sub("", piece).strip(" ,;:.").split()
    while tokens and tokens[0].lower() in words("determiners"):
        if (
            tokens[0].lower() == "those"
            and len(tokens) > 1
            and tokens[1].islower()
            and not tokens[1].endswith("s")
        ):
            break
        tokens = tokens[1:]
    return " ".join(tokens)


def _is_head(part: str, start: int, end: int) -> bool:
    """Tell whether what is named at ``start`` to ``end`` is the head of a noun phrase, no modifier of it."""
    before, behind = part[:start], part[end:]
    if before.endswith(("-", "/", "‑")) or _OWNER.search(part[start:end]) or behind[:2] in ("'s", "’s"):
        return False
    if any(w.lower() in words("prepositions") for w in _WORD.findall(before)):
        return False
    following = _WORD.match(behind.lstrip())
    if following is None or not behind.startswith(" ") or behind.lstrip().startswith("("):
        return not behind.startswith(("-", "/"))
    word = following.group()
    if word in words("prepositions") | words("subordinators") | {"and", "or", "as"}:
        return True
    further = _WORD.match(behind.lstrip()[len(word) :].lstrip())
    compound = further is not None and further.group() in words("bodies")
    return word.endswith(("ing", "ed")) and not compound


def head(part: str) -> str:
    """Return the last word of a noun phrase before its complements."""
    last = ""
    for word in _WORD.findall(part):
        closed = word.lower() in words("prepositions") | words("subordinators")
        plural = last.endswith("s") or last in words("bodies")
        participle = word.islower() and (word.endswith("ed") or (word.endswith("ing") and plural))
        if last and (closed or participle or last == "those"):
            break
        last = word
    return last


def acts(part: str) -> bool:
    """Tell whether a noun phrase names somebody who can act, by its head."""
    tokens = part.split()
    last = head(part)
    if not tokens or not last or tokens[0].lower() in words("nobody"):
        return False
    low = last.lower()
    if low in words("bodies"):
        return True
    singular = re.sub("ies$", "y", low) if low.endswith("ies") else re.sub("(?<=[^s])s$", "", low)
    if low in words("things") or singular in words("things"):
        return False
    if low.isdigit() or tokens[0][0].isdigit():
        return False
    return not any(
        singular.endswith(ending) and len(singular) > len(ending) + 2 for ending in words("abstract")
    )
