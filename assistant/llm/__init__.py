"""assistant/llm"""
