"""Short forms and what they stand for, from the policy's table and from the texts themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.question.address import Address
from assistant.question.address.instruments import official_names
from assistant.question.initials import NO_INITIALS, Initials
from assistant.text.words import STOPWORDS, words
from ingest.types import Locator, Paragraph

_MEANING = (  # "what does X stand for", "X = ?", "spell out X": the acronym itself is asked for
    r"(?i:what (?:do|does|is)|meaning of|spell(?: out)?|expand|acronym|abbreviation|short for)\s+"
    r"(?:(?i:the|acronym|abbreviation|letters)\s+)*[\"'“‘]?{short}\b(?!\s+[A-Za-z]+ing)"
    r"(?=[\"'”’]?(?:\s+(?i:stands?|means?|mean|short|in|out)\b(?!\s+by\b)|\s*(?:[?.!,:;=]|$)))"
    r"|\b{short}\b[\"'”’]?\s*(?:=|:?\s*(?i:what does (?:it|that|this)|stands? for|meaning"
    r"|in full|spelled out))"
    r"|\b{short}\b.{{0,200}}(?i:\bspell (?:it |that |this )?out|\bin full\b|\b(?:long|full) (?:name|form)\b)"
    r"|\b{short}\b[^,.?!]{{0,20}}(?i:\bstands? for\b)|(?i:\bstands? for)\W+{short}\b"
    r"|\b(?i:which \w+ (?:is|are) meant by)\s+[\"'“‘]?{short}\b"
)
_SHORT = re.compile(r"(?<![\w/])[A-Z][A-Za-z-]*[A-Z](?![\w/])")
_REVERSE = re.compile(  # the short form itself is asked for
    r"\b(?:short form|acronym|abbreviation|abbreviated|shortened|initials)\b", re.IGNORECASE
)
_IN_TEXT = re.compile(r"\((?P<short>[A-Z]{2,8}(?:/[A-Z]{2,8})?)s?(?:,? [^()]{1,30})?\)")
_IN_FULL = re.compile(
    r"(?i)\bstands? for\b|\bin full\b|\bspell|\bexpand|\bacronym|\babbreviat|\bshort for\b|\bmeant by\b"
    r"|\b(?:long|full) (?:name|form)\b"
)
MOST_SHORT = 20  # short forms of one question that are looked into
_SMALL = {"and", "of", "on", "for", "the", "in", "to", "against"}


@dataclass(frozen=True, slots=True)
class ShortForms:
    """Short forms of a question: the addresses of those that are ``asked`` for, the one that is asked for and
    ``unwritten``, nowhere written out, and what those in it stand for (``opened``).
    """

    asked: tuple[Address, ...]
    unwritten: str
    opened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acronyms:
    """Short form, long form, and where that stands: rows of the policy's table and, for others, the
    first paragraph that writes both out, "Peacebuilding Support Office (PBSO)". ``unsure``: short forms
    in brackets of which it is not clear how many words before them they stand for; ``initials``: of words
    that are written out without a short form.
    """

    rows: tuple[tuple[str, str, Locator], ...]
    unsure: frozenset[str] = frozenset()
    initials: Initials = NO_INITIALS

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph]) -> Acronyms:
        paragraphs = tuple(paragraphs)
        rows = [
            (p.printed, p.text.removeprefix(p.printed).strip(), p.locator)
            for p in paragraphs
            if p.locator.kind == "acronym"
        ]
        known, unsure = {short for short, _, _ in rows}, set()
        for paragraph in paragraphs:
            for match in _IN_TEXT.finditer(paragraph.text):
                short = match["short"]
                long = _long_form(paragraph.text[: match.start()], short)
                if long and short not in known:
                    known.add(short)
                    rows.append((short, long, paragraph.locator))
                elif not long:
                    unsure.add(short)
        return cls(tuple(rows), frozenset(unsure - known), Initials.of(p.text for p in paragraphs))

    def lowered(self, text: str) -> str:
        """A text in capitals only in small letters, its short forms and symbols left as they are."""
        if not text.isupper() or len(text.split()) < 3:
            return text
        known = {short for short, _, _ in self.rows if short.lower() not in STOPWORDS} | {"NATO", "UN"}
        return " ".join(
            word if "/" in word or known & set(re.findall(r"[A-Z-]+", word)) else word.lower()
            for word in text.split()
        )

    def read(self, text: str, bare: str) -> ShortForms:
        """Read a question in the person's words; ``bare`` is the question without names of documents."""
        asked = self.asked(text) or self.shortened(text)
        return ShortForms(asked, self.unopened(text), self.opened(bare))

    def opened(self, text: str) -> tuple[str, ...]:
        """Return what the text's acronyms stand for, and the acronyms of what it spells out."""
        lower = " ".join(words(text))
        found = [long for short, long, _ in self.rows if len(short) > 2 and _holds(text, short)]
        found += [short for short, long, _ in self.rows if " ".join(words(long)) in lower]
        if not any(official_names(text)):
            found += self.initials.opened(text)
        return tuple(found)

    def asked(self, text: str) -> tuple[Address, ...]:
        """The rows of the table that a question like "what does CSAP stand for?" asks for."""
        return tuple(
            Address(where.kind, where.tail, where.document)
            for short, _, where in self.rows
            if re.search(_MEANING.format(short=re.escape(short)), text)
        )

    def shortened(self, text: str) -> tuple[Address, ...]:
        """The rows that a question like "which acronym does NATO use for national action plan?" asks for:
        the longest one that it spells out.
        """
        if not _REVERSE.search(text):
            return ()
        asked = f" {' '.join(words(text))} "
        spelt = [row for row in self.rows if f" {' '.join(words(row[1]))} " in asked]
        longest = sorted(spelt, key=lambda row: -len(row[1]))[:1]
        return tuple(Address(where.kind, where.tail, where.document) for _, _, where in longest)

    def unopened(self, text: str) -> str:
        """The short form that a question like "what does EAPC stand for?" asks for, if the documents never
        write it out; empty for none.
        """
        known = {short for short, _, _ in self.rows} | self.unsure
        return next(
            (
                short
                for short in list(dict.fromkeys(_SHORT.findall(text)))[:MOST_SHORT]
                if short not in known
                and _IN_FULL.search(text)
                and re.search(_MEANING.format(short=re.escape(short)), text)
            ),
            "",
        )


