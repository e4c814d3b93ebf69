"""Progress: what a learner has done in a module and what is missing for the certificate."""
