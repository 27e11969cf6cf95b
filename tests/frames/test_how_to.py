"""The how-to on a million reports: both languages show the same code, and what needs Spark runs there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = [Path(__file__).resolve().parents[2] / "docs" / "how-to" / f"million{name}.md" for name in ("", "-en")]
FENCE = re.compile(r"^```(python|console|py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page):
    """Every example of a page, with its kind."""
    return FENCE.findall(page.read_text(encoding="utf-8"))


def test_both_pages_show_the_same():
    """The Chinese one is run; the other says so."""
    zh, en = map(blocks, PAGES)

    assert zh == en
    assert len(zh) == 8


@pytest.mark.system
def test_the_page_runs_on_spark(tmp_path):
    """In a folder with the documents that the page makes."""
    pytest.importorskip("pyspark")
    kinds = blocks(PAGES[0])
    (made,) = (code for kind, code in kinds if "def report" in code)
    (on_spark,) = (code for kind, code in kinds if kind == "py")
    plain = "\n".join(line[4:] for line in made.splitlines())
    after = "from govdisclosure import frames\nprint(len(frames.scan('findings').collect()), 'found')\nsession.stop()\n"
    script = tmp_path / "page.py"
    script.write_text(f"{plain}\n{on_spark}\n{after}", encoding="utf-8")
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr[-2000:]
    assert "6 found" in done.stdout
