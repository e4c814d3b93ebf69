"""The forms of trainers; every message is ours, in the page's language, and says how to put it right."""
