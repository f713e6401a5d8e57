"""Candidates become evidence: on six paragraphs made by hand, beside an encoder that knows terms only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.question.understand import Understanding
from assistant.search.calibration import Bare, Calibration
from assistant.search.candidates import Candidate, Retrieved
from assistant.search.features import RELEVANCE, WEIGHTS
from assistant.search.further import FURTHER
from assistant.search.late_interaction import Closeness
from assistant.search.precedents import NONE
from assistant.search.ranking import DEPTH, rank
from ingest.types import Locator
from tests.answer.six_paragraphs import LIBRARY
from tests.answer.six_vectors import six_finder

FINDER = six_finder()
UNDERSTANDING = Understanding(LIBRARY)
QUERY = UNDERSTANDING.query("Who lights the lamp?")
PLAIN = Candidate(
    LIBRARY.paragraphs[0], *(0, 0, Closeness(0, 0, 0, 0), 0, 0, 0, 0, 0, 0, True, False, frozenset(), 0.0, ())
)


def places(question: str, only: Sequence[str] = ()) -> list[str]:
    evidence = FINDER.evidence(UNDERSTANDING.query(question, only=only))
    assert [e.rank for e in evidence] == list(range(1, len(evidence) + 1))
    return [str(e.paragraph.locator) for e in evidence]


def weighing(**weights: float) -> Calibration:
    """The features named order the paragraphs; the relevance knows ``behind`` alone."""
    known = tuple(-1.0 if name == "behind" else 0.0 for name in RELEVANCE)
    return Calibration(
        tuple(weights.get(name, 0.0) for name in WEIGHTS), 0.0, known, 0.5, 0.0, (0.0,) * len(FURTHER), 0.5
    )


def candidates(**values: Sequence[float]) -> Retrieved:
    """One a paragraph, with these raw scores."""
    made = [
        replace(PLAIN, paragraph=p, **{name: of[i] for name, of in values.items()})
        for i, p in enumerate(LIBRARY.paragraphs)
    ]
    return Retrieved((tuple(made),), NONE)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who lights the lamp at dusk?", "lamp-policy#para-1"),
        ("Are crews brought home?", "lamp-policy#para-2.2"),
        ("Who counts wrecks?", "wrecks#op-1"),
        ("What does resolution 9101 say about dusk?", "wrecks#op-1"),  # the document named goes first
    ],
)
def test_the_paragraph_that_shares_most_comes_first(question: str, first: str) -> None:
    assert places(question)[0] == first


def test_only_the_documents_that_are_asked_for_are_searched() -> None:
    assert {p.partition("#")[0] for p in places("Who lights the lamp?")} == {"lamp-policy", "wrecks"}
    assert set(places("Who lights the lamp?", only=["wrecks"])) == {"wrecks#op-1", "wrecks#op-2"}


def test_a_question_is_answered_from_what_is_close_and_from_nothing_else() -> None:
    near, far = (FINDER.evidence(UNDERSTANDING.query(q)) for q in ("Who counts wrecks?", "Who bakes bread?"))
    assert FINDER.sure(near)
    assert not FINDER.sure(far)
    assert not FINDER.sure(())


@pytest.mark.parametrize("name", ["cosine", "headnote_cosine", "centroid", "bm25", "known"])
def test_a_feature_orders_by_its_weight(name: str) -> None:
    found = candidates(**{name: (0.1, 0.6, 0.2, 0.5, 0.3, 0.4)})
    expected = [LIBRARY.paragraphs[i] for i in (1, 3, 5, 4, 2, 0)]
    assert [e.paragraph for e in rank(found, QUERY, weighing(**{name: 1.0}))] == expected
    backwards = rank(found, QUERY, weighing(**{name: -1.0}))
    assert [e.paragraph for e in backwards] == expected[::-1]


def test_the_further_behind_the_first_the_less_relevant() -> None:
    found = rank(candidates(bm25=(3, 2, 1, 0, 0, 0)), QUERY, weighing(bm25=1.0))
    assert found[0].relevance == pytest.approx(0.5)  # the logistic of 0: it is behind nothing
    relevances = [e.relevance for e in found]
    assert relevances == sorted(relevances, reverse=True)
    assert relevances[0] > relevances[1] > relevances[2] > relevances[3] == relevances[5] > 0
    assert relevances[1] == pytest.approx(1 / (1 + 2.718281828 ** (found[0].score - found[1].score)))


def test_a_question_that_names_no_document_is_less_relevant() -> None:
    at = RELEVANCE.index("names_document")
    calibration = weighing(bm25=1.0)
    relevance = (*calibration.relevance[:at], 2.0, *calibration.relevance[at + 1 :])
    calibration = replace(calibration, relevance=relevance)
    found = candidates(bm25=(3, 2, 1, 0, 0, 0))
    unnamed, named = (rank(found, replace(QUERY, named=n), calibration) for n in ((), ("wrecks",)))
    assert all(u.relevance < n.relevance for u, n in zip(unnamed, named, strict=True))


def test_none_comes_from_another_document_than_the_one_asked_for() -> None:
    within = replace(QUERY, within=("wrecks",))
    found = rank(candidates(bm25=(9, 8, 7, 6, 1, 2)), within, weighing(bm25=1.0))
    assert [str(e.paragraph.locator) for e in found] == ["wrecks#op-2", "wrecks#op-1"]
    assert [e.rank for e in found] == [1, 2]


def test_a_follow_up_is_ranked_by_both_its_readings() -> None:
    """The question before it weighs .6, its own words .4."""
    before, alone = (candidates(cosine=c).readings[0] for c in ((1, 0, 0, 0, 0, 0), (0, 0, 0, 0, 1, 0)))
    found = rank(Retrieved((before, alone), NONE), QUERY, weighing(cosine=1.0))
    assert [str(e.paragraph.locator) for e in found][:2] == ["lamp-policy#para-1", "wrecks#op-1"]
    found = rank(Retrieved((alone, before), NONE), QUERY, weighing(cosine=1.0))
    assert [str(e.paragraph.locator) for e in found][:2] == ["wrecks#op-1", "lamp-policy#para-1"]


def test_no_more_than_can_be_shown_is_kept() -> None:
    paragraph = LIBRARY.paragraphs[0]
    many = tuple(
        replace(
            PLAIN,
            paragraph=replace(paragraph, locator=Locator.parse(f"lamp-policy#para-{n}")),
            bm25=float(-n),
        )
        for n in range(1, 2 * DEPTH)
    )
    found = rank(Retrieved((many,), NONE), QUERY, weighing(bm25=1.0))
    assert [e.paragraph.locator.tail for e in found] == [str(n) for n in range(1, DEPTH + 1)]


def test_of_nothing_comes_nothing() -> None:
    assert rank(Retrieved(((),), NONE), QUERY, weighing(bm25=1.0)) == ()


def test_documents_without_headnotes_keep_their_places_and_are_judged_by_their_own_calibration() -> None:
    found = candidates(bm25=(9, 8, 7, 6, 5, 4), cosine=(0, 0, 0, 0, 1, 2))
    ids = [p.locator.document for p in LIBRARY.paragraphs]
    assert ids[4:] == ["wrecks", "wrecks"]
    fitted = replace(weighing(bm25=1.0), floor=0.2)
    bare = Bare(frozenset(("wrecks",)), replace(weighing(cosine=1.0), floor=0.6, intercept=1.0))
    evidence = rank(found, QUERY, fitted, bare)
    expected = [LIBRARY.paragraphs[i] for i in (0, 1, 2, 3, 5, 4)]
    assert [e.paragraph for e in evidence] == expected, "the other way round by cosine, behind the same four"
    plain = rank(found, QUERY, fitted)
    assert [e.relevance for e in evidence[:4]] == [e.relevance for e in plain[:4]]
    chance = 1 / (1 + math.exp(-1.0))
    odds = math.log(chance / (1 - chance)) - math.log(0.6 / 0.4) + math.log(0.2 / 0.8)
    assert evidence[4].relevance == pytest.approx(1 / (1 + math.exp(-odds)))
    assert (evidence[4].relevance >= fitted.floor) == (chance >= 0.6)


def test_a_paragraph_without_a_headnote_comes_first_where_it_is_surer() -> None:
    found = candidates(bm25=(9, 8, 7, 6, 5, 4), cosine=(0, 0, 0, 0, 1, 2))
    fitted, own = replace(weighing(bm25=1.0), floor=0.2), replace(weighing(cosine=1.0), floor=0.6)
    for intercept, first in ((3.0, 5), (-3.0, 0)):
        bare = Bare(frozenset(("wrecks",)), replace(own, intercept=intercept))
        assert rank(found, QUERY, fitted, bare)[0].paragraph == LIBRARY.paragraphs[first]
