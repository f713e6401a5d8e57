"""Replies as text for a terminal, for copying, and as a Word document."""
