"""Courses, rule by rule."""
