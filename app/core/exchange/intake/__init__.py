"""Files that trainers send for a module: each is what its name says, harmless, light, and without traces of its maker."""
