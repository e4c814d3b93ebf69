"""Typesetting: fonts and their fallbacks, kerning, line breaking, and the tagged page."""
