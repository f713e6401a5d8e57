"""assistant/quiz/material"""
