"""A text as a person typed it, read once at the border: no later stage looks at the string again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.question.absence import Absence, absence_asked, spellings
from assistant.question.acronyms import Acronyms, ShortForms
from assistant.question.address import Address, with_mentions, written
from assistant.question.address.instruments import Instrument, official_names
from assistant.question.cross_references import cross_reference
from assistant.question.documents import Order, find_documents, looked_in, order_of, without_documents
from assistant.question.follow_ups import FollowUp, follow_up
from assistant.question.not_held import Elsewhere, named_only
from assistant.question.nowhere import KnownNames
from assistant.question.nowhere import asked_for as names_asked
from assistant.question.parts import split
from assistant.question.pasted import MAX_LENGTH, lines_of, read_pasted
from assistant.question.phrases import Quoted, phrases, quoted
from assistant.question.small_talk import chatter
from assistant.question.spelling import Vocabulary
from assistant.question.structure import Structure, structure_of
from assistant.question.wanted import Asked, asked_for
from assistant.text.french import gloss
from assistant.text.language import Language, language_of
from assistant.text.words import terms, words
from ingest.library import Library


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it was typed, apart from the conversation around it.

    ``shown`` is what a reply calls it, ``text`` the question in the person's words, in ``language``;
    ``plain`` the same without chatter and slips, ``bare`` also without names of documents. French stays
    French in these three, all else is read from its English words. ``talk`` answers what is no question;
    empty for one.

    ``written`` are the addresses that it writes out, ``structure`` is what it asks for by the structure of
    documents. ``named`` are the documents in it, ``within`` is the one from which it wants the answer,
    ``order`` how it names resolutions by their order, ``elsewhere`` the document that is not held. ``quoted``
    are words searched for as they stand, ``absence`` is what is not mentioned, ``wanted`` the kind of thing,
    ``hangs`` how it follows on the question before. ``words`` of it, ``terms`` without names of documents,
    ``unmentioned`` are the official instruments and bodies in it that no document mentions, ``mentioned``
    those that one does; ``nowhere`` are names asked for that no document holds, short forms on no list as
    well; ``parts``: what it asks, if several things.
    """

    shown: str
    text: str
    language: Language
    plain: str
    bare: str
    talk: str
    written: tuple[Address, ...]
    short_forms: ShortForms
    structure: Structure
    named: tuple[str, ...]
    within: tuple[str, ...]
    order: Order
    elsewhere: Elsewhere | None
    quoted: Quoted
    absence: Absence | None
    wanted: Asked
    hangs: FollowUp
    words: tuple[str, ...]
    terms: tuple[str, ...]
    unmentioned: tuple[str, ...]
    mentioned: tuple[str, ...]
    nowhere: tuple[str, ...]
    parts: tuple[Typed, ...] = ()


class QuestionReader:
    """Reads questions to one library, with the words that it knows. Safe to share between threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        current = {d.id for d in library.in_force}
        self._acronyms = Acronyms.of(p for p in library.paragraphs if p.locator.document in current)
        noted = (text for headnote in library.headnotes for text in headnote.texts)
        self._said = [(p.text, " ".join(words(p.text))) for p in library.paragraphs]
        self._vocabulary = Vocabulary.of((*(p.text for p in library.paragraphs), *noted))

    def typed(self, text: str) -> Typed:
        """Raises `QuestionError` for a text that asks nothing, or too much to read."""
        pasted = read_pasted(text)
        parts = tuple(self._one(part, part) for part in split(pasted.lines))
        return replace(self._one(" ".join(pasted.lines), pasted.shown), parts=parts)

    def _one(self, text: str, called: str) -> Typed:
        """Read a text without markup as one question."""
        library, acronyms, language = self._library, self._acronyms, language_of(text)
        french = gloss(text, self._vocabulary.counts.__contains__) if language == "fr" else None
        english, left = (french.text, french.left) if french else (text, frozenset())
        asked = with_mentions(english, library.documents)
        said = chatter(acronyms.lowered(english))
        corrected = said.plain if french else self._vocabulary.corrected(said.plain)
        meant = with_mentions(corrected, library.documents)
        official = {i.written[0]: i for i in official_names(english)}
        there = {name: self._mentions(i) for name, i in official.items()}
        bare, cross, absence = without_documents(meant), cross_reference(meant), absence_asked(english)
        within = (cross.document,) if cross else looked_in(meant)
        if absence:
            forms = (*acronyms.opened(absence.term), *spellings(absence.term))
            absence = replace(absence, spellings=forms)
        return Typed(
            shown=called,
            text=text,
            language=language,
            plain=text if french else corrected,
            bare=text if french else bare,
            talk=said.answer,
            written=written(asked, within),
            short_forms=acronyms.read(english, bare),
            structure=structure_of(english, meant),
            named=find_documents(asked),
            within=within,
            order=order_of(corrected),
            elsewhere=named_only(meant, library.paragraphs),
            quoted=quoted(_marked(text) if french else text, cross),
            absence=absence,
            wanted=asked_for(corrected),
            hangs=follow_up(corrected, bare),
            words=tuple(w for w in words(corrected) if w not in left),
            terms=tuple(terms(_without(bare, left))),
            unmentioned=tuple(name for name in official if not there[name]),
            mentioned=tuple(name for name in official if there[name]),
            nowhere=self._nowhere(english, [i for name, i in official.items() if not there[name]]),
        )

    def _mentions(self, instrument: Instrument) -> bool:
        """Tell whether a document mentions what an official name stands for."""
        spellings = [" ".join(words(name)) for name in instrument.written]
        near = (text for text, said in self._said if any(name in said for name in spellings))
        return any(instrument == found for text in near for found in official_names(text))

    def _nowhere(self, text: str, unmentioned: Sequence[Instrument]) -> tuple[str, ...]:
        """Names asked for that neither documents nor headnotes hold, official ones and short forms."""
        unheld = [(i.written[0], i.written) for i in unmentioned if not self._known.writes(i.written)]
        listed = {form for i in official_names(text) for form in i.written}
        short = [name for name in self._known.unknown(text) if name not in listed]
        return names_asked([*unheld, *((name, (name,)) for name in short)], text)

    @cached_property
    def _known(self) -> KnownNames:
        texts = (" ".join((*p.headings, p.text)) for p in self._library.paragraphs)
        notes = (text for h in self._library.headnotes for text in h.texts)
        return KnownNames(texts, notes, self._vocabulary.counts.__contains__)

    def said(self, text: str) -> Typed:
        """Read an earlier question of a conversation, as much of it as a question may have."""
        text = " ".join(lines_of(text))[:MAX_LENGTH]
        return self._one(text, text)


def _marked(text: str) -> str:
    """A French text as it is read for exact words; none where the words quoted are French."""
    return text if all(language_of(phrase) == "en" for phrase in phrases(text)) else ""


def _without(text: str, left: Collection[str]) -> str:
    """Leave words of a French text out that have no English."""
    return " ".join(w for w in text.split() if w.strip(".,;:?!()\"'") not in left)
