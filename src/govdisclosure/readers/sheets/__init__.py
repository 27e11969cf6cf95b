"""Spreadsheets and CSV: what a person sees in the cells, exactly."""
