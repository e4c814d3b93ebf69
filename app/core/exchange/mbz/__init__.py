"""A whole course from a Moodle backup: its pages, books, files and questions; of people and settings nothing."""
