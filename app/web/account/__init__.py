"""A person's own account: registering, signing in and out, password, address, profile."""
