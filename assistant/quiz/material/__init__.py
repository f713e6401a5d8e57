"""What the documents offer to ask about: clauses, lists, actors, distractors."""
