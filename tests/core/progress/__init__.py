"""Progress, rule by rule."""
