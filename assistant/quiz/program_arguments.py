"""Arguments of a quiz that a program asks for."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from assistant.question.arguments import Arguments, Names
from assistant.quiz.items import KINDS, LEVELS

MOST_ITEMS = 200  # of one quiz
LARGEST_SEED = 2**63 - 1


def _default(otherwise: int) -> BeforeValidator:
    return BeforeValidator(lambda value: otherwise if value is None else value)


class QuizArguments(Arguments):
    count: Annotated[int, _default(10)] = Field(
        10, ge=1, le=MOST_ITEMS, description="How many items; there may be fewer."
    )
    seed: Annotated[int, _default(1)] = Field(
        1, ge=0, le=LARGEST_SEED, description="The same seed gives the same quiz."
    )
    documents: Names = Field([], description="Ids; empty: all.")
    topics: Names = Field([], description="Names of topics; empty: all.")
    kinds: Names = Field([], description=f"Of {', '.join(KINDS)}; empty: all.")
    levels: Names = Field([], description=f"Of {', '.join(LEVELS)}; empty: all.")
