"""What the library says of small documents: those of ``tests/readers/examples``, read while a page is made."""

import sys
from importlib import import_module
from pathlib import Path, PurePath
from typing import Protocol, cast

import govdisclosure as gd
from generators.markdown import fenced, quoted
from govdisclosure.forms.text import Text
from govdisclosure.render.text import notice_text

TESTS = Path(__file__).resolve().parents[2] / "tests"

_LANGUAGES = {".html": "html", ".md": "markdown"}


class Example(Protocol):
    """A document that the library has something to say about, and what it holds."""

    @property
    def code(self) -> str:
        """The kind of notice, the class of error or the bound that it is an example of."""
        ...

    @property
    def what(self) -> Text:
        """A sentence about the document."""
        ...

    @property
    def name(self) -> str:
        """The name of its file."""
        ...

    @property
    def excerpt(self) -> str:
        """The piece of it that matters; empty for a binary document."""
        ...

    @property
    def limits(self) -> gd.Limits:
        """The bounds that it is read with."""
        ...

    @property
    def needs(self) -> str:
        """What not every machine has and the reading needs; a page must be the same on every machine."""
        ...

    @property
    def detail(self) -> str:
        """What the notice quotes, for one that is not read."""
        ...

    def notices(self) -> tuple[gd.Notice, ...]:
        """The notices of its kind that reading it gives."""
        ...

    def refusal(self) -> gd.GovDisclosureError | None:
        """The error that reading it gives."""
        ...


def examples(name: str) -> tuple[Example, ...]:
    """The examples of one sort: NOTICES, REFUSALS or BOUNDS."""
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    return cast("tuple[Example, ...]", getattr(import_module("readers.examples"), name))


def _told(example: Example) -> tuple[Text, ...]:
    """The notices in both languages."""
    notices = (gd.Notice(example.code, detail=example.detail),) if example.needs else example.notices()
    assert notices, f"the example of {example.code} gives no such notice"
    return tuple(Text(notice_text(notice, "zh"), notice_text(notice, "en")) for notice in notices)


def notice_block(example: Example) -> str:
    """A document and the notices that reading it gives."""
    return _block(example, *_told(example))


def refusal_text(example: Example) -> Text:
    """What the error says that reading the document gives."""
    error = example.refusal()
    assert error is not None, f"{example.what.en} The document is not refused."
    return Text(error.message("zh"), error.message("en"))


def refusal_block(example: Example) -> str:
    """A document and the error that reading it gives."""
    return _block(example, refusal_text(example))


def _block(example: Example, *told: Text) -> str:
    excerpt = fenced(example.excerpt, _LANGUAGES.get(PurePath(example.name).suffix, "text"))
    said = quoted(text for each in told for text in (each.zh, each.en))
    return "\n\n".join(filter(None, (f"例：{example.what.zh}\n{example.what.en}", excerpt, said)))
