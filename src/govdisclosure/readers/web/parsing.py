"""The parser that web pages are read with: lexbor, or the one that a program in a browser has put in its place."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import Final

from govdisclosure.optional import require
from govdisclosure.readers.web.nodes import Page, Parser

_PARSER: Final[ContextVar[Parser | None]] = ContextVar("parser", default=None)


def parsed(text: str) -> Page:
    """The tree of a page; `MissingExtraError` where there is no parser."""
    parser = _PARSER.get()
    if parser is None:
        require("selectolax", extra="html", purpose="reading HTML", purpose_zh="读取 HTML")
        parser = import_module("govdisclosure.readers.web.lexbor").LexborPage
    return parser(text)


@contextmanager
def parsing_with(parser: Parser) -> Generator[None]:
    """Meanwhile web pages are parsed by ``parser``."""
    token = _PARSER.set(parser)
    try:
        yield
    finally:
        _PARSER.reset(token)
