"""Broad questions: many paragraphs are selected, arranged in one form, and each of them verified."""
