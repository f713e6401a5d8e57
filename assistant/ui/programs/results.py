"""Shapes of the results of ask, show, check and quiz, as MCP clients are told."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import TypeAdapter

# typing.TypedDict serves pydantic from Python 3.12 on
from typing_extensions import NotRequired, TypedDict  # noqa: UP035


class CitationResult(TypedDict):
    locator: str
    label: str
    page: int | None
    quote: str


class WrittenResult(TypedDict):
    model: str
    used: bool
    notice: str


class AskResult(TypedDict):
    status: Literal["answer", "refusal"]
    answer: str
    citations: list[CitationResult]
    evidence: list[str]
    reason: str
    searched: NotRequired[list[str]]
    unknown: NotRequired[list[str]]
    written: NotRequired[WrittenResult]


class HeadnoteResult(TypedDict):
    summary: str
    topics: list[str]
    force: str


class ShowResult(TypedDict):
    locator: str
    label: str
    headings: list[str]
    text: str
    notes: list[str]
    first_page: int | None
    last_page: int | None
    official: bool
    headnote: HeadnoteResult | None
    others: list[str]


class FindingResult(TypedDict):
    status: str
    line: int
    start: int
    end: int
    text: str
    detail: str
    cited: list[str]
    right: list[str]
    diff: list[list[str]]


class CheckResult(TypedDict):
    findings: list[FindingResult]
    corrected: str


class QuizCitationResult(TypedDict):
    locator: str
    label: str
    page: int
    quote: str


class QuizItemResult(TypedDict):
    id: str
    kind: str
    level: str
    stem: str
    options: list[str]
    key: list[str]
    prompts: list[str]
    rationale: str
    citations: list[QuizCitationResult]


class QuizResult(TypedDict):
    items: list[QuizItemResult]
    short_by: int


RESULTS = {"ask": AskResult, "show": ShowResult, "check": CheckResult, "quiz": QuizResult}


def result_schema(name: str) -> dict[str, Any]:
    """JSON schema of the result of one program; more fields may stand in it."""
    return TypeAdapter(RESULTS[name]).json_schema()
