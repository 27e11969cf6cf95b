"""What pdfminer imports before it decrypts anything."""


def default_backend() -> None:
    """Nothing: nothing is decrypted."""
