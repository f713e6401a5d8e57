"""Material that the documents offer for questions: clauses, lists, actors, distractors."""
