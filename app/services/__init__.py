"""Use cases: verbs that own the transaction and know no request; a writing service commits once, at its end."""
