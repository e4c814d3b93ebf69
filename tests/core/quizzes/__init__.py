"""Quizzes, rule by rule."""
