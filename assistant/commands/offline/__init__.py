"""assistant/commands/offline"""
