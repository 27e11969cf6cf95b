"""The one way to read documents in processes of their own: what a document does there, it does to nobody else.

A `Worker` is a process that answers questions one after the other, so that its start is paid once. What it may take is
bounded: memory (on Linux) and processor time (on Unix) by the process itself, time by the clock by who asks. A question
and an answer are a line of JSON each, followed by bytes if there are any: what a parser has been made to say by a
hostile document must not run in the caller, as a pickle would.

A process that is found dead is replaced, and the question is asked once more, since the document at hand need not be
what killed it. One that overruns is killed with all that it started. Each has a folder of its own for what it leaves
lying about, which goes when it goes. If the caller goes first, whatever way, the process sees that nobody is left to
ask, and goes too.

The processes are started as a plain command, not through multiprocessing, which would run the caller's script a second
time.
"""

import atexit
import json
import math
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import IO, Any, Final, NoReturn, cast

import attrs

from govdisclosure import errors
from govdisclosure.errors import DamagedDocumentError, GovDisclosureError, LimitExceededError
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.waiting import readable

Json = dict[str, Any]
"""An object of JSON."""

BY_THE_CLOCK: Final = 3.0
"""Seconds by the clock for each second of the processor, which may be busy with other things."""
_PATIENCE: Final = 1.0
"""Seconds that a process is given to end by itself, or a folder to go."""
_MAIN: Final = "import sys; from govdisclosure.readers.process import main; main(*sys.argv[1:])"
_TERMINATED: Final = 143
"""The exit code of what was ended by SIGTERM."""
_FOR_EVER: Final = 1e9
_LAST_WORDS: Final = 4096


@attrs.frozen
class Message:
    """What is asked, or what is answered."""

    head: Json
    body: bytes = b""


Answer = Callable[[Message, Limits], Message]
"""What a process does with a question; a `GovDisclosureError` in place of the answer reaches who asked."""


# --- what is said ----------------------------------------------------------------------------------------------------


def send(stream: IO[bytes], message: Message) -> None:
    """Write a message."""
    head = json.dumps(message.head | {"size": len(message.body)})
    stream.write(head.encode() + b"\n")
    stream.write(message.body)
    stream.flush()


def received(stream: IO[bytes]) -> Message | None:
    """The next message; None if there is none or only part of one."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    head = cast(Json, json.loads(line))
    size = head.pop("size")
    body = stream.read(size)
    return Message(head, body) if len(body) == size else None


def packed_error(error: GovDisclosureError) -> Message:
    """An error as it is sent: its kind, what it was made of, and what it knows besides."""
    _, arguments, *rest = cast("tuple[object, ...]", error.__reduce__())
    state = cast(Json, rest[0]) if rest else {}
    return Message({"error": type(error).__name__, "arguments": arguments, "state": state | {"zh": error.zh}})


def opened_error(head: Mapping[str, Any]) -> GovDisclosureError:
    """The error that was sent."""
    kind = cast("type[GovDisclosureError]", getattr(errors, head["error"]))
    error = kind(*(tuple(cast("list[str]", each)) if isinstance(each, list) else each for each in head["arguments"]))
    for name, value in head["state"].items():
        setattr(error, name, value)
    return error


# --- the side of who asks --------------------------------------------------------------------------------------------

_workers: "weakref.WeakSet[Worker]" = weakref.WeakSet()


class NotStartedError(GovDisclosureError):
    """There is no process to ask: it does not start, or was told to stop. This is not for a document to answer for."""


class Worker:
    """A process that answers by the function of this name, started at the first question and again after one that fell.

    It may be used from several threads, which wait for each other; after a fork the child starts one of its own.
    """

    def __init__(self, function: str) -> None:
        """Start nothing yet; ``function`` is the `Answer`, as "module:name"."""
        self._function = function
        self._process: _Process | None = None
        self._stopped = False
        self.forked()
        _workers.add(self)

    def forked(self) -> None:
        """Leave the process to the caller that this one was forked from."""
        self._lock = threading.Lock()
        self._inherited, self._process = self._process, None

    def ask(self, question: Message, limits: Limits) -> Message:
        """The answer within the limits; an error that is answered is raised."""
        question = attrs.evolve(question, head=question.head | {"limits": attrs.asdict(limits)})
        with self._lock:
            answer = self._asked(question, limits)
            if "error" not in answer.head:
                return answer
            error = opened_error(answer.head)
            if isinstance(error, LimitExceededError):
                self.close()  # what such a document leaves in the process is not for the next one
            raise error

    def close(self) -> None:
        """End the process; the next question starts a new one."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def stop(self) -> None:
        """End the process, by force if it is being asked; nothing can be asked any more."""
        self._stopped = True
        if self._lock.acquire(blocking=False):
            self.close()
            self._lock.release()
        elif (process := self._process) is not None:  # pragma: no branch - it may be just about to start
            process.kill()

    def _asked(self, question: Message, limits: Limits) -> Message:
        reason = ""
        for _ in range(2):
            process = self._process = self._ready()
            try:
                answer = process.ask(question, limits.seconds * BY_THE_CLOCK)
            except BaseException:
                self._process = None
                process.kill()
                raise
            if answer is not None:
                return answer
            self._process = None
            reason = process.kill()
            if process.overran:
                raise LimitExceededError("seconds", limits.seconds)
        raise DamagedDocumentError(
            f"the document brought its reader down ({reason}); open it and save it again, or read another format",
            zh="读取这份文件的进程意外终止；请打开后重新保存，或读取其他格式",
        )

    def _ready(self) -> "_Process":
        """A process that is there to be asked: one that died waiting did not die of the document at hand."""
        if self._process is not None and not self._process.is_running():
            self.close()
        process = self._process or _Process(self._function)
        if self._stopped:
            process.kill()
            raise NotStartedError("nothing is read any more", zh="已停止读取")
        return process


