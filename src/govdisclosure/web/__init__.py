"""What the page in a browser asks of the library: `session` keeps the documents, `view` shows one of them."""
