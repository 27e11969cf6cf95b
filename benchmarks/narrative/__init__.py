"""How much of what texts state is read, and how much of what is read is true."""
