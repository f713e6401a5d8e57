"""What a model wants to read before a question and before a passage, such as e5's "query: "."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

FILE = "prompts.json"  # of an export

Role = Literal["query", "passage"]  # what a text is: asked, or looked for
ROLES: tuple[Role, ...] = ("query", "passage")


@dataclass(frozen=True, slots=True)
class Prompts:
    """Text put before a ``query`` and a ``passage``; empty for models that want none."""

    query: str = ""
    passage: str = ""

    def before(self, role: Role) -> str:
        return self.query if role == "query" else self.passage


E5 = Prompts("query: ", "passage: ")


def prompts_of(name: str, said: Mapping[str, str | None]) -> Prompts:
    """Prompts that a model's own settings name, under the names in use for passages; those of e5 for a
    model of that family whose settings say nothing.
    """
    own = Prompts(said.get("query") or "", said.get("passage") or said.get("document") or "")
    family = "-e5-" in f"-{Path(name).name}-"
    return E5 if family and own == Prompts() else own


def write_prompts(prompts: Prompts, folder: Path) -> None:
    """Write the prompts of an export; a model without any has no file of them."""
    if prompts != Prompts():
        (folder / FILE).write_text(json.dumps(asdict(prompts)) + "\n", encoding="utf-8")


def read_prompts(folder: Path) -> Prompts:
    path = folder / FILE
    return Prompts(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else Prompts()
