"""assistant/quiz/checks"""
