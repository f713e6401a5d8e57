"""Drafts held against the documents: quotations, references, claims; findings and corrections."""
