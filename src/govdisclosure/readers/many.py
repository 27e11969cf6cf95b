"""Many files, each read in a process that may fall without taking anything else with it.

The processes are started as a plain command, not through multiprocessing, which would run the caller's script a second
time. A process reads one file after the other; a thread of the caller waits for each.
"""

import os
import pickle
import queue
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Final, TypeVar, cast

from govdisclosure.errors import DamagedDocumentError, GovDisclosureError, UsageError, unopened
from govdisclosure.model.reading import Reading
from govdisclosure.readers.limits import Limits

AnyPath = TypeVar("AnyPath", bound=str | os.PathLike[str])
Task = tuple[str, str | None, Limits]
Answer = Reading | GovDisclosureError

_MAIN: Final = "from govdisclosure.readers.many import main; main()"
_AHEAD: Final = 8
"""Files that are under way or waiting to be given out, for each process."""
_PATIENCE: Final = 1.0
"""Seconds that a process is given to end by itself."""
_SIZE: Final = 8


def read_each(
    paths: Iterable[AnyPath], format: str | None, limits: Limits, processes: int | None
) -> Iterator[tuple[AnyPath, Answer]]:
    """The report in each file or the error that it gives, in the order of the paths."""
    count = (os.cpu_count() or 1) if processes is None else processes
    if count < 1:
        raise UsageError(
            f"processes must be at least 1 (got {processes!r})", zh=f"processes 至少为 1（现为 {processes!r}）"
        )
    return _in_order(paths, format, limits, count)


def _in_order(
    paths: Iterable[AnyPath], format: str | None, limits: Limits, count: int
) -> Iterator[tuple[AnyPath, Answer]]:
    waiting: deque[tuple[AnyPath, Future[Answer]]] = deque()
    pool = _Pool()
    executor = ThreadPoolExecutor(count, thread_name_prefix="govdisclosure")
    try:
        for path in paths:
            waiting.append(
                (path, executor.submit(pool.read, (os.fspath(cast("str | os.PathLike[str]", path)), format, limits)))
            )
            if len(waiting) >= count * _AHEAD:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        executor.shutdown(cancel_futures=True)
        pool.close()


def _next(waiting: deque[tuple[AnyPath, Future[Answer]]]) -> tuple[AnyPath, Answer]:
    path, future = waiting.popleft()
    return path, future.result()


class _Pool:
    """The processes that have nothing to do; each that is asked is taken out and put back, unless it has fallen."""

    def __init__(self) -> None:
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()

    def read(self, task: Task) -> Answer:
        """The answer to one task."""
        try:
            process = self._idle.get_nowait()
        except queue.Empty:
            process = _Process()
        answer = process.ask(task)
        if answer is None:
            reason = process.end()
            return DamagedDocumentError(
                f"the document brought its reader down ({reason})", zh="读取这份文件的进程意外终止"
            )
        self._idle.put(process)
        return answer

    def close(self) -> None:
        """End the processes."""
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().end()


class _Process:
    """A running process, and a file with what it complained of."""

    def __init__(self) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - end() closes it
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", _MAIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
        )
        self._questions = cast("IO[bytes]", self._popen.stdin)
        self._answers = cast("IO[bytes]", self._popen.stdout)

    def ask(self, task: Task) -> Answer | None:
        """The answer; None if the process has fallen."""
        with suppress(OSError):  # it has gone; the missing answer tells
            _send(self._questions, task)
        answer = _received(self._answers)
        return cast("Answer | None", answer)

    def end(self) -> str:
        """End the process; its last words, or the code it ended with."""
        with suppress(OSError):
            self._questions.close()
        try:
            code = self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            code = self._popen.wait()
        self._answers.close()
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").split("\n")
        self._complaints.close()
        return next((line for line in reversed(lines) if line.strip()), f"exit code {code}")


def _send(stream: IO[bytes], message: object) -> None:
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(packed).to_bytes(_SIZE, "big") + packed)
    stream.flush()


def _received(stream: IO[bytes]) -> object:
    """The next message; None if there is none or only part of one.

    A pickle, since both ends are this library, and the parsers that a document could subvert run in `read` as well.
    """
    size = stream.read(_SIZE)
    if len(size) < _SIZE:
        return None
    packed = stream.read(int.from_bytes(size, "big"))
    return pickle.loads(packed) if len(packed) == int.from_bytes(size, "big") else None


# --- the side of the process -----------------------------------------------------------------------------------------


def main() -> None:
    """Answer what comes in at standard input; whatever else wants to print goes to standard error."""
    answers, sys.stdout = sys.stdout, sys.stderr
    serve(sys.stdin.buffer, answers.buffer)


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer tasks until there are no more."""
    while (task := cast("Task | None", _received(questions))) is not None:
        _send(answers, _answer(*task))


def _answer(path: str, format: str | None, limits: Limits) -> Answer:
    from govdisclosure.readers.one import document_readings, the_only

    try:
        return the_only(document_readings(path, format, limits))
    except GovDisclosureError as error:
        return error
    except OSError as error:
        return unopened(error)
