"""Documents that are named and not held: asked for what they say, the assistant has nothing to quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.address import Marked, Mention, offered
from assistant.question.documents import looked_in
from assistant.text.labels import label
from ingest.types import Document, Paragraph

_INSTRUMENT, _OTHER = "\ue001", "\ue000"  # stand in a question in the place of a document that is not held
_ASKS = re.compile(
    r"(?:what|which|how)\b[^.?!]{0,60}\b(?:does|do|did|is|are)\s+(?:(?:the|its|NATO's|20\d\d)\s+){0,3}[\ue000\ue001]\s+"
    r"(?:of\s+[\w-]+\s+[\w-]+\s+)?(?:actually\s+)?(?:says?|states?|requires?|demands?|contains?|obliges?|prescribes?"
    r"|covers?|lists?|defines?|spells?|recommends?|finds?|found|concludes?|lays?|sets?)\b"
    r"|\b(?:recommendations|principles|duties|obligations|conclusions|findings|criteria|chapters|pillars)\b[^.?!]{0,40}"
    r"\b(?:of|in|from|by)\s+(?:(?:the|NATO's)\s+){0,2}[\ue000\ue001]"
    r"|\b(?:compares?|differs?|differences?)\b[^.?!]{0,60}\b(?:with|from|to|and)\s+(?:the\s+)?[\ue000\ue001]"
    r"|\bwhat are\b[^.?!]{0,30}[\ue000\ue001]"
    r"|\b(?:summari[sz]e|quote|cite|outline|reproduce|explain)\b[^.?!]{0,60}[\ue000\ue001]"
    r"|\b(?:articles?|chapters?|sections?|paragraphs?)\s+\d[\d\s,and]{0,20}[^.?!]{0,20}[\ue000\ue001]"
    r"|\b(?:contents?|text|wording|articles?|provisions?) of (?:(?:the|NATO's)\s+){0,2}[\ue000\ue001]",
    re.IGNORECASE,
)
_LOOKED_IN = re.compile(  # as `assistant.question.documents.looked_in` has it of a document that is held
    r"\bwhen\s+(?:was|is|were|did)\s+(?:the\s+)?\ue000"
    r"|\b(?:in|under|within|per|according to|does|did|do)\s+(?:(?:the|this|our|UN)\s+){0,2}\ue000"
    r"|\ue000\s+(?:(?:also|ever|even|actually|only)\s+)?(?!was\b|has\b|is\b)\w+s\b|\ue000's\b|^\W{0,9}\ue000\s*[:,-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A document that is asked for and not held, and the paragraph that names it; None if none does."""

    document: Mention
    naming: Paragraph | None

    @property
    def name(self) -> str:
        """Name that the person used."""
        return self.document.words

    def reason(self, documents: Sequence[Document]) -> str:
        """Return why it is not answered from, and what to ask for instead; ``documents`` are those held."""
        if self.naming is not None:
            held = next(d for d in documents if d.id == self.naming.locator.document)
            return (
                f"“{self.name}” is not among the documents, so what it says cannot be quoted; "
                f"{label(self.naming, held)} names it. Held are: {offered(documents)}."
            )
        reason = self.document.problem[0].upper() + self.document.problem[1:]
        near = next((d.symbol for d in documents if d.id == self.document.near), "")
        if near:
            return f"{reason}. Held is {near}; ask for it."
        return f"{reason}, and none of them names it. Held are: {offered(documents)}."


def named_only(marked: Marked, paragraphs: Sequence[Paragraph]) -> Elsewhere | None:
    """The document whose contents are asked for and that is not held; None if there is none. One that is
    named nowhere is always meant: nothing here can be about it. What a document that is held says of
    another is asked of the one held.
    """
    absent = [m for m in marked.mentions if not m.document]
    ours = len(absent) < len(marked.mentions) and bool(looked_in(marked))
    asked = _asked(marked.folded.text, absent, ours)
    named = {written: _naming(written, paragraphs) for written in {m.written for m in absent if not m.near}}
    for mention in absent:
        naming = None if mention.near else named[mention.written]
        sure = mention.kind == "symbol" if mention.near else naming is None
        if sure or mention in asked:
            return Elsewhere(mention, naming)
    return None


def _asked(text: str, absent: Sequence[Mention], ours: bool) -> frozenset[Mention]:
    """The documents of which a question asks what they say. ``ours``: it is asked of one that is held."""
    marked, end = "", 0
    places: dict[int, Mention] = {}
    for mention in absent:
        marked += text[end : mention.start]
        places[len(marked)] = mention
        marked += _INSTRUMENT if mention.kind == "instrument" else _OTHER
        end = mention.end
    marked += text[end:]
    matches = [m for pattern in (_ASKS, _LOOKED_IN) for m in pattern.finditer(marked)]
    asked = (places[n] for m in matches for n in range(*m.span()) if n in places)
    return frozenset(m for m in asked if m.kind == "instrument" or not ours)


def _naming(written: Sequence[str], paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The first paragraph that names a document as one of ``written``: notes, which give full titles, before
    the text.
    """
    notes_first = sorted(paragraphs, key=lambda p: p.locator.kind != "fn")
    for name in written:
        pattern = re.compile(rf"(?<![\w/]){re.escape(name)}", re.IGNORECASE)
        for paragraph in notes_first:
            if pattern.search(paragraph.text):
                return paragraph
    return None
