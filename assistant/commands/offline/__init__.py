"""The trial of ``doctor --offline``: a small corpus in a network of its own, watched."""
