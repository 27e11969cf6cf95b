"""The changelog can be read by a program and by a person."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
HEADINGS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Rules"}
RELEASE = re.compile(r"(\d+)\.(\d+)\.(\d+) \((\d{4}-\d{2}-\d{2})\)")

TITLES = re.findall(r"^## (.+)$", CHANGELOG, flags=re.MULTILINE)


def test_titles_are_releases_with_a_date():
    """Each section is "Unreleased", at the top only, or a version with its date."""
    assert TITLES
    assert [] == [title for title in TITLES[1:] if not RELEASE.fullmatch(title)]
    assert TITLES[0] == "Unreleased" or RELEASE.fullmatch(TITLES[0])


def test_releases_stand_newest_first():
    """Versions and dates go down the page."""
    releases = [match.groups() for title in TITLES if (match := RELEASE.fullmatch(title))]
    order = [(tuple(map(int, release[:3])), release[3]) for release in releases]

    assert sorted(order, reverse=True) == order
    assert len(order) == len(set(order))


def test_version_of_the_project_is_the_newest_release_or_still_unreleased():
    """A release is described before it is made."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert TITLES[0] == "Unreleased" or TITLES[0].startswith(f"{version} (")


def test_every_part_has_a_known_heading_and_says_something():
    """Changes stand in lists under one of the known headings."""
    parts = re.split(r"^### ", CHANGELOG, flags=re.MULTILINE)[1:]
    headings = [part.partition("\n")[0] for part in parts]

    assert set() == set(headings) - HEADINGS
    assert [] == [part for part in parts if not re.search(r"^- \S", part, flags=re.MULTILINE)]
