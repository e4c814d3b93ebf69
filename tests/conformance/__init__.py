"""The printed certificate against the standards and the programs that others read it with."""
