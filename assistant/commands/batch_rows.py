"""A file of questions as rows: JSON lines, a JSON array or CSV, each row as it stands or why it is none."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from ingest.errors import QuestionError

MOST_BYTES = 1_000_000  # of one row
COLUMNS = "id,question[,documents]"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LONG = f"is longer than {MOST_BYTES:,} bytes; shorten it"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """``number`` of its line, or of its place in an array (1-based); ``problem``: why it cannot be used,
    empty if it can. ``id`` is what the row calls itself, else its number.
    """

    number: int
    id: str | int | float
    fields: dict[str, Any] = field(default_factory=dict)
    problem: str = ""


def read_rows(source: Path) -> tuple[QuestionRow, ...]:
    """Rows of a ``.csv`` file with a header, of a JSON array, or of JSON lines; blank lines are none. Raises
    `QuestionError` if the file as a whole cannot be read.
    """
    try:
        data = source.read_bytes()
    except OSError as error:
        raise QuestionError(f"{source}: cannot be read ({error.strerror}); check the name") from error
    if data.startswith(_UTF16):
        raise QuestionError(f"{source}: is UTF-16 text; save it as UTF-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if source.suffix.lower() in (".csv", ".tsv"):
        return tuple(_of_csv(source, data))
    listed = _array(data) if data.lstrip()[:1] == b"[" else None
    if listed is not None:
        return tuple(_checked(n, item) for n, item in enumerate(listed, start=1))
    return tuple(_line(n, line) for n, line in enumerate(data.split(b"\n"), start=1) if line.strip())


def _array(data: bytes) -> list[object] | None:
    """The values of a file that is one JSON array; None if it is not."""
    try:
        found = _decoded(data.decode())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _line(number: int, line: bytes) -> QuestionRow:
    if len(line) > MOST_BYTES:
        return QuestionRow(number, number, problem=_LONG)
    try:
        text = line.decode()
        return _checked(number, _decoded(text))
    except UnicodeDecodeError:
        return QuestionRow(number, number, problem="is not UTF-8 text; save the file as UTF-8")
    except RecursionError:
        return QuestionRow(number, number, problem="is nested too deeply")
    except ValueError as error:
        return QuestionRow(number, _id_within(text, number), problem=f"is not JSON: {error}")


def _decoded(text: str) -> object:
    """Raises ``ValueError`` for NaN, Infinity and numbers that no program can read."""
    return json.loads(text, parse_constant=_no_number, parse_float=_finite, parse_int=_whole)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"the number {text[:20]} is too large")
    return number


def _whole(text: str) -> int:
    if len(text) > 400:
        raise ValueError(f"a number of {len(text):,} digits is too large")
    return int(text)


def _id_within(text: str, number: int) -> str | int | float:
    """The id of a row of which only some other value is wrong."""
    try:
        found = json.loads(text, parse_constant=lambda _: None, parse_int=_lenient)
    except (ValueError, RecursionError):
        return number
    return _checked(number, found).id


def _lenient(text: str) -> int | None:
    return int(text) if len(text) <= 400 else None


def _checked(number: int, value: object) -> QuestionRow:
    if not isinstance(value, dict):
        return QuestionRow(number, number, problem="must be a JSON object with a 'question'")
    own = value.get("id")
    if own is None:
        return QuestionRow(number, number, value)
    if isinstance(own, bool) or not isinstance(own, str | int | float):
        return QuestionRow(number, number, problem="field 'id' must be text or a number")
    if isinstance(own, str) and not own.isascii() and "\\ud" in ascii(own):
        return QuestionRow(number, number, problem="field 'id' holds half a character (a lone surrogate)")
    if isinstance(own, float) and not math.isfinite(own):
        return QuestionRow(number, number, problem="field 'id' is not a number that can be written")
    return QuestionRow(number, own, value)


def _of_csv(source: Path, data: bytes) -> Iterator[QuestionRow]:
    text = data.decode(errors="surrogateescape")
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    header = [name.strip().lower() for name in next(reader, [])]
    if "question" not in header:
        raise QuestionError(f"{source}: the first line must name the columns: {COLUMNS}")
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield QuestionRow(number, number, problem=f"is not CSV: {error}")
            continue
        if any(cell.strip() for cell in cells):
            yield _of_cells(number, header, cells)


def _of_cells(number: int, header: list[str], cells: list[str]) -> QuestionRow:
    if len(cells) > len(header):
        problem = f"has {len(cells)} columns, more than the {len(header)} of the first line"
        return QuestionRow(number, number, problem=f"{problem}; put the question in quotation marks")
    if any("\udc80" <= letter <= "\udcff" for cell in cells for letter in cell):
        return QuestionRow(number, number, problem="is not UTF-8 text; save the file as UTF-8")
    fields: dict[str, Any] = dict(zip(header, cells, strict=False))
    fields["documents"] = re.split(r"[\s,;|]+", fields.get("documents", "").strip() or " ")
    fields["documents"] = [name for name in fields["documents"] if name]
    fields.pop("history", None)
    return QuestionRow(number, fields.get("id", "").strip() or number, fields)
