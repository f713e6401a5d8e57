"""The house rules that only a test can keep: imports and doors; `make lint` keeps style and types."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from ingest.settings import ROOT

DOORS = {
    "pypdf": {"ingest/documents/readers/pdf.py"},
    "pypdfium2": {"ingest/documents/page_image.py", "ingest/documents/readers/drawn.py"},
    "docx": {
        "assistant/export/register_files.py",
        "assistant/export/word_document.py",
        "assistant/quiz/export/docx_handout.py",
        "ingest/documents/readers/docx.py",
        "ingest/documents/versions/comparison_files.py",
    },
    "bcrypt": {"assistant/workplace/passwords.py"},
    "chromadb": {"ingest/index/chroma.py", "ingest/index/store.py"},
    "sentence_transformers": {"ingest/embedding/torch_model.py"},
    "onnxruntime": {"ingest/embedding/encoder.py"},
    "bm25s": {"assistant/search/lexicon.py"},
    "Stemmer": {"assistant/text/words.py"},
    "genanki": {"assistant/quiz/export/anki.py"},
    "openpyxl": {"assistant/export/register_files.py", "assistant/quiz/export/kahoot.py"},
    "fpdf": {"assistant/export/briefing_pdf.py", "assistant/quiz/export/pdf_handout.py"},
    "lxml": {
        "assistant/check/docx_reader.py",
        "assistant/question/markup.py",
        "ingest/documents/readers/docx.py",
        "ingest/documents/readers/html.py",
        "ingest/documents/readers/html_parts.py",
        *(f"assistant/quiz/export/{name}.py" for name in ("moodle", "qti21", "qti12")),
    },
    "markdown_it": {"assistant/question/markup.py", "ingest/documents/readers/markdown.py"},
    "ollama": {"assistant/llm/language_model.py"},
    "openai": {"assistant/llm/language_model.py"},
}
BELOW = {"ingest": {"assistant", "evals", "app"}, "assistant": {"evals", "app"}, "evals": {"app"}}


FLOORS = (  # of `assistant/`, from the ground up: a room imports rooms of lower floors and itself
    ("types", "text", "workplace"),
    ("question",),
    ("search", "support"),
    ("answer",),
    ("survey",),
    ("llm",),
    ("assistant",),
    ("export", "check", "quiz"),
    ("llama_engine", "ui"),
    ("commands",),
    ("__init__", "__main__"),
)


def sources() -> list[Path]:
    return [p for folder in BELOW for p in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way_and_through_one_door(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    roots = {module.split(".")[0] for module in imported(path)}
    assert not roots & BELOW[path.relative_to(ROOT).parts[0]]
    for dependency, doors in DOORS.items():
        assert dependency not in roots or name in doors, f"{name} imports {dependency}"
    if any(module.startswith(("llama_index.llms", "llama_index.core.llms")) for module in imported(path)):
        assert name == "assistant/llm/language_model.py"
    if "gradio" in roots:
        assert name.startswith("assistant/ui/")


def test_what_is_imported_is_listed() -> None:
    """A package that another one happens to bring is not there for ever."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["evals"], *extras["quiz"], *extras["llm"]]
    listed = {re.split(r"[\[<>=~ ]", line)[0].lower() for line in wanted}
    ours = sys.stdlib_module_names | BELOW.keys() | {"app", "pydantic_core"}  # the last is pydantic's own
    roots = {m.split(".")[0] for p in [*sources(), ROOT / "app.py"] for m in imported(p)} - ours
    offered = packages_distributions()
    unlisted = {r for r in roots if not listed & {d.lower().replace("_", "-") for d in offered.get(r, ())}}
    assert not unlisted


@pytest.mark.parametrize(
    "path", sorted((ROOT / "assistant").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_rooms_import_only_what_is_below_them(path: Path) -> None:
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    room = path.relative_to(ROOT / "assistant").parts[0].removesuffix(".py")
    used = {module.split(".")[1] for module in imported(path) if module.startswith("assistant.")}
    upward = {other for other in used - {room, "types"} if floor[other] >= floor[room]}
    assert not upward, f"{room} imports {', '.join(sorted(upward))}"


def test_every_module_is_looked_at() -> None:
    """The tests above have a case a module; without any they would pass."""
    assert {p.relative_to(ROOT).parts[0] for p in sources()} == set(BELOW)
    assert len(sources()) > 200


def test_no_import_cycles() -> None:
    graph = {
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): imported(p)
        for p in sources()
    }
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " → ".join((*path, module))
        if module not in done:
            for other in graph[module] & set(graph):
                if other not in ("ingest", "assistant", "evals", module):
                    visit(other, (*path, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_llama_index_settings_are_never_touched() -> None:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("llama_index"):
                assert "Settings" not in {a.name for a in node.names}, path
