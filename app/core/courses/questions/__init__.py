"""Questions as they are written between `::: question` and `:::`: one module for each family of answers."""
