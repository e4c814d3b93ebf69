"""Side-by-side measures: a page of ours against a bare page, on the same server, in turn."""
