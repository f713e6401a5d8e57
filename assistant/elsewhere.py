"""Documents that the corpus only names: asked for what they say, the assistant has nothing to quote.

A name is a title in the corpus's own words, "Artificial Intelligence Strategy", or what people call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.types import Paragraph

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
    (r"CEDAW(?: convention)?|convention on the elimination of (?:all )?(?:forms of )?discrimination",
     r"Convention on the Elimination of All Forms of Discrimination"),
    (r"general recommendation(?: no\.?)? ?\d*", r"General Recommendation"),
    (r"rome statute", r"Rome Statute"),
    (r"geneva conventions?", r"Geneva Conventions"),
    (r"beijing (?:declaration|platform)(?: for action)?", r"Beijing"),
    (r"arms trade treaty", r"Arms Trade Treaty"),
    (r"report [AS]/\d+/\d+|[AS]/(?:20\d\d|\d\d)/\d+", r"[AS]/\d+/\d+"),
)  # fmt: skip
_ASKS = (
    r"(?:what|which|how)\b[^.?!]{{0,60}}\b(?:does|do|did|is|are)\s+(?:the\s+|NATO['’]s\s+|its\s+|20\d\d\s+)*(?:{0})\s+"
    r"(?:actually\s+)?(?:says?|states?|requires?|demands?|contains?|obliges?|prescribes?|covers?|lists?|defines?)\b"
    r"|\b(?:summari[sz]e|quote|cite|outline|reproduce|explain)\b[^.?!]{{0,60}}\b(?:{0})"
    r"|\b(?:articles?|chapters?|sections?|paragraphs?)\s+\d[\d\s,and]*[^.?!]{{0,20}}\b(?:{0})"
    r"|\b(?:contents?|text|wording|articles?|provisions?) of (?:the\s+|NATO['’]s\s+)*(?:{0})"
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A document that is asked for, as the person called it, and the paragraph that names it."""

    name: str
    naming: Paragraph


def named_only(question: str, paragraphs: Iterable[Paragraph]) -> Elsewhere | None:
    """The document outside the corpus whose contents are asked for; None if there is none."""
    every = tuple(paragraphs)
    for asked, written in _TITLES:
        if re.search(_ASKS.format(asked), question, re.IGNORECASE):
            name = re.search(asked, question, re.IGNORECASE)
            naming = next((p for p in _footnotes_first(every) if re.search(written, p.text)), None)
            if name is not None and naming is not None:
                return Elsewhere(name.group(), naming)
    return None


def _footnotes_first(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Notes give full titles, so they are looked at before the text."""
    return sorted(paragraphs, key=lambda p: p.locator.kind != "fn")
