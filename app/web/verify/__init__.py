"""Checking a certificate, for anyone, without an account."""
