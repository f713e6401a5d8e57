"""An item must be answerable from its paragraph: the assistant itself is asked and has to cite it."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.quiz.items import WRITTEN, Asking, QuizItem
from assistant.quiz.material.truth import Truth, bag
from assistant.types import Answer, Reply

LEAST = 5  # terms of an option that says something by itself; a name alone stands in many paragraphs
EXACT = ("provision", "drafted")  # families whose quoted words the answer has to quote first


class Examiner:
    """Asks the assistant and remembers what it said, so that no question is asked twice."""

    def __init__(self, assistant: Assistant, truth: Truth) -> None:
        self._assistant = assistant
        self._truth = truth
        self._replies: dict[Asking, Reply] = {}

    def complaint(self, item: QuizItem) -> str:
        """Say why the item cannot be answered from its paragraph; empty if it can."""
        for asking in item.askings:
            reply = self._ask(asking)
            if not isinstance(reply, Answer):
                return f"the assistant refuses “{asking.question}”"
            cited = {c.locator for c in reply.citations}
            if asking.locator not in cited:
                where = ", ".join(str(x) for x in cited)
                return f"asked “{asking.question}”, the assistant cites {where}, not {asking.locator}"
            if item.family in EXACT and not _quoted(item, reply):
                return f"asked “{asking.question}”, the assistant quotes other words of {asking.locator}"
            rival = next((x for x in item.rivals if x in cited), None)
            if item.family in EXACT and rival is not None:
                return (
                    f"asked “{asking.question}”, the assistant also cites {rival}, from which "
                    f"a distractor comes"
                )
        return self._unsupported(item) if item.family in WRITTEN else ""

    def _unsupported(self, item: QuizItem) -> str:
        """Say that the paragraph does not support the rule which an editor wrote down for it, or that one of
        those nearest to a wrong option in its document supports that as well; empty if neither is so.
        """
        library, judge = self._assistant.library, self._assistant.judge
        rule = item.askings[0].question
        problem = judge(rule, [library.paragraph(item.locator)]).problem
        if problem:
            return f"{item.locator} does not support “{rule}”: {problem}"
        for option in (o for o in item.distractors if len(bag(o)) >= LEAST):
            for near in self._truth.nearest(option, item.locator.document):
                if near not in item.rivals and not judge(option, [library.paragraph(near)]).problem:
                    return f"{near} supports the wrong option “{option}”"
        return ""

    def first(self, item: QuizItem) -> bool:
        """Tell whether the right paragraph is cited first, whenever the assistant is asked."""
        replies = [(a, self._ask(a)) for a in item.askings]
        return all(
            isinstance(reply, Answer) and reply.citations[0].locator == asking.locator
            for asking, reply in replies
        )

    def _ask(self, asking: Asking) -> Reply:
        if asking not in self._replies:
            only = (asking.locator.document,) if asking.inside else ()
            self._replies[asking] = self._assistant.ask(asking.question, only=only)
        return self._replies[asking]


def _quoted(item: QuizItem, answer: Answer) -> bool:
    """Tell whether the words that the answer quotes first from the item's paragraph are those the item rests
    on.
    """
    own = item.citations[0]
    first = next(c.span for c in answer.citations if c.locator == own.locator)
    return first.start < own.span.end and own.span.start < first.end
