"""Files that nobody here wrote: a folder of them is read, and everything in each is counted as taken or named."""
