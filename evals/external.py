"""Data that nobody here wrote, through the assistant's own retrieval: ObliQA, CLAPNQ, WiCE.

Each figure stands beside BM25 alone and vectors alone (one a passage, same model) on the same passages.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.support.scoring import Source, Support, read_fitted
from assistant.text.words import terms
from evals.bench import DEPTH, SYSTEMS, Bench, Progress
from evals.measures.retrieval import average_precision, recall_at
from evals.stats import auroc, mean_interval
from evals.support import best_f1
from ingest.documents.actors import actors_of
from ingest.documents.vocabulary import read_vocabulary
from ingest.embedding.encoder import open_encoder
from ingest.embedding.model import find_model
from ingest.errors import GoldError
from ingest.settings import Settings

JsonRow = dict[str, Any]


def measure(
    settings: Settings, name: str, data: Path, split: str, limit: int | None, progress: Progress
) -> dict[str, Any]:
    """Figures by system. Raises `GoldError` for data that is missing or damaged."""
    run = {"obliqa": _obliqa, "clapnq": _clapnq, "wice": _wice}[name]
    found = run(settings, data, split, limit, progress)
    return {"data": name, "split": split, **found}


def table(measured: dict[str, Any]) -> str:
    lines = [f"{measured['data']} {measured['split']}: {measured['n']} questions"]
    for name, figures in measured["systems"].items():
        lines.append(f"{name:12} " + "  ".join(f"{k} {_shown(v)}" for k, v in figures.items()))
    return "\n".join([*lines, *measured.get("notes", ())])


def _obliqa(
    settings: Settings, data: Path, split: str, limit: int | None, progress: Progress
) -> dict[str, Any]:
    passages = _rows(data / "obliqa-passages.jsonl.gz", ("id", "document", "text"))
    questions = _rows(data / f"obliqa-{split}.jsonl.gz", ("question", "relevant"))[:limit]
    bench = Bench(settings, "obliqa", [(str(p["document"]), str(p["text"])) for p in passages], progress)
    place = {str(p["id"]): str(i) for i, p in enumerate(passages)}
    scores: dict[str, list[tuple[float, float]]] = {name: [] for name in SYSTEMS}
    for row in questions:
        relevant = {place[str(x)] for x in row["relevant"] if str(x) in place}
        ranked = bench.rank(str(row["question"]))
        progress("obliqa", 1, len(questions))
        for name in SYSTEMS:
            best = [str(i) for i in ranked.best[name]]
            if relevant:
                scores[name].append(
                    (recall_at(relevant, best, DEPTH), average_precision(relevant, best, DEPTH))
                )
    systems = {
        name: {"Recall@10": _mean([r for r, _ in s]), "MAP@10": _mean([m for _, m in s])}
        for name, s in scores.items()
    }
    return {"n": len(scores["bm25"]), "systems": systems}


def _clapnq(
    settings: Settings, data: Path, split: str, limit: int | None, progress: Progress
) -> dict[str, Any]:
    """Every question is asked of all paragraphs, those of the rows beyond ``limit`` too."""
    rows = _rows(data / f"clapnq-{split}.jsonl.gz", ("question", "answerable", "text"))
    bench = Bench(settings, "clapnq", [("all", str(r["text"])) for r in rows], progress)
    asked = rows[:limit]
    ranked = []
    for row in asked:
        ranked.append(bench.rank(str(row["question"])))
        progress("clapnq", 1, len(asked))
    answerable = [bool(r["answerable"]) for r in asked]
    systems: dict[str, dict[str, Any]] = {
        name: {"AUROC": auroc([r.sure[name] for r in ranked], answerable)} for name in SYSTEMS
    }
    refused = [r.refused for r in ranked]
    right = sum(no and not yes for no, yes in zip(refused, answerable, strict=True))
    systems["assistant"] |= {
        "refusal precision": right / sum(refused) if any(refused) else None,
        "refusal recall": right / max(1, answerable.count(False)),
        "refused": sum(refused),
    }
    return {"n": len(asked), "systems": systems}


def _wice(
    settings: Settings, data: Path, split: str, limit: int | None, progress: Progress
) -> dict[str, Any]:
    """Is a claim supported by its evidence? The assistant's check of a model's statements, which was not
    fitted on this data, beside two floors: share of the claim's terms that the sentences hold, and the
    best cosine of a sentence.
    """
    rows = _rows(data / f"wice-{split}.jsonl.gz", ("label", "claim", "evidence"))[:limit]
    encoder = open_encoder(settings.models, find_model(settings.model), settings.threads)
    check = Support(encoder, read_fitted())
    actors = actors_of(read_vocabulary(settings.vocabulary))
    scores: dict[str, list[float]] = {"assistant": [], "bag of words": [], "vectors": []}
    for row in rows:
        sentences = [str(s) for s in row["evidence"]] or [""]
        claim = str(row["claim"])
        stems = set(terms(claim))
        held = set().union(*(terms(s) for s in sentences)) & stems
        vectors = np.stack([e.vector for e in encoder.embed(sentences)])
        scores["assistant"].append(check.judge(claim, Source(tuple(sentences), actors=actors)).support)
        scores["bag of words"].append(len(held) / max(1, len(stems)))
        scores["vectors"].append(float((vectors @ encoder.embed_one(claim, "passage").vector).max()))
        progress("wice", 1, len(rows))
    supported = [row["label"] == "supported" for row in rows]
    systems = {
        name: {"AUROC": auroc(values, supported), "F1": best_f1(values, supported)}
        for name, values in scores.items()
    }
    return {"n": len(rows), "systems": systems}


def _rows(path: Path, fields: Iterable[str]) -> list[JsonRow]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file if line.strip()]
    except (OSError, EOFError, ValueError) as error:
        raise GoldError(f"{path}: cannot be read ({error}); --data names the folder that holds it") from error
    for number, row in enumerate(rows, start=1):
        missing = [f for f in fields if not isinstance(row, dict) or f not in row]
        if missing:
            raise GoldError(f"{path}, row {number}: field {missing[0]!r} is missing")
    if not rows:
        raise GoldError(f"{path}: holds no rows")
    return rows


def _mean(values: Sequence[float]) -> dict[str, float]:
    kept = np.array(values, dtype=np.float64)
    low, high = mean_interval(kept)
    return {"mean": round(float(kept.mean()), 4), "low": round(low, 4), "high": round(high, 4)}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['mean']:.3f} [{value['low']:.3f}, {value['high']:.3f}]"
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
