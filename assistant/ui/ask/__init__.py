"""assistant/ui/ask"""
