"""A report as one HTML file that opens offline: data inside, charts drawn as SVG, nothing fetched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("page.html")
WIDTH, HEIGHT, EDGE = 340, 260, 40  # pixels


def report_html(report: dict[str, Any]) -> str:
    """Write a report as one HTML page; texts of questions and documents go in as data and are shown as
    text.
    """
    data = json.dumps(report, ensure_ascii=False).replace("<", "\\u003c")
    charts = [_categories(report), _calibration(report), _floors(report)]
    html = PAGE.read_text(encoding="utf-8")
    return html.replace("<!--CHARTS-->", "".join(charts)).replace("<!--DATA-->", data)


def _categories(report: dict[str, Any]) -> str:
    """Bars with intervals: first citation, or refusal recall where nothing is to be cited."""
    rows = []
    for name, found in report["by_category"].items():
        cited, refused = found.get("first citation", {}), found.get("refusal recall", {})
        figure = cited if cited.get("mean") is not None else refused
        if figure.get("mean") is not None:
            rows.append((name, figure, figure is refused))
    height = 22 * len(rows) + 30
    bars = []
    for i, (name, f, refused) in enumerate(rows):
        y = 22 * i + 24
        x, low, high = (150 + 220 * f[k] for k in ("mean", "low", "high"))
        bars.append(
            f"<text x='0' y='{y + 11}'>{escape(name)}{' (refused)' if refused else ''}</text>"
            f"<rect x='150' y='{y}' width='{x - 150:.1f}' height='14' fill='var(--mark)' "
            f"opacity='{0.45 if refused else 0.9}'/>"
            f"<line x1='{low:.1f}' x2='{high:.1f}' y1='{y + 7}' y2='{y + 7}' stroke='var(--ink)'/>"
            f"<text x='378' y='{y + 11}'>{f['mean']:.2f}</text>"
        )
    title = "<text x='0' y='12'>First citation right, by category</text>"
    return f"<svg width='420' height='{height}' role='img'>{title}{''.join(bars)}</svg>"


def _calibration(report: dict[str, Any]) -> str:
    """Draw how often the first paragraph was right, at each relevance shown."""
    bins = report["relevance"]["bins"]
    points = [(b["chance"], b["held"]) for b in bins]
    dots = "".join(
        f"<circle cx='{_x(b['chance']):.1f}' cy='{_y(b['held']):.1f}' r='{3 + b['n'] ** 0.5 / 2:.1f}' "
        f"fill='var(--mark)' opacity='.7'><title>n {b['n']}</title></circle>"
        for b in bins
    )
    diagonal = _path([(0.0, 0.0), (1.0, 1.0)], "var(--line)")
    return _chart("Relevance shown → share right", diagonal + _path(points, "var(--mark)") + dots)


def _floors(report: dict[str, Any]) -> str:
    """Refusing by relevance alone: false refusals against unanswerable questions refused."""
    points = [(p["false"], p["refused"]) for p in report["tradeoff"]]
    figures = report["figures"]
    here = (figures["false refusal"]["mean"], figures["refusal recall"]["mean"])
    dot = ""
    if None not in here:
        dot = f"<circle cx='{_x(here[0]):.1f}' cy='{_y(here[1]):.1f}' r='6' fill='var(--bad)'/>"
    return _chart("False refusals → refused (dot: as shipped)", _path(points, "var(--mark)") + dot)


def _chart(title: str, inside: str) -> str:
    frame = (
        f"<rect x='{EDGE}' y='24' width='{WIDTH - EDGE - 10}' height='{HEIGHT - 54}' fill='none' "
        "stroke='var(--line)'/>"
    )
    ticks = "".join(
        f"<text x='{_x(v) - 8:.1f}' y='{HEIGHT - 12}'>{v:g}</text>"
        f"<text x='6' y='{_y(v) + 4:.1f}'>{v:g}</text>"
        for v in (0, 0.5, 1)
    )
    heading = f"<text x='0' y='12'>{escape(title)}</text>"
    return f"<svg width='{WIDTH}' height='{HEIGHT}' role='img'>{heading}{frame}{ticks}{inside}</svg>"


def _path(points: Sequence[tuple[float, float]], colour: str) -> str:
    if not points:
        return ""
    line = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    return f"<polyline points='{line}' fill='none' stroke='{colour}' stroke-width='2'/>"


def _x(value: float) -> float:
    return EDGE + value * (WIDTH - EDGE - 10)


def _y(value: float) -> float:
    return 24 + (1 - value) * (HEIGHT - 54)
