"""Many files, each read in a process that may fall without taking anything else with it.

A thread of the caller waits for each process. They are no threads that the program waits for at its end: who is
interrupted need not wait for what is under way, and the processes go with who asked them.
"""

import os
import queue
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, wait
from typing import Final, TypeVar, cast

from govdisclosure.errors import GovDisclosureError, UsageError
from govdisclosure.model.reading import Readings
from govdisclosure.readers.apart import worker
from govdisclosure.readers.elsewhere import read_file
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.process import NotStartedError, Worker

AnyPath = TypeVar("AnyPath", bound=str | os.PathLike[str])
Task = tuple[str, str | None, Limits]

_AHEAD: Final = 8
"""Files that are under way or waiting to be given out, for each process."""
_PATIENCE: Final = 1.0
"""Seconds that a thread is given to see that its process has ended, and after which a wait looks for an interrupt."""


def read_each(
    paths: Iterable[AnyPath], format: str | None, limits: Limits, processes: int | None
) -> Generator[tuple[AnyPath, Readings]]:
    """The reports in each file or the error that it gives, in the order of the paths."""
    count = (os.cpu_count() or 1) if processes is None else processes
    if count < 1:
        raise UsageError(
            f"processes must be at least 1 (got {processes!r})", zh=f"processes 至少为 1（现为 {processes!r}）"
        )
    return _in_order(paths, format, limits, count)


def _in_order(
    paths: Iterable[AnyPath], format: str | None, limits: Limits, count: int
) -> Generator[tuple[AnyPath, Readings]]:
    waiting: deque[tuple[AnyPath, Future[Readings]]] = deque()
    crew = _Crew(count)
    try:
        for path in paths:
            task = os.fspath(cast("str | os.PathLike[str]", path)), format, limits
            waiting.append((path, crew.read(task)))
            if len(waiting) >= count * _AHEAD:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        crew.dismiss()


def _next(waiting: deque[tuple[AnyPath, Future[Readings]]]) -> tuple[AnyPath, Readings]:
    path, future = waiting.popleft()
    while not future.done():  # an interrupt need not end a wait, as libraries may take it themselves (polars does)
        wait([future], _PATIENCE)
    return path, future.result()


class _Crew:
    """So many threads, each with a process that it asks; they start as there is something to ask."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._tasks: queue.SimpleQueue[tuple[Task, Future[Readings]] | None] = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._threads: list[threading.Thread] = []

    def read(self, task: Task) -> "Future[Readings]":
        """What will be the answer."""
        future: Future[Readings] = Future()
        self._tasks.put((task, future))
        if len(self._workers) < self._count:
            self._workers.append(worker())
            self._threads.append(threading.Thread(target=self._work, args=(self._workers[-1],), daemon=True))
            self._threads[-1].start()
        return future

    def dismiss(self) -> None:
        """End all processes at once, whatever they do."""
        for each in self._workers:
            each.stop()
            self._tasks.put(None)
        for thread in {*self._threads} - {threading.current_thread()}:  # in which what nobody reads on may be collected
            thread.join(_PATIENCE)

    def _work(self, asked: Worker) -> None:
        while (given := self._tasks.get()) is not None:
            task, future = given
            try:
                future.set_result(_read(asked, task))
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is for who waits for the result
                future.set_exception(error)


def _read(asked: Worker, task: Task) -> Readings:
    try:
        return read_file(asked, *task)
    except NotStartedError:
        raise
    except GovDisclosureError as error:
        return error
