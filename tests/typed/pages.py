"""Every Python example of the README and the documentation passes mypy and pyright, both strict.

The examples of a page are one module, in the page's order and on the page's lines, so that what a checker says of the
module is said of the page. A block whose first line is a comment with the name of a file (``# toy.py``) is that file,
and other examples can import it. A block below the comment ``<!-- mistyped: next -->``, which readers do not see, shows
a wrong call on purpose: both checkers must complain of it. The modules stand in a temporary folder.

Run it with ``python tests/typed/pages.py``, or with paths of pages; ``python3 dev.py test`` does.
"""

import doctest
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

FENCE = re.compile(r"^```(?:python|\{code-cell\} ipython3)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (?P<name>\w+)\.py\n")
MISTYPED = "<!-- mistyped: next -->\n"


class Block(NamedTuple):
    """An example: the line of its page on which its code starts, its code, and whether it is wrong on purpose."""

    line: int
    code: str
    mistyped: bool


class Module(NamedTuple):
    """Code to check, and the page it stands on."""

    name: str
    page: Path
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The code, each line where the page has it."""
        lines: list[str] = []
        for block in self.blocks:
            lines += [""] * (block.line - 1 - len(lines))
            lines += block.code.splitlines()
        return "\n".join((*lines, ""))


class Complaint(NamedTuple):
    """What a checker says of a line of a module."""

    checker: str
    module: str
    line: int
    message: str


def without_prompts(code: str) -> str:
    """A block of ``>>>`` examples as code, its lines kept; what they print is left out."""
    lines = [""] * code.count("\n")
    for example in doctest.DocTestParser().get_examples(code):
        source = example.source.splitlines()
        lines[example.lineno : example.lineno + len(source)] = source
    return "\n".join((*lines, ""))


def blocks(text: str) -> Iterator[Block]:
    """The Python examples of a page."""
    for found in FENCE.finditer(text):
        code = found["code"]
        line = text.count("\n", 0, found.start("code")) + 1
        mistyped = text.endswith(MISTYPED, 0, found.start())
        yield Block(line, without_prompts(code) if code.startswith(">>>") else code, mistyped)


def modules(page: Path) -> Iterator[Module]:
    """The modules that a page makes: the files it shows, and all its other examples together."""
    together: list[Block] = []
    for block in blocks(page.read_text(encoding="utf-8")):
        file = FILE.match(block.code)
        if file:
            yield Module(file["name"], page, (block,))
        else:
            together.append(block)
    if together:
        name = re.sub(r"\W", "_", page.relative_to(ROOT).with_suffix("").as_posix())
        yield Module(f"page_{name}", page, tuple(together))


def written(pages: Iterable[Path], folder: Path) -> dict[str, Module]:
    """The modules of pages by name, written into a folder; a file that two pages show must be the same on both."""
    found: dict[str, Module] = {}
    for module in (each for page in pages for each in modules(page)):
        first = found.setdefault(module.name, module)
        if [block.code for block in first.blocks] != [block.code for block in module.blocks]:
            sys.exit(f"{module.name}.py is one file on {first.page} and another on {module.page}")
        (folder / f"{first.name}.py").write_text(first.text, encoding="utf-8")
    return found


def output(*words: object) -> str:
    """What a checker prints in the project folder; it ends this program where it could not run."""
    command = [sys.executable, "-m", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{done.stdout}{done.stderr}")
    return done.stdout


def mypy(folder: Path) -> Iterator[Complaint]:
    """What mypy says, as pyproject.toml configures it."""
    for line in output("mypy", "--output=json", folder).splitlines():
        if line.startswith("{"):
            said = json.loads(line)
            yield Complaint("mypy", Path(said["file"]).stem, said["line"], f"{said['message']} [{said['code']}]")


def pyright(folder: Path) -> Iterator[Complaint]:
    """What pyright says when it is strict; an example may be an expression whose value the page shows."""
    settings = {
        "include": ["."],
        "extraPaths": [str(ROOT / "src")],
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
        "reportUnusedExpression": "none",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    said = json.loads(output("pyright", "--outputjson", "--pythonpath", sys.executable, "-p", folder))
    for each in said["generalDiagnostics"]:
        line = each["range"]["start"]["line"] + 1
        message = f"{each['message']} [{each.get('rule', each['severity'])}]"
        yield Complaint("pyright", Path(each["file"]).stem, line, message)


CHECKERS = (mypy, pyright)


def problems(found: dict[str, Module], complaints: Iterable[Complaint]) -> Iterator[str]:
    """What is wrong with the pages: complaints of right examples, and wrong ones that a checker says nothing of."""
    said = set(complaints)
    for module in found.values():
        page = module.page.relative_to(ROOT)
        for block in filter(lambda block: block.mistyped, module.blocks):
            lines = range(block.line, block.line + block.code.count("\n"))
            expected = {each for each in said if each.module == module.name and each.line in lines}
            said -= expected
            for silent in sorted({checker.__name__ for checker in CHECKERS} - {each.checker for each in expected}):
                yield f"{page}:{block.line}: {silent} says nothing of an example that is wrong on purpose"
    for checker, name, line, message in sorted(said):
        yield f"{found[name].page.relative_to(ROOT)}:{line}: {checker}: {message}"


def main(pages: Iterable[Path]) -> int:
    """Check the examples of pages, say what is wrong, and give the exit code."""
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        folder = Path(name).resolve()
        found = written(pages, folder)
        wrong = list(problems(found, [each for checker in CHECKERS for each in checker(folder)]))
    print("\n".join(wrong) or f"the examples of {len({module.page for module in found.values()})} pages are typed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main([Path(name).resolve() for name in sys.argv[1:]] or PAGES))
