"""Nothing in the project names a registry or a private path, and no document names a person's address or number."""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__", "_build", "mutants"}

# Put together here, so that this file does not hold what it looks for.
HOSTS = [".".join(words) for words in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))]
PATHS = ["/".join(words) for words in (("", "opt", "pypi"), ("", "opt", "wheels"), ("", "root", ""), ("", "work", ""))]
FORBIDDEN = [text.encode() for text in [*HOSTS, *PATHS]]

E_MAIL = re.compile(rb"[A-Za-z0-9_.+-]+@(?!example\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
INSTANCE = re.compile(rb"[A-Z]+[0-9]{3}@")  # REQ003@outcomes.disclosed: a rule and where it is applied
MOBILE = re.compile(rb"(?<![0-9A-Za-z.])1[3-9][0-9](-?)[0-9]{4}\1[0-9]{4}(?![0-9A-Za-z.])")


def tracked() -> list[Path]:
    """The files of the project: what git has or would take, or every file where there is no git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and not SKIPPED & set(path.parts)]
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and of every member if it is a package of files (docx, xlsx)."""
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(member) for member in archive.namelist())


def persons_in(data: bytes) -> list[bytes]:
    """E-mail addresses (of no example domain) and mainland mobile numbers."""
    mails = [match[0] for match in E_MAIL.finditer(data) if not INSTANCE.match(match[0])]
    return mails + [match[0] for match in MOBILE.finditer(data)]


def test_no_file_names_a_registry_or_a_private_path():
    """The project can be built anywhere, from whatever registry the user has."""
    found = [
        f"{path.relative_to(ROOT)}: {text!r}" for path in tracked() for text in FORBIDDEN if text in path.read_bytes()
    ]

    assert [] == found


def test_no_file_names_an_address_or_number_of_a_person():
    """Fixtures are written for this project; none carries the contact of a person."""
    found = [
        f"{path.relative_to(ROOT)}: {item!r}"
        for path in tracked()
        if path.suffix != ".pdf"  # compressed streams: chance hits, no text
        for data in contents(path)
        for item in persons_in(data)
    ]

    assert [] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("someone" + "@mail.gov.cn", 1),
        ("139" + "12345678", 1),
        ("139-" + "1234-5678", 1),
        ("电话：139" + "12345678。", 1),
        ("someone@example.org", 0),
        ("REQ003@outcomes.disclosed", 0),
        ("@attrs.frozen", 0),
        ("139" + "1234567890", 0),
        ("0.139" + "12345678", 0),
    ],
)
def test_search_finds_what_it_should(text, expected):
    """An address or a number is found between other text, and rule instances and long numbers are not taken for one."""
    assert expected == len(persons_in(text.encode()))
