"""Drafts of one sentence: each true sentence of the corpus as people cite it, and with one thing changed.

Sentences are quoted or told, in every style of reference; what is changed is the document, its year, the
paragraph's number, or a number, date, actor, verb, opposite, denial or word of the sentence. A changed draft
that another place of the documents bears out is left out, so every one of them is wrong.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.check.typography import folded
from assistant.export.copied_text import cited
from assistant.text.labels import label
from assistant.text.words import STOPWORDS
from evals.mutations import CHANGES
from evals.outcomes import SEED
from ingest.documents.sentences import sentence_spans
from ingest.index.files import Index
from ingest.types import Document, Paragraph

WORDS = (8, 60)  # of a sentence that is used
TRIES = 6  # changes that are tried before a draft is left as it is
_FOREIGN = ("S/RES/2250 (2015)", "S/RES/1612 (2005)", "S/RES/2331 (2016)")
_VERB = re.compile(r"(?:Also |Further |Strongly |Again )?[A-Z][a-z]+s(?= |,)")
_SCARCE = ("date", "unit", "number", "actor", "stronger verb", "converse", "word", "opposite")
_FORMS = (
    "“{said}” ({place}).",
    "In {place}, it says “{said}”.",
    "It says “{said}”.[^1]\n\n[^1]: {place}.\n",
    "> {said}\n\n— {place}\n",
    "{told} ({place}).",
    "{told}.[1]\n\n[1] {place}.\n",
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """One draft; ``wrong`` names what was changed, empty if nothing was. ``id``: place and form."""

    id: str
    draft: str
    wrong: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a paragraph, its ``form``, and the ``style`` of its reference."""

    paragraph: Paragraph
    document: Document
    words: str
    form: str
    style: str

    def drafted(self, words: str, place: str) -> str:
        said = words.rstrip(".;:, ")
        told = said
        if _VERB.match(said) and self.paragraph.locator.kind == "op":
            told = f"The Security Council {said[0].lower()}{said[1:]}"
        return self.form.format(said=said, told=told, place=place)

    @property
    def place(self) -> str:
        if self.style == "nato":
            return cited(self.paragraph, self.document, "nato")
        return label(self.paragraph, self.document)


def draft_pairs(index: Index, count: int, seed: int = SEED) -> tuple[tuple[Drafted, Drafted], ...]:
    """``count`` pairs of a true draft and the same with one thing changed. Same seed, same pairs."""
    hand = random.Random(seed)
    every = list(_sentences(index))
    hand.shuffle(every)
    texts = [folded(p.text).lower() for p in index.paragraphs]
    kinds = [*_WHERE, *CHANGES, "word"]
    found: list[tuple[Drafted, Drafted]] = []
    for number, one in enumerate(every):
        order = dict.fromkeys((kinds[number % len(kinds)], *_SCARCE, *kinds))
        where = f"{one.paragraph.locator} {number}"
        hands = ((kind, random.Random(f"{seed} {where} {kind}")) for kind in order)
        changes = (_changed(one, kind, index, texts, own) for kind, own in hands)
        changed = next(filter(None, changes), None)
        if changed is None:
            continue
        true = Drafted(where, one.drafted(one.words, one.place), "")
        found.append((true, Drafted(where, *changed)))
        if len(found) == count:
            break
    return tuple(found)


def _sentences(index: Index) -> Iterator[_Sentence]:
    """Every sentence in every form, the styles of references in turn."""
    library = index.library.official()
    for paragraph in library.paragraphs:
        document = library.document(paragraph.locator.document)
        if paragraph.locator.kind not in ("para", "op", "pp"):
            continue
        for span in sentence_spans(paragraph.text):
            words = " ".join(span.of(paragraph.text).split())
            if not WORDS[0] <= len(words.split()) <= WORDS[1] or re.search('[“”"]', words):
                continue
            for number, form in enumerate(_FORMS):
                yield _Sentence(paragraph, document, words, form, ("un", "nato")[number % 2])


def _changed(
    one: _Sentence, kind: str, index: Index, texts: Sequence[str], hand: random.Random
) -> tuple[str, str] | None:
    """The draft with one thing of a kind changed, and the kind; None if that cannot be done."""
    if kind in _WHERE:
        place = _WHERE[kind](one, index, hand)
        return (one.drafted(one.words, place), kind) if place and place != one.place else None
    if kind == "word" and "{told}" in one.form:
        return None  # in a writer's own words another word may be a synonym
    for _ in range(TRIES):
        words = (
            _word(one.words, hand) if kind == "word" else CHANGES[kind](one.words, one.paragraph.text, hand)
        )
        plain = folded(words).lower().strip(".;:, ")
        if words and words != one.words and not any(plain in text for text in texts):
            return one.drafted(words, one.place), kind
    return None


def _word(words: str, hand: random.Random) -> str:
    """Without one word that carries meaning, or with it put in another's place."""
    parts = words.split()
    heavy = [i for i, w in enumerate(parts) if i and len(w) > 4 and w.lower().strip(",;") not in STOPWORDS]
    if len(heavy) < 2:
        return ""
    a, b = hand.sample(heavy, 2)
    parts[a] = parts[b]
    return " ".join(parts)


def _document(one: _Sentence, index: Index, hand: random.Random) -> str:
    """The same number in another document, held or not."""
    others = [d for d in index.documents if d.id != one.document.id and d.number]
    if not others or hand.random() < 0.3:
        new = hand.choice(_FOREIGN)
    else:
        document = hand.choice(others)
        here = [
            p
            for p in index.paragraphs
            if p.locator.document == document.id and p.locator.tail == one.paragraph.locator.tail
        ]
        if any(folded(one.words)[:40].lower() in folded(p.text).lower() for p in here):
            return ""
        new = document.symbol
    return (
        f"{new}, para. {one.place.rpartition(', ')[2].removeprefix('para. ')}"
        if one.paragraph.locator.kind != "pp"
        else ""
    )


def _year(one: _Sentence, index: Index, hand: random.Random) -> str:
    year = one.document.adopted.year
    return one.place.replace(f"({year})", f"({year + hand.choice((-3, -2, -1, 1, 2))})")


def _number(one: _Sentence, index: Index, hand: random.Random) -> str:
    """Another number of the same document, or one that it does not have."""
    own = [
        p
        for p in index.paragraphs
        if p.locator.document == one.document.id
        and p.locator.kind == one.paragraph.locator.kind
        and p.locator not in (one.paragraph.locator, one.paragraph.locator.parent)
        and p.locator.parent != one.paragraph.locator
        and folded(one.words)[:40].lower() not in folded(p.text).lower()
    ]
    if not own:
        return ""
    other = hand.choice(own)
    new = cited(other, one.document, "nato") if one.style == "nato" else label(other, one.document)
    return new


_WHERE: dict[str, Callable[[_Sentence, Index, random.Random], str]] = {
    "document": _document,
    "year": _year,
    "paragraph": _number,
}
