"""HTML of the page: templates filled in, with every value escaped."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.export.terminal import page_or_digest
from assistant.text.labels import label, short_label
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.text.words import counted
from ingest.types import Locator

TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, language: Language = "en", **values: object) -> Markup:
    """Fill in ``template``, a file of ``templates/``; ``t`` in it gives a message in ``language``. Only
    values that are `Markup` may hold tags.
    """

    def t(key: str, /, **parts: str) -> str:
        return message(key, language, **parts)

    return Markup(_ENVIRONMENT.get_template(template).render({**values, "t": t, "language": language}))


def address(locator: Locator | str) -> str:
    """Return the address of a paragraph, relative to the page, which may stand under any path of a proxy."""
    return f"?p={quote(str(locator), safe='')}"


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
    address=address, counted=counted, label=label, page_or_digest=page_or_digest, short_label=short_label
)
_ENVIRONMENT.filters["shortened"] = shortened
_ENVIRONMENT.filters["urlencode"] = partial(quote, safe="")
