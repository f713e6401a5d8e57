"""Published figures: kept in ``docs/figures/``, and ``docs/evaluation.md`` is written from them.

A figure stands in the docs only if a command measured it; a test fails when file and page drift apart.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.report import FORMAT
from ingest.errors import GoldError, SettingsError
from ingest.settings import ROOT

FIGURES = ROOT / "docs" / "figures"
PAGE = ROOT / "docs" / "evaluation.md"
TEMPLATE = Path(__file__).with_name("evaluation.md.jinja")
MEASURED = ("gold", "ablation", "support", "drafts", "quiz", "speed", "obliqa", "clapnq", "wice")
_KEPT = ("about", "figures", "baselines", "by_category", "relevance", "risk", "by_form")

JsonRow = dict[str, Any]


def measured(name: str, figures: Mapping[str, Any], corpus: str = "") -> JsonRow:
    """One JSON value of what a command measured, with its date, as `publish` takes it."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return {"measured": name, "date": today, "corpus": corpus, **figures}


def publish_figures(files: Sequence[Path], folder: Path = FIGURES, page: Path = PAGE) -> tuple[str, ...]:
    """Keep the figures of ``files`` in ``folder`` and write ``page`` anew; return the names of the figures.

    Raises `GoldError` for a file that holds no figures, `SettingsError` if ``folder`` lacks some.
    """
    rows = [_compact(path) for path in files]
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows:
        text = json.dumps(row, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        (folder / f"{row['measured']}.json").write_text(text, encoding="utf-8")
    page.write_text(rendered(folder), encoding="utf-8")
    return tuple(row["measured"] for row in rows)


def rendered(folder: Path = FIGURES) -> str:
    """Text of ``docs/evaluation.md`` for the figures in ``folder``."""
    from jinja2 import Environment, StrictUndefined

    kept = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    missing = [name for name in MEASURED if name not in kept]
    if missing:
        raise SettingsError(f"{folder}: no figures for {', '.join(missing)}; measure and publish them first")
    house = Environment(trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, autoescape=False)
    house.filters.update(share=share, range=with_range)
    return house.from_string(TEMPLATE.read_text(encoding="utf-8")).render(kept)


def share(value: float | None) -> str:
    """Three digits, or a dash for a measure that does not apply."""
    return "–" if value is None else f"{value:.3f}"


def with_range(figure: Mapping[str, Any]) -> str:
    """Mean with its 95 % interval."""
    if figure["mean"] is None:
        return "–"
    return f"{figure['mean']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}]"


def _compact(path: Path) -> JsonRow:
    """The figures of a file without questions and answers, which quote the documents."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(
            f"{path}: cannot be read as JSON ({error}); give what a measuring command wrote"
        ) from error
    if isinstance(found, dict) and found.get("format") == FORMAT and set(_KEPT) <= set(found):
        found = {"measured": "gold", "date": found["times"]["date"], **{k: found[k] for k in _KEPT}}
        for figures in (found["figures"], *found["baselines"].values(), *found["by_category"].values()):
            for figure in figures.values():
                figure.pop("excluded"), figure.pop("failed")
    if not isinstance(found, dict) or found.get("measured") not in MEASURED or "date" not in found:
        raise GoldError(f"{path}: holds no figures; give a report.json, or what a command wrote with --json")
    return found
