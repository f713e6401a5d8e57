"""Fitting of what tells broad questions, and of what selects paragraphs for them."""
