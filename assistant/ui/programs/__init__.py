"""assistant/ui/programs"""
