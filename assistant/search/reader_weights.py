"""Fitted weights of the reader, in one small file beside this module."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError

FILE = Path(__file__).with_name("reader.npz")


@dataclass(frozen=True, slots=True)
class Layer:
    """An affine map: ``slopes`` [outputs, inputs], ``intercepts`` [outputs]."""

    slopes: NDArray[np.float32]
    intercepts: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """``model``: key of the encoder whose token vectors are read. ``project`` maps these into the space in
    which question and paragraph are aligned, ``sharpness`` multiplies cosines there; ``compare``: layers that
    each word piece goes through, ``judge``: layers after pooling.
    """

    model: str
    sharpness: float
    project: Layer
    compare: tuple[Layer, Layer]
    judge: tuple[Layer, Layer]


LAYERS = ("project", "compare1", "compare2", "judge1", "judge2")


def write_weights(weights: ReaderWeights, path: Path = FILE) -> None:
    """Keep weights in half precision."""
    layers = (weights.project, *weights.compare, *weights.judge)
    arrays = {
        f"{name}.{part}": getattr(layer, part).astype(np.float16)
        for name, layer in zip(LAYERS, layers, strict=True)
        for part in ("slopes", "intercepts")
    }
    np.savez_compressed(path, model=weights.model, sharpness=weights.sharpness, **arrays)


def read_weights(path: Path = FILE) -> ReaderWeights:
    """Raises `ModelError` if the file is missing or damaged."""
    try:
        with np.load(path) as found:
            layers = [
                Layer(*(found[f"{name}.{part}"].astype(np.float32) for part in ("slopes", "intercepts")))
                for name in LAYERS
            ]
            return ReaderWeights(
                str(found["model"]),
                float(found["sharpness"]),
                layers[0],
                (layers[1], layers[2]),
                (layers[3], layers[4]),
            )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        reason = " ".join(str(error).split())[:80]
        raise ModelError(
            f"{path}: the reader's weights are damaged ({reason}); restore the file or run "
            "`python -m evals fit reader`"
        ) from error
