"""Reports in columns: the same rules over data frames, whichever library they are of."""
