"""How much it matters that somebody knows a paragraph: weights from `importance.toml` of a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from assistant.quiz.items import Family
from ingest.documents.toml_file import read_toml, typed
from ingest.errors import CorpusError
from ingest.json_values import CLOSED, Closed
from ingest.library import Library
from ingest.types import Locator

Weights = dict[str, float]
FILE = "importance.toml"


@dataclass(frozen=True, slots=True)
class Importance:
    """Weights, 0..1, by kind of paragraph, force and topic of its headnote, and family of items; 1 for what
    is not named.
    """

    __pydantic_config__: ClassVar[Closed] = CLOSED
    kinds: Weights = field(default_factory=dict)
    forces: Weights = field(default_factory=dict)
    topics: Weights = field(default_factory=dict)
    families: Weights = field(default_factory=dict)

    def of_paragraph(self, locator: Locator, library: Library) -> float:
        """Weigh a paragraph, 0..1."""
        weight = self.kinds.get(locator.kind, 1.0)
        headnote = library.headnote(locator)
        if headnote is None:
            return weight
        topics = [self.topics.get(topic, 1.0) for topic in headnote.topics]
        return weight * self.forces.get(headnote.force, 1.0) * max(topics, default=1.0)

    def of_item(self, family: Family, locator: Locator, library: Library) -> float:
        """Weigh an item of this family on a paragraph, 0..1."""
        return round(self.families.get(family, 1.0) * self.of_paragraph(locator, library), 3)


def read_importance(folder: Path | None) -> Importance:
    """Read the weights of a corpus; all are 1 without a file. Raises `CorpusError` naming a damaged field or
    a weight outside 0..1.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return Importance()
    found = typed(Importance, read_toml(path), str(path))
    for weights in (found.kinds, found.forces, found.topics, found.families):
        _check(weights, path)
    return found


def _check(weights: Mapping[str, float], path: Path) -> None:
    for name, weight in weights.items():
        if not 0 <= weight <= 1:
            raise CorpusError(f"{path}: {name} weighs {weight}; a weight is from 0 to 1")