class _Process:
    """A running process, its folder, and a file in it with what it complained of."""

    def __init__(self, function: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="govdisclosure-"))
        self._complaints = (self._folder / "complaints").open("w+b")
        self._expired = self._started = False
        folder = str(self._folder)
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", _MAIN, function, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}
            | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
            process_group=None if sys.platform == "win32" else 0,
        )
        self._questions = cast("IO[bytes]", self._popen.stdin)
        self._answers = cast("IO[bytes]", self._popen.stdout)
        self._ending = threading.Lock()

    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._popen.poll() is None

    @property
    def overran(self) -> bool:
        """Whether it was ended for taking too long, by the clock or by the processor."""
        return self._expired or (sys.platform != "win32" and self._popen.returncode == -signal.SIGXCPU)

    def ask(self, question: Message, seconds: float) -> Message | None:
        """Its answer; None if it has ended, or was ended when the time was up."""
        timer = threading.Timer(min(seconds, _FOR_EVER), self._expire)
        timer.daemon = True
        timer.start()
        try:
            if not self._started:
                self._start()
            with suppress(OSError):  # it has gone; the missing answer tells
                send(self._questions, question)
            return self._answer()
        finally:
            timer.cancel()

    def _answer(self) -> Message | None:
        with suppress(ValueError):  # another thread has ended it and closed what it answers by
            readable(self._answers)
        with self._ending:
            return None if self._answers.closed else received(self._answers)

    def _start(self) -> None:
        self._started = self._answer() is not None
        if not (self._started or self._expired):
            reason = self.kill()
            raise NotStartedError(
                f"the process that reads documents does not start: {reason}", zh="读取文件的进程无法启动；请检查安装"
            )

    def _expire(self) -> None:
        self._expired = True
        self._signal()

    def end(self) -> None:
        """End it: by itself, as it does when there is nothing more to come, or else by force."""
        with suppress(OSError):  # a question that was half sent
            self._questions.close()
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(_PATIENCE)
        self.kill()

    def kill(self) -> str:
        """End it by force with all that it started, and remove what it left; its last words, or its exit code."""
        self._signal()
        with self._ending:
            code = self._popen.wait()
            if self._complaints.closed:
                return ""
            with suppress(OSError):
                self._questions.close()
            size = self._complaints.seek(0, os.SEEK_END)
            self._complaints.seek(max(0, size - _LAST_WORDS))
            lines = self._complaints.read().decode(errors="replace").split("\n")
            self._complaints.close()
            self._answers.close()
            remove(self._folder)
        return next((line for line in reversed(lines) if line.strip()), f"exit code {code}")

    def _signal(self) -> None:
        if sys.platform == "win32":
            self._popen.kill()
        else:
            with suppress(ProcessLookupError, PermissionError):  # nobody is left in the group
                os.killpg(self._popen.pid, signal.SIGKILL)


