"""Answers out: a question becomes statements that are each cited to a paragraph, or a refusal."""
