"""A file that is there whole or not at all."""

import io
import os
import secrets
import shutil
from pathlib import Path
from typing import BinaryIO, Final, cast

from govdisclosure.errors import refused
from govdisclosure.forms.demands import demand_path, refuse
from govdisclosure.forms.text import Text

_WANTED: Final = Text("路径或可写的二进制文件", "a path or a binary file to write to")

Target = str | os.PathLike[str] | BinaryIO
"""A path, or a binary file that is open for writing."""


def demand_target(target: object) -> None:
    """`InvalidTypeError` or `InvalidValueError` for what nothing can be written to."""
    if isinstance(target, (str, os.PathLike)):
        demand_path(cast("object", target), "target")
    elif isinstance(target, io.TextIOBase) or not callable(getattr(target, "write", None)):
        refuse("target", _WANTED, target)


def put(target: Target, data: bytes) -> None:
    """Write ``data`` to a target; a file that exists is replaced only when the new one is whole."""
    demand_target(target)
    if not isinstance(target, (str, os.PathLike)):
        target.write(data)
        return
    given = Path(target)
    try:
        if given.exists() and not given.is_file():  # a device or a pipe; a folder is refused by the system
            given.write_bytes(data)
        else:
            _replace(given.resolve(), data)
    except OSError as error:
        raise refused(OSError(error.errno, error.strerror, str(target))) from error


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f".govdisclosure-{secrets.token_hex(8)}.part")
    try:
        with draft.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
