"""Every example of the README and the documentation works and prints what the page says.

``python`` blocks run in order, in one namespace a page. A ``console`` block that starts with ``$ govdisclosure`` is run
and its output compared; ``$ echo $?`` below a command states its exit code. Each page runs in an empty folder that
holds ``examples``. A comment ``<!-- skip: next -->`` leaves the next example out.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Document, Example
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from govdisclosure.testing import width

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "govdisclosure"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def calls(text: str) -> list[tuple[str, str]]:
    """A console block as its commands, each with the output that stands below it."""
    pieces = f"\n{text}".split("\n$ ")[1:]
    return [(command, output.strip()) for command, _, output in (piece.partition("\n") for piece in pieces)]


def run_command(command: str) -> tuple[str, str]:
    """What a command prints, both streams as on a terminal, and its exit code; what it runs is measured elsewhere."""
    left = ("GOVDISCLOSURE_", "LC_", "LANG", "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left)}
    done = subprocess.run(
        f'{COMMAND}() {{ "{sys.executable}" -m {COMMAND} "$@"; }}; {command}',
        shell=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=kept | {"COLUMNS": "88", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        encoding="utf-8",
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines()), str(done.returncode)


def run_console(example: Example) -> str | None:
    """Run the commands of a block; the difference from what it says, or None."""
    if not example.parsed.startswith(f"$ {COMMAND}"):
        return None
    code = "0"
    for command, expected in calls(example.parsed):
        if command == "echo $?":
            found = code
        else:
            found, code = run_command(command)
        if found != expected:
            return f"$ {command}\nexpected:\n{expected}\nfound:\n{found}\n"
    return None


def parse(path: Path) -> Document:
    """A page with its examples."""
    return Document.parse(str(path), PythonCodeBlockParser(), CodeBlockParser("console", run_console), SkipParser())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty current folder that holds the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(path, marks=[] if path.parent == ROOT else pytest.mark.slow, id=path.relative_to(ROOT).as_posix())
        for path in PAGES
        if list(parse(path))
    ],
)
def test_examples_work(page, folder):
    """What a page shows is what happens."""
    for example in parse(page):
        example.evaluate()


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_a_readme_fits_on_the_screen(page):
    """No line is wider than 88 columns, where a Chinese character takes two; links may be."""
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()

    assert [] == [line for line in lines if width(line) > 88 and "](" not in line]


PAGE = """
```console
$ govdisclosure --version
{output}
$ echo $?
{code}
```
"""


@pytest.mark.parametrize(("output", "code", "right"), [("", "0", True), ("0.0.0", "0", False), ("", "1", False)])
def test_wrong_output_is_noticed(output, code, right, folder):
    """A console block fails if its output or its exit code is not what the command gives."""
    output = output or run_command("govdisclosure --version")[0]
    page = folder / "page.md"
    page.write_text(PAGE.format(output=output, code=code), encoding="utf-8")
    (example,) = parse(page)
    difference = run_console(example)

    assert right is (difference is None)


BY_NAME = re.compile(r"pip install [^`\n]*?(?<![-/\w])govdisclosure(?!-)")
"""An install of the library by a name that no registry has; files and folders are none."""


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_page_installs_by_a_name_that_no_registry_has(page):
    """What an error says is another matter: whoever sees it has the library, and pip adds what is missing."""
    lines = page.read_text(encoding="utf-8").splitlines()
    told = ("install it with: ", "请安装：", "错误会说要装什么", "the error says what to install")

    assert [] == [line for line in lines if BY_NAME.search(line) and not any(each in line for each in told)]


IN_BOTH = {"index", "gallery", "develop"}
"""Pages in both languages at once, or made of one that is English."""
ENGLISH = sorted((ROOT / "docs").rglob("*-en.md"))
FENCED = re.compile(r"^ *```([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def test_every_tutorial_and_how_to_is_there_in_english():
    """A page without its pair is half a page."""
    pages = {path for name in ("tutorial", "how-to") for path in (ROOT / "docs" / name).glob("*.md")}
    alone = {path.stem for path in pages if path.with_name(f"{path.stem}-en.md") not in pages}

    assert IN_BOTH == {name for name in alone if not name.endswith("-en")}


def in_no_language(kind: str, code: str) -> list[str]:
    """What a block does: its commands or code, without their output, comments and the language of messages."""
    if kind == "console":
        return [re.sub(r" --lang en\b", "", command) for command, _ in calls(code)]
    if kind not in ("python", "{code-cell} ipython3"):
        return []
    lines = [line[4:] if line[:4] in (">>> ", "... ") else line for line in code.splitlines()]
    if code.startswith(">>>"):
        lines = [line[4:] for line in code.splitlines() if line[:4] in (">>> ", "... ")]
    kept = [re.sub(r"(, )?(lang=)?(\"[^\"]*\"|'[^']*')", "", line.partition("  #")[0]) for line in lines]
    told = ("os.environ", "import os", "#")
    return [line for line in kept if line.strip() and not line.lstrip().startswith(told)]


@pytest.mark.parametrize("english", ENGLISH, ids=lambda path: path.stem)
def test_a_page_in_english_has_what_the_chinese_one_has(english):
    """Both link to the other, have as many headings and rows of tables, and do the same in their examples."""
    chinese = english.with_name(english.name.replace("-en.md", ".md"))
    pages = [path.read_text(encoding="utf-8") for path in (chinese, english)]

    assert f"\n[English version]({english.name})\n" in pages[0].partition("\n## ")[0]
    assert f"\n[中文版]({chinese.name})\n" in pages[1].partition("\n## ")[0]
    for mark in ("\n## ", "\n### ", "\n|", "\n- "):
        assert pages[0].count(mark) == pages[1].count(mark), mark
    blocks = [[(kind, in_no_language(kind, code)) for kind, code in FENCED.findall(page)] for page in pages]
    assert blocks[0] == blocks[1]


LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#([^)\s]+))?\)")


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(page):
    """From the pages beside the source; those of the documentation are followed when it is built."""
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [] == [target for target, _ in links if not (page.parent / target).exists()]
