"""No text stops the server: what reads visitors' text takes time that grows with its length."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress

import pytest

from assistant.assistant import Assistant
from assistant.check.checker import Checker
from assistant.export.copied_text import Note, Passage, Sheet
from assistant.export.word_document import sheet_docx
from assistant.llm.reply_reader import DraftReader
from assistant.question.acronyms import Acronyms
from assistant.question.address import with_mentions
from assistant.question.documents import find_documents, looked_in, order_of, without_documents
from assistant.question.follow_ups import follow_up
from assistant.question.not_held import named_only
from assistant.question.nowhere import KnownNames
from assistant.question.nowhere import asked_for as names_asked
from assistant.question.parts import split
from assistant.question.pasted import MAX_LENGTH
from assistant.question.query import instead
from assistant.question.small_talk import plain
from assistant.question.spelling import Vocabulary
from assistant.question.structure import structure_of
from assistant.question.understand import Understanding
from assistant.question.wanted import asked_for
from assistant.quiz.edit import ItemEdit, edited
from assistant.quiz.marking import mark
from assistant.quiz.writers.model_prompt import read_proposal
from assistant.search.lexicon import Lexicon
from assistant.support.judge import LONGEST, Judgement
from assistant.text.french import gloss
from assistant.text.language import language_of
from assistant.text.markdown import escaped
from assistant.text.words import terms
from assistant.types import Refusal, Turn
from assistant.ui.read.search import addressed_html, find_addressed, search_html
from assistant.workplace.feedback import Feedback, add_feedback
from assistant.workplace.passwords import Passwords
from ingest.documents.sentences import sentence_spans
from ingest.errors import PolicyAssistantError
from ingest.settings import Settings
from tests.growth import RATIO, SIZE, UNITS, growth, patterns
from tests.quiz.quizzes import ITEMS
from tests.ui.samples import open_shared

Read = Callable[[str], object]

READ_DOCUMENTS = (  # patterns that see official documents only, never a visitor's text
    "assistant.quiz.",
    "ingest.documents.grammars.",
)
WHOLE = ("understanding a question",)  # no longer than a question may be
PURE = (
    "splitting",
    "names",
    "chatter",
    "french",
    "language",
    "documents",
    "without documents",
    "looked in",
    "related",
    "follow-up",
    "asked",
    "elsewhere",
    "structure",
    "sentences",
    "terms",
    "model's statements",
    "model's proposal",
    "markdown",
    "marking",
    "editing",
    "acronyms",
    "spelling",
    "search box",
    "feedback",
    "passwords",
    "Word export",
)


@pytest.fixture(scope="module")
def readers(
    assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Read]:
    """Everything that is given visitors' text, as functions of that text."""
    index = assistant.index
    documents, paragraphs = index.documents, index.paragraphs
    acronyms = Acronyms.of(paragraphs)
    vocabulary = Vocabulary.of(p.text for p in paragraphs)
    understanding = Understanding(index.library)
    policy = documents[0].id
    before = (Turn("How often does the task force meet?", (paragraphs[20].locator,)),)

    def understood(text: str) -> object:
        return understanding.intent(text, before)

    def drafted(text: str) -> object:
        reader = DraftReader()
        return [*reader.feed(text[: len(text) // 2]), *reader.feed(text[len(text) // 2 :]), *reader.close()]

    def short_forms(text: str) -> object:
        return (
            acronyms.opened(text),
            acronyms.asked(text),
            acronyms.shortened(text),
            acronyms.unopened(text),
        )

    known = KnownNames([p.text for p in paragraphs], (), vocabulary.counts.__contains__)

    def named_anywhere(text: str) -> object:
        short = known.unknown(text)
        return (
            known.writes((text,)),
            names_asked([(name, (name,)) for name in short], text),
            names_asked([("United Nations", ("UN", "United Nations"))], text),
        )

    folder = tmp_path_factory.mktemp("growth")
    (folder / "names").write_text(f"anna:$2b$12${'a' * 53}\n", encoding="utf-8")
    passwords = Passwords(folder / "names", warn=lambda line: None)
    shared, lexicon = open_shared(assistant, settings), Lexicon([p.text for p in paragraphs])

    def searched(text: str) -> object:
        found = find_addressed(shared, text, policy)
        return addressed_html(shared, found), search_html(shared, lexicon, text)

    def exported(text: str) -> object:
        page = Sheet(text, (Passage(text, (1,)),), (Note(1, text),), (text,), text, text)
        return sheet_docx(page, dt.date(2026, 1, 1))

    return {
        "understanding a question": understood,
        "splitting": split,
        "names": named_anywhere,
        "chatter": plain,
        "french": lambda text: gloss(text, lambda word: False),
        "language": language_of,
        "documents": lambda text: find_documents(with_mentions(text, documents)),
        "without documents": lambda text: without_documents(with_mentions(text, documents)),
        "looked in": lambda text: looked_in(with_mentions(f"1325 {text}", documents)),
        "related": lambda text: order_of(text),
        "follow-up": lambda text: (follow_up(text, text), instead(text, "Who meets it?")),
        "asked": asked_for,
        "elsewhere": lambda text: named_only(with_mentions(text, documents), paragraphs),
        "structure": lambda text: structure_of(text, with_mentions(f"1325 {text}", documents)),
        "sentences": sentence_spans,
        "terms": terms,
        "model's statements": drafted,
        "model's proposal": read_proposal,
        "markdown": escaped,
        "marking": lambda text: [mark(item, text) for item in ITEMS],
        "editing": lambda text: edited(ITEMS[0], ItemEdit(text, (text, "b"), (text,), text)),
        "acronyms": short_forms,
        "spelling": vocabulary.corrected,
        "search box": searched,
        "feedback": lambda text: add_feedback(folder / "said", Feedback(text, (text,), (), False, text)),
        "passwords": lambda text: (passwords.remembered(text, text), passwords.right(text, text)),
        "Word export": exported,
        "judging": lambda text: assistant.judge(text, [paragraphs[20]]),
    }


def test_the_measure_tells_quadratic_from_linear() -> None:
    quadratic = re.compile(r"\s+$")
    assert growth(lambda text: quadratic.search(text + "."), " ", size=4000) > RATIO
    assert growth(lambda text: re.findall(r"\s+", text), " a", floor=0.0) <= RATIO


def test_every_pattern_is_linear() -> None:
    slow = [
        f"{used.name} with {unit!r}: {used.pattern.pattern[:60]}"
        for used in patterns()
        if not used.name.startswith(READ_DOCUMENTS)
        for unit in UNITS
        if growth(used, unit, floor=0.004, size=4000) > RATIO  # a first look, then a longer one
        and growth(used, unit) > RATIO
    ]
    assert not slow, "\n".join(slow)


def always_grows(read: Read, unit: str, size: int) -> bool:
    """Whether three looks all find more than linear growth: another process beside this one disturbs one."""
    return all(growth(read, unit, size=size) > RATIO for _ in range(3))


@pytest.mark.parametrize("name", [*WHOLE, *PURE])
def test_reading_is_linear(readers: dict[str, Read], name: str) -> None:
    def read(text: str) -> None:
        with suppress(PolicyAssistantError):  # what cannot be used is refused, as quickly
            readers[name](text)

    size = MAX_LENGTH if name in WHOLE else SIZE
    slow = [unit for unit in UNITS if always_grows(read, unit, size)]
    assert not slow


def test_checking_a_draft_is_linear(assistant: Assistant) -> None:
    """Beside a search that finds nothing and a judge that agrees: both have bounds of their own."""
    checker = Checker(
        assistant.index,
        lambda text, only: Refusal(text, "", (), ()),
        lambda text, cited: Judgement(1.0, "", ()),
    )
    slow = [unit for unit in UNITS if always_grows(checker.check, unit, SIZE // 2)]
    assert not slow


def test_judging_is_quick_up_to_its_longest_statement(readers: dict[str, Read]) -> None:
    """The encoder reads up to 512 word pieces of a sentence, at a cost that grows with their square."""
    longest = [growth(readers["judging"], unit, floor=3.0, size=LONGEST) for unit in UNITS]
    assert set(longest) == {1.0}
    assert growth(readers["judging"], "women and ", floor=3.0) == 1.0
