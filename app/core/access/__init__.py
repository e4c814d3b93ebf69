"""Access: roles, rights, and what makes a password, an address or a name acceptable."""
