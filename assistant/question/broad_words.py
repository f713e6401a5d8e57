"""Words that questions open with, and words of broad ones that say which part of the documents is meant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.text.english import read_list


@dataclass(frozen=True, slots=True)
class PartWords:
    """The ``words`` that ask for one part of the documents, with an ``example`` that a test runs."""

    words: tuple[str, ...]
    example: str

    def among(self, said: Collection[str]) -> bool:
        """Tell whether one of the words is among the lower-case words ``said``."""
        return not set(said).isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class BroadWords:
    """Parts of the documents by name, each with its words; ``asking``: words that a question opens with."""

    asking: PartWords
    resolutions: PartWords
    everything: PartWords
    section: PartWords
    preamble: PartWords
    operative: PartWords
    notes: PartWords
    acronyms: PartWords
    deadlines: PartWords
    milestones: PartWords
    drafting: PartWords


BROAD = read_list("broad", BroadWords)
