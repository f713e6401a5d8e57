"""Gaps that matter: the agenda's own terms, and numbers, dates and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.quiz.material.distractors import CUT_OUT
from assistant.quiz.material.source import Source
from assistant.quiz.material.truth import bag
from assistant.quiz.types import GAP, Asking, Family, QuizItem
from assistant.quiz.writers.provisions import option
from ingest.documents.sentences import sentence_spans
from ingest.types import Paragraph, Span

CONCEPTS = (  # each with the wordings that are accepted for it
    "gender perspective|gender perspectives",
    "gender mainstreaming",
    "amnesty provisions|amnesty",
    "command responsibility",
    "zero tolerance|zero-tolerance",
    "rule of law",
    "reparations|reparation",
    "women’s protection advisers|women protection advisers|WPAs",
    "gender advisers|gender advisors",
    "Women Protection Advisors|women protection advisers|WPAs|WPA",
    "targeted sanctions",
    "Women Protection Advisers|women protection advisors|WPAs",
    "security sector reform",
    "Gender Advisors|gender advisers|GENADs",
    "national action plans",
    "impunity",
    "chains of command|chain of command",
    "conflict prevention",
    "early warning",
    "time-bound commitments|specific time-bound commitments",
    "peace agreements",
    "good offices",
    "centralized roster|roster",
    "mine clearance",
    "refugee camps",
    "humanitarian access",
    "small arms and light weapons|small arms",
    "Arms Trade Treaty",
    "Rome Statute",
    "Peacebuilding Commission",
    "disarmament, demobilization and reintegration|DDR",
    "gender expertise",
    "ceasefire monitoring",
    "Team of Experts",
    "Informal Experts Group",
    "sanctions committees",
    "codes of conduct",
    "witness protection",
    "Trust Fund for Victims",
    "sexual and reproductive health",
    "HIV infection|HIV",
    "survivor-centered approach",
    "survivors’ fund|survivors fund",
    "informed consent",
    "vetting",
    "cantonment sites",
    "transitional justice",
    "conflict-minerals|conflict minerals",
    "gender targets|targets",
    "Global Study",
    "High-level Review",
    "fact-finding missions",
    "human trafficking",
    "violent extremism",
    "drivers of radicalization|radicalization",
    "Civil Society Advisory Panel|CSAP|Civil Society Advisory Panel (CSAP)",
    "National Action Plans",
    "force generation process|force generation",
    "Gender Focal Points|GFPs",
    "interoperability",
    "societal resilience",
    "gendered disinformation|disinformation",
    "zero-tolerance approach|zero tolerance approach",
    "Multi-Domain Operations",
    "Military Committee|NATO Military Committee",
    "gender-balanced workforce",
    "core tasks",
    "Principles of Responsible Use",
    "gender-responsive indicators",
    "tactic of war",
    "human rights-based approach",
    "Climate Change and Security",
    "civil preparedness",
    "dual-hatted",
    "women’s civil society organisations",
    "forced displacement",
    "witnesses",
    "illicit trade in natural resources",
    "field visits",
    "sex-disaggregated",
    "international humanitarian law",
    "equal access to education",
    "military disciplinary measures",
    "female and male ex-combatants",
    "peace negotiation agendas",
    "traditional leaders",
    "small arms",
    "gender component",
    "gender parity strategy",
    "humanitarian exemptions",
    "electoral processes",
    "land and property rights",
    "closed hearings",
    "legal aid",
    "stigmatization",
    "safe and enabling environments",
    "public diplomacy",
    "gender-based violence",
    "sexual exploitation and abuse",
    "Geneva Conventions",
    "training guidelines",
    "military judicial systems",
    "women’s empowerment",
    "donor conferences",
    "men and boys",
    "access to justice",
    "arms control and disarmament",
    "gender analyses|gender analysis",
    "gender balance",
    "progress report",
    "Heads of Divisions",
    "national responsibility",
    "advisory body",
    "crisis prevention",
    "private sector",
)
LONGEST = 42  # words of a sentence with a gap
MOST = 52  # of one with a missing number
SHORTEST = 12
AROUND = 4  # words on each side of a gap that tell it from others of its paragraph
_AMOUNT = re.compile(
    r"\b(?:within (?P<within>\d+ months|12 months|three months|two years)"
    r"|by (?P<by>(?:30 )?(?:June|December|March"
    r"|October|September)(?: of)? \d{4})|every (?P<every>five years|six months)"
    r"|(?P<often>biannually|annually|monthly)"
    r"|over the next (?P<next>five years)|(?P<count>24|90%|double)(?= civil| of jobs| the numbers)"
    r"|(?P<year>2023|2015)(?=, with| High-level| to assess)|encompasses (?P<areas>five) areas"
    r"|(?P<task>three|four)(?= core| strategic| pillars))",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:This|These|It|They|Such|In addition)\b|\bparagraphs? \d|actively seized|\bthese\b|\bsuch (?!as\b)"
    r"|\bthis (?!Policy\b|regard\b|end\b|resolution\b)"
)


def concepts(source: Source) -> Iterator[QuizItem]:
    """One gap a sentence for terms, and one for each number that somebody has to know."""
    for paragraph in source.paragraphs:
        if paragraph.locator.kind not in ("para", "op", "fn", "section", "timeline"):
            continue
        for span in sentence_spans(paragraph.text):
            yield from _gapped(source, paragraph, span)


def _gapped(source: Source, paragraph: Paragraph, span: Span) -> Iterator[QuizItem]:
    text = re.sub(r"^and ", "", option(span.of(paragraph.text)))
    if _LEANS.search(text) or CUT_OUT.search(text) or not SHORTEST <= len(text.split()) <= MOST:
        return
    short = len(text.split()) <= LONGEST
    term = _term(source, text) if short else ""
    if term:
        wordings = next(c.split("|") for c in CONCEPTS if c.split("|")[0] == term)
        yield _item(source, paragraph, span, text, term, wordings)
    for match in _AMOUNT.finditer(text):
        value = next(g for g in match.groups() if g)
        start = match.start() + match.group().lower().find(value.lower())
        if start == 0:
            continue
        gapped = f"{text[:start]}{GAP}{text[start + len(value) :]}"
        yield _item(source, paragraph, span, text, value, _spellings(value), gapped)


def _term(source: Source, text: str) -> str:
    """The sentence's rarest term that stands in it once and not at its beginning."""
    found = []
    for concept in CONCEPTS:
        term = concept.split("|")[0]
        if term not in text:
            continue
        once = [m.start() for m in re.finditer(rf"(?<![\w-]){re.escape(term)}(?![\w-])", text)]
        stems = {w.lower().rstrip("s") for w in re.findall(r"[^\W_]{4,}", term)}
        rest = text.replace(term, " ").lower()
        if len(once) == 1 and once[0] > 12 and not any(re.search(rf"\b{re.escape(s)}", rest) for s in stems):
            found.append((max(source.truth.weight(t) for t in bag(term)), term))
    return max(found)[1] if found else ""


