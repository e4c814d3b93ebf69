"""Certificates: codes, serials, the snapshot of printed facts, and the page that is made from it."""
