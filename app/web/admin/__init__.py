"""The Secretariat's pages."""
