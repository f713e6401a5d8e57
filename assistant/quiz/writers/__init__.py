"""assistant/quiz/writers"""
