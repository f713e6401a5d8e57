"""Commands about gold questions: run, diff, gate, inbox. Wiring only."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.broad import holds_broad, read_broad
from evals.gold import GoldQuestion, gold_digest, read_gold
from evals.measuring import open_assistant
from evals.outcomes import Texts
from ingest.console import Bar, json_line, warn
from ingest.errors import GoldError
from ingest.settings import ROOT, Settings, read_settings

SYSTEMS = ("assistant", "bm25", "vectors", "llama-index")
GATE = ROOT / "evals" / "gate.toml"
BROAD = ("coverage", "breadth precision", "complete", "both sides", "refused or bounded")
HEADLINE = (
    "first citation",
    "citation precision",
    "citation recall",
    "citation F1",
    "wrong paragraph",
    "quote fidelity",
    "fact coverage",
    "refusal recall",
    "refusal precision",
    "false refusal",
    *BROAD,
)


def run_gold(args: argparse.Namespace) -> None:
    """Ask gold questions to the reported system and to those beside it; write report.json and report.html."""
    from evals.prose import as_drafted, line, summary
    from evals.report import About, build_report, corpus_of
    from evals.report_page import report_html
    from evals.run import ask_all, run_key, writing
    from evals.systems import make_system
    from ingest.embedding.encoder import open_encoder
    from ingest.embedding.model import find_model

    settings = read_settings()
    if args.llm:
        settings, args.system = replace(settings, llm=args.llm), "llm"
    assistant = open_assistant(settings)
    gold = _gold(args.gold, args.split, assistant)
    texts = Texts.of(assistant.index.paragraphs)
    about = About(
        args.system,
        args.split or "all",
        gold_digest(gold),
        corpus_of(texts),
        str(assistant.index.fingerprint),
        _version() + assistant.model,
        tuple(d.id for d in assistant.library.documents),
    )
    folder = args.out or settings.home / "evals" / f"{args.system}-{about.split}"
    beside = {"assistant": SYSTEMS[1:], "llm": ("assistant",)}
    names = [args.system, *beside.get(args.system, ())]
    model = find_model(settings.model)
    bar, outcomes = Bar("question"), {}
    try:
        for name in names:
            outcomes[name] = ask_all(
                name,
                lambda name=name: make_system(  # type: ignore[misc]
                    name, assistant, lambda: open_encoder(settings.models, model, settings.threads)
                ),
                gold,
                run_key(name, about),
                folder,
                bar,
            )
    finally:
        bar.close()
    if args.llm:
        outcomes["llm draft"] = tuple(as_drafted(o) for o in outcomes["llm"])
    report = build_report(about, gold, outcomes, texts)
    if args.llm:
        report["llm"] = summary(outcomes["llm"])
    with writing(folder):
        text = json.dumps(report, ensure_ascii=False, indent=1, sort_keys=False)
        (folder / "report.json").write_text(text + "\n", encoding="utf-8")
        (folder / "report.html").write_text(report_html(report), encoding="utf-8")
    print(_headline(report))
    if args.llm:
        print(line(report["llm"]))
    print(f"{folder / 'report.json'}\n{folder / 'report.html'}")


def _gold(path: Path, split: str | None, assistant: Any) -> tuple[GoldQuestion, ...]:
    """Questions of the split whose documents are on disk."""
    absent = frozenset(assistant.index.missing)
    read = read_broad if holds_broad(path) else read_gold
    rows = read(path, frozenset(p.locator for p in assistant.library.paragraphs), absent)
    kept = [q for q in rows if not {x.document for s in q.gold for x in s} & absent]
    if len(kept) < len(rows):
        warn(f"{len(rows) - len(kept)} questions left out: their documents are not on disk")
    kept = [q for q in kept if split in (None, q.split)]
    if not kept:
        raise GoldError(f"{path}: holds no question of split {split!r}")
    return tuple(kept)


def _headline(report: dict[str, Any]) -> str:
    names = list(report["baselines"])
    lines = [
        f"{report['about']['questions']} questions, 95 % intervals" + "".join(f"  {n:>11}" for n in names)
    ]
    for name in HEADLINE:
        f = report["figures"].get(name)
        if f is not None and f["mean"] is not None:
            rest = [report["baselines"][n][name]["mean"] for n in names]
            lines.append(
                f"{name:20} {f['mean']:.3f} [{f['low']:.3f}, {f['high']:.3f}] n {f['n']:3}"
                + "".join(f"  {'–' if v is None else format(v, '.3f'):>11}" for v in rest)
            )
    return "\n".join([*lines, *_by_form(report)])


def _by_form(report: dict[str, Any]) -> list[str]:
    """Table of broad questions by form, each figure with its n; no lines for other gold."""
    names = ("coverage", "breadth precision", "complete", "both sides", "fact coverage", "refusal recall")
    if "coverage" not in report["figures"]:
        return []
    lines = [f"{'form':12}" + "".join(f"  {name:>17}" for name in names)]
    for form, figures in report["by_category"].items():
        shown = (figures[n] for n in names)
        cells = ("–" if f["mean"] is None else f"{f['mean']:.3f} (n {f['n']})" for f in shown)
        lines.append(f"{form:12}" + "".join(f"  {cell:>17}" for cell in cells))
    return lines


def _version() -> str:
    """Changes with the assistant's code and fitted numbers, so that old rows are not taken over."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "assistant").rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def diff_reports(args: argparse.Namespace) -> None:
    from evals.compare import diff, diff_text
    from evals.report import read_report

    found = diff(read_report(args.a), read_report(args.b))
    print(json_line(found) if args.json else diff_text(found))


def check_gate(args: argparse.Namespace) -> int:
    from evals.compare import gate
    from evals.report import read_report

    short = gate(read_report(args.report), args.gate)
    print("\n".join(short) or f"{args.gate}: holds")
    return 1 if short else 0


def inbox(args: argparse.Namespace) -> None:
    from assistant.workplace.feedback import read_feedback
    from evals.inbox import gold_drafts, write_drafts

    settings: Settings = read_settings()
    rows = gold_drafts(read_feedback(settings.feedback))
    if args.out is not None:
        write_drafts(rows, args.out)
        print(f"{args.out}: {len(rows)} draft rows; fill in 'gold' and move them to evals/gold/")
    else:
        _print_rows(rows)


def _print_rows(rows: Sequence[dict[str, object]]) -> None:
    for row in rows:
        print(json_line(row))
    if not rows:
        warn("no thumbs-down yet")
