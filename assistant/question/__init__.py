"""assistant/question"""
