"""Forms that learners fill in."""
