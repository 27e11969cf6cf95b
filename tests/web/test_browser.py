"""The page in one file: how it is built, what it lets out, and that it reads what the command line reads."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from govdisclosure.render.checked import Checked
from govdisclosure.render.entry import Entry
from govdisclosure.web.session import in_page
from govdisclosure.web.view import view

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").iterdir())
CORPUS = ROOT / "fuzz" / "corpus"
KINDS = {"html": 1, "mhtml": 1, "text": 1, "csv": 1, "json": 1, "xlsx": 1, "xls": 2, "docx": 2, "pdf": 4}
"""Kinds of documents, and that only each so-manieth is read, which keeps the test short."""


BUILD = """import runpy, sys
build = runpy.run_path(sys.argv[1])
for kind in ("plain", "snapshot"):
    open(f"{kind}.html", "wb").write(build["built"](snapshot=kind == "snapshot"))"""


def test_two_builds_are_equal(files, tmp_path):
    """Byte by byte, wherever and whenever they are built; and no larger than what can be sent about."""
    changed = {"PYTHONHASHSEED": "7", "TMPDIR": str(tmp_path), "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    script = ROOT / "web" / "build.py"
    subprocess.run([sys.executable, "-c", BUILD, script], cwd=tmp_path, env=os.environ | changed, check=True)

    assert [] == [kind for kind, path in files.items() if path.read_bytes() != (tmp_path / path.name).read_bytes()]
    assert files["plain"].stat().st_size <= 16_000_000


def test_a_snapshot_starts(files, browser, started):
    """Python goes on from the memory in the file, and reads a report; nothing of the plain start is needed."""
    snapshot = type(started)(files["snapshot"], browser)
    snapshot.open(EXAMPLES[-1])

    assert "snapshot" == snapshot.page.locator("html").get_attribute("data-started")
    assert "不通过" in snapshot.page.inner_text("#report-title")
    snapshot.page.context.close()


def test_nothing_may_leave(checker):
    """The policy of the page lets nothing out, and nothing is stored."""
    asked = "fetch('https://example.org/').then(() => 'sent', () => 'refused')"

    assert "refused" == checker.page.evaluate(asked)
    assert [0, 0, ""] == checker.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")


READ = """async ({ name, format, bytes }) => {
  const found = [];
  for (const number of await readOne({ name, format, data: Uint8Array.fromBase64(bytes).buffer })) {
    found.push(await ask("show", { number }));
    await ask("close", { number });
  }
  return found;
}"""


def differing(checker, paths, format=None):
    """The documents that the page shows otherwise than the command line; each is read alone."""
    return [path.name for path in paths if shown(checker, path, format) != told(path, format)]


def shown(checker, path, format):
    """What the page shows of each report in a document."""
    data = base64.b64encode(path.read_bytes()).decode()
    found = checker.page.evaluate(READ, {"name": path.name, "format": format, "bytes": data})
    for each in found:
        del each["number"], each["chosen"], each["choices"]
    return found


def told(path, format):
    """What it should show: all but what a page alone knows."""
    try:
        readings = gd.read_all(path.read_bytes(), format=format)
    except gd.GovDisclosureError as error:
        return [view(Checked(Entry(source=path.name, error=in_page(error))), "zh")]
    named = [attrs.evolve(each, source=path.name) for each in readings]
    entries = (Entry(source=path.name, reading=each, result=gd.check(each)) for each in named)
    return [json.loads(json.dumps(view(Checked(entry), "zh"))) for entry in entries]


def test_examples_are_read_as_on_the_command_line(checker):
    """Verdicts, findings, notices and marks."""
    assert [] == differing(checker, EXAMPLES)


@pytest.mark.parametrize("kind", KINDS)
def test_documents_are_read_as_on_the_command_line(checker, kind):
    """The same of every format, of documents that are meant to be hard to read."""
    format = None if kind == "mhtml" else kind
    assert [] == differing(checker, sorted((CORPUS / kind).iterdir())[:: KINDS[kind]], format)
