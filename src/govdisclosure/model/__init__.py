"""The report and what is known about where it came from."""
