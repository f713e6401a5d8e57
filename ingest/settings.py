"""Settings of the whole house, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ingest.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent  # of the packages and `corpus/`, installed or not
NAME = "policy-assistant"


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders, files and servers in use, and the models.

    ``folders`` are searched for documents in order; ``chroma`` is empty for the
    embedded store or ``http://HOST:PORT``; ``model`` is empty for the embedded one, or the name of
    another in a wheel, or a folder or cached name of any sentence-transformers model;
    ``llm`` is empty or names a language model (see `assistant.llm.language_model`), ``llm_key`` is never
    shown.
    """

    manifest: Path
    home: Path
    folders: tuple[Path, ...]
    chroma: str
    model: str
    threads: int
    llm: str = ""
    llm_key: str = field(default="", repr=False)

    @property
    def documents(self) -> Path:
        """Folder into which `fetch` puts PDFs and a person may drop them."""
        return self.home / "documents"

    @property
    def index(self) -> Path:
        return self.home / "index"

    @property
    def cache(self) -> Path:
        """Vectors of the texts of the current documents, one folder a model, one file a document."""
        return self.home / "cache"

    @property
    def headnotes(self) -> Path:
        """Folder of the headnotes, beside the manifest."""
        return self.manifest.parent / "headnotes"

    @property
    def headnote_vectors(self) -> Path:
        """Folder of the vectors that ship with the headnotes, one file a document."""
        return self.headnotes / "vectors"

    @property
    def vocabulary(self) -> Path:
        """File of the corpus's own words, beside the manifest; it need not exist."""
        return self.manifest.parent / "vocabulary.toml"

    @property
    def added(self) -> Path:
        """The list of the documents that were added here; it need not exist."""
        return self.home / "added.toml"

    @property
    def feedback(self) -> Path:
        return self.home / "feedback.sqlite"

    @property
    def bank(self) -> Path:
        """The quiz items that were accepted."""
        return self.home / "quiz" / "bank.json"

    @property
    def models(self) -> Path:
        return self.home / "models"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``WPS_*`` variables. Raises `SettingsError` for values that make no sense."""
    env = os.environ if environment is None else environment
    home = Path(env.get("WPS_HOME") or default_home(ROOT)).expanduser()
    extra = [Path(p).expanduser() for p in env.get("WPS_CORPUS", "").split(os.pathsep) if p]
    corpus = ROOT / "corpus"
    return Settings(
        manifest=Path(env.get("WPS_MANIFEST") or corpus / "manifest.toml").expanduser(),
        home=home,
        folders=(home / "documents", corpus, *extra),
        chroma=_url(env.get("WPS_CHROMA", "")),
        model=env.get("WPS_MODEL", ""),
        threads=whole_number(env, "WPS_THREADS", default=1, low=1, high=256),
        llm=env.get("WPS_LLM", "").strip(),
        llm_key=env.get("WPS_LLM_API_KEY", "").strip(),
    )


def default_home(root: Path) -> Path:
    """Return `.wps` of the checkout at ``root``, or this person's data folder if ``root`` is none."""
    project = root / "pyproject.toml"
    if project.is_file() and f'name = "{NAME}"' in project.read_text(encoding="utf-8"):
        return root / ".wps"
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False)


def whole_number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    """An integer setting between ``low`` and ``high``, both included."""
    text = env.get(name, "") or str(default)
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise SettingsError(f"{name}={text!r}: must be a whole number from {low} to {high}")
    return int(text)


def _url(text: str) -> str:
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port
    except ValueError:
        good = False
    if not good:
        raise SettingsError(f"WPS_CHROMA={text!r}: must read http://HOST:PORT")
    return text
