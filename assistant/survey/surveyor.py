"""A broad question from its survey to a verified answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from assistant.question.intent import Survey
from assistant.search.everywhere import Everywhere
from assistant.survey.compare import compare
from assistant.survey.listing import listing
from assistant.survey.obligations import obligations
from assistant.survey.overview import overview
from assistant.survey.plan import Plan, shortened, verified
from assistant.survey.select import Selected, Selector, above
from assistant.survey.timeline import timeline
from assistant.text.messages import message
from assistant.types import Answer
from ingest.library import Library

MANY = 3  # documents
FEWEST = 2  # paragraphs on a topic that are worth an overview


class Surveyor:
    """Answers broad questions to one open index. Safe to share between threads."""

    def __init__(self, library: Library, everywhere: Everywhere, today: Callable[[], dt.date]) -> None:
        """``today``: the day that deadlines are held against."""
        self._library, self._today = library, today
        self.selector = Selector(library, everywhere)

    def answer(self, survey: Survey) -> Answer | None:
        """Return the answer to a survey, None if too few paragraphs of its scope are about the topic. Raises
        `StoreError` if Chroma cannot be reached.
        """
        if self._boundless(survey):
            return None
        every = self.selector.chances(survey)
        found = tuple(s for s in every if s.paragraph.locator not in survey.shown)
        plan = shortened(self._plan(survey, found), survey.most)
        if len(plan.entries) < (FEWEST if survey.topic and survey.form in ("overview", "summary") else 1):
            return None
        answer = verified(survey, plan, self._library)
        if not answer.statements:
            return None
        if answer.rest:
            shown = len({e.locator for e in answer.entries})
            language = survey.query.typed.language
            said = message("shown_of", language, shown=str(shown), all=str(shown + len(answer.rest)))
            answer = replace(answer, remarks=(*answer.remarks, said))
        return answer

    def _boundless(self, survey: Survey) -> bool:
        """Tell whether a list or register would hold all paragraphs of many documents."""
        scope = survey.scope
        bound = survey.topic or survey.actors or scope.headings or scope.kind != "all"
        return survey.form in ("list", "register") and not bound and len(scope.documents) > MANY

    def _plan(self, survey: Survey, found: tuple[Selected, ...]) -> Plan:
        library, cut = self._library, self.selector.cut(survey)
        kept = above(found, cut)
        match survey.form:
            case "overview" | "summary":
                return overview(survey, kept, library)
            case "compare":
                return compare(survey, found, cut, library)
            case "timeline":
                return timeline(survey, kept, found, library, self._today())
            case "register":
                return obligations(survey, found, cut, library, self._today())
            case "list":
                return listing(survey, kept, library)
