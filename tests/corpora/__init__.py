"""Questions that nobody here wrote, fetched from packages of other projects: what becomes of each file of theirs."""