def _long_form(before: str, short: str) -> str:
    """The words at the end of ``before`` that ``short`` stands for; empty if there are none."""
    exact = _of_initials(before, short)
    if exact:
        return exact
    said = before.split()
    for size in range(len(short) + 3, 1, -1):
        phrase = said[-size:]
        initials = "".join(w[0] for w in re.split(r"[\s/-]", " ".join(phrase)) if w[:1].isupper())
        if len(phrase) == size and phrase[0][:1] == short[0] and _nearly(initials, short):
            return " ".join(phrase)
    return ""


def _nearly(initials: str, short: str) -> bool:
    """Tell whether one letter more or less makes them the same: "PSO" of a Peacebuilding Support Office
    (PBSO).
    """
    letters = short.replace("/", "")
    fewer, more = sorted((initials, letters), key=len)
    one_out = {more[:i] + more[i + 1 :] for i in range(len(more))}
    return fewer == more or fewer in one_out


def _of_initials(before: str, short: str) -> str:
    """The words at the end of ``before`` whose initials are ``short``; empty if there are none."""
    kept: list[str] = []
    letters = list(short.lower())
    for word in reversed(re.split(r"[\s-]+", before.strip())[-3 * len(short) :]):
        if letters and word[:1].lower() == letters[-1]:
            letters.pop()
        elif word.lower() not in _SMALL or not letters:
            break
        kept.insert(0, word)
        if not letters:
            return " ".join(kept)
    return ""


def _holds(text: str, short: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(short)}s?(?!\w)", text, re.IGNORECASE) is not None
