"""What the arguments name: files, folders, archives and standard input."""

import io
import sys
import zipfile

import pytest

from govdisclosure.cli.sources import expand
from govdisclosure.readers.limits import Limits


@pytest.fixture
def expanded(tmp_path):
    """The sources of some arguments as names and contents, and the names of what was left out."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()

    def run(*arguments, limits=None):
        skipped = []
        sources = expand(map(str, arguments), workspace, limits or Limits(), skipped.append)
        return [(source.name, source.path.read_bytes()) for source in sources], skipped

    return run


class PlainName(zipfile.ZipInfo):
    """A member whose name is stored as given bytes, without the flag for UTF-8."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw.decode("cp437"))
        self.raw = raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits


def archive(path, members):
    """A ZIP file; a name given as bytes is stored without a word about its encoding."""
    with zipfile.ZipFile(path, "w") as target:
        for name, data in members.items():
            target.writestr(PlainName(name) if isinstance(name, bytes) else name, data)
    return path


def test_a_file_is_taken_whatever_its_name(tmp_path, expanded):
    """A file named by itself is read even if its suffix says nothing."""
    path = tmp_path / "报告.dat"
    path.write_bytes(b"x")

    assert ([(str(path), b"x")], []) == expanded(path)


def test_a_missing_file_is_left_to_the_reader(tmp_path):
    """It comes through by its name, so that the reader can say that it is not there."""
    [source] = expand([str(tmp_path / "none.html")], tmp_path, Limits(), pytest.fail)

    assert str(tmp_path / "none.html") == source.name


def test_standard_input(expanded, monkeypatch):
    """A dash is what stands on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))

    assert ([("-", b"{}")], []) == expanded("-")


def test_a_folder_is_walked_by_name(tmp_path, expanded):
    """Reports of the folder and those below it, in the order of their names; suffixes in any case."""
    folder = tmp_path / "reports"
    (folder / "b").mkdir(parents=True)
    for name in ("c.HTML", "b/a.json", "a.html"):
        (folder / name).write_bytes(name.encode())
    found, skipped = expanded(folder)

    assert [b"a.html", b"b/a.json", b"c.HTML"] == [data for _, data in found]
    assert str(folder / "b" / "a.json") == found[1][0]
    assert [] == skipped


def test_what_is_no_report_is_left_out_and_named(tmp_path, expanded):
    """Other kinds of files are named; hidden ones, lock files of Word and what a Mac adds are nobody's report."""
    folder = tmp_path / "reports"
    (folder / ".git").mkdir(parents=True)
    (folder / "__MACOSX").mkdir()
    for name in ("photo.jpg", ".hidden.html", ".git/x.html", "~$a.docx", "__MACOSX/a.html", "none", "a.html"):
        (folder / name).write_bytes(b"x")
    found, skipped = expanded(folder)

    assert [str(folder / "a.html")] == [name for name, _ in found]
    assert [str(folder / "none"), str(folder / "photo.jpg")] == skipped


def test_an_archive_is_read_like_a_folder(tmp_path, expanded):
    """Members in the order of the archive, each with a name that says where it is; folders and other kinds are not."""
    path = archive(tmp_path / "a.zip", {"x/": "", "x/2.html": "two", "1.json": "one", "x/p.jpg": "", "x/.h.html": ""})
    found, skipped = expanded(path)

    assert [(f"{path}!x/2.html", b"two"), (f"{path}!1.json", b"one")] == found
    assert [f"{path}!x/p.jpg"] == skipped


@pytest.mark.parametrize("name", ["年报/水务局.html", "年报/水务局.html".encode("gbk")])
def test_chinese_names_in_an_archive(name, tmp_path, expanded):
    """Names come out right in UTF-8, and in GBK without a word about it, as archives made on a Chinese Windows have."""
    path = archive(tmp_path / "a.zip", {name: "x"})

    assert [(f"{path}!年报/水务局.html", b"x")] == expanded(path)[0]


def test_a_name_that_is_neither(tmp_path, expanded):
    """Bytes that are no GBK either are shown as the archive has them."""
    path = archive(tmp_path / "a.zip", {b"\xff.html": "x"})

    assert [(f"{path}!\u00a0.html", b"x")] == expanded(path)[0]


def test_two_archives_do_not_mix(tmp_path, expanded):
    """Members of the same name keep their own content."""
    first, second = (archive(tmp_path / f"{name}.zip", {"r.html": name}) for name in ("a", "b"))

    assert [b"a", b"b"] == [data for _, data in expanded(first, second)[0]]


def test_a_member_stays_in_the_workspace(tmp_path, expanded):
    """A name that climbs out of the folder is only a name."""
    path = archive(tmp_path / "a.zip", {"../../evil.html": "x"})
    found, _ = expanded(path)

    assert [(f"{path}!../../evil.html", b"x")] == found
    assert [] == list(tmp_path.rglob("evil.html"))


def test_a_damaged_archive_is_left_to_the_reader(tmp_path, expanded):
    """What says .zip and is none comes through as one file."""
    path = tmp_path / "a.zip"
    path.write_bytes(b"no archive")

    assert ([(str(path), b"no archive")], []) == expanded(path)


def test_a_member_that_cannot_be_unpacked_is_empty(tmp_path, expanded):
    """A broken member does not stop the others; the reader finds nothing in it and says so."""
    path = archive(tmp_path / "a.zip", {"a.html": "aaaa", "b.html": "good"})
    data = path.read_bytes()
    path.write_bytes(data.replace(b"aaaa", b"abba", 1))

    assert [b"", b"good"] == [data for _, data in expanded(path)[0]]


def test_a_member_is_unpacked_up_to_the_bound(tmp_path, expanded):
    """No more than one byte over the bound, so that the reader can refuse it."""
    path = archive(tmp_path / "a.zip", {"a.html": "x" * 500})
    limits = Limits(document_bytes=100, package_bytes=100)

    assert [b"x" * 101] == [data for _, data in expanded(path, limits=limits)[0]]
