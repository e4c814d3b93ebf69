"""The learner's pages: home, catalogue, modules, lessons, quizzes, certificates."""
