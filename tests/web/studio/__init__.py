"""The studio's pages by requests."""
