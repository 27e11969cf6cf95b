"""Pages made from declarations: ``python docs/generate.py`` writes them, ``--check`` fails where one is out of date.

A page is a function without parameters that gives Markdown text, named in `PAGES`. The pages are committed, so that a
change of a declaration shows in the change of its page; Sphinx never runs this file.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generators import (
    clauses,
    command_line,
    errors,
    forms,
    glossary,
    identifiability,
    identities,
    layouts,
    limits,
    manual,
    notices,
    public_names,
    rules,
    schema,
    strategies,
)

DOCS = Path(__file__).resolve().parent

PAGES: Mapping[str, Callable[[], str]] = {
    **forms.PAGES,
    "reference/clauses.md": clauses.page,
    "reference/cli.md": command_line.page,
    "reference/errors.md": errors.page,
    "reference/glossary.md": glossary.page,
    "reference/identifiability.md": identifiability.page,
    "reference/identities.md": identities.page,
    "reference/layouts.md": layouts.page,
    "reference/limits.md": limits.page,
    "reference/notices.md": notices.page,
    "reference/public-names.md": public_names.page,
    "reference/schema.md": schema.page,
    "reference/strategies.md": strategies.page,
    **rules.PAGES,
    **manual.PAGES,
}
"""Path below docs/ to the function that makes the page."""

MARK = "<!-- made by docs/generate.py: change the declarations, then run `python3 dev.py docs` -->"


ROFF = '.\\" made by docs/generate.py'
"""The same in a man page."""


def text(name: str) -> str:
    """The page as it must stand in its file."""
    if name.endswith(".1"):
        return f"{ROFF}\n{PAGES[name]()}\n"
    return f"{MARK}\n\n{PAGES[name]().strip()}\n"


def stale() -> Iterator[str]:
    """One line for each page that is missing, differs, or bears the mark and is made by nothing."""
    for name in sorted(PAGES):
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text(name):
            yield f"docs/{name} is out of date; run: python3 dev.py docs"
    for path in sorted(DOCS.rglob("*.md")):
        name = path.relative_to(DOCS).as_posix()
        if name not in PAGES and path.read_text(encoding="utf-8").startswith(MARK):
            yield f"docs/{name} bears the mark of a generated page, and nothing makes it; remove it"


def write() -> None:
    """Write every page."""
    for name in PAGES:
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(name), encoding="utf-8", newline="\n")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a page is out of date")
    if not parser.parse_args().check:
        write()
        return 0
    problems = list(stale())
    print("\n".join(problems) or f"{len(PAGES)} generated pages: up to date")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
