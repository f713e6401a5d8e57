"""Commands ``add``, ``remove`` and ``list``."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.adding.proposal import Proposal, propose
from ingest.adding.shown import index_added, shown
from ingest.console import Bar, warn
from ingest.documents.grammars.names import GRAMMARS
from ingest.documents.on_disk import documents_on_disk, listed
from ingest.errors import CorpusError
from ingest.settings import read_settings


def add_adding(commands: Any) -> None:
    """Add the parsers of the three commands."""
    add = commands.add_parser("add", help="show what is understood of a file, and index it on “yes”")
    add.add_argument(
        "file", metavar="FILE|URL", help="PDF, DOCX, HTML, Markdown or text; a folder with --watch"
    )
    add.add_argument("--id", default="", help="used in every address, for example unscr-2250")
    add.add_argument("--title", default="", help="default: as the document says")
    add.add_argument("--symbol", default="", help="how citations call it; default: as the document says")
    add.add_argument("--issuer", default="", help="default: as the document says")
    add.add_argument("--date", default="", metavar="YYYY-MM-DD", help="default: as the document says")
    add.add_argument("--grammar", choices=GRAMMARS, help="default: the one that fits best")
    add.add_argument("--yes", action="store_true", help="do not ask, for scripts")
    add.add_argument(
        "--watch", action="store_true", help="add whatever is put into the folder, until stopped"
    )
    add.set_defaults(run=_add, proxies=True)
    remove = commands.add_parser("remove", help="take a document out again that was added")
    remove.add_argument("id", metavar="ID")
    remove.set_defaults(run=_remove)
    list_ = commands.add_parser("list", help="documents of the manifest and those that were added")
    list_.set_defaults(run=_list)


def _add(args: argparse.Namespace) -> int:
    settings = read_settings()
    if args.watch:
        from ingest.adding.watch import watch

        watch(Path(args.file).expanduser(), settings, args.grammar)
        return 0
    with tempfile.TemporaryDirectory(prefix="wps-add-") as folder:
        path, url = _fetched(args.file, Path(folder))
        known = [entry.id for entry in listed(settings)]
        proposal = propose(
            path, id=args.id, title=args.title, grammar=args.grammar, known=known, source_url=url
        )
        proposal = _changed(proposal, args)
        print(shown(proposal))
        if not args.yes and not _asked():
            print("nothing was added")
            return 0
        print(index_added(proposal, settings))
    return 0


def _fetched(where: str, folder: Path) -> tuple[Path, str]:
    """The file and, of a document that was downloaded, its address."""
    if not where.startswith(("http://", "https://")):
        return Path(where).expanduser(), ""
    from ingest.documents.fetch import download, open_client

    with open_client() as client:
        return download(where, folder, client), where


def _changed(proposal: Proposal, args: argparse.Namespace) -> Proposal:
    """The proposal with what the command line says."""
    day = proposal.adopted
    if args.date:
        try:
            day = dt.date.fromisoformat(args.date)
        except ValueError as error:
            raise CorpusError(f"--date {args.date}: is no day; write it like 2031-03-05") from error
    return replace(
        proposal, symbol=args.symbol or proposal.symbol, issuer=args.issuer or proposal.issuer, adopted=day
    )


def _asked() -> bool:
    """Ask on the terminal; without one nothing is added."""
    if not sys.stdin.isatty():
        raise CorpusError("nobody is there to say yes; look at what is shown, and run it again with --yes")
    return input("Add this document? [y/N] ").strip().lower() in ("y", "yes")


def _remove(args: argparse.Namespace) -> None:
    from ingest.adding.added import remove

    bar = Bar()
    try:
        remove(args.id, read_settings(), bar, warn)
    finally:
        bar.close()
    print(f"{args.id}: removed")


def _list(args: argparse.Namespace) -> None:
    from ingest.adding.added import added

    settings = read_settings()
    own = {entry.id for entry in added(settings)}
    found, missing = documents_on_disk(settings)
    for entry in (*(item.entry for item in found), *missing):
        state = "added" if entry.id in own else "listed"
        print(f"{state:7} {entry.id}: {entry.symbol}{'' if entry not in missing else ' (not on disk)'}")
