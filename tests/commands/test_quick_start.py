"""A question in a terminal loads only what answers it: the rest would take seconds."""

from __future__ import annotations

import subprocess
import sys

NOT_NEEDED = (
    "torch",
    "sentence_transformers",
    "transformers",
    "gradio",
    "sklearn",
    "llama_index",
    "pypdf",
    "lxml",
    "docx",
)


def test_what_a_question_does_not_need_is_not_loaded() -> None:
    code = (
        "import sys, assistant.__main__, assistant.assistant, assistant.export.terminal, chromadb\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "chromadb" in loaded
    assert loaded.isdisjoint(NOT_NEEDED)


def test_readers_of_documents_and_provisions_are_not_loaded() -> None:
    code = "import sys, assistant.assistant; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "ingest.documents.on_disk" in loaded
    assert not [name for name in loaded if name.startswith("ingest.documents.readers")]
    assert "ingest.index.provisions.openings" not in loaded
