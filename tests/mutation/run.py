"""Mutation testing: ``python3 dev.py mutate`` runs this file. It changes the files of ``agreed.toml`` bit by bit, in a
copy, runs their tests over each change, and names the changes that no test notices and nobody has justified.

A mutant is known by its function and the text of the change, which outlive an edit elsewhere; a number would not.
"""

import argparse
import ast
import contextlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mutmut.configuration import reset_config
from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import orig_function_and_class_names_from_key
from tests.mutation.sample import COPIED, copy_into

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KILLED = ("killed", "timeout")
WORKERS = 2

REWRITTEN = ("property", "functools.cache", "functools.cached_property")
"""Decorators put on after the function, as mutmut leaves decorated functions alone."""


class Change(NamedTuple):
    """A mutant: the function, the lines it had, and the lines it has instead."""

    function: str
    before: str
    after: str


class Tried(NamedTuple):
    """What became of one mutant."""

    file: str
    status: str
    change: Change


def decorators_below(source: str) -> str:
    """The source with ``@property`` and the like as calls behind the function, which then is one without decorators."""
    lines = source.splitlines()
    functions = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef)]
    for function in sorted(functions, key=lambda each: each.lineno, reverse=True):
        for decorator in function.decorator_list if len(function.decorator_list) == 1 else ():
            text, indent = ast.unparse(decorator), " " * function.col_offset
            if text in REWRITTEN or text.startswith("functools.lru_cache("):
                lines.insert(function.end_lineno or 0, f"{indent}{function.name} = {text}({function.name})")
                del lines[decorator.lineno - 1]
    return "\n".join([*lines, ""])


def without_casts(source: str) -> str:
    """The source with ``cast(type, value)`` as ``(value)``: nothing depends on the type when the code runs."""
    data = source.encode()
    begins = [0, *itertools.accumulate(len(line) for line in data.splitlines(keepends=True))]
    cuts: list[tuple[int, int, bytes]] = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "cast":
            start, stop = ((begins[each.lineno - 1] + each.col_offset) for each in (call, call.args[1]))
            cuts.append((start, stop, b"("))
            start, stop = ((begins[each.end_lineno - 1] + each.end_col_offset) for each in (call.args[1], call))
            cuts.append((start, stop, b")"))
    for start, stop, bracket in sorted(cuts, reverse=True):
        data = data[:start] + bracket + data[stop:]
    return data.decode()


def configuration(files: Sequence[str], tests: Sequence[str], messages: Sequence[str]) -> str:
    """The table of pyproject.toml that mutmut reads."""
    values = {
        "source_paths": ["src"],
        "only_mutate": files,
        "also_copy": [name for name in COPIED if name not in ("src", "tests", "pyproject.toml")],
        "pytest_add_cli_args": ["-p", "mutation_plugin", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": tests,
        "do_not_mutate_patterns": messages,
        "timeout_multiplier": 6.0,
        "timeout_constant": 2.0,
        "use_git_change_detection": False,
    }
    return "\n".join(["", "[tool.mutmut]", *(f"{name} = {json.dumps(value)}" for name, value in values.items()), ""])


@contextlib.contextmanager
def copy_for(files: Sequence[str], tests: Sequence[str], messages: Sequence[str]) -> Iterator[Path]:
    """A copy of what the tests need, set up for mutmut."""
    with tempfile.TemporaryDirectory(prefix="govdisclosure-") as name:
        folder = Path(name)
        copy_into(folder)
        for file in files:
            path = folder / file
            path.write_text(decorators_below(without_casts(path.read_text(encoding="utf-8"))), encoding="utf-8")
        with (folder / "pyproject.toml").open("a", encoding="utf-8") as config:
            config.write(configuration(files, tests, messages))
        with contextlib.chdir(folder):
            reset_config()
            yield folder


def generated(files: Sequence[str]) -> Counter[str]:
    """How many mutants each file of this folder has under the configuration that stands here."""
    texts = {file: Path(file).read_text(encoding="utf-8") for file in files}
    return Counter({file: len(mutate_file_contents(file, text).mutant_names) for file, text in texts.items()})


def change_of(mutant: str) -> Change:
    """The change that a mutant of this folder makes."""
    name, cls = orig_function_and_class_names_from_key(mutant)
    module = mutant.partition(".x_" if cls is None else ".xǁ")[0]
    _, _, *diff = get_diff_for_mutant(mutant, path=find_mutant(mutant).path).splitlines()
    before, after = (" ".join(line[1:].strip() for line in diff if line.startswith(sign)) for sign in "-+")
    return Change(".".join(filter(None, (module, cls, name))), before, after)


def try_all(files: Sequence[str], tests: Sequence[str], messages: Sequence[str]) -> tuple[list[Tried], Counter[str]]:
    """Every mutant of these files, and how many more there are that change a message only."""
    with copy_for(files, tests, ()):
        every = generated(files)
    if not every.total():
        return [], every
    with copy_for(files, tests, messages) as folder:
        excluded = every - generated(files)
        command = (sys.executable, "-m", "mutmut", "run", "--max-children", str(WORKERS))
        output = None if sys.stdout.isatty() else subprocess.PIPE  # it draws its progress
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(HERE)}, stdout=output, check=False)
        if done.returncode:
            sys.exit((done.stdout or b"").decode().replace("\r", "\n"))
        results = {file: json.loads((folder / "mutants" / f"{file}.meta").read_text()) for file in files}
        return [
            Tried(file, status_by_exit_code[code], change_of(key))
            for file, result in results.items()
            for key, code in result["exit_code_by_key"].items()
        ], excluded


