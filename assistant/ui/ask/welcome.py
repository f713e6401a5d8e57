"""The page of an empty conversation: how to ask, and example questions for each kind of reader."""

from __future__ import annotations

from markupsafe import Markup

from assistant.ui.rendering import render
from ingest.documents.vocabulary import CorpusVocabulary


def welcome_html(model: str, vocabulary: CorpusVocabulary) -> Markup:
    """Draw the page of an empty conversation. ``model``: name of the language model that writes, empty if the
    documents' words answer; ``vocabulary``: the corpus's, with the examples.
    """
    return render("welcome.html", model=model, vocabulary=vocabulary)
