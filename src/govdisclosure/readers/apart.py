"""How the processes that documents are read in are asked.

A question names the function that answers it there, which stands in the module that asks: nothing here knows any of
them. Inside such a process no other one is asked.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, cast

import cattrs

from govdisclosure.readers.limits import Limits
from govdisclosure.readers.process import Answer, Message, Worker

CONVERTER: Final = cattrs.Converter(omit_if_default=True)
"""Values to JSON types and back, for what has no form of its own."""

_ANSWER: Final = f"{__name__}:answer"


def worker() -> Worker:
    """A process to ask, which is not started yet."""
    return Worker(_ANSWER)


READER: Final = worker()
"""The one that is kept for what is read by `govdisclosure.read` and must not be read in this process."""


def question(module: str, head: Mapping[str, Any], body: bytes = b"") -> Message:
    """What the function ``answer`` of a module is to be given."""
    return Message({"module": module, **head}, body)


def answer(asked: Message, limits: Limits) -> Message:
    """The answer of the module that a question names, in the process that was asked."""
    return cast(Answer, import_module(asked.head["module"]).answer)(asked, limits)
