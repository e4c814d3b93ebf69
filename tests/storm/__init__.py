"""The kill storm: learners save and submit while all processes are killed; what was acknowledged must be there."""