def _item(
    source: Source,
    paragraph: Paragraph,
    span: Span,
    text: str,
    answer: str,
    wordings: list[str],
    gapped: str = "",
) -> QuizItem:
    name = source.name(paragraph.locator.document)
    family: Family = "amount" if gapped else "concept"
    gapped = gapped or re.sub(rf"(?<![\w-]){re.escape(answer)}(?![\w-])", GAP, text, count=1)
    where = f"In {name}" if paragraph.locator.kind != "fn" else f"In a footnote of {name}"
    asked = Asking(f"{gapped.replace(GAP, 'what')}?", paragraph.locator, inside=True)
    return source.make(
        "cloze",
        family,
        f"{where}, complete: “{gapped}.”",
        wordings,
        _fact(gapped, answer),
        [(paragraph.locator, span)],
        rationale=f"The missing words are “{answer}”.",
        askings=[asked],
    )


def _fact(gapped: str, answer: str) -> str:
    """The answer and the words around its gap: wherever the sentence stands, that is what is asked."""
    before, _, after = gapped.lower().partition(GAP)
    around = (*before.split()[-AROUND:], GAP, *after.split()[:AROUND])
    return f"{answer.lower()}|{' '.join(around)}"


def _spellings(value: str) -> list[str]:
    """The same number in words and digits."""
    words = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "twelve": "12"}
    first, _, rest = value.partition(" ")
    numbers = {**words, **{v: k for k, v in words.items()}}
    if first.lower() in numbers:
        return [value, f"{numbers[first.lower()]} {rest}".strip()]
    if value.lower() == "biannually":
        return [value, "twice a year"]
    if value.lower() == "annually":
        return [value, "every year", "once a year"]
    return [value]
