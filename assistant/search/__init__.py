"""Candidates by vectors and words, their ranking, and the calibrated chance that a paragraph answers."""
