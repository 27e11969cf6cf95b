"""One module a kind of generated page; `docs/generate.py` has the list."""
