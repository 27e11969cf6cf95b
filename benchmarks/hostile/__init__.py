"""Documents made to take long or much memory, and what the readers make of each."""
