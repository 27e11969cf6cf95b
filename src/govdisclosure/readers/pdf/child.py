"""The worker's side: reads requests and answers them until there are no more."""

import sys
from collections.abc import Callable
from typing import IO

from govdisclosure.errors import DocumentError, LimitExceededError
from govdisclosure.readers.grid import Document
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf import wire
from govdisclosure.readers.pdf.pages import parse


def main() -> None:
    """Answer what comes in at standard input; whatever else wants to print goes to standard error."""
    answers, sys.stdout = sys.stdout, sys.stderr
    serve(sys.stdin.buffer, answers.buffer, parse)


def serve(requests: IO[bytes], answers: IO[bytes], read: Callable[..., Document]) -> None:
    """Answer requests; after running out of memory say so and stop, since what is left cannot be relied on."""
    answers.write(wire.STARTED)
    answers.flush()
    while request := wire.next_request(requests):
        _bound_memory(request.limits)
        answer: Document | DocumentError
        try:
            answer = read(request.data, name=request.name, limits=request.limits)
        except DocumentError as error:
            answer = error
        except MemoryError:
            answer = LimitExceededError("memory_bytes", request.limits.memory_bytes)
        answers.write(wire.packed_answer(answer))
        answers.flush()
        if isinstance(answer, LimitExceededError) and answer.limit == "memory_bytes":
            return


def _bound_memory(limits: Limits) -> None:
    if sys.platform == "linux":  # pragma: no branch - other systems do not bound it
        import resource  # exists on Unix only

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, hard))
