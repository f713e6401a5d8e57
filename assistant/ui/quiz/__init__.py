"""assistant/ui/quiz"""
