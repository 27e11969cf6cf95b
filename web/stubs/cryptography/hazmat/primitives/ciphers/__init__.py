"""The ciphers of PDFs that are encrypted with AES, which are refused: there is no cipher in a browser."""

from types import SimpleNamespace
from typing import NoReturn

from govdisclosure.errors import UnsupportedFormatError


def Cipher(*arguments: object, **options: object) -> NoReturn:
    """Refuse."""
    raise UnsupportedFormatError(
        "the PDF is encrypted, which is not read in a browser; open it, print it as PDF and read that",
        zh="PDF 已加密，浏览器里不能读取；请打开后另存或打印为未加密的 PDF 再放进来",
    )


algorithms = SimpleNamespace(AES=lambda key: None)
modes = SimpleNamespace(CBC=lambda vector: None, ECB=lambda: None)
