"""Items that a language model drafts. Nothing of its reply is an item before key and quote are found in
the paragraph word for word; then come the checks that every item goes through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from assistant.llm.language_model import LanguageModel
from assistant.quiz.checks.form import fault
from assistant.quiz.items import Asking, ItemKind, QuizItem
from assistant.quiz.material.source import QuizSource
from assistant.quiz.material.truth import bag
from assistant.quiz.writers.model_prompt import KINDS, Proposal, item_messages, item_schema, read_proposal
from assistant.quiz.writers.provisions import stands
from ingest.errors import ModelError
from ingest.types import Locator, Paragraph, Span

TRIES = 3  # paragraphs that are tried for each item wanted
MOST_CHARACTERS = 4000  # of a reply; what comes after is not read
LONGEST = 300  # characters of a question, an option or a key
WRONG = 3  # options beside the right one
TELLING = 4  # terms of an option from which on its words can be looked for apart


@dataclass(frozen=True, slots=True)
class Struck:
    """A paragraph from which the model drafted nothing that holds, and why."""

    locator: Locator
    reason: str


def draft_items(
    source: QuizSource,
    model: LanguageModel,
    paragraphs: Sequence[Paragraph],
    count: int,
    complaint: Callable[[QuizItem, Sequence[QuizItem]], str],
) -> tuple[tuple[QuizItem, ...], tuple[Struck, ...]]:
    """Up to ``count`` items from the first paragraphs that yield one, and what did not hold.
    ``complaint``: what is wrong with an item beside those drafted before, empty if nothing is.
    """
    items: list[QuizItem] = []
    struck: list[Struck] = []
    for paragraph in paragraphs[: TRIES * count]:
        if len(items) == count:
            break
        try:
            found = draft(source, model, paragraph)
        except ModelError as error:  # the next paragraph would fare no better
            return tuple(items), (*struck, Struck(paragraph.locator, str(error)))
        reason = found.reason if isinstance(found, Struck) else complaint(found, items)
        if isinstance(found, Struck) or reason:
            struck.append(Struck(paragraph.locator, reason))
        else:
            items.append(found)
    return tuple(items), tuple(struck)


def draft(source: QuizSource, model: LanguageModel, paragraph: Paragraph) -> QuizItem | Struck:
    """Draft one item, not yet checked for flaws and answerability. Raises `ModelError` if the model fails."""
    proposal = read_proposal(_reply(model, paragraph))
    if proposal is None:
        return Struck(paragraph.locator, "nothing that could be read as a question")
    reason = _unfounded(source, proposal, paragraph)
    if reason:
        return Struck(paragraph.locator, reason)
    item = _item(source, proposal, paragraph)
    wrong = fault(item)
    return Struck(paragraph.locator, wrong) if wrong else item


def _reply(model: LanguageModel, paragraph: Paragraph) -> str:
    text = ""
    with closing(model.stream(item_messages(paragraph), item_schema(), model.deadline())) as stream:
        for piece in stream:
            text += piece if isinstance(piece, str) else ""
            if len(text) > MOST_CHARACTERS:
                break
    return text[:MOST_CHARACTERS]


def _unfounded(source: QuizSource, proposal: Proposal, paragraph: Paragraph) -> str:
    """Say why the paragraph or the documents do not support a proposal; empty if they do."""
    quoted = next(_found(proposal.quote, paragraph.text), None)
    if proposal.kind not in KINDS:
        return f"a kind that was not asked for: {proposal.kind[:40]}"
    if max(map(len, (proposal.question, proposal.answer, *proposal.wrong))) > LONGEST:
        return "a question or an option that is too long"
    if quoted is None:
        return f"the quote “{proposal.quote[:80]}” does not stand in the paragraph"
    if next(_found(proposal.answer, quoted.of(paragraph.text)), None) is None:
        return f"the key “{proposal.answer[:80]}” does not stand in the quote"
    if not stands(proposal.question, source):
        return f"the question cannot be understood by itself: {proposal.question[:80]}"
    if proposal.kind == KINDS[0] and len(proposal.wrong) != WRONG:
        return f"{len(proposal.wrong)} wrong options instead of {WRONG}"
    if len({o.lower() for o in (proposal.answer, *proposal.wrong)}) <= len(proposal.wrong):
        return "two options are the same"
    right = (w for w in proposal.wrong if _also(source, w, proposal.question, paragraph))
    return next((f"the option “{w[:80]}” may be right as well" for w in right), "")


def _also(source: QuizSource, option: str, question: str, paragraph: Paragraph) -> bool:
    """Tell whether the paragraph, or another of its document that speaks of the question, says an option:
    word for word or, if it has words enough to tell, in other words.
    """
    locator = paragraph.locator
    where = {locator, *source.truth.said_in(question, [locator.document])}
    texts = [source.library.paragraph(x).text for x in where]
    worded = any(next(_found(option, text), None) for text in texts)
    telling = len(bag(option)) >= TELLING
    return worded or (telling and source.truth.said_together(option, question, locator))


def _found(words: str, text: str) -> Iterator[Span]:
    """Find the places of the words as whole words, however the lines are broken."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text) if pattern else ():
        yield Span(*match.span())


def _item(source: QuizSource, proposal: Proposal, paragraph: Paragraph) -> QuizItem:
    locator = paragraph.locator
    quoted = next(_found(proposal.quote, paragraph.text))
    kind: ItemKind = "short-answer" if proposal.kind == "short-answer" else "multiple-choice"
    return source.make(
        kind,
        "drafted",
        f"According to {source.name(locator.document)}: {proposal.question}",
        (proposal.answer,),
        f"{proposal.answer}|{proposal.quote}".lower(),
        [(locator, quoted)],
        wrong=proposal.wrong,
        rationale="The paragraph says so.",
        askings=[Asking(proposal.question, locator, inside=True)],
    )
