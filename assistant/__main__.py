"""Command line: ask | batch | check | register | quiz | password | doctor | serve."""

from __future__ import annotations

import argparse
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import chain
from pathlib import Path

from assistant.quiz.options import add_options as add_quiz_options
from ingest.console import json_line, run, warn
from ingest.errors import SettingsError
from ingest.program import program_name, program_parser
from ingest.settings import ROOT, read_settings

_SIGNS = {True: "ok  ", False: "BAD ", None: "... "}  # None: a step that begins


def main(argv: list[str] | None = None) -> int:
    given = sys.argv[1:] if argv is None else argv
    if given[:1] == ["serve"]:
        return _serve(given[1:])
    return run(_parser, given)


def _parser() -> argparse.ArgumentParser:
    parser = program_parser("assistant", "Answers with paragraph citations, or a refusal.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="one question")
    ask.add_argument("question")
    ask.add_argument("--document", action="append", default=[], metavar="ID", help="search only this")
    ask.add_argument("--json", action="store_true", help="one JSON object for programs")
    ask.set_defaults(run=_ask)
    batch = commands.add_parser("batch", help="a file of questions; exit 1: every row is in error")
    batch.add_argument(
        "source",
        type=Path,
        metavar="IN",
        help="JSON lines or a JSON array of {id, question, documents, history}, or a .csv file with a"
        " header: id,question[,documents]",
    )
    batch.add_argument("target", type=Path, metavar="OUT.jsonl", help="JSON lines, a line a row")
    batch.set_defaults(run=_batch)
    check = commands.add_parser(
        "check", help="quotations and references of a draft; exit 0: all exact, 1: not, 2: error"
    )
    check.add_argument("file", type=Path, help="Markdown, plain text, DOCX or PDF")
    check.add_argument("--json", action="store_true", help="one JSON line a finding")
    check.add_argument("--corrected", type=Path, metavar="OUT", help="write the corrected text there")
    check.add_argument("--report", type=Path, metavar="OUT.md", help="write a report there")
    check.set_defaults(run=_check)
    register = commands.add_parser("register", help="who is to do what, until when, as a table")
    register.add_argument("file", type=Path, metavar="OUT", help="a name that ends in .csv, .xlsx or .docx")
    register.add_argument("--actor", default="", metavar="NAME", help="only what this one is to do")
    register.add_argument("--document", action="append", default=[], metavar="ID", help="only of this")
    register.set_defaults(run=_register)
    password = commands.add_parser("password", help="a line for the file that WPS_AUTH_FILE names")
    password.add_argument("name")
    password.set_defaults(run=_password)
    quiz = commands.add_parser("quiz", help="a quiz from the documents, as a file for a learning system")
    add_quiz_options(quiz)
    quiz.set_defaults(run=_quiz)
    doctor = commands.add_parser("doctor", help="check model, index, documents")
    doctor.add_argument(
        "--offline",
        action="store_true",
        help="also do everything on a small corpus in a network of its own, and see who calls out",
    )
    doctor.set_defaults(run=_doctor)
    commands.add_parser("serve", help="the page, as `python app.py`; --help lists its options")
    return parser


def _serve(options: list[str]) -> int:
    """Run the app that lies beside the packages, whatever else is called `app` where this was called."""
    found = spec_from_file_location("app", ROOT / "app.py")
    assert found is not None
    assert found.loader is not None
    app = module_from_spec(found)
    found.loader.exec_module(app)
    return int(app.main(options, f"{program_name('assistant')} serve"))


def _ask(args: argparse.Namespace) -> None:
    from assistant.assistant import Assistant
    from assistant.export.terminal import reply_row, reply_text
    from assistant.question.pasted import read_pasted

    read_pasted(args.question)  # before the seconds that opening takes
    assistant = Assistant.open(read_settings(), warn)
    _warn_of_leaving(assistant.outside)
    reply = assistant.reply(args.question, only=args.document)
    if args.json:
        print(json_line(reply_row(reply, assistant.library)))
    else:
        print(reply_text(reply, assistant.library))


def _warn_of_leaving(server: str) -> None:
    if server:
        warn(f"text leaves this machine: it is sent to {server}")


def _batch(args: argparse.Namespace) -> int:
    from assistant.assistant import Assistant
    from assistant.commands.batch import run_batch
    from ingest.console import Bar

    assistant = Assistant.open(read_settings(), warn)
    _warn_of_leaving(assistant.outside)
    bar = Bar("question")
    try:
        done, failed = run_batch(args.source, args.target, assistant, bar)
    finally:
        bar.close()
    print(f"{args.target}: {done} rows, {failed} in error")
    return 1 if failed and not done else 0


def _check(args: argparse.Namespace) -> int:
    from assistant.assistant import Assistant
    from assistant.check.checker import Checker
    from assistant.check.draft import checked_length, read_draft
    from assistant.check.finding import corrected
    from assistant.check.findings import all_well, finding_row, findings_markdown, findings_text
    from assistant.workplace.workplace_settings import read_workplace_settings

    draft = checked_length(read_draft(args.file), args.file.name)
    assistant = Assistant.open(read_settings(), warn)
    checker = Checker(assistant.index, assistant.nearest, assistant.judge)
    findings = checker.check(draft)
    if args.json:
        for finding in findings:
            print(json_line(finding_row(finding, draft)))
    else:
        print(findings_text(findings, draft, assistant.library))
    if args.corrected:
        args.corrected.write_text(corrected(draft, findings), encoding="utf-8")
    if args.report:
        line = read_workplace_settings().classification
        report = findings_markdown(findings, draft, assistant.library, args.file.name, line)
        args.report.write_text(report, encoding="utf-8")
    return 0 if all_well(findings) else 1


def _register(args: argparse.Namespace) -> None:
    import datetime as dt

    from assistant.commands.register_command import write_register
    from ingest.index.opening import open_index

    library = open_index(read_settings(), warn).library
    n = write_register(library, args.file, args.actor, args.document, dt.date.today())
    print(f"{args.file}: {n} duties")


def _password(args: argparse.Namespace) -> None:
    from getpass import getpass

    from assistant.workplace.passwords import hashed

    try:
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline()
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"the password is no text in {sys.stdin.encoding}; set PYTHONUTF8=1 and try again"
        ) from error
    print(hashed(args.name, password))


def _quiz(args: argparse.Namespace) -> int:
    from assistant.quiz.command import run as write_quiz

    return write_quiz(args)


def _doctor(args: argparse.Namespace) -> int:
    from assistant.commands.doctor import examine, examine_offline

    settings = read_settings()
    good = True
    for finding in chain(examine(settings), examine_offline(settings) if args.offline else ()):
        good &= finding.good is not False
        print(f"{_SIGNS[finding.good]} {finding.text}", flush=True)
    return 0 if good else 2


if __name__ == "__main__":
    sys.exit(main())
