"""Numbers of lists in the styles in which word processors and browsers print them."""

from __future__ import annotations

import string

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def as_number(number: int, style: str) -> str:
    """Return a number in a style named as in Word's files; decimal for a style that is not known.

    >>> [as_number(28, s) for s in ("lowerLetter", "upperRoman", "decimalZero", "decimal")]
    ['bb', 'XXVIII', '28', '28']
    """
    match style:
        case "lowerLetter" if number > 0:
            return string.ascii_lowercase[(number - 1) % 26] * ((number - 1) // 26 + 1)
        case "lowerRoman" if 0 < number < 4000:
            return _roman(number)
        case "decimalZero":
            return f"{number:02}"
        case "upperLetter" | "upperRoman":
            return as_number(number, f"lower{style[5:]}").upper()
        case "none":
            return ""
        case _:
            return str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, sign in (*_ROMAN, *_SMALL):
        while number >= value:
            letters, number = letters + sign, number - value
    return letters


def from_roman(text: str) -> int:
    """Return the value of Roman digits of either case, 0 of letters that are none.

    >>> [from_roman(t) for t in ("IV", "xii", "iiii", "vx", "q")]
    [4, 12, 0, 0, 0]
    """
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values.get(c, 0) for c in text.lower()]
    if not digits or 0 in digits:
        return 0
    total = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
    return total if total > 0 and _roman(total) == text.lower() else 0
