"""assistant/commands"""
