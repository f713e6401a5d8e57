"""What an empty conversation shows: how to ask, and examples for four kinds of staff."""

from __future__ import annotations

from html import escape

PERSONAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Gender adviser",
        (
            "What are the four strategic objectives of the policy?",
            "What approach does NATO take to sexual exploitation and abuse?",
        ),
    ),
    (
        "Planner",
        (
            "How is a gender perspective brought into operations?",
            "What does resolution 1325 ask of those who negotiate peace agreements?",
        ),
    ),
    ("Delegate", ("1325 OP 8(a)", "Which resolution first calls sexual violence a tactic of war?")),
    ("Trainer", ("How often is the policy reviewed?", "What does CSAP stand for?")),
)


def welcome_html(model: str) -> str:
    """``model``: name of the language model that writes, empty if the documents' words answer."""
    groups = "".join(
        f"<li><h3>{escape(name)}</h3>{''.join(map(_example, questions))}</li>" for name, questions in PERSONAS
    )
    return (
        "<div class='wps-welcome'><p>Ask in your own words, or give an address such as <em>para 17.2"
        f"</em> or <em>1325 OP 8(a)</em>. {_promise(model)}; what the documents do not answer is "
        f"refused.</p><ul class='wps-personas'>{groups}</ul></div>"
    )


def _promise(model: str) -> str:
    if not model:
        return "Every sentence of an answer is quoted from the paragraph it names"
    return (
        f"The language model {escape(model)} writes the answers, and every sentence is checked against "
        "the paragraph it names before it is shown"
    )


def _example(question: str) -> str:
    text = escape(question)
    return f"<button type='button' class='wps-example' data-do='example' data-text='{text}'>{text}</button>"
