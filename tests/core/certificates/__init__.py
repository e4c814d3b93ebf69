"""Certificates, rule by rule."""
