"""The model: exported once with torch, run without."""
