"""Adding documents: what is understood of a file is shown, and indexed when a person confirms it."""
