"""assistant/search"""
