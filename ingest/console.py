"""The command line's manners: one line an error, exit code 2, no traceback, a progress bar.

Every terminal and pipe takes every text: what its encoding lacks is replaced (`ingest.documents.plain_text`).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence

from ingest.documents import plain_text
from ingest.errors import PolicyAssistantError
from ingest.offline import clear_strays

EXIT_ERROR = 2


def run(parser: Callable[[], argparse.ArgumentParser], argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name: ``args.run(args)``, which may go through a proxy if
    ``args.proxies`` is set.

    Return its own exit code, or 2 with one line on stderr for what an operator can fix. A defect
    of this program ends with its traceback and 2 as well, so that 1 always is a command's answer.
    """
    _take_every_text()
    try:
        code = _run(parser, argv)
        sys.stdout.flush()
        return code
    except PolicyAssistantError as error:
        _tell(" ".join(str(error).split()))
    except KeyboardInterrupt:
        _tell("interrupted; what was finished is kept, run the command again")
    except BrokenPipeError:
        _discard_output()  # whoever read it has gone: be quiet
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _tell(f"{place}{error.strerror or error}; check disk and rights")
    except Exception:
        traceback.print_exc()
    _flush()
    return EXIT_ERROR


def _run(parser: Callable[[], argparse.ArgumentParser], argv: Sequence[str] | None) -> int:
    args = parser().parse_args(argv)
    for name in clear_strays(os.environ, getattr(args, "proxies", False)):
        warn(f"{name} is not used: it is no proxy of the kind http:// or https://")
    return int(args.run(args) or 0)


def _take_every_text() -> None:
    plain_text.register()
    sys.stdout = sys.stdout or _nowhere()  # None if the caller has closed it
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=plain_text.ERRORS)


def _nowhere() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _tell(line: str) -> None:
    print(f"error: {line}", file=sys.stderr)


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _discard_output()


def _discard_output() -> None:
    """Let what is still to be written go nowhere, so that the interpreter's end is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def warn(line: str) -> None:
    print(f"note: {line}", file=sys.stderr)


def json_line(row: object) -> str:
    """JSON that stdout can hold: with escapes where its encoding has no such letter."""
    whole = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(row, ensure_ascii=not whole)


class Bar:
    """A progress bar on stderr that starts over whenever the label changes."""

    def __init__(self, unit: str = "chunk") -> None:
        from tqdm import tqdm

        self._make = tqdm
        self._unit = unit
        self._label = ""
        self._bar: tqdm[None] | None = None

    def __call__(self, label: str, done: int, total: int) -> None:
        if self._bar is None or label != self._label:
            self.close()
            self._label = label
            self._bar = self._make(desc=label, total=total, unit=self._unit, file=sys.stderr, mininterval=0.5)
        self._bar.update(done)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
