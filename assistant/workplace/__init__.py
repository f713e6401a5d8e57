"""assistant/workplace"""
