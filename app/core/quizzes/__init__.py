"""Quizzes: drawing a paper, reading an answer, grading it, and the limits on attempts."""
