"""What writing a report costs, for each format, beside the same cells written by hand; see `__main__`."""
