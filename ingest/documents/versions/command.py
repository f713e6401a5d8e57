"""The command `compare`: what became of every paragraph between two versions of a document."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from ingest.console import json_line
from ingest.documents.corpus import parse_entry, parse_file
from ingest.documents.on_disk import documents_on_disk
from ingest.documents.versions.comparison import QUIET, Comparison, Row, comparison
from ingest.errors import CorpusError
from ingest.json_values import to_row
from ingest.settings import Settings, read_settings
from ingest.types import Paragraph


def add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to those of a program."""
    compare = commands.add_parser("compare", help="what changed between two versions of a document")
    compare.add_argument("old", metavar="A", help="id of a document (nato-wps@2021), or a file")
    compare.add_argument("new", metavar="B", help="id of a document, or a file")
    form = compare.add_mutually_exclusive_group()
    form.add_argument("--html", type=Path, metavar="FILE", help="write a page with every change word by word")
    form.add_argument("--docx", type=Path, metavar="FILE", help="write a Word document with the same")
    form.add_argument("--json", action="store_true", help="one JSON line a change")
    compare.set_defaults(run=_compare)


def _compare(args: argparse.Namespace) -> None:
    settings = read_settings()
    old, new = (_paragraphs(name, settings) for name in (args.old, args.new))
    compared = comparison(_called(args.old), old, _called(args.new), new)
    if args.html is not None:
        from ingest.documents.versions.comparison_files import html_page

        _save(args.html, html_page(compared).encode(), compared)
    elif args.docx is not None:
        from ingest.documents.versions.comparison_files import word_file

        _save(args.docx, word_file(compared), compared)
    else:
        _show(compared, args.json)


def _show(compared: Comparison, json: bool) -> None:
    for row in compared.rows:
        if json:
            print(json_line({**to_row(row.change), "differs": row.change.differs}))
        elif row.change.kind not in QUIET:
            print(_line(row))
    if not json:
        print(compared.summary)


def _line(row: Row) -> str:
    """Tell a change; of a paragraph that is added or deleted, the beginning of its text."""
    if row.old and row.new:
        return row.line
    text = " ".join((row.new or row.old)[0].text.split())
    return f"{row.line}: {text if len(text) <= 100 else text[:100].rsplit(' ', 1)[0] + ' …'}"


def _called(name: str) -> str:
    return Path(name).name if Path(name).is_file() else name


def _paragraphs(name: str, settings: Settings) -> tuple[Paragraph, ...]:
    """Parse a file, or the document with this id. Raises `CorpusError` for what is neither."""
    found, missing = documents_on_disk(settings)
    by_id = {item.entry.id: item for item in found}
    if name in by_id:
        return parse_entry(by_id[name].entry, by_id[name].path)
    if Path(name).is_file():
        return _parsed(Path(name))
    for entry in missing:
        if entry.id == name:
            raise CorpusError(f"{name}: {entry.filename} is not on disk, so it cannot be compared")
    known: Sequence[str] = tuple(by_id)
    raise CorpusError(f"{name}: neither a file nor a document on disk; known: {', '.join(known)}")


def _parsed(path: Path) -> tuple[Paragraph, ...]:
    """Parse a file by the grammar that fits."""
    document = "-".join(re.findall("[a-z0-9]+", path.stem.lower())) or "file"
    try:
        return parse_file(path, "unsc", document)
    except CorpusError as error:
        if "The Security Council" not in str(error):
            raise
    return parse_file(path, "nato", document)


def _save(path: Path, data: bytes, compared: Comparison) -> None:
    path.write_bytes(data)
    print(f"{path}: {compared.summary}")
