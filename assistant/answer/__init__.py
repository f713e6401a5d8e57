"""assistant/answer"""
