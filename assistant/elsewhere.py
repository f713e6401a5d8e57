"""Documents that the corpus only names: asked for what they say, the assistant has nothing to quote.

A name is a title in the corpus's own words, "Artificial Intelligence Strategy", or what people call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.scope import find_documents
from ingest.types import Document, Paragraph

_TITLES: tuple[tuple[str, str], ...] = (  # as asked, as the corpus writes it
    (r"(?:CRSV|conflict[- ]related sexual violence) policy|policy on (?:preventing and responding to )?"
     r"(?:CRSV|conflict[- ]related sexual violence)", r"Policy on Preventing and Responding to Conflict"),
    (r"(?:SEA|sexual exploitation and abuse) policy|policy on (?:preventing and responding to )?(?:SEA\b"
     r"|sexual exploitation)", r"Policy on Preventing and Responding to Sexual Exploitation"),
    (r"(?:AI|artificial intelligence) strategy|strategy on (?:AI\b|artificial intelligence)",
     r"Artificial Intelligence Strategy"),
    (r"strategic concept", r"Strategic Concept, paragraph"),
    (r"warfighting capstone concept", r"Warfighting Capstone Concept"),
    (r"(?:vilnius )?(?:summit )?communiqu[eé]", r"Summit Communique"),
    (r"climate change and security impact assessment", r"Climate Change and Security Impact Assessment"),
    (r"science and technology trends", r"Science and Technology Trends"),
    (r"strengthened resilience commitment", r"Strengthened Resilience Commitment"),
    (r"terms of reference", r"Terms of Reference"),
    (r"(?:CEDAW(?: Committee['’]s)? )?general recommendation(?: no\.?)? ?\d*", r"General Recommendation"),
    (r"CEDAW(?: convention)?|convention on the elimination of (?:all )?(?:forms of )?discrimination",
     r"Convention on the Elimination of All Forms of Discrimination"),
    (r"rome statute", r"Rome Statute"),
    (r"geneva conventions?", r"Geneva Conventions"),
    (r"beijing (?:declaration|platform)(?: for action)?", r"Beijing"),
    (r"arms trade treaty", r"Arms Trade Treaty"),
    (r"windhoek declaration|namibia plan of action", r"Windhoek Declaration"),
    (r"(?:bi-?sc )?directive 0?40-0?0?1", r"Directive 40-1"),
    (r"global study", r"Global Study"),
    (r"NATOTerm", r"NATOTerm"),
    (r"principles of responsible use", r"Artificial Intelligence Strategy"),
    (r"report [AS]/\d+/\d+|[AS]/(?:20\d\d|\d\d)/\d+", ""),  # by its own number
    (r"(?:security council )?resolution \d{4}", ""),
)  # fmt: skip
_ASKS = (
    r"(?:what|which|how)\b[^.?!]{{0,60}}\b(?:does|do|did|is|are)\s+(?:the\s+|NATO['’]s\s+|its\s+|20\d\d\s+)*(?:{0})\s+"
    r"(?:of\s+[\w-]+\s+[\w-]+\s+)?(?:actually\s+)?(?:says?|states?|requires?|demands?|contains?|obliges?|prescribes?"
    r"|covers?|lists?|defines?|spells?|recommends?|finds?|found|concludes?|lays?|sets?)\b"
    r"|\b(?:recommendations|principles|duties|obligations|conclusions|findings|criteria|chapters)\b[^.?!]{{0,40}}"
    r"\b(?:of|in|from|by)\s+(?:the\s+|NATO['’]s\s+)*(?:{0})"
    r"|\b(?:compares?|differs?|differences?)\b[^.?!]{{0,60}}\b(?:with|from|to|and)\s+(?:the\s+)?(?:{0})"
    r"|\bwhat are\b[^.?!]{{0,30}}\b(?:{0})"
    r"|\b(?:summari[sz]e|quote|cite|outline|reproduce|explain)\b[^.?!]{{0,60}}\b(?:{0})"
    r"|\b(?:articles?|chapters?|sections?|paragraphs?)\s+\d[\d\s,and]*[^.?!]{{0,20}}\b(?:{0})"
    r"|\b(?:contents?|text|wording|articles?|provisions?) of (?:the\s+|NATO['’]s\s+)*(?:{0})"
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A document that is asked for, as the person called it, and the paragraph that names it."""

    name: str
    naming: Paragraph


def named_only(
    question: str, paragraphs: Iterable[Paragraph], documents: Sequence[Document]
) -> Elsewhere | None:
    """The document outside the corpus whose contents are asked for; None if there is none.

    ``documents``: of the corpus; where one of them is asked about, a resolution's number is not foreign.
    """
    every = tuple(paragraphs)
    ours = bool(find_documents(question, documents))
    for asked, written in _TITLES:
        if re.search(_ASKS.format(asked), question, re.IGNORECASE):
            name = re.search(asked, question, re.IGNORECASE)
            if name is None or (ours and not written):
                continue
            wanted = written or re.escape(name.group().split()[-1])
            naming = next((p for p in _footnotes_first(every) if re.search(wanted, p.text)), None)
            if naming is not None:
                return Elsewhere(name.group(), naming)
    return None


def _footnotes_first(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Notes give full titles, so they are looked at before the text."""
    return sorted(paragraphs, key=lambda p: p.locator.kind != "fn")
