"""One index of the real documents for the whole run, kept between runs (git-ignored)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.assistant import Assistant
from ingest.documents.on_disk import documents_on_disk
from ingest.index.pipeline import build_index
from ingest.settings import ROOT, Settings, read_settings

if TYPE_CHECKING:  # imported where a browser is used: the other tests do without
    from playwright.sync_api import Browser

    from tests.ui.browser import Visitor

KEPT = ROOT / ".wps" / "test"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Of the real documents. Index, cache and model are those kept between runs; whatever else is written to
    the home is this process's own, since several run the tests side by side.
    """
    home = tmp_path_factory.mktemp("home")
    for part in ("index", "cache", "models"):
        (KEPT / part).mkdir(parents=True, exist_ok=True)
        (home / part).symlink_to(KEPT / part)
    return read_settings({"WPS_HOME": str(home), "WPS_CORPUS": os.environ.get("WPS_CORPUS", "")})


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    """Its index is built by whichever process comes first; the others wait."""
    build_index(replace(settings, home=KEPT), lambda label, done, total: None, lambda line: None)
    return Assistant.open(settings)


@pytest.fixture(scope="session")
def resolutions(settings: Settings) -> tuple[str, ...]:
    """Ids of the ten resolutions; their texts are not part of the project."""
    found, missing = documents_on_disk(settings)
    if missing:
        pytest.skip(f"{len(missing)} resolutions are not on disk; name their folder in WPS_CORPUS")
    return tuple(f.entry.id for f in found if f.entry.grammar == "unsc")


@pytest.fixture(scope="session")
def lighthouse_settings(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Settings:
    """Of an invented policy and two invented resolutions, which every checkout has; they are indexed."""
    from tests.lighthouses import write_corpus

    folder = tmp_path_factory.mktemp("lighthouses")
    write_corpus(folder)
    settings.models.mkdir(parents=True, exist_ok=True)
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(settings.models)
    own = read_settings(
        {
            "WPS_HOME": str(folder / "home"),
            "WPS_MANIFEST": str(folder / "manifest.toml"),
            "WPS_CORPUS": str(folder / "pdfs"),
        }
    )
    build_index(own, lambda label, done, total: None, lambda line: None)
    return own


@pytest.fixture(scope="session")
def lighthouses(lighthouse_settings: Settings) -> Assistant:
    return Assistant.open(lighthouse_settings)


@pytest.fixture
def lighthouse_home(lighthouse_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Commands of this process and of those that it starts read the lighthouses' index."""
    monkeypatch.setenv("WPS_HOME", str(lighthouse_settings.home))
    monkeypatch.setenv("WPS_MANIFEST", str(lighthouse_settings.manifest))
    monkeypatch.setenv("WPS_CORPUS", str(lighthouse_settings.folders[-1]))
    return lighthouse_settings


@pytest.fixture
def tiny(tmp_path: Path, assistant: Assistant, settings: Settings) -> Settings:
    """A corpus of two small resolutions with its own home and manifest, not indexed yet."""
    from tests.tiny import tiny_settings

    return tiny_settings(tmp_path, settings)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.ui.browser import chromium

    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def url(assistant: Assistant, settings: Settings, browser: Browser) -> Iterator[str]:
    """Of the page with the whole corpus; nobody is kept waiting."""
    from tests.ui.browser import served
    from tests.ui.samples import open_shared

    with served(open_shared(assistant, settings, {"WPS_REQUESTS": "10000"})) as found:
        yield found


@pytest.fixture
def visitor(browser: Browser, url: str) -> Iterator[Visitor]:
    from tests.ui.browser import Visitor

    found = Visitor(browser, url)
    yield found
    found.close()
