"""Command line: add | remove | list | parse | index | model | vectors | prune | fetch | check | show."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from ingest.adding.command import add_adding
from ingest.console import Bar, json_line, run, warn
from ingest.documents.corpus import load_library, parse_entry, parsed_file
from ingest.documents.grammars.names import GRAMMARS
from ingest.documents.grammars.outline import full_numbers
from ingest.documents.headnote_review import add_headnotes
from ingest.documents.manifest import Entry
from ingest.documents.on_disk import documents_on_disk, listed, missing_line
from ingest.documents.versions.command import add_compare
from ingest.errors import CorpusError
from ingest.index.files import Index
from ingest.program import program_parser
from ingest.settings import Settings, read_settings
from ingest.types import Locator, Paragraph


def main(argv: list[str] | None = None) -> int:
    return run(_parser, argv)


def _parser() -> argparse.ArgumentParser:
    parser = program_parser("ingest", "Documents in.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_adding(commands)
    parse = commands.add_parser("parse", help="paragraphs of one file")
    parse.add_argument("file", type=Path)
    parse.add_argument("--grammar", choices=GRAMMARS, help="default: the one that fits best")
    parse.add_argument("--json", action="store_true", help="one JSON line a paragraph")
    parse.set_defaults(run=_parse)
    index = commands.add_parser("index", help="build the index if it is missing or out of date")
    index.set_defaults(run=_index)
    model = commands.add_parser("model", help="export the embedding model if it is missing or damaged")
    model.add_argument(
        "--out", type=Path, metavar="FOLDER", help="also write it as a sentence-transformers folder"
    )
    model.set_defaults(run=_model)
    vectors = commands.add_parser(
        "vectors", help="make the vectors that ship with the headnotes, for headnotes that have changed"
    )
    vectors.set_defaults(run=_vectors)
    prune = commands.add_parser(
        "prune", help="delete all but the index in use: earlier ones, and what builds left behind"
    )
    prune.add_argument("--dry-run", action="store_true", help="only list what would go")
    prune.set_defaults(run=_prune)
    fetch = commands.add_parser("fetch", help="download official PDFs (one request a document)")
    fetch.add_argument("documents", nargs="*", metavar="ID", help="default: all that are missing")
    fetch.add_argument(
        "--within",
        type=int,
        metavar="SECONDS",
        help="stop after so long, and exit with 0 whatever could not be downloaded",
    )
    fetch.set_defaults(run=_fetch, proxies=True)
    check = commands.add_parser("check", help="documents present, missing, and their structure")
    check.set_defaults(run=_check)
    show = commands.add_parser("show", help="one paragraph by its address")
    show.add_argument("locator", help="for example nato-wps-2024#para-17.2 or unscr-1325#op-8-a")
    show.set_defaults(run=_show)
    add_compare(commands)
    add_headnotes(commands)
    return parser


def _parse(args: argparse.Namespace) -> None:
    document = "".join(c if c.isalnum() else "-" for c in args.file.stem.lower()).strip("-")
    document = "-".join(part for part in document.split("-") if part) or "document"
    parsed, reading = parsed_file(args.file, document, args.grammar, _outline(args.file.name))
    for line in (*reading.remarks, *parsed.doubts):
        warn(f"{args.file.name}: {line}")
    numbers = full_numbers(parsed.paragraphs)
    for paragraph in parsed.paragraphs:
        print(_json_line(paragraph, numbers) if args.json else _plain(paragraph))


def _outline(filename: str) -> dict[str, str]:
    entries = listed(read_settings())
    return next((dict(e.outline) for e in entries if e.filename == filename), {})


def _json_line(paragraph: Paragraph, numbers: Mapping[Locator, str]) -> str:
    row = {
        "anchor": paragraph.locator.anchor,
        "number": numbers[paragraph.locator],
        "printed": paragraph.printed or None,
        "headings": paragraph.headings,
        "text": paragraph.text,
        "notes": [note.anchor for note in paragraph.notes],
        "first_page": paragraph.first_page,
        "last_page": paragraph.last_page,
    }
    return json_line(row)


def _plain(paragraph: Paragraph) -> str:
    pages = f"  (p. {paragraph.first_page}" if paragraph.first_page else ""
    if paragraph.last_page != paragraph.first_page:
        pages += f"–{paragraph.last_page}"
    pages += ")" if pages else ""
    notes = f"  notes: {', '.join(n.tail for n in paragraph.notes)}" if paragraph.notes else ""
    return f"{paragraph.locator.anchor}{pages}{notes}\n    {paragraph.text}\n"


def _index(args: argparse.Namespace) -> None:
    from ingest.index.pipeline import ensure_index

    print(index_line(ensure_index(read_settings())))


def index_line(index: Index) -> str:
    return (
        f"index {index.fingerprint}: {len(index.documents)} documents, "
        f"{len(index.paragraphs)} paragraphs, {len(index.chunks)} vectors"
    )


def _model(args: argparse.Namespace) -> None:
    from ingest.embedding.encoder import encoder_folder
    from ingest.embedding.export import exporting
    from ingest.embedding.model import find_model
    from ingest.index.leftovers import size
    from ingest.index.lock import only_writer

    settings = read_settings()
    model = find_model(settings.model)
    with only_writer(settings.home, warn), exporting(settings.models, model, settings.threads, warn):
        pass
    folder = encoder_folder(settings.models, model.key)
    print(f"{model.name}: {folder}, {_megabytes(size(folder)).strip()}")
    if args.out is not None:
        model.write(args.out)
        print(f"{args.out}: written")


def _vectors(args: argparse.Namespace) -> None:
    from ingest.embedding.encoder import open_encoder
    from ingest.embedding.export import exporting
    from ingest.embedding.model import find_model
    from ingest.index.leftovers import size
    from ingest.index.lock import only_writer
    from ingest.index.shipped import ship_vectors

    settings = read_settings()
    model = find_model(settings.model)
    bar = Bar("text")
    try:
        with only_writer(settings.home, warn):
            with exporting(settings.models, model, settings.threads, warn):
                pass
            encoder = open_encoder(settings.models, model, settings.threads)
            for made in ship_vectors(settings, model.sha256, encoder, bar):
                print(f"{made.file}: {made.texts} texts, {_megabytes(size(made.file)).strip()}")
    finally:
        bar.close()


def _prune(args: argparse.Namespace) -> None:
    from ingest.index.leftovers import clear, leftovers, size
    from ingest.index.lock import only_writer
    from ingest.index.opening import open_index

    settings = read_settings()
    with only_writer(settings.home, warn):
        found = leftovers(settings, open_index(settings, warn), keep=1)
        for leftover in found:
            place = leftover.path.relative_to(settings.home)
            print(f"{_megabytes(leftover.size)}  {place}: {leftover.what}")
        if not args.dry_run:
            clear(found, settings, warn)
    freed = _megabytes(sum(leftover.size for leftover in found)).strip()
    print(f"{freed} {'would be' if args.dry_run else 'were'} freed; {settings.home} now holds")
    for path in sorted(settings.home.iterdir()):
        print(f"{_megabytes(size(path))}  {path.name}")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:9,.1f} MB"


def _fetch(args: argparse.Namespace) -> int:
    from ingest.documents.fetch import fetch, fetch_within, open_client

    settings = read_settings()
    if args.within is not None:
        fetch_within(_wanted(args.documents, settings), settings.documents, args.within, warn)
        return 0
    failed = 0
    with open_client() as client:
        for entry in _wanted(args.documents, settings):
            try:
                path = fetch(entry, settings.documents, client)
                print(f"{entry.symbol}: {path}")
            except CorpusError as error:  # the next document may still be there
                print(f"error: {error}", file=sys.stderr)
                failed += 1
    return 2 if failed else 0


def _wanted(ids: list[str], settings: Settings) -> tuple[Entry, ...]:
    entries = {e.id: e for e in listed(settings)}
    for i in ids:
        if i not in entries:
            raise CorpusError(f"{i!r} is not in the manifest; known: {', '.join(entries)}")
    return tuple(entries[i] for i in ids) if ids else documents_on_disk(settings)[1]


def _check(args: argparse.Namespace) -> int:
    found, missing = documents_on_disk(read_settings())
    bad = 0
    for item in found:
        try:
            count = len(parse_entry(item.entry, item.path))
            print(f"ok       {item.entry.symbol}: {count} paragraphs, {item.path}")
        except CorpusError as error:
            print(f"damaged  {error}")
            bad += 1
    for entry in missing:
        print(f"missing  {missing_line(entry)}")
    return 2 if bad else 0


def _show(args: argparse.Namespace) -> None:
    try:
        locator = Locator.parse(args.locator)
    except ValueError as error:
        raise CorpusError(str(error)) from error
    found, missing = documents_on_disk(read_settings())
    by_id = {item.entry.id: item for item in found}
    for entry in missing:
        if entry.id == locator.document:
            raise CorpusError(missing_line(entry))
    if locator.document not in by_id:
        raise CorpusError(f"{locator.document!r} is not in the manifest; known: {', '.join(by_id)}")
    library = load_library([by_id[locator.document]])
    if locator not in library:
        near = [p.locator.anchor for p in library.paragraphs if p.locator.kind == locator.kind]
        known = f"it has {near[0]} to {near[-1]}" if near else "it has none of that kind"
        raise CorpusError(f"{locator} does not exist; {known}")
    paragraph = library.paragraph(locator)
    print(" › ".join((library.document(locator.document).title, *paragraph.headings)))
    print(_plain(paragraph), end="")


if __name__ == "__main__":
    sys.exit(main())
