"""Provisions of paragraphs: who is to do what, with which force, until when."""
