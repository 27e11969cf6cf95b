"""Build ``dist/govdisclosure.html``: Python, this library and a page in one file that needs nothing else.

Python for browsers comes from npm (``package-lock.json`` names its hash), the libraries from the environment that runs
this, which was installed from the hash-checked locks. Two builds of the same are equal byte by byte.
"""

import argparse
import base64
import gzip
import hashlib
import io
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
PYODIDE: Final = HERE / "node_modules" / "pyodide"

LIBRARIES: Final = ("attrs", "cattrs", "charset-normalizer", "pdfminer.six", "typing_extensions", "XlsxWriter")
"""What the library needs to read and write in a browser, all of it plain Python."""
_KEPT: Final = (".py", ".typed", ".gz", ".toml", ".json", ".txt")
_LEFT_OUT: Final = re.compile(
    r"(?:^|/)(?:__pycache__|py\.typed)|\.\.|/tests?/"
    r"|^govdisclosure/(?:cli|frames|plots|strategies|testing|_hypothesis|pytest_plugin)\b"
)
_CHARACTERS: Final = "pdfminer/cmap/"
_WRITTEN: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, so that one tree gives one archive."""
_NOWHERE: Final = {"PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C"}
"""The environment that memory is made in; nothing else of the machine reaches it."""
_SOURCE_MAP: Final = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_AS: Final = re.compile(r"(\w+) as (\w+)")
_TOLD: Final = """\
govdisclosure {version}, MIT
pyodide {pyodide}, MPL-2.0, with the parts that it is built from:
  CPython and its standard library, PSF-2.0; libffi, MIT; zlib, Zlib; bzip2, bzip2-1.0.6; hiwire, MPL-2.0;
  musl and Emscripten's runtime, MIT or NCSA; HACL*, MIT or Apache-2.0; expat, MIT; mpdecimal, BSD-2-Clause
"""


def main() -> int:
    """Build the file that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist" / "govdisclosure.html")
    parser.add_argument(
        "--snapshot", action="store_true", help="with a snapshot of memory: twice the size, starts faster"
    )
    options = parser.parse_args()
    install()
    page = built(snapshot=options.snapshot)
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_bytes(page)
    print(f"{options.output}: {len(page) / 1e6:.1f} MB, sha256 {hashlib.sha256(page).hexdigest()}")
    return 0


def install() -> None:
    """Python for browsers, unless it is there; npm refuses what has not the hash of the lock."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = HERE / "node_modules" / "lock.sha256"
    digest = hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        sys.exit("building the page needs node and npm; on Debian: apt install nodejs npm")
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    stamp.write_text(digest)


def built(*, snapshot: bool) -> bytes:
    """The page."""
    tree = files()
    python = compiled(archive({name: data for name, data in tree.items() if not name.startswith(_CHARACTERS)}))
    parts = {"loader": loader().encode(), "wasm": read("pyodide.asm.wasm")}
    if snapshot:
        parts["snapshot"] = memory(python)
    parts |= {"python": python, "characters": characters(tree)}
    script = (HERE / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    data = "".join(element(name, gzip.compress(part, 6, mtime=0)) for name, part in parts.items())
    return filled(
        (HERE / "page.html").read_text(encoding="utf-8"),
        digest=digest,
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        worker=(HERE / "worker.js").read_text(encoding="utf-8"),
        script=script,
        version=distribution("govdisclosure").version,
        licences=escaped(licences()),
        data=data,
    ).encode()


def filled(template: str, **texts: str) -> str:
    """The template with its places filled, each once."""
    pieces = re.split(r"\{\{(\w+)\}\}", template)
    pieces[1::2] = [texts[name] for name in pieces[1::2]]
    return "".join(pieces)


def escaped(text: str) -> str:
    """Text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def element(name: str, data: bytes) -> str:
    """Bytes as an element that a browser keeps and does not run."""
    return f'<script type="application/octet-stream" id="{name}">{base64.b64encode(data).decode()}</script>\n'


def read(name: str) -> bytes:
    """A file of Python for browsers."""
    return (PYODIDE / name).read_bytes()


