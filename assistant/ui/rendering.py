"""The page's HTML: templates filled in, with every value escaped."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.export.terminal import basis, first_chance, page_or_digest, writer_line
from assistant.text.labels import inline_label, label, short_label
from assistant.text.words import counted
from ingest.types import Paragraph

TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, **values: object) -> Markup:
    """Fill in ``template``, a file of ``templates/``. Only values that are `Markup` may hold tags."""
    return Markup(_ENVIRONMENT.get_template(template).render(values))


def permalink(paragraph: Paragraph) -> str:
    """Address of a paragraph, relative to the page, which may stand under any path of a proxy."""
    return f"?p={quote(str(paragraph.locator), safe='')}"


def shortened(text: str, length: int = 160) -> str:
    """Return the beginning of ``text``, cut between words and followed by "…" if longer than ``length``."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_ENVIRONMENT.globals.update(
    basis=basis,
    counted=counted,
    first_chance=first_chance,
    inline_label=inline_label,
    label=label,
    page_or_digest=page_or_digest,
    permalink=permalink,
    short_label=short_label,
    writer_line=writer_line,
)
_ENVIRONMENT.filters["shortened"] = shortened
