"""assistant/support"""