def show(word: str, change: Change) -> None:
    """Print a change."""
    print(f"\n{word}: {change.function}\n  - {change.before}\n  + {change.after}", flush=True)


def loose(tried: Sequence[Tried], allowed: set[Change]) -> list[Tried]:
    """The mutants that survive and are not justified."""
    return [each for each in tried if each.status not in KILLED and each.change not in allowed]


def stale(tried: Sequence[Tried], allowed: set[Change]) -> list[Change]:
    """What is justified in the modules at hand, and does not survive any more."""
    modules = {file.removeprefix("src/").removesuffix(".py").replace("/", ".") for file, _, _ in tried}
    gone = allowed - {each.change for each in tried if each.status not in KILLED}
    return sorted(change for change in gone if any(change.function.startswith(f"{module}.") for module in modules))


def scores(tried: Sequence[Tried], excluded: Counter[str], allowed: set[Change]) -> str:
    """The score of each file as a table in Markdown."""
    rows: list[tuple[str, int, int, int, int, int]] = []
    for file in dict.fromkeys(each.file for each in tried):
        own = [each for each in tried if each.file == file]
        killed = sum(each.status in KILLED for each in own)
        open_ = len(loose(own, allowed))
        name = file.removeprefix("src/govdisclosure/")
        rows.append((name, len(own), killed, len(own) - killed - open_, open_, excluded[file]))
    total = ("together", *(sum(column) for column in [*zip(*rows, strict=True)][1:]))
    head = ("file", "mutants", "killed", "justified", "surviving", "message texts, left out")
    lines = (head, ("---", *["---:"] * 5), *rows, total)
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def main() -> int:
    """Try the files given, or all that is agreed on; 0 if every mutant is killed or justified, and nothing else is."""
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file of src/ (default: all that are agreed on)")
    wanted = [Path(name).resolve().relative_to(ROOT).as_posix() for name in parser.parse_args().files]
    agreed: dict[str, Any] = tomllib.loads((HERE / "agreed.toml").read_text(encoding="utf-8"))
    allowed = {Change(each["function"], *change) for each in agreed["justified"] for change in each["changes"]}
    groups = {tuple(group["tests"]): group["files"] for group in agreed["group"]}
    others = set(wanted) - {file for files in groups.values() for file in files}
    groups[tuple(agreed["other_tests"])] = sorted(others)
    start = time.monotonic()
    tried: list[Tried] = []
    excluded: Counter[str] = Counter()
    for tests, files in groups.items():
        chosen = [file for file in files if not wanted or file in wanted]
        if not chosen:
            continue
        print("\n===", *chosen, flush=True)
        found, left_out = try_all(chosen, tests, agreed["messages"])
        for each in found:
            if each.status == "timeout":
                show(each.status, each.change)
        for each in loose(found, allowed):
            show(each.status, each.change)
        tried += found
        excluded += left_out
    open_, gone = loose(tried, allowed), stale(tried, allowed)
    for change in gone:
        show("stale, no such mutant survives", change)
    print(f"\n{scores(tried, excluded, allowed)}\n\n{time.monotonic() - start:.0f} s, {WORKERS} at a time")
    print(f"{len(open_)} mutants survive and are not justified, {len(gone)} justifications are stale")
    return 1 if open_ or gone else 0


if __name__ == "__main__":
    sys.exit(main())
