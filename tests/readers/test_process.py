"""Processes that answer: what happens in one of them happens to nobody else, and nothing of it stays behind."""

import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from govdisclosure import errors
from govdisclosure.readers import process
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.process import Message, NotStartedError, Worker
from readers.waiting import LONG, gone, until

SERVICES = """
import os, resource, signal, subprocess, sys, tempfile, time
from pathlib import Path
from govdisclosure import errors
from govdisclosure.readers.process import Message, inside

kept = []

def echo(question, limits):
    known = {"pid": os.getpid(), "inside": inside(), "head": question.head, "pages": limits.pages}
    return Message(known, question.body)

def noise(question, limits):
    print("this is no answer")
    return Message({})

def fail(question, limits):
    raise getattr(errors, question.head["kind"])(*question.head["arguments"], **question.head["named"])

def hang(question, limits):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    (Path(tempfile.gettempdir()) / "left").write_text("lying about")
    note = Path(question.head["note"])
    note.with_suffix(".new").write_text(f"{os.getpid()} {child.pid} {tempfile.gettempdir()}")
    note.with_suffix(".new").rename(note)
    time.sleep(600)

def die(question, limits):
    sys.stderr.write(question.head.get("words", "") + "\\n\\n")
    sys.stderr.flush()
    os.kill(os.getpid(), question.head.get("signal", signal.SIGKILL))

def die_once(question, limits):
    once = Path(question.head["once"])
    if not once.exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return echo(question, limits)

def half(question, limits):
    os.write(1, b"{")
    os._exit(3)

def swell(question, limits):
    kept.append(bytearray(question.head["bytes"]))
    return echo(question, limits)

def bounds(question, limits):
    return Message({"cpu": resource.getrlimit(resource.RLIMIT_CPU)[0], "as": resource.getrlimit(resource.RLIMIT_AS)[0]})
"""
"""What stands for a reader of documents."""


