"""Reading of questions: addresses, documents named, follow-ups, spelling, the kind of thing wanted."""
