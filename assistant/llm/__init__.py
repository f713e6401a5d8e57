"""Language models that write prose, each statement verified."""
