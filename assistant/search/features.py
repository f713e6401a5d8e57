"""The numbers that order paragraphs and judge the first: one table, read by ranking, fitting and ablation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.question.query import Query
from assistant.search.candidates import Candidate
from assistant.search.precedents import Leaning

WITHIN = 10.0  # times as much as a named document, so that none comes before it


@dataclass(frozen=True, slots=True)
class Feature:
    """A number ``of`` a candidate for a query.

    ``prior``: its weight in the ranking before anything is fitted; None: the ranking does not use it.
    ``sign``: 1 or −1, the way in which it must move the relevance; 0: the relevance does not use it.
    ``scaled``: the ranking takes it in standard deviations from the mean of the question's candidates.
    """

    name: str
    of: Callable[[Candidate, Query], float]
    prior: float | None
    sign: int
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class QuestionFeature:
    """A number ``of`` a question and of how it leans; ``sign`` as in `Feature`."""

    name: str
    of: Callable[[Leaning, Query], float]
    sign: int


def _is(kind: str) -> Callable[[Candidate, Query], float]:
    return lambda candidate, _: float(candidate.paragraph.locator.kind == kind)


def _named(candidate: Candidate, query: Query) -> float:
    document = candidate.paragraph.locator.document
    return WITHIN if document in query.within else float(document in query.named)


def _asks(query: Query) -> bool:
    """Tell whether a question ends with its mark; hasty ones do not."""
    return query.typed.text.rstrip().endswith("?")


TABLE = (
    Feature("cosine", lambda c, _: c.cosine, 0.5, 1, scaled=True),
    Feature("maxsim", lambda c, _: c.close.text, 0.7, 1, scaled=True),
    Feature("headnote_cosine", lambda c, _: c.headnote_cosine, 1.0, 1, scaled=True),
    Feature("headnote_maxsim", lambda c, _: c.close.headnote, 1.5, 1, scaled=True),
    Feature("both_maxsim", lambda c, _: c.close.both, 0.0, 1, scaled=True),
    Feature("note_subject", lambda c, _: c.note_subject, 0.3, 1, scaled=True),
    Feature("note_subjects", lambda c, _: c.note_subjects, 0.3, 1, scaled=True),
    Feature("centroid", lambda c, _: c.centroid, 0.0, 0, scaled=True),
    Feature("bm25", lambda c, _: c.bm25, 1.0, 0, scaled=True),
    Feature("known", lambda c, _: c.known, 0.0, 1, scaled=True),
    Feature("read", lambda c, _: c.read, None, 1),
    Feature("weakest", lambda c, _: c.close.weakest, None, 1),
    Feature("missed", lambda c, _: c.missed, None, -1),
    Feature("named", _named, 3.0, 0),
    Feature("cited", lambda c, query: float(c.paragraph.locator in query.cited), 0.0, 0),
    Feature("preambular", _is("pp"), -0.3, 0),
    Feature("acronym", _is("acronym"), -2.0, 0),
    Feature("timeline", _is("timeline"), -0.5, 0),
    Feature("note", _is("fn"), -0.3, 0),
    Feature("lacks", lambda c, _: float(not c.holds), -1.0, -1),
    Feature("opens", lambda c, _: float(c.opens), 0.5, 0),
)
OF_QUESTION = (
    QuestionFeature("unmentioned", lambda _, query: float(bool(query.typed.unmentioned)), -1),
    QuestionFeature("mentioned", lambda _, query: float(bool(query.typed.mentioned)), -1),
    QuestionFeature("names_document", lambda _, query: float(bool(query.named)), 1),
    QuestionFeature("unmarked", lambda _, query: float(not _asks(query)), 1),
    QuestionFeature("subject", lambda leaning, _: leaning.subject, -1),
    QuestionFeature("silent_subject", lambda leaning, _: leaning.silent_subject, -1),
    QuestionFeature("subject_margin", lambda leaning, _: leaning.subject_margin, -1),
)
RANKED = tuple(f for f in TABLE if f.prior is not None)
JUDGED = tuple(f for f in TABLE if f.sign)
UNSAID = "unsaid"  # share 0..1 of a follow-up's own terms that a paragraph lacks; 0 for other questions
BEHIND = "behind"  # distance of a candidate's score to the first one's

WEIGHTS = tuple(f.name for f in RANKED)
OF_CANDIDATE = (*(f.name for f in JUDGED), UNSAID)
SIGNS = (*(f.sign for f in JUDGED), -1, *(f.sign for f in OF_QUESTION))  # as OF_CANDIDATE and OF_QUESTION
RELEVANCE = (*OF_CANDIDATE, BEHIND, *(f.name for f in OF_QUESTION))
