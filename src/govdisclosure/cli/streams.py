"""The standard streams as the command needs them: there, in UTF-8, and patient with whoever stops reading.

Who sets PYTHONIOENCODING has another encoding. What that has no character for is written as ``\\uXXXX``, in halves
where it takes two, which is how JSON writes it, so that JSON stays JSON in any encoding.
"""

import codecs
import io
import os
import sys
from collections.abc import Generator
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

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
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


@contextmanager
def standard() -> Generator[None]:
    """While it lasts, standard streams that were closed lead nowhere, and the others are as said above."""
    kept = {name: cast("TextIO | None", getattr(sys, name)) for name in STANDARD}
    _fill()
    ours = {name: _opened(name, stream) for name, stream in kept.items()}
    for name, stream in ours.items():
        setattr(sys, name, stream)
    try:
        yield
    finally:
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


def _opened(name: str, stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8")
    if name == "stdin" or not isinstance(stream, io.TextIOWrapper):
        return stream
    wrapper = cast("io.TextIOWrapper[io.BufferedWriter]", stream)
    raw = cast("object", getattr(wrapper.buffer, "raw", wrapper.buffer))
    if not isinstance(raw, io.RawIOBase):  # somebody catches what is printed
        wrapper.reconfigure(encoding=encoding(), errors=on_errors())
        return wrapper
    wrapper.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(Patient(raw)),
        encoding=encoding(),
        errors=on_errors(),
        line_buffering=wrapper.line_buffering,
    )
