"""Figures about questions, against hand-worked values and against scipy and statsmodels."""
