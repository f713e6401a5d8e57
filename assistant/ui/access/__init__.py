"""assistant/ui/access"""
