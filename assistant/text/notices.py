"""Sentences that stand under every reply: which words are quoted, and what they are not."""

DIGEST = "digest, not the official wording"
DIGEST_HINT = "Where it says digest, the official text is not on disk: run `python -m ingest fetch` for it."
DISCLAIMER = (
    "Quotations are verbatim from the documents named; NATO and the United Nations are quoted as "
    "the source. This is not legal advice."
)
