"""Measuring the assistant: gold questions in, figures with their intervals out."""
