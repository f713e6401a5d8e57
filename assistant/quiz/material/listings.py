"""The lists that the documents make within a sentence, found by the words that open them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.quiz.material.source import Place, Source
from ingest.documents.sentences import sentence_spans
from ingest.types import Span

# What stands right before a list, what its members are called in a stem, and what sort they are of:
# distractors come from lists of the same sort.
_OPENINGS = (
    ("WPS Agenda are: ", "as pillars of the UN WPS Agenda", "aims"),
    ("encompasses five areas: ", "as areas of NATO's Human Security Agenda", "areas"),
    ("three core tasks of ", "as core tasks into which WPS is integrated", "aims"),
    ("activities in all areas including: ", "as areas of activity in deterrence and defence", "areas"),
    ("auspices of WPS include ", "as measures to enhance cooperative security", "measures"),
    (
        "with relevant actors, such as ",
        "as organisations with which staff-level engagement is pursued",
        "bodies",
    ),
    ("methods of warfare, ", "as methods of warfare used against the population", "harms"),
    ("the principles of ", "as principles that NATO defends and promotes", "aims"),
    ("gender-based violence, including ", "as forms of sexual and gender-based violence", "harms"),
    (
        "discrimination, including through ",
        "as means to prevent harassment, bullying and discrimination",
        "measures",
    ),
    (
        "Task Force of Focal Points from ",
        "as homes of the Focal Points of the Technical Task Force",
        "bodies",
    ),
    (
        "post-conflict situations, including, inter alia, ",
        "as needs of women and girls after conflict",
        "services",
    ),
    ("requisite expertise, as appropriate, in ", "as fields of expertise of the team of experts", "areas"),
    (
        "the support of the international community, to increase access to ",
        "as services to which victims of sexual violence need access",
        "services",
    ),
    (
        "full participation and protection in: ",
        "as processes in which women take part and are protected",
        "processes",
    ),
    (
        "full and effective participation and protection in: ",
        "as processes in which women take part and are protected",
        "processes",
    ),
    ("abuses of human rights, including ", "as abuses that may lead to sanctions", "harms"),
    (
        "sexual violence in conflict, including ",
        "as harms faced by women, girls and children born of rape",
        "harms",
    ),
    ("as they relate to ", "as fields in which measures protect women's human rights", "areas"),
    ("especially among ", "as groups in field operations in which women's role is to grow", "bodies"),
    ("as a tactic of war to ", "as aims of sexual violence used as a tactic of war", "verbs"),
    ("all stages of ", "as stages that need gender analysis and expertise", "processes"),
    (
        "from the outset of peace processes and mediation efforts, in order to protect "
        "populations at risk and promote"
        " full stability, in particular in the areas of ",
        "as areas of a peace process",
        "processes",
    ),
    ("such as restrictive", "as procedural impediments to justice", "rules"),
)
_PART = re.compile(r"[;,]\s+(?:and\s+)?|\s+and(?:, | )(?=[\w-]+(?: [\w-]+){0,4}$)")
_STOP = re.compile(
    r"^(?:in particular|as|which|that|in order|by|through|where|including|particularly|given)\b"
)
FEWEST = 2  # right options of an item; a list needs one more


@dataclass(frozen=True, slots=True)
class Listing:
    """The ``parts`` that a document names ``role``, of one ``sort``."""

    role: str
    sort: str
    parts: tuple[str, ...]
    place: Place


def listings(source: Source) -> list[Listing]:
    found = []
    for paragraph in source.paragraphs:
        for span in sentence_spans(paragraph.text.replace("\n", " ")):
            rest = paragraph.text[span.start :]
            for lead, role, sort in _OPENINGS:
                start = rest.find(lead)
                whole = paragraph.text.find(lead) == span.start + start
                if start < 0 or not whole or start > span.end - span.start:
                    continue
                parts = _parts(re.split(r"\.(?:\s|$)|;(?= (?:and )?\w+s )", rest[start + len(lead) :])[0])
                if len(parts) >= FEWEST + 1:
                    end = len(paragraph.text) if len(paragraph.text) < 500 else span.end
                    found.append(
                        Listing(role, sort, parts, (paragraph.locator, Span(span.start, max(span.end, end))))
                    )
    return found


def _parts(text: str) -> tuple[str, ...]:
    parts: list[str] = []
    text = re.sub(r"(?i)(disarmament), (demobilization) and (reintegration)", r"\1\a \2\v \3", text)
    text = text.replace("relief and recovery", "relief\v recovery")
    for part in (p.strip(" ,;:") for p in _PART.split(text)):
        part = re.sub(r" where these .*", "", part)
        if not part or _STOP.search(part) or len(part.split()) > 12:
            break
        part = re.sub(r"^(?:the|other) | (?:for victims|have been used|to conflict) .*", "", part)
        parts.append(part.replace("\a", ",").replace("\v", " and"))
    return tuple(dict.fromkeys(parts))