def remove(folder: Path) -> None:
    """Remove a folder, also one in which a process that is just ending still wrote something."""
    until = time.monotonic() + _PATIENCE
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        if time.monotonic() > until:
            return


def _stop_all() -> None:
    for worker in list(_workers):
        worker.stop()


def _forked() -> None:
    for worker in list(_workers):
        worker.forked()


atexit.register(_stop_all)
if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows has none
    os.register_at_fork(after_in_child=_forked)


@contextmanager
def ended_by_sigterm() -> Generator[None]:
    """Meanwhile SIGTERM ends the program as an interrupt does, so that nothing is left running or lying about."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(_TERMINATED)


# --- the side of the process -----------------------------------------------------------------------------------------

_inside = sys.platform == "emscripten"
"""A browser has no processes: what reads documents there is stopped as a whole, by the page that asked for it."""


def inside() -> bool:
    """Whether this is a process that reads documents for another one, or for a page in a browser, and may fall."""
    return _inside


def main(function: str, folder: str) -> None:
    """Answer what comes in at standard input; whatever else wants to print goes to standard error."""
    global _inside
    _inside = True
    answers, sys.stdout = sys.stdout, sys.stderr
    # A file of its own: at the end of the process nobody waits for the one who still reads it.
    questions = open(os.dup(sys.stdin.fileno()), "rb")  # noqa: SIM115 - it ends with the process
    module, _, name = function.partition(":")
    try:
        answer = cast(Answer, getattr(import_module(module), name))
        serve(questions, answers.buffer, answer, bound, lambda: leave(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # as who asked would, but need not be there to do


def serve(
    questions: IO[bytes],
    answers: IO[bytes],
    answer: Answer,
    bounded: Callable[[Limits], None],
    leave: Callable[[], None],
) -> None:
    """Answer questions until there are no more, or what the last one left in memory would be in the way of the next.

    ``bounded`` bounds what the process may take; ``leave`` is called if it is still busy when nobody is left to ask.
    """
    asked: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
    busy = threading.Event()
    threading.Thread(target=_listen, args=(questions, asked, busy, leave), daemon=True).start()
    send(answers, Message({}))
    while (question := asked.get()) is not None:
        limits = Limits(**question.head.pop("limits"))
        bounded(limits)
        found = _answered(answer, question, limits)
        busy.clear()
        send(answers, found)
        if _is_full(limits):
            return


def _listen(
    questions: IO[bytes],
    asked: "queue.SimpleQueue[Message | None]",
    busy: threading.Event,
    leave: Callable[[], None],
) -> None:
    while (question := received(questions)) is not None:
        busy.set()
        asked.put(question)
    asked.put(None)
    if busy.is_set():
        leave()


def _answered(answer: Answer, question: Message, limits: Limits) -> Message:
    try:
        return answer(question, limits)
    except GovDisclosureError as error:
        return packed_error(error)
    except MemoryError:
        return packed_error(LimitExceededError("memory_bytes", limits.memory_bytes))


def bound(limits: Limits) -> None:
    """Bound what this process may take from now on."""
    if sys.platform == "win32":
        return
    import resource  # exists on Unix only

    seconds = min(math.ceil(time.process_time() + min(limits.seconds, _FOR_EVER)), int(_FOR_EVER))
    _hold(resource.RLIMIT_CPU, seconds)
    if sys.platform == "linux":  # pragma: no branch - other systems do not hold it
        _hold(resource.RLIMIT_AS, limits.memory_bytes)


def _hold(what: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _is_full(limits: Limits) -> bool:
    """Whether half of the memory is taken while there is nothing to do."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # a system that does not hold memory
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > limits.memory_bytes / 2


_CLEANER: Final = (
    "import os, shutil, signal, sys; os.killpg(int(sys.argv[1]), signal.SIGKILL); "
    "shutil.rmtree(sys.argv[2], ignore_errors=True)"
)


def leave(folder: str) -> None:
    """End this process with all that it started, and remove its folder: nobody else is left to do so."""
    if sys.platform != "win32":
        subprocess.Popen([sys.executable, "-I", "-S", "-c", _CLEANER, str(os.getpgrp()), folder], process_group=0)
        time.sleep(_PATIENCE)  # until it is killed
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
