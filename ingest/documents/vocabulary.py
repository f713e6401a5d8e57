"""Words of one corpus, from the file ``vocabulary.toml`` beside its manifest: who acts in its documents,
what they are about, and what its readers may ask. A corpus without the file has an empty vocabulary.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from ingest.errors import CorpusError
from ingest.json_values import from_json

_Extra = dict[Literal["extra"], Literal["forbid"]]
_CLOSED: _Extra = {"extra": "forbid"}  # unknown fields are refused


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who is asked to do something, or asks. ``pattern``: regular expression of the ways in
    which texts write the name, upper and lower case alike; the name itself if empty. ``issuer``: issues
    documents of the corpus, so a sentence may leave the name out; ``called``: other names of an issuer and
    of its documents, and everyday names of an addressee; ``among``: name of those to whom they belong.
    """

    __pydantic_config__: ClassVar[_Extra] = _CLOSED
    name: str
    pattern: str = ""
    issuer: bool = False
    called: tuple[str, ...] = ()
    among: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A term as the documents print it, and the other wordings that a learner may write for it."""

    __pydantic_config__: ClassVar[_Extra] = _CLOSED
    term: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListOpening:
    """Words right before a list inside a sentence. ``role``: what a question calls the members ("as pillars
    of the agenda"); ``sort``: wrong options come from lists of the same sort.
    """

    __pydantic_config__: ClassVar[_Extra] = _CLOSED
    words: str
    role: str
    sort: str


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of reader, and questions that an empty conversation offers as examples."""

    __pydantic_config__: ClassVar[_Extra] = _CLOSED
    name: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizPatterns:
    """Regular expressions of what a quiz passes over in the texts of this corpus: ``sentences`` of documents
    and ``summaries`` of headnotes that nobody need know, ``actions`` of clauses that were cut in the wrong
    place, ``actors`` that are none.
    """

    __pydantic_config__: ClassVar[_Extra] = _CLOSED
    sentences: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusVocabulary:
    """All words of one corpus; every field may be empty.

    ``topics``: what headnotes may say a paragraph is about, anything if none are listed; ``countries`` and
    ``towns`` that documents name; ``capitals``: towns that stand for a government, in small letters;
    ``addresses`` of paragraphs, as examples; ``subjects``: what a resolution takes up, as printed;
    ``everyday``: short forms that need no explanation; ``not_asked``: short forms that no quiz asks for;
    ``unbroken``: terms with "and" or a comma in them that are one member of a list; ``amounts``: regular
    expressions with one group, the number, date or period that a quiz leaves out; ``plain_actors``: stand in
    false statements for the one that is asked; ``vague_actors``: too vague for a question, in small letters;
    ``actor_heads``: two actors that both hold one of these words overlap, in small letters; ``actors`` whom
    the documents name; ``other_actors`` whom none names, but a draft may; ``addressees``: names under which
    provisions are gathered by those whom they oblige, tried before those of the actors.
    """

    __pydantic_config__: ClassVar[_Extra] = _CLOSED
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    unbroken: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    vague_actors: tuple[str, ...] = ()
    plain_actors: tuple[str, ...] = ()
    actor_heads: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    other_actors: tuple[Actor, ...] = ()
    addressees: tuple[Actor, ...] = ()
    concepts: tuple[Concept, ...] = ()
    list_openings: tuple[ListOpening, ...] = ()
    audiences: tuple[Audience, ...] = ()
    quiz: QuizPatterns = field(default_factory=QuizPatterns)


EMPTY = CorpusVocabulary()


def any_of(patterns: Sequence[str], flags: int = 0) -> re.Pattern[str]:
    """Return one pattern for any of these; it fits nothing if there are none."""
    return re.compile("|".join(patterns) or "(?!)", flags)


def read_vocabulary(path: Path) -> CorpusVocabulary:
    """Return the words in a file; none if there is no such file. Raises `CorpusError` naming the field for
    anything unknown, empty, of the wrong type, or no regular expression where one belongs.
    """
    if not path.is_file():
        return EMPTY
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise CorpusError(f"{path}: is not valid TOML ({error})") from error
    found = _typed(data, path)
    if empty := _empty(data):
        raise CorpusError(f"{path}: {empty}: is empty; fill it in or take it out")
    for table, actors in (
        ("actors", found.actors),
        ("other_actors", found.other_actors),
        ("addressees", found.addressees),
    ):
        for number, actor in enumerate(actors, start=1):
            _compiled(actor.pattern, 0, f"{path}: {table}, entry {number}, pattern")
    for number, amount in enumerate(found.amounts, start=1):
        _compiled(amount, 1, f"{path}: amounts, entry {number}")
    for name, patterns in asdict(found.quiz).items():
        for number, pattern in enumerate(patterns, start=1):
            _compiled(pattern, 0, f"{path}: quiz, {name}, entry {number}")
    return found


def _typed(data: dict[str, object], path: Path) -> CorpusVocabulary:
    try:
        return from_json(CorpusVocabulary, json.dumps(data, default=str))
    except ValueError as error:
        raise CorpusError(f"{path}: {error}; correct this field (entries count from 0)") from error


def _empty(value: object, where: str = "") -> str:
    """Name the first field that holds an empty text; empty if none does."""
    if isinstance(value, dict):
        inner = ((f"{where}, {name}" if where else str(name), part) for name, part in value.items())
    elif isinstance(value, list):
        inner = ((f"{where}, entry {number}", part) for number, part in enumerate(value, start=1))
    else:
        return where if value == "" else ""
    return next((found for name, part in inner if (found := _empty(part, name))), "")


def _compiled(pattern: str, groups: int, where: str) -> None:
    try:
        found = re.compile(pattern).groups
    except re.error as error:
        raise CorpusError(f"{where}: is no regular expression ({error}); correct it") from error
    if re.search(pattern, "") and pattern:
        raise CorpusError(f"{where}: fits no words at all, so it would fit everywhere; correct it")
    if found != groups:
        raise CorpusError(f"{where}: needs {groups} groups in round brackets, not {found}; use (?:…)")
