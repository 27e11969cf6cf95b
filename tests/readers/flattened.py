"""A stand-in for a browser: hands pages over flat, as `govdisclosure.readers.web.flat` takes them, parsed by lexbor."""

import json
from collections.abc import Callable
from typing import TypeVar

import pytest

from govdisclosure.readers.web import html
from govdisclosure.readers.web.flat import Answers, Questions
from govdisclosure.readers.web.lexbor import LexborPage
from govdisclosure.readers.web.parsing import parsing_with

_Found = TypeVar("_Found")


def in_browser(read: Callable[[], _Found]) -> _Found:
    """What ``read`` gives where a browser parses the pages."""
    answers = Answers()
    with parsing_with(answers.parse):
        while isinstance(found := answers.ask(read), Questions):
            for text, selectors in found.pages.items():
                tell(answers, text, selectors)
    return found


def tell(answers, text, selectors):
    """Answer what is asked of a page."""
    page = LexborPage(text)
    items: list[object] = []
    numbers: dict[int, int] = {}
    node = page.root
    while node is not None:
        if node.tag == "-text":
            items.append(node.text_content)
        elif (node.tag or "").startswith("-"):
            items.append(1)
        else:
            numbers[node.mem_id] = len(numbers)
            items.append([node.tag or "", *([dict(node.attributes)] if node.attributes else [])])
            if node.first_child is not None:
                node = node.first_child
                continue
            items.append(0)
        while node.next is None and node.mem_id != page.root.mem_id:
            node = node.parent
            items.append(0)
        node = None if node.mem_id == page.root.mem_id else node.next
    answers.tell(text, json.dumps(items), {each: _matched(page, each, numbers) for each in selectors})


def _matched(page, selector, numbers):
    try:
        return [numbers[each] for each in page.matching(selector) if each in numbers]
    except LookupError:
        return None


@pytest.fixture(scope="module", autouse=True, params=["lexbor", "browser"])
def parser(request):
    """Every test of a module that imports this runs with both parsers of pages."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "browser":
            read = html.read
            patch.setattr(html, "read", lambda data, **options: in_browser(lambda: read(data, **options)))
        yield request.param
