"""Name and version that every command of this project shows: the name it was called by, and its version."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.settings import NAME


def program_name(module: str) -> str:
    """Return what was typed: ``python -m module`` or the name of an installed command."""
    called = Path(sys.argv[0])
    return f"python -m {module}" if called.suffix == ".py" else called.name


def program_parser(module: str, description: str) -> argparse.ArgumentParser:
    """Return a parser with ``--version`` for the commands of ``module``."""
    parser = argparse.ArgumentParser(prog=program_name(module), description=description)
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version of policy-assistant")
    return parser


class _Version(argparse.Action):
    """Read the installed version only when it is asked for: the look-up takes time."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        from importlib.metadata import version

        print(f"{NAME} {version(NAME)}")
        parser.exit()
