"""assistant/text"""
