"""Export of a model to ONNX, once, kept only if it gives the same vectors as sentence-transformers."""

from __future__ import annotations

import secrets
import shutil
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from ingest.embedding.encoder import NETWORK, Encoder, encoder_folder
from ingest.embedding.four_bits import pack
from ingest.embedding.model import Model
from ingest.embedding.prompts import ROLES
from ingest.embedding.torch_model import Embedder
from ingest.index.builds import place
from ingest.index.seal import damage, write_seal

PARITY = 1e-3  # greatest difference of any component of a unit vector
PROBES = (
    "Who advises the commander?",
    "How often is the Policy reviewed, and which body receives the annual progress report?",
)


def export_damage(models: Path, model: Model) -> str:
    """What is wrong with a model's export, empty if nothing is; every byte is checked."""
    folder = encoder_folder(models, model.key)
    return damage(folder, contents=True) if folder.is_dir() else "it is missing"


@contextmanager
def exporting(models: Path, model: Model, threads: int, warn: Callable[[str], None]) -> Iterator[None]:
    """Export a model meanwhile, if it is missing or damaged, in a process of its own: torch takes
    seconds to load and most of a gigabyte, which this process then never needs.
    """
    folder = encoder_folder(models, model.key)
    what = export_damage(models, model)
    if not what:
        yield
        return
    if folder.is_dir():
        warn(f"{folder}: the exported model is damaged ({what}); exporting it again")
    else:
        warn(f"{model.name}: the model is exported once, which takes some 20 seconds")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        exported = pool.submit(export_encoder, models, model, threads)
        yield
        exported.result()


def export_encoder(models: Path, model: Model, threads: int) -> bool:
    """Make the folder of the exported model under ``models``, readable for every account, since the
    page may run under another one; it stays empty and False is returned if the model has no twin.
    """
    folder = encoder_folder(models, model.key)
    new = models / f".export-{secrets.token_hex(4)}"
    new.mkdir(parents=True)
    embedder = Embedder(model, threads)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the exporter announces its own deprecation
            exported = embedder.export(new)
            if exported:
                pack(new / NETWORK)
                exported = _same(embedder, Encoder(new, threads))
        if not exported:
            for path in new.iterdir():
                path.unlink()
        write_seal(new)
        for path in new.iterdir():
            path.chmod(0o644)
        new.chmod(0o755)
        shutil.rmtree(folder, ignore_errors=True)
        place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return exported


def _same(embedder: Embedder, encoder: Encoder) -> bool:
    pairs = [
        pair
        for role in ROLES
        for pair in zip(embedder.embed(PROBES, role), encoder.embed(PROBES, role), strict=True)
    ]
    return all(
        a.tokens.shape == b.tokens.shape
        and float(np.abs(a.vector - b.vector).max()) < PARITY
        and float(np.abs(a.tokens - b.tokens).max()) < PARITY
        for a, b in pairs
    )
