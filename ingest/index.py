"""What a finished index is on disk, how it is found again, and when it is out of date.

    .wps/index/CURRENT          name of the build in use
    .wps/index/<build>/         index.json  paragraphs.jsonl  headnotes.jsonl  vectors.npy
                                tokens.npy  bounds.npy  chroma/

A build is written aside under a hidden name and renamed when it is whole, and only
then CURRENT is switched, so a reader never sees half of one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.corpus import Corpus, Found
from ingest.errors import StoreError
from ingest.model import Model
from ingest.settings import Settings
from ingest.types import Document, Headnote, Locator, Paragraph, Place, parse_chunk_id

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
    "headnotes",
    "index",
    "types",
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an index was made from. Two indexes with equal fingerprints are equal."""

    documents: tuple[tuple[str, str], ...]  # id, sha256 of the file
    manifest: str
    headnotes: str
    code: str
    model: str
    chroma: str

    def __str__(self) -> str:
        """16 hexadecimal digits."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Index:
    """A finished index. Row i of ``vectors`` [chunks, dimensions] float32 is that of ``chunks[i]``, a
    `Chunk.id`; a paragraph's chunks stand together. ``tokens`` [word pieces, dimensions] float16,
    unit length, on disk: rows ``bounds[i]`` to ``bounds[i + 1]`` are those of chunk i.
    """

    folder: Path
    fingerprint: Fingerprint
    built: str
    documents: tuple[Document, ...]
    missing: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    headnotes: tuple[Headnote, ...]
    chunks: tuple[str, ...]
    vectors: NDArray[np.float32]
    tokens: NDArray[np.float16]
    bounds: NDArray[np.int64]


def fingerprint(settings: Settings, found: tuple[Found, ...], model: Model) -> Fingerprint:
    manifest = hashlib.sha256(settings.manifest.read_bytes()).hexdigest()
    documents = tuple((f.entry.id, f.sha256) for f in found)
    notes = hashlib.sha256()
    for path in sorted(settings.headnotes.glob("*.toml")):
        notes.update(path.name.encode() + path.read_bytes())
    return Fingerprint(
        documents, manifest, notes.hexdigest(), _code(), model.sha256, settings.chroma
    )


def corpus_fingerprint(name: str, sha256: str, model: Model) -> Fingerprint:
    """Of a corpus that is not the manifest's."""
    return Fingerprint(((name, sha256),), "", "", _code(), model.sha256, "")


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


@dataclass(frozen=True, slots=True)
class EmbeddedChunk:
    """``id`` of a `Chunk`, its unit ``vector``, and ``tokens`` [word pieces, dimensions], which whole
    paragraphs have none of: their sentences do.
    """

    id: str
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]

    @property
    def silent(self) -> bool:
        """Whether it is a question that its paragraph does not answer: it is not searched for."""
        return parse_chunk_id(self.id)[2] == "silent"


def write_index(
    folder: Path, print_: Fingerprint, corpus: Corpus, chunks: Sequence[EmbeddedChunk]
) -> None:
    """Everything but the Chroma collection. ``index.json`` comes last: with it the build is whole."""
    _write_rows(folder / "paragraphs.jsonl", (paragraph_row(p) for p in corpus.paragraphs))
    notes = ({**asdict(h), "locator": str(h.locator)} for h in corpus.headnotes)
    _write_rows(folder / "headnotes.jsonl", notes)
    np.save(folder / "vectors.npy", np.stack([c.vector for c in chunks]).astype(np.float32))
    np.save(folder / "tokens.npy", np.concatenate([c.tokens for c in chunks]).astype(np.float16))
    bounds = np.cumsum([0, *(len(c.tokens) for c in chunks)], dtype=np.int64)
    np.save(folder / "bounds.npy", bounds)
    head = {
        "fingerprint": asdict(print_),
        "built": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "documents": [{**asdict(d), "adopted": d.adopted.isoformat()} for d in corpus.documents],
        "missing": [entry.id for entry in corpus.missing],
        "chunks": [c.id for c in chunks],
    }
    (folder / "index.json").write_text(json.dumps(head), encoding="utf-8")


def _write_rows(path: Path, rows: Iterable[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_index(folder: Path) -> Index:
    """Raises `StoreError` if files are missing or damaged."""
    try:
        head = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        paragraphs = tuple(read_paragraph(row) for row in _rows(folder / "paragraphs.jsonl"))
        headnotes = tuple(_headnote(row) for row in _rows(folder / "headnotes.jsonl"))
        print_ = head["fingerprint"]
        print_["documents"] = tuple((i, sha) for i, sha in print_["documents"])
        return Index(
            folder,
            Fingerprint(**print_),
            head["built"],
            tuple(_document(row) for row in head["documents"]),
            tuple(head["missing"]),
            paragraphs,
            headnotes,
            tuple(head["chunks"]),
            np.load(folder / "vectors.npy"),
            np.load(folder / "tokens.npy", mmap_mode="r"),
            np.load(folder / "bounds.npy"),
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
        "places": [(p.start, p.page, p.x, p.y, p.size) for p in paragraph.places],
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
            "places": tuple(Place(*place) for place in row["places"]),  # type: ignore[attr-defined]
        }
    )


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _headnote(row: dict[str, object]) -> Headnote:
    plain = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Headnote(**{**plain, "locator": Locator.parse(str(row["locator"]))})  # type: ignore[arg-type]


def _document(row: dict[str, object]) -> Document:
    adopted = dt.date.fromisoformat(str(row["adopted"]))
    return Document(**{**row, "adopted": adopted})  # type: ignore[arg-type]