def loader() -> str:
    """What loads Python, for a worker. It is no module, which a page that was opened from a file could not start."""
    lock = json.dumps({**json.loads(read("pyodide-lock.json")), "packages": {}})
    load, module = plain("pyodide.mjs"), plain("pyodide.asm.mjs")
    return f"const {{ loadPyodide }} = (() => {{\n{load}}})();\n{module};\nconst LOCK = {lock};\n"


def plain(name: str) -> str:
    """A module as a script: what it exports by name is what it returns."""
    script = _SOURCE_MAP.sub("", read(name).decode()).replace("import.meta.url", "self.location.href")
    script = re.sub(r"\bexport default \w+;?", "", script)
    return re.sub(r"\bexport\s*\{([^}]*)\};?", lambda found: "return {" + _AS.sub(r"\2: \1", found[1]) + "};", script)


# ---------------------------------------------------------------------------------------------------- Python


def files() -> Mapping[str, bytes]:
    """The files of Python, of the library and of what it needs, by their names in the archive."""
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as packed:
        standard = {each.filename: packed.read(each) for each in packed.infolist() if not each.is_dir()}
    own = {path.relative_to(ROOT / "src").as_posix(): path for path in (ROOT / "src" / "govdisclosure").rglob("*")}
    own |= {path.relative_to(HERE / "stubs").as_posix(): path for path in (HERE / "stubs").rglob("*")}
    for name in LIBRARIES:
        own |= dict(_installed(distribution(name)))
    wanted = (name for name in own if name.endswith(_KEPT) and not _LEFT_OUT.search(name))
    return standard | {name: own[name].read_bytes() for name in sorted(wanted) if own[name].is_file()}


def _installed(library: Distribution) -> Iterator[tuple[str, Path]]:
    for path in library.files or ():
        yield path.as_posix(), Path(str(library.locate_file(path)))


def archive(tree: Mapping[str, bytes]) -> bytes:
    """The files as an archive; it is compressed as a whole."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in tree.items():
            packed.writestr(zipfile.ZipInfo(name, _WRITTEN), data)
    return buffer.getvalue()


def characters(tree: Mapping[str, bytes]) -> bytes:
    """The tables of characters that only a PDF needs, most of which repeat each other: nine times smaller as one."""
    tables = {name: data for name, data in tree.items() if name.startswith(_CHARACTERS) and name.endswith(".gz")}
    plain = {name: gzip.compress(gzip.decompress(data), 0, mtime=0) for name, data in tables.items()}
    return lzma.compress(archive(plain), filters=[{"id": lzma.FILTER_LZMA2, "preset": 1, "dict_size": 1 << 25}])


@cache
def compiled(source: bytes) -> bytes:
    """The archive with its modules compiled by the Python that imports them."""
    return _by_node("compile.mjs", source)


def memory(python: bytes) -> bytes:
    """The memory of Python after it has started and read some pages."""
    return _by_node("snapshot.mjs", python)


def _by_node(script: str, given: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "given"), Path(folder, "made")
        source.write_bytes(given)
        subprocess.run(["node", HERE / script, source, made], cwd=HERE, env=_NOWHERE, check=True)
        return made.read_bytes()


def licences() -> str:
    """What is inside, under which licence, with the texts that come with it."""
    pyodide = json.loads(read("package.json"))["version"]
    told = [_TOLD.format(version=distribution("govdisclosure").version, pyodide=pyodide)]
    for name in LIBRARIES:
        library = distribution(name)
        licence = library.metadata.get("License-Expression") or library.metadata.get("License")
        told.append(f"{library.metadata['Name']} {library.version}, {licence}\n")
        told += [
            Path(str(library.locate_file(path))).read_text(encoding="utf-8")
            for path in library.files or ()
            if "dist-info/" in path.as_posix() and "LICENSE" in path.name.upper()
        ]
    told.append((ROOT / "LICENSE").read_text(encoding="utf-8"))
    return "\n".join(told)


if __name__ == "__main__":
    sys.exit(main())
