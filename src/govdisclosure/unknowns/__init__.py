"""What identities say of cells that hold no number, and whether they can hold at all: integers, exactly, no form."""
