"""The conformance pass: from a drawn page to PDF/A-3a and PDF/UA-1, without a second rendering."""
