"""Tests of single questions: how they are written and how they are read again."""
