"""ingest/documents"""
