"""ingest/documents/grammars"""
