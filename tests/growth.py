"""How the time that reading a text takes grows with the text: generated runs, and every pattern."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType

import assistant
import ingest

UNITS = (  # a text is one of them again and again
    " ",
    "\t",
    "\n",
    "\u00a0",
    "\u200b",
    "-",
    "–",
    "_",
    "#",
    ">",
    "> ",
    "\n> a",
    "|",
    "/",
    "*",
    "=",
    "1",
    "1.",
    "1, ",
    "1–",
    "1 (a) ",
    "2000 ",
    "and 1 ",
    "no. ",
    "a",
    "A",
    "Aa ",
    "a\u0301",
    "\u0301",
    ".",
    "...",
    " . ",
    "…",
    ",",
    ";",
    "!",
    "?",
    "(",
    ")",
    "[",
    "]",
    "{",
    "[a]",
    "(a) ",
    "a(",
    "a [",
    "“",
    "”",
    "„",
    "«",
    '"',
    "'",
    "’",
    "‘",
    "a's",
    " “a",
    "a-",
    "a-1#a-",
    "para ",
    "op ",
    "S/RES/",
    "https://",
    "women and ",
    "women, ",
    "the ",
    "of the ",
    "to ",
    "not ",
    "please ",
    "thanks ",
    "<think>",
    "NATO ",
    "WPS ",
    "policy ",
    "in the ",
    "and the ",
    "one ",
    "first ",
    '{"a": ',
    '{"a": [',
    "A. ",
    "[^1]",
    "ibid. ",
    "resolution 1325 ",
    "year ",
    "1 January ",
    "requests ",
)
RATIO = 2.5  # of the time for twice the text; 2 is linear, 4 quadratic
FLOOR = 0.02  # seconds; what takes less is quick at any growth
PATIENCE = 2.0  # seconds for one text; more is too much at any growth
SIZE = 20_000  # characters


def text_of(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def growth(read: Callable[[str], object], unit: str, floor: float = FLOOR, size: int = SIZE) -> float:
    """How many times longer `read` takes for a text of ``size`` characters than for half of it; 1.0 if
    it is done within ``floor`` seconds, infinity if it takes longer than `PATIENCE`.
    """
    whole, half = text_of(unit, size), text_of(unit, size // 2)
    read(text_of(unit, 100))  # what is loaded once
    longest = _seconds(read, whole)
    if longest <= floor:
        return 1.0
    if longest > PATIENCE:
        return float("inf")
    shorter = _seconds(read, half)
    for _ in range(3):  # the machine may have been busy
        if longest <= RATIO * shorter:
            break
        longest, shorter = min(longest, _seconds(read, whole)), max(shorter, _seconds(read, half))
    return longest / max(shorter, 1e-6)


def _seconds(read: Callable[[str], object], text: str) -> float:
    """Without the garbage collector, whose pauses grow with what other tests have left in memory."""
    gc.disable()
    started = time.process_time()
    try:
        with _patience():
            read(text)
        return time.process_time() - started
    finally:
        gc.enable()


@contextmanager
def _patience() -> Iterator[None]:
    """Breaks off what takes much longer than `PATIENCE`; a pattern can be interrupted by a signal."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 2 * PATIENCE)
    try:
        yield
    except _TooSlow:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class _TooSlow(BaseException):
    """Not an error: nothing may catch it on the way."""


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern of a module and whether it is only ever held against the beginning of a text."""

    name: str
    pattern: re.Pattern[str]
    anchored: bool

    def __call__(self, text: str) -> None:
        if self.anchored:
            self.pattern.match(text)
        else:
            for _ in self.pattern.finditer(text):
                pass


def patterns() -> tuple[Used, ...]:
    """Every pattern that a module of the two packages holds in a name, a tuple or a dictionary, or
    writes out where it uses it. Those put together from a text at run time are not among them.
    """
    found: dict[tuple[str, int], Used] = {}
    for package in (assistant, ingest):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.endswith("__main__"):
                module = importlib.import_module(info.name)
                source = Path(str(module.__file__)).read_text(encoding="utf-8")
                for used in (*_held(module, source), *_written(module, source)):
                    key = (used.pattern.pattern, used.pattern.flags)
                    if key not in found or found[key].anchored:
                        found[key] = used
    return tuple(found.values())


def _held(module: ModuleType, source: str) -> Iterator[Used]:
    for name, value in vars(module).items():
        uses = re.findall(rf"\b{name}\b(?!\s*[:=][^=])(?:\.(\w+))?", source)
        methods = {*uses} - {"pattern"}
        anchored = bool(methods) and methods <= {"match", "fullmatch"}
        for pattern in _inside(value):
            yield Used(f"{module.__name__}.{name}", pattern, anchored)


def _inside(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | frozenset | dict) and depth < 4:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _inside(item, depth + 1)


def _written(module: ModuleType, source: str) -> Iterator[Used]:
    """Patterns that stand in a call: ``re.search(r"…", text)``."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[first, _, *_]) if (
                method not in ("compile", "escape")
            ):
                try:
                    code = compile(ast.Expression(first), module.__name__, "eval")
                    pattern = re.compile(eval(code, vars(module)))
                except NameError:  # put together from what the function was given
                    continue
                if isinstance(pattern.pattern, str):
                    name = f"{module.__name__}, line {node.lineno}"
                    yield Used(name, pattern, method in ("match", "fullmatch"))
