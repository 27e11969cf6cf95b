"""What the arguments name: files, folders, archives and standard input."""

import errno
import io
import os
import sys
import threading
import zipfile
import zlib
from pathlib import Path

import pytest

from govdisclosure.cli.sources import count, expand
from govdisclosure.errors import DamagedDocumentError
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


@pytest.mark.parametrize(
    ("compression", "damage"),
    [
        (zipfile.ZIP_STORED, lambda data: data.replace(b"aaaa", b"abba", 1)),
        (zipfile.ZIP_DEFLATED, lambda data: data.replace(b"a.html" + zlib_of(b"aaaa"), b"a.html\xff" + b"\0" * 5, 1)),
        (zipfile.ZIP_BZIP2, lambda data: data),
    ],
)
def test_a_member_that_cannot_be_unpacked(compression, damage, tmp_path):
    """It does not stop the others, and says why; only what every program packs with is unpacked."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("a.html", "aaaa", compression)
        target.writestr("b.html", "good")
    path.write_bytes(damage(path.read_bytes()))
    broken, good = expand([str(path)], tmp_path, Limits(), pytest.fail)

    assert isinstance(broken.error, DamagedDocumentError)
    assert "it cannot be unpacked (" in str(broken.error)
    assert "无法解压；请用其他程序解压后读取其中的文件" == broken.error.message("zh")
    assert (None, b"good") == (good.error, good.path.read_bytes())


def zlib_of(data):
    """The data as members of archives are packed."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def test_an_archive_is_bounded_in_sum(tmp_path):
    """What is beyond the bound is named and not unpacked, and each member goes when it has been read."""
    path = archive(tmp_path / "a.zip", {"1.html": "x" * 60, "2.html": "x" * 60, "3.html": "x"})
    found = []
    for source in expand([str(path)], tmp_path, Limits(archive_bytes=100), pytest.fail):
        found.append((source.error and source.error.limit, source.passing and source.path.exists()))
        source.done()
        assert [] == list((tmp_path / "0").iterdir())

    assert [(None, True), ("archive_bytes", False), ("archive_bytes", False)] == found


def test_the_directory_of_an_archive_is_bounded(tmp_path):
    """An archive of too many files is refused before they are listed."""
    path = archive(tmp_path / "a.zip", {f"{number}.html": "" for number in range(10)})
    [source] = expand([str(path)], tmp_path, Limits(archive_members=2), pytest.fail)

    assert ("archive_members", 2) == (source.error.limit, source.error.allowed)


def test_an_archive_with_a_name_that_is_none(tmp_path):
    """It is left to the reader, which says that it is damaged."""
    path = archive(tmp_path / "a.zip", {"年.html": "x"})
    path.write_bytes(path.read_bytes().replace("年".encode(), b"\xff\xff\xff"))
    [source] = expand([str(path)], tmp_path, Limits(), pytest.fail)

    assert (path, None, False) == (source.path, source.error, source.passing)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe(tmp_path, expanded):
    """What comes from a pipe is kept for the processes that read; one that nobody writes to is an error of its own."""
    os.mkfifo(tmp_path / "a.html")
    writer = threading.Thread(target=lambda: (tmp_path / "a.html").write_bytes(b"x"))
    writer.start()

    assert ([(str(tmp_path / "a.html"), b"x")], []) == expanded(tmp_path / "a.html")
    writer.join()
    [source] = expand([str(tmp_path / "a.html")], tmp_path, Limits(seconds=0.01), pytest.fail)
    assert "seconds" == source.error.limit


def test_standard_input_without_an_end(tmp_path, monkeypatch):
    """It is read up to the bound and no further."""
    with open("/dev/zero", "rb") as endless:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(endless))
        [source] = expand(["-"], tmp_path, Limits(document_bytes=1000), pytest.fail)

    assert ("-", "document_bytes") == (source.name, source.error.limit)


def test_standard_input_that_cannot_be_read(tmp_path, monkeypatch):
    """What the system says is said of it."""

    class Broken(io.BytesIO):
        """It fails."""

        def read(self, size=-1):
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken()))
    [source] = expand(["-"], tmp_path, Limits(), pytest.fail)

    assert "读写设备出错" == source.error.message("zh")


def test_a_member_is_unpacked_up_to_the_bound(tmp_path, expanded):
    """No more than one byte over the bound, so that the reader can refuse it."""
    path = archive(tmp_path / "a.zip", {"a.html": "x" * 500})
    limits = Limits(document_bytes=100, package_bytes=100)

    assert [b"x" * 101] == [data for _, data in expanded(path, limits=limits)[0]]


def test_links_and_pipes_in_a_folder(tmp_path, expanded):
    """A link to a file is one; what is no file, and folders that links lead to, are named and left out."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.html").write_bytes(b"b")
    (folder / "a.html").symlink_to(tmp_path / "other" / "b.html")
    (folder / "c").symlink_to(tmp_path / "other")
    (folder / "d.html").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "e.html") if hasattr(os, "mkfifo") else (folder / "e.html").symlink_to("f")
    found, skipped = expanded(folder)

    assert [(str(folder / "a.html"), b"b")] == found
    assert [str(folder / name) for name in ("c", "d.html", "e.html")] == skipped


def test_a_folder_as_deep_as_there_can_be(tmp_path, expanded):
    """Folders in folders are no calls in calls."""
    folder = tmp_path
    for _ in range(300):
        folder = folder / "a"
    folder.mkdir(parents=True)
    (folder / "a.html").write_bytes(b"x")

    assert [b"x"] == [data for _, data in expanded(tmp_path / "a")[0]]


def test_a_folder_that_cannot_be_listed(tmp_path, monkeypatch):
    """It comes through as a document, so that the reader can say why; it is not passed over."""

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    [source] = expand([str(tmp_path)], tmp_path, Limits(), pytest.fail)

    assert (str(tmp_path), tmp_path) == (source.name, source.path)


def test_a_file_that_cannot_be_opened(tmp_path, monkeypatch):
    """Whether it is an output of ours cannot be seen; the reader says why."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.csv").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", lambda *arguments: (_ for _ in ()).throw(PermissionError(13, "no")))
    [source] = expand([str(tmp_path / "reports")], tmp_path, Limits(), pytest.fail)

    assert source.name.endswith("a.csv")


def test_an_argument_of_nothing(tmp_path, monkeypatch):
    """An empty variable of a script does not mean the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_bytes(b"x")
    [source] = expand([""], tmp_path, Limits(), pytest.fail)

    assert "" == source.name


def test_outputs_of_earlier_runs_are_left_out(tmp_path, expanded):
    """A panel in the folder is no report."""
    from govdisclosure.cli.sources import HEADS

    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in zip(("panel.json", "names.csv", "excel.csv"), HEADS, strict=False):
        (folder / name).write_bytes(text + b'a", ')
    (folder / "report.csv").write_bytes(b"source,error")
    found, skipped = expanded(folder)

    assert [str(folder / "report.csv")] == [name for name, _ in found]
    assert [str(folder / name) for name in ("excel.csv", "names.csv", "panel.json")] == skipped


def test_documents_are_counted_before_they_are_read(tmp_path):
    """Those of a folder and of an archive that would be read; what cannot be opened is one."""
    members = {"a.html": b"", "b/c.docx": b"", "d.png": b"", "__MACOSX/._a.html": b""}
    whole = archive(tmp_path / "a.zip", members)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")

    assert [2, 1, 3, 1] == [
        count(map(str, each)) for each in ([whole], [broken], [whole, tmp_path / "none.html"], [tmp_path / "none.zip"])
    ]
