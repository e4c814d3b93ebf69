"""What comes in from other systems and goes out to them: containers, formats, and a report of every exchange."""
