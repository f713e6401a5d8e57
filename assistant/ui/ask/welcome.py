"""What an empty conversation shows: how to ask, and examples for four kinds of staff."""

from __future__ import annotations

from markupsafe import Markup

from assistant.ui.rendering import render

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


def welcome_html(model: str) -> Markup:
    """``model``: name of the language model that writes, empty if the documents' words answer."""
    return render("welcome.html", model=model, personas=PERSONAS)
