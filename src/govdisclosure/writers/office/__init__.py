"""Word documents, and marks in documents of offices: what python-docx is needed for."""
