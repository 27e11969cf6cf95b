"""``rollup``: a government's report held against those of the organs below it."""

import json

import pytest

import govdisclosure as gd


def report(organ, received):
    """A report that ties."""
    rows = ("received", "carried_over_out")
    cells = {f"requests.{row}.{column}": received for row in rows for column in ("natural_persons", "total")}
    return gd.replace(gd.zeros(2023, organ=organ), cells)


@pytest.fixture
def files(tmp_path):
    """A county, its office, two departments, a town, and a list of them all."""
    (tmp_path / "departments").mkdir()
    numbers = {
        "county": ("临澜县人民政府", 10),
        "wrong": ("临澜县人民政府", 11),
        "office": ("临澜县人民政府办公室", 1),
        "departments/water": ("临澜县水务局", 4),
        "departments/school": ("临澜县教育局", 3),
        "town": ("临澜县河口镇人民政府", 2),
    }
    for name, (organ, number) in numbers.items():
        (tmp_path / f"{name}.json").write_text(gd.to_json(report(organ, number)), encoding="utf-8")
    names = [organ for name, (organ, _) in numbers.items() if name not in ("county", "wrong")]
    (tmp_path / "organs.txt").write_text("\n".join(names), encoding="utf-8")
    (tmp_path / "none.json").write_text("", encoding="utf-8")
    return tmp_path


PARTS = ("--own", "office.json", "--departments", "departments", "--governments", "town.json")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("county.json", *PARTS, "--expected", "organs.txt"), 0),
        (("wrong.json", *PARTS, "--expected", "organs.txt"), 1),
        (("county.json", *PARTS), 1),
        (("county.json", *PARTS, "--exit-zero"), 0),
        (("county.json", "--departments", "departments", "none.json"), 2),
        (("none.json", *PARTS), 2),
        (("county.json", "--own", "none.json"), 2),
        (("county.json", "--governments", "none.json"), 2),
        (("county.json", *PARTS, "--expected", "nowhere.txt"), 2),
        ((), 2),
    ],
)
def test_exit_codes(arguments, code, files, command):
    """0 where the sum is right and nobody is missing; without a list that cannot be known."""
    assert code == command("rollup", *arguments, "--processes", 1).code


def test_what_is_told(files, command):
    """Both sides with the numbers of every organ, and which reports were held against each other."""
    ran = command("rollup", "wrong.json", *PARTS, "--expected", "organs.txt", "--processes", 1)

    assert "wrong.json：不通过（" in ran.out.splitlines()[0]
    assert "本级填 11" in ran.out
    assert "1 + 4 + 3 + 2 = 10" in ran.out or "1 + 3 + 4 + 2 = 10" in ran.out
    assert "所比的报告：office.json、departments/school.json、departments/water.json、town.json" in ran.out


def test_machine_formats_and_files(files, command):
    """As for the other commands; a file that is read is not written to."""
    ran = command("rollup", "wrong.json", *PARTS, "--expected", "organs.txt", "--format", "json", "--processes", 1)

    assert "failed" == json.loads(ran.out)["entries"][0]["verdict"]
    assert 2 == command("rollup", "wrong.json", *PARTS, "-o", "town.json", "--processes", 1).code


def test_one_document_of_several_reports_is_no_parent(files, command, monkeypatch):
    """Which of them is meant is not for us to guess."""
    two = [(f"county.json#{number}", gd.Reading(report=report("甲", 1))) for number in (1, 2)]
    monkeypatch.setattr("govdisclosure.cli.readings.readings", lambda sources, how, done: list(sources) and iter(two))

    ran = command("rollup", "county.json", "--lang", "en")
    assert 2 == ran.code
    assert "county.json#1; county.json#2" in ran.err
