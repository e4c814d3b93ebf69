"""Pages for trainers: their modules, what waits for them, and how good their questions are."""
