"""Courses: what a module is, how its Markdown is read, checked, rendered and compared."""
