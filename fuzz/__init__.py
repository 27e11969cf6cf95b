"""Fuzzing: what is attempted (``targets``), from what (``seeds``, ``corpus``), how it is changed (``damage``)."""
