"""assistant/ui/read"""