@pytest.fixture
def worker(tmp_path, monkeypatch):
    """Workers for the functions above, stopped after the test; their folders are made in one that must end empty."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "services.py").write_text(SERVICES, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "modules")
    folders = tmp_path / "folders"
    folders.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folders))
    made = []

    def make(name):
        made.append(Worker(name if ":" in name else f"services:{name}"))
        return made[-1]

    yield make
    for each in made:
        each.stop()
    assert [] == list(folders.iterdir())


def ask(worker, limits=None, body=b"", **head):
    """The head of an answer."""
    return worker.ask(Message(head, body), limits or Limits()).head


# --------------------------------------------------------------------------------------------- what is said


def test_questions_and_answers(worker):
    """A question arrives as it was asked, in a process that knows what it is, and the answer as it was given."""
    asked = worker("echo")
    body = b"\n\0\xff" * 100_000
    answer = asked.ask(Message({"name": "甲\udc80", "list": [1, None]}, body), Limits(pages=7))

    assert body == answer.body
    assert {"name": "甲\udc80", "list": [1, None]} == answer.head["head"]
    assert (True, 7) == (answer.head["inside"], answer.head["pages"])
    assert not process.inside()


def test_the_process_is_kept(worker):
    """Its start is paid once, also where a document is refused in between."""
    asked = worker("echo")

    assert ask(asked)["pid"] == ask(asked)["pid"]


def test_what_it_prints_is_no_answer(worker):
    """Nothing that a library prints comes between the answers."""
    assert {} == ask(worker("noise"))


@pytest.mark.parametrize(
    "error",
    [
        errors.DamagedDocumentError("broken", zh="已损坏"),
        errors.UnsupportedFormatError("scanned"),
        errors.LimitExceededError("pages", 1, 2),
        errors.SeveralReportsError(("甲", "乙")),
        errors.InvalidDocumentError(("one", "two"), zh=("一", "二")),
        errors.MissingExtraError("needs it", name="pdfminer", zh="需要"),
        errors.UnknownAddressError("a.b", "a.c"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_come_back_as_they_were(error):
    """With all they know, in both languages."""
    stream = io.BytesIO()
    process.send(stream, process.packed_error(error))
    stream.seek(0)
    back = process.opened_error(process.received(stream).head)

    assert type(error) is type(back)
    assert (str(error), error.message("zh")) == (str(back), back.message("zh"))
    assert vars(error) == vars(back)
    assert getattr(error, "name", None) == getattr(back, "name", None)


def test_an_error_is_raised_where_it_is_asked_for(worker):
    """It is the answer; the process goes on."""
    asked = worker("fail")
    for _ in range(2):
        with pytest.raises(errors.DamagedDocumentError, match="broken") as caught:
            ask(asked, kind="DamagedDocumentError", arguments=["broken"], named={"zh": "已损坏"})
        assert "已损坏" == caught.value.message("zh")


def test_threads_take_turns(worker):
    """Several may ask one worker."""
    asked = worker("echo")
    found = []
    threads = [threading.Thread(target=lambda: found.append(ask(asked)["pid"])) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [ask(asked)["pid"]] * 3 == found


# --------------------------------------------------------------------------------------------- who falls


def test_killed_between_two_questions(worker):
    """The next question is asked in a new process: it did not die of that."""
    asked = worker("echo")
    first = ask(asked)["pid"]
    os.kill(first, signal.SIGKILL)
    until(lambda: gone(first))

    assert first != ask(asked)["pid"]


def test_killed_during_a_question(worker, tmp_path):
    """It is asked once more, in a new process."""
    assert "pid" in ask(worker("die_once"), once=str(tmp_path / "once"))


@pytest.mark.parametrize(
    ("function", "head", "reason"),
    [
        ("die", {}, "exit code -9"),
        ("die", {"words": "terrible things"}, "terrible things"),
        ("half", {}, "exit code 3"),
    ],
)
def test_a_document_that_brings_its_reader_down(worker, function, head, reason):
    """Twice is enough: the error has the last words of the process, or the code it ended with."""
    with pytest.raises(errors.DamagedDocumentError, match=rf"brought its reader down \({reason}\); open it") as caught:
        ask(worker(function), **head)

    assert "读取这份文件的进程意外终止；请打开后重新保存，或读取其他格式" == caught.value.message("zh")


def test_taking_too_long(worker, tmp_path, monkeypatch):
    """When the time is up the process ends with what it started, and its folder goes."""
    note = tmp_path / "note"

    class Timer(threading.Thread):
        """Time that is up when the process has begun."""

        def __init__(self, seconds, act):
            super().__init__(target=lambda: (until(note.exists), act()))
            assert seconds == 3 * 5

        def cancel(self):
            """It is too late."""

    monkeypatch.setattr(process.threading, "Timer", Timer)
    with pytest.raises(errors.LimitExceededError, match="limit seconds is 5"):
        ask(worker("hang"), Limits(seconds=5), note=str(note))

    pid, child, folder = note.read_text().split()
    until(lambda: gone(int(pid)) and gone(int(child)))
    assert not Path(folder).exists()


def test_taking_too_long_to_start(worker):
    """It is the same whatever the time went into."""
    with pytest.raises(errors.LimitExceededError, match="limit seconds is 1e-09"):
        ask(worker("echo"), Limits(seconds=1e-9))


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not bound it")
def test_taking_too_much_of_the_processor(worker):
    """The system ends it with a signal of its own, which is no damage."""
    with pytest.raises(errors.LimitExceededError, match="limit seconds is 20"):
        ask(worker("die"), signal=signal.SIGXCPU)


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not bound it")
def test_bounds_are_held_by_the_system(worker):
    """Memory as the limit says, and time above what the process has already used."""
    asked = worker("bounds")
    found = ask(asked, Limits(memory_bytes=300_000_000, seconds=7))

    assert 300_000_000 == found["as"]
    assert 7 < found["cpu"] < 7 + LONG
    assert 10**9 == ask(asked, Limits(seconds=float("inf")))["cpu"]


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not bound it")
def test_taking_too_much_memory(worker):
    """It is refused, and the next question is asked in a new process."""
    asked = worker("swell")
    first = ask(asked, bytes=1)["pid"]
    with pytest.raises(errors.LimitExceededError, match="limit memory_bytes is 200,000,000"):
        ask(asked, Limits(memory_bytes=200_000_000), bytes=300_000_000)

    assert first != ask(asked, bytes=1)["pid"]


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not bound it")
def test_what_is_left_in_memory_is_not_for_the_next_document(worker):
    """A process that keeps half of what it may take ends by itself."""
    asked = worker("swell")
    first = ask(asked, bytes=300_000_000)["pid"]
    until(lambda: gone(first))

    assert first != ask(asked, bytes=1)["pid"]


def test_a_process_that_does_not_start(worker):
    """It is not the fault of the document."""
    with pytest.raises(NotStartedError, match=r"does not start: .*No module named 'nowhere'") as caught:
        ask(worker("nowhere:nothing"))

    assert not isinstance(caught.value, errors.DocumentError)
    assert "读取文件的进程无法启动" in caught.value.message("zh")


# --------------------------------------------------------------------------------------------- who is ended


def test_stopped_while_it_is_asked(worker, tmp_path):
    """Who waits for the answer is told at once, and nothing is asked any more."""
    asked, note, found = worker("hang"), tmp_path / "note", []

    def wait():
        try:
            ask(asked, note=str(note))
        except NotStartedError as error:
            found.append(error.message("zh"))

    thread = threading.Thread(target=wait)
    thread.start()
    until(note.exists)
    asked.stop()
    thread.join(LONG)

    assert ["已停止读取"] == found
    assert all(gone(int(pid)) for pid in note.read_text().split()[:1])
    with pytest.raises(NotStartedError, match="nothing is read any more"):
        ask(asked, note=str(note))


@pytest.mark.usefixtures("interrupts")
def test_interrupted_while_it_is_asked(worker, tmp_path):
    """The process goes with who asked."""
    note = tmp_path / "note"

    def interrupt():
        until(note.exists)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        ask(worker("hang"), note=str(note))

    pid, child, folder = note.read_text().split()
    until(lambda: gone(int(pid)) and gone(int(child)))
    assert not Path(folder).exists()


def test_a_process_that_does_not_end_by_itself(worker, tmp_path, monkeypatch):
    """Nobody waits for it: it is ended by force."""
    monkeypatch.setattr(process, "_PATIENCE", 0.01)
    asked = worker("echo")
    pid = ask(asked)["pid"]
    os.kill(pid, signal.SIGSTOP)
    asked.close()
    asked.close()

    until(lambda: gone(pid))


def test_a_folder_that_does_not_go(tmp_path, monkeypatch):
    """It is given up on after a while."""
    monkeypatch.setattr(process, "_PATIENCE", 0.01)
    monkeypatch.setattr(process.shutil, "rmtree", lambda folder, ignore_errors: None)
    process.remove(tmp_path)

    assert tmp_path.exists()


ASKING = """
import sys
from govdisclosure.readers.process import Message, Worker, ended_by_sigterm
from govdisclosure.readers.limits import Limits

