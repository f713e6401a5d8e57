"""Lay-outs of documents, one module a kind."""
