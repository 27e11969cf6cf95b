"""Word documents: a walk of our own over the markup, since libraries lose cells in controls and changes."""
