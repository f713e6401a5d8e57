"""Two versions of one document: what became of every paragraph."""
