"""An invented policy in two versions as PDFs, and a manifest that lists both."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.settings import Settings, read_settings
from tests.lighthouses import CHAPTER, ENTRY, HEADING, _Sheets

PAIR = Path(__file__).parent / "ingest" / "versions_pair"
OLD, NEW = "mediators@2024", "mediators@2026"


def two_versions(folder: Path, models: Path) -> Settings:
    """The corpus in a folder with its own home; the model's export is that in ``models``."""
    (folder / "pdfs").mkdir()
    manifest = ""
    for document, name, day in ((OLD, "old", "2024-03-01"), (NEW, "new", "2026-05-02")):
        rows = [json.loads(line) for line in (PAIR / f"{name}.jsonl").read_text().splitlines()]
        _write(folder / "pdfs" / f"{document}.pdf", rows)
        title, symbol = f"Policy on Mediators ({day[:4]})", f"League Mediators Policy ({day[:4]})"
        manifest += ENTRY.format(
            id=document, title=title, symbol=symbol, day=day, grammar="nato", issuer="League of Ports"
        )
        paragraphs = sum(row["anchor"].startswith("para") for row in rows)
        manifest += f"paragraphs = {paragraphs}\nnotes = {len(rows) - paragraphs}\n"
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(models)
    return read_settings(
        {
            "WPS_HOME": str(folder / "home"),
            "WPS_MANIFEST": str(folder / "manifest.toml"),
            "WPS_CORPUS": str(folder / "pdfs"),
        }
    )


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    sheets = _Sheets()
    notes = {str(row["anchor"]): str(row["text"]) for row in rows if str(row["anchor"]).startswith("fn")}
    sheets.put("Policy", CHAPTER)
    sheets.put("Mediators", HEADING)
    for row in rows:
        kind, _, number = str(row["anchor"]).partition("-")
        if kind == "para":
            noted = [str(n) for n in row["notes"]]  # type: ignore[attr-defined]
            told = notes[noted[0]] if noted else ""
            sheets.put(f"{number}. {row['text']}", note=int(noted[0][3:]) if noted else 0, told=told)
    sheets.write(path)
