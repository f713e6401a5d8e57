"""assistant/export"""
