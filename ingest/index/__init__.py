"""Chunks, Chroma, the files of an index; building, sealing and switching."""