with ended_by_sigterm():
    Worker("services:hang").ask(Message({"note": sys.argv[1]}), Limits())
"""


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, -signal.SIGINT), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_the_caller_is_ended(worker, tmp_path, number, code):
    """Whatever ends who asked, the process ends with what it started, and its folder goes."""
    note = tmp_path / "note"
    caller = subprocess.Popen(
        [sys.executable, "-c", ASKING, str(note)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": tempfile.gettempdir()},
        stderr=subprocess.DEVNULL,
    )
    until(note.exists)
    caller.send_signal(number)

    assert code == caller.wait(LONG)
    pid, child, folder = note.read_text().split()
    until(lambda: gone(int(pid)) and gone(int(child)) and not Path(folder).exists())


def test_sigterm_in_another_thread_is_left_alone():
    """Only the main thread may say what a signal does."""
    done = []

    def run():
        with process.ended_by_sigterm():
            done.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert [signal.getsignal(signal.SIGTERM)] == done


def test_leaving(tmp_path, monkeypatch):
    """A process that nobody asks any more leaves its end to another one, which removes its folder."""
    ended, started = [], []
    monkeypatch.setattr(process.os, "_exit", ended.append)
    monkeypatch.setattr(process.subprocess, "Popen", lambda command, process_group: started.append(command))
    monkeypatch.setattr(process, "_PATIENCE", 0)
    folder = tmp_path / "folder"
    folder.mkdir()
    process.leave(str(folder))

    assert [1] == ended
    assert [[str(os.getpgrp()), str(folder)]] == [command[-2:] for command in started]
    assert not folder.exists()


# --------------------------------------------------------------------------------------------- in the process


def served(*questions, answer):
    """What a process answers to questions, as bytes."""
    asked, answered = io.BytesIO(), io.BytesIO()
    for question in questions:
        process.send(asked, question)
    asked.seek(0)
    process.serve(asked, answered, answer, lambda limits: None, lambda: None)
    answered.seek(0)
    return list(iter(lambda: process.received(answered), None))


QUESTION = Message({"limits": {"pages": 3, "memory_bytes": 10**12}}, b"body")


def test_questions_are_answered_in_turn():
    """It says that it is there, and answers until there are no more."""
    found = served(QUESTION, QUESTION, answer=lambda question, limits: Message({"pages": limits.pages}, question.body))

    assert [Message({}), Message({"pages": 3}, b"body"), Message({"pages": 3}, b"body")] == found


def test_running_out_of_memory_is_said():
    """As the limit that it is."""

    def answer(question, limits):
        raise MemoryError

    _, found = served(QUESTION, answer=answer)

    assert "memory_bytes" == process.opened_error(found.head).limit


def test_a_system_that_does_not_say_what_memory_is_taken(monkeypatch):
    """The process goes on."""

    def missing(self, encoding):
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", missing)

    assert 3 == len(served(QUESTION, QUESTION, answer=lambda question, limits: Message({})))


def test_nobody_is_left_to_ask():
    """A process that is busy when its caller goes leaves; one that has nothing to do just ends."""
    left = threading.Event()
    end, asked = threading.Event(), io.BytesIO()
    process.send(asked, QUESTION)
    asked.seek(0)

    def answer(question, limits):
        assert left.wait(LONG)
        end.set()
        return Message({})

    process.serve(asked, io.BytesIO(), answer, lambda limits: None, left.set)

    assert end.is_set()


def test_elsewhere_than_on_unix(monkeypatch, tmp_path):
    """Where there are no process groups, the process itself is ended, and what it may take is not bounded."""
    monkeypatch.setattr(sys, "platform", "win32")
    ended = []
    monkeypatch.setattr(process.os, "_exit", ended.append)
    worker = Worker("govdisclosure.readers.apart:answer")
    with pytest.raises(errors.LimitExceededError, match="seconds"):
        worker.ask(QUESTION, Limits(seconds=1e-9))
    process.bound(Limits())
    process.leave(str(tmp_path / "none"))

    assert [1] == ended


FORKING = """
import os, sys
from govdisclosure.readers.process import Message, Worker
from govdisclosure.readers.limits import Limits

worker = Worker("services:echo")
first = worker.ask(Message({}), Limits()).head["pid"]
forked = os.fork()
same = worker.ask(Message({}), Limits()).head["pid"] == first
if not forked:
    sys.exit(1 if same else 0)
sys.exit(0 if same and os.waitpid(forked, 0)[1] == 0 else 1)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_fork_starts_a_process_of_its_own(worker):
    """After a fork both go on asking, each a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", FORKING],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": tempfile.gettempdir()},
        timeout=LONG,
        check=False,
    )

    assert 0 == done.returncode
