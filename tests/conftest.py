"""One index of the real documents for the whole run, kept between runs (git-ignored)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from ingest.corpus import find_documents
from ingest.pipeline import build_index
from ingest.settings import ROOT, Settings, read_settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    return read_settings(
        {"WPS_HOME": str(ROOT / ".wps" / "test"), "WPS_CORPUS": os.environ.get("WPS_CORPUS", "")}
    )


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    build_index(settings, lambda label, done, total: None, lambda line: None)
    return Assistant.open(settings)


@pytest.fixture(scope="session")
def resolutions(settings: Settings) -> tuple[str, ...]:
    """Ids of the ten resolutions; their texts are not part of the project."""
    found, missing = find_documents(settings)
    if missing:
        pytest.skip(f"{len(missing)} resolutions are not on disk; name their folder in WPS_CORPUS")
    return tuple(f.entry.id for f in found if f.entry.grammar == "unsc")


@pytest.fixture
def tiny(tmp_path: Path, assistant: Assistant, settings: Settings) -> Settings:
    """A corpus of two small resolutions with its own home and manifest; the model's export, which
    takes ten seconds, is the one made for ``assistant``.
    """
    from tests.tiny import write_corpus

    write_corpus(tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "models").symlink_to(settings.models)
    return read_settings(
        {"WPS_HOME": str(tmp_path / "home"), "WPS_MANIFEST": str(tmp_path / "manifest.toml"),
         "WPS_CORPUS": str(tmp_path / "pdfs")}
    )  # fmt: skip
