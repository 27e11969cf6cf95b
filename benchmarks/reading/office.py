"""Word documents turned into the older formats by LibreOffice, and into PDF."""

import os
import signal
import subprocess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

SUFFIXES = ("doc", "rtf", "odt", "wps")
"""A .wps document of the present WPS is a .doc by another name."""

_SECONDS = 90


def converted(content: bytes, rng: Random) -> tuple[bytes, str]:
    """The document in one of the older formats, and how the name of such a file ends."""
    suffix = rng.choice(SUFFIXES)
    return convert(content, "docx", "doc" if suffix == "wps" else suffix), suffix


def convert(content: bytes, source: str, target: str) -> bytes:
    """A document converted by a LibreOffice with a profile of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{source}"
        path.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        filters = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            filters.get(target, target),
            "--outdir",
            f"{folder}/out",
            str(path),
        ]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        return (Path(folder) / "out" / f"a.{target}").read_bytes()
