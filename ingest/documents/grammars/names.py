"""Names of the grammars, apart from these, so that a manifest can be read without them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Grammar = Literal["nato", "unsc", "articles", "numbered", "decimal", "headings", "table", "mixed"]
GRAMMARS: tuple[Grammar, ...] = get_args(Grammar)
TITLES: Mapping[Grammar, str] = {
    "nato": "NATO policy",
    "unsc": "United Nations resolution",
    "articles": "articles",
    "numbered": "numbered paragraphs",
    "decimal": "decimal sections",
    "headings": "headings without numbers",
    "table": "table of actions",
    "mixed": "articles and numbered paragraphs",
}
