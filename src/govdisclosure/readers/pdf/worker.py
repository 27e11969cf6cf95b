"""A process of its own for parsing: what a hostile PDF does to it, it does not do to the caller.

A worker reads one PDF after the other, so that its start is paid once. It bounds its own memory; the caller ends it
when the time is up. It is started as a plain command, not through multiprocessing, which would run the caller's script
a second time.
"""

import atexit
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from typing import IO, Final, cast

from govdisclosure.errors import DamagedDocumentError, GovDisclosureError, LimitExceededError
from govdisclosure.readers.grid import Document
from govdisclosure.readers.pdf import wire

_PATIENCE: Final = 1.0
"""Seconds that a process is given to end by itself."""
_MAIN: Final = "from govdisclosure.readers.pdf.child import main; main()"


class Worker:
    """A process that reads PDFs, started at the first one and again after one that brought it down.

    It may be used from several threads, which wait for each other; after a fork the child starts one of its own.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = threading.Lock()
        self._process: Process | None = None
        self._inherited: Process | None = None
        atexit.register(self.close)

    def read(self, request: wire.Request) -> Document:
        """The document that was asked for, parsed in the process within the limits."""
        with self._lock:
            answer = self._asked(request)
            try:
                return wire.opened_answer(answer)
            except LimitExceededError:
                self.close()  # it may have stopped for want of memory
                raise

    def close(self) -> None:
        """End the process; the next document starts a new one."""
        process, self._process = self._process, None
        if process is not None and process.is_own():
            process.end()

    def _asked(self, request: wire.Request) -> bytes:
        """The answer; without one the process is ended, so that it cannot come to a later question."""
        if self._process is not None and not self._process.is_own():
            self._process, self._inherited = None, self._process
        self._process = process = self._process or Process()
        answered = False
        try:
            answer = process.ask(request)
            answered = True
        finally:
            if not answered:
                self.close()
        return answer


class Process:
    """A running worker, and a file with what it complained of."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - end() closes it
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", _MAIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
        )
        self._questions = cast(IO[bytes], self._popen.stdin)
        self._answers = cast(IO[bytes], self._popen.stdout)
        if self._answers.readline() != wire.STARTED:
            reason = self._last_words()
            self.end()
            raise GovDisclosureError(
                f"the process that reads PDFs does not start: {reason}", zh="读取 PDF 的进程无法启动；请检查安装"
            )

    def is_own(self) -> bool:
        """Whether it was started by this process, not by the one it was forked from."""
        return self._owner == os.getpid()

    def ask(self, request: wire.Request) -> bytes:
        """Its answer to one request."""
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self._popen.kill()

        timer = threading.Timer(request.limits.seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            with suppress(OSError):  # it has gone; the missing answer tells
                self._questions.write(wire.packed_request(request))
                self._questions.flush()
            answer = self._answers.readline()
        finally:
            timer.cancel()
        if expired.is_set():
            raise LimitExceededError("seconds", request.limits.seconds)
        if not answer.endswith(b"\n"):
            reason = self._last_words()
            raise DamagedDocumentError(
                f"the PDF brought its reader down ({reason}); open it and save or print it as PDF again",
                zh="读取这份 PDF 的进程意外终止；请打开后重新保存或打印为 PDF",
            )
        return answer

    def end(self) -> None:
        """End the process: by itself, as it does when there is nothing more to come, or else by force."""
        with suppress(OSError):  # a request that was half sent
            self._questions.close()
        try:
            self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        self._answers.close()
        self._complaints.close()

    def _last_words(self) -> str:
        """The last line of its complaints, or the code it ended with."""
        code = self._popen.wait()
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").split("\n")
        return next((line for line in reversed(lines) if line.strip()), f"exit code {code}")
