"""What a person asks: addresses, documents named, follow-ups, spelling, the kind of thing wanted."""
