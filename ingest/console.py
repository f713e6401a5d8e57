"""The command line's manners: one line an error, exit code 2, no traceback, a progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from ingest.errors import PolicyAssistantError

EXIT_ERROR = 2


def run(main: Callable[[], int | None]) -> int:
    """Exit code of ``main``: its own, or 2 with one line on stderr for what an operator can fix."""
    try:
        return main() or 0
    except PolicyAssistantError as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
    except KeyboardInterrupt:
        print(
            "error: interrupted; what was finished is kept, run the command again", file=sys.stderr
        )
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # reader has gone: be quiet
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"error: {place}{error.strerror or error}; check disk and rights", file=sys.stderr)
    return EXIT_ERROR


def warn(line: str) -> None:
    print(f"note: {line}", file=sys.stderr)


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
            self._bar = self._make(
                desc=label, total=total, unit=self._unit, file=sys.stderr, mininterval=0.5
            )
        self._bar.update(done)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
