"""Documents in: PDFs become paragraphs with their printed numbers, and paragraphs an index."""

from ingest.offline import go_offline

go_offline()
