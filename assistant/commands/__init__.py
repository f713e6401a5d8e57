"""Commands of `python -m assistant`: doctor, batch."""
