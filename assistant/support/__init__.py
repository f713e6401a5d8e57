"""Does a paragraph support a statement: numbers, dates, actors, force, negation."""
