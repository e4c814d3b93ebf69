"""Pages about the Academy itself, for everyone, and the machine's own health."""
