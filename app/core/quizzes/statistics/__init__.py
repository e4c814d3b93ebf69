"""How good the questions of a quiz are: pure functions over first attempts, each with its source."""
