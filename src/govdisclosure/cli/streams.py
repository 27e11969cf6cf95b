"""The standard streams as the command needs them: there, in UTF-8, and patient with whoever stops reading.

Who sets PYTHONIOENCODING has another encoding. What that has no character for is written as ``\\uXXXX``, in halves
where it takes two, which is how JSON writes it, so that JSON stays JSON in any encoding.
"""

import codecs
import io
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import Final, TextIO, cast

STANDARD: Final = ("stdin", "stdout", "stderr")


ESCAPED: Final = "govdisclosure.escaped"
"""What becomes of a character that an encoding does not have."""


def _escaped(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):  # pragma: no cover - the streams are only written to
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end


codecs.register_error(ESCAPED, _escaped)


def encoding() -> str:
    """The encoding of the standard streams."""
    return os.environ.get("PYTHONIOENCODING", "").partition(":")[0] or "utf-8"


def on_errors() -> str:
    """What becomes of characters that the encoding does not have."""
    return os.environ.get("PYTHONIOENCODING", "").partition(":")[2] or ESCAPED


class Patient(io.RawIOBase):
    """A raw output that takes everything: once nobody reads it any more, or it has failed, what comes is dropped.

    So the command does its whole work whoever stops reading, and its exit code is that of the whole.
    """

    def __init__(self, raw: io.RawIOBase, before: Callable[[], None] | None = None) -> None:
        self._raw = raw
        self._before = before
        self._deaf = False

    def writable(self) -> bool:
        """It is an output."""
        return True

    def isatty(self) -> bool:
        """As the output itself says."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """As the output itself says."""
        return self._raw.fileno()

    def write(self, data: object, /) -> int | None:
        """Write what can be written; a failure is told once, and not again when the stream is closed."""
        view = memoryview(cast("bytes", data))
        if self._before is not None:
            self._before()
        if self._deaf:
            return view.nbytes
        try:
            return self._raw.write(view)
        except BrokenPipeError:
            self._deaf = True
            return view.nbytes
        except OSError:
            self._deaf = True
            raise


class Status:
    """One line at the end of a terminal that says how far the work is; it is wiped away before anything is written."""

    def __init__(self) -> None:
        self.raw: io.RawIOBase | None = None
        """The error stream below everything that buffers: the status is written while others write."""
        self._shown = False

    @property
    def seen(self) -> bool:
        """Whether there is a terminal to show it on."""
        return self.raw is not None and self.raw.isatty()

    def show(self, text: str) -> None:
        """Show the text in the place of what was there."""
        self.hide()
        self._put(text)
        self._shown = True

    def hide(self) -> None:
        """Wipe it away."""
        if self._shown:
            self._shown = False
            self._put("\r\x1b[2K")

    def _put(self, text: str) -> None:
        if self.raw is not None:
            with suppress(OSError):
                self.raw.write(text.encode())


@contextmanager
def standard() -> Generator[Status]:
    """While it lasts, standard streams that were closed lead nowhere, and the others are as said above.

    The status is a line of the error stream that never stands among what is written to the others.
    """
    kept = {name: cast("TextIO | None", getattr(sys, name)) for name in STANDARD}
    _fill()
    status = Status()
    ours = {name: _opened(name, stream, status.hide) for name, stream in kept.items()}
    for name, stream in ours.items():
        setattr(sys, name, stream)
    status.raw = _raw(kept["stderr"])
    try:
        yield status
    finally:
        status.hide()
        for name, before in kept.items():
            setattr(sys, name, before)
            if ours[name] is not before:
                with suppress(OSError):
                    ours[name].close()


def _fill() -> None:
    """Nothing that is opened later may get the number of a closed standard stream, or it would be written to."""
    while (number := os.open(os.devnull, os.O_RDWR)) < len(STANDARD):
        pass
    os.close(number)


def _opened(name: str, stream: TextIO | None, before: Callable[[], None]) -> TextIO:
    if stream is None:
        return open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8")
    if name == "stdin" or not isinstance(stream, io.TextIOWrapper):
        return stream
    wrapper = cast("io.TextIOWrapper[io.BufferedWriter]", stream)
    raw = _raw(wrapper)
    if raw is None:  # somebody catches what is printed
        wrapper.reconfigure(encoding=encoding(), errors=on_errors())
        return wrapper
    wrapper.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(Patient(raw, before)),
        encoding=encoding(),
        errors=on_errors(),
        line_buffering=wrapper.line_buffering,
    )


def _raw(stream: TextIO | None) -> io.RawIOBase | None:
    """What is below a stream of the system; None where somebody catches what is printed."""
    buffer = cast("object", getattr(stream, "buffer", None))
    raw = cast("object", getattr(buffer, "raw", buffer))
    return raw if isinstance(raw, io.RawIOBase) else None
