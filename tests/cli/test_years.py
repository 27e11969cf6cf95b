"""``years``: each organ's reports held against each other."""

import json
import re

import pytest

import govdisclosure as gd


def report(year, organ="甲局", **cells):
    """A report with some cells."""
    changes = {name.replace("__", "."): number for name, number in cells.items()}
    return gd.replace(gd.zeros(year, organ=organ), changes)


LEFT = {"requests__outcomes__total__total": 0, "requests__carried_over_out__total": 3}
TAKEN = {"requests__carried_over_in__total": 3}


@pytest.fixture
def files(tmp_path):
    """Two organs, one of which carried over another number than the year before says; a copy; one without a name."""
    reports = {
        "a22": report(2022, **LEFT),
        "a23": report(2023, **TAKEN),
        "b22": report(2022, "乙局", **LEFT),
        "b23": report(2023, "乙局"),
        "copy": report(2022, "乙局", **LEFT),
        "unnamed": gd.zeros(2023),
        "c23": report(2023, "丙局"),
    }
    for name, each in reports.items():
        (tmp_path / f"{name}.json").write_text(gd.to_json(each), encoding="utf-8")
    (tmp_path / "none.json").write_text("", encoding="utf-8")
    return tmp_path


def run(command, names, *more):
    """The command on some files, with the rules on carrying over alone."""
    files = [f"{name}.json" for name in names.split()]
    return command("years", "--processes", 1, "--select", "YR001", *more, *files)


@pytest.mark.parametrize(
    ("names", "code"),
    [("a22 a23", 0), ("b23 b22", 1), ("a23 b22 a22 b23", 1), ("c23", 1), ("a22 a23 unnamed", 1), ("a22 a23 none", 2)],
)
def test_exit_codes(names, code, files, command):
    """0 where all years tie; what nobody can compare does not pass; 2 for what cannot be read."""
    assert code == run(command, names).code
    assert (2 if code == 2 else 0) == run(command, names, "--exit-zero").code


def test_organs_are_told_apart(files, command):
    """By name, in whatever order the files come; what does not tie has both years, and which files these are."""
    ran = run(command, "b23 a23 b22 a22", "--verbose")

    assert "甲局：通过（" in ran.out
    assert "  所比的报告：b22.json、b23.json" in ran.out
    assert "乙局：不通过（1 处错误" in ran.out
    assert "  乙局：不通过 1" in ran.out  # in the summary


def test_a_copy_is_held_against_the_others_once(files, command):
    """And told on the error stream, as is what names no organ."""
    ran = run(command, "b22 copy b23 unnamed")

    assert "copy.json：与 b22.json 是同一份报告" in ran.err
    assert "unnamed.json：没有机关名称" in ran.err
    assert "不通过（1 处错误" in ran.out


def test_machine_formats(files, command):
    """An entry for each organ."""
    found = json.loads(run(command, "a22 a23 b22 b23", "--format", "json").out)

    assert [("甲局", "passed"), ("乙局", "failed")] == [(each["source"], each["verdict"]) for each in found["entries"]]
    assert 1 == run(command, "b22 b23", "-o", "years.html").code
    assert "乙局" in (files / "years.html").read_text(encoding="utf-8")


def test_where_years_stand(tmp_path, command):
    """Cells are located in each of the documents."""
    for year, cells in ((2022, LEFT), (2023, {})):
        gd.write(report(year, **cells), tmp_path / f"{year}.md")
    ran = command("years", "--processes", 1, "--select", "YR001", "2022.md", "2023.md")

    assert "  错误 2023 总计 与上年衔接：" in ran.out
    assert re.search(r"    位置：2022 第 \d+ 行第 \d+ 列；2023 第 \d+ 行第 \d+ 列\n", ran.out)
