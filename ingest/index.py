"""What a finished index is on disk, how it is found again, and when it is out of date.

    .wps/index/CURRENT          name of the build in use
    .wps/index/<build>/         index.json  paragraphs.jsonl  tokens.npy  bounds.npy  chroma/

A build is written aside under a hidden name and renamed when it is whole, and only
then CURRENT is switched, so a reader never sees half of one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.corpus import Corpus, Found
from ingest.errors import StoreError
from ingest.model import Model
from ingest.settings import Settings
from ingest.types import Document, Locator, Paragraph

CURRENT = "CURRENT"
_CODE = (
    "model",
    "embed",
    "encoder",
    "pdf",
    "clean",
    "layout",
    "nato",
    "unsc",
    "sentences",
    "chunk",
    "index",
    "types",
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an index was made from. Two indexes with equal fingerprints are equal."""

    documents: tuple[tuple[str, str], ...]  # id, sha256 of the file
    manifest: str
    code: str
    model: str
    chroma: str

    def __str__(self) -> str:
        """16 hexadecimal digits."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Index:
    """A finished index. ``tokens`` [all sentence tokens, dimensions] float16, unit length, on disk;
    the rows of paragraph i are ``bounds[i]`` to ``bounds[i + 1]``.
    """

    folder: Path
    fingerprint: Fingerprint
    built: str
    documents: tuple[Document, ...]
    missing: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    tokens: NDArray[np.float16]
    bounds: NDArray[np.int64]
    chunks: int


def fingerprint(settings: Settings, found: tuple[Found, ...], model: Model) -> Fingerprint:
    manifest = hashlib.sha256(settings.manifest.read_bytes()).hexdigest()
    documents = tuple((f.entry.id, f.sha256) for f in found)
    return Fingerprint(documents, manifest, _code(), model.sha256, settings.chroma)


def corpus_fingerprint(name: str, sha256: str, model: Model) -> Fingerprint:
    """Of a corpus that is not the manifest's."""
    return Fingerprint(((name, sha256),), "", _code(), model.sha256, "")


@cache
def _code() -> str:
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for name in _CODE:
        digest.update((here / f"{name}.py").read_bytes())
    return digest.hexdigest()


def current_folder(home: Path) -> Path | None:
    """The build in use, or None if there is none."""
    try:
        name = (home / CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    folder = home / name
    return folder if name and (folder / "index.json").is_file() else None


def write_index(
    folder: Path,
    print_: Fingerprint,
    corpus: Corpus,
    tokens: list[NDArray[np.float32]],
    chunks: int,
) -> None:
    """Everything but the Chroma collection. ``index.json`` comes last: with it the build is whole."""
    with (folder / "paragraphs.jsonl").open("w", encoding="utf-8") as file:
        for paragraph in corpus.paragraphs:
            file.write(json.dumps(paragraph_row(paragraph), ensure_ascii=False) + "\n")
    np.save(folder / "tokens.npy", np.concatenate(tokens).astype(np.float16))
    np.save(folder / "bounds.npy", np.cumsum([0, *(len(t) for t in tokens)], dtype=np.int64))
    head = {
        "fingerprint": asdict(print_),
        "built": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "documents": [{**asdict(d), "adopted": d.adopted.isoformat()} for d in corpus.documents],
        "missing": [entry.id for entry in corpus.missing],
        "chunks": chunks,
    }
    (folder / "index.json").write_text(json.dumps(head, indent=1), encoding="utf-8")


def read_index(folder: Path) -> Index:
    """Raises `StoreError` if files are missing or damaged."""
    try:
        head = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        with (folder / "paragraphs.jsonl").open(encoding="utf-8") as file:
            paragraphs = tuple(read_paragraph(json.loads(line)) for line in file)
        print_ = head["fingerprint"]
        print_["documents"] = tuple((i, sha) for i, sha in print_["documents"])
        return Index(
            folder,
            Fingerprint(**print_),
            head["built"],
            tuple(_document(row) for row in head["documents"]),
            tuple(head["missing"]),
            paragraphs,
            np.load(folder / "tokens.npy", mmap_mode="r"),
            np.load(folder / "bounds.npy"),
            head["chunks"],
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise StoreError(
            f"{folder}: the index is damaged; run `python -m ingest index` to build it again"
        ) from error


def paragraph_row(paragraph: Paragraph) -> dict[str, object]:
    return {
        "locator": str(paragraph.locator),
        "printed": paragraph.printed,
        "headings": paragraph.headings,
        "text": paragraph.text,
        "notes": [str(n) for n in paragraph.notes],
        "first_page": paragraph.first_page,
        "last_page": paragraph.last_page,
        "page_starts": paragraph.page_starts,
    }


def read_paragraph(row: dict[str, object]) -> Paragraph:
    plain = dict(row)
    return Paragraph(
        **{
            **plain,
            "locator": Locator.parse(str(row["locator"])),
            "headings": tuple(row["headings"]),  # type: ignore[arg-type]
            "notes": tuple(Locator.parse(n) for n in row["notes"]),  # type: ignore[attr-defined]
            "page_starts": tuple((a, b) for a, b in row["page_starts"]),  # type: ignore[attr-defined]
        }
    )


def _document(row: dict[str, object]) -> Document:
    adopted = dt.date.fromisoformat(str(row["adopted"]))
    return Document(**{**row, "adopted": adopted})  # type: ignore[arg-type]
