"""Policies: which rules are run and how much they matter, and where that is configured."""

import pytest

import govdisclosure as gd
from govdisclosure import policy
from govdisclosure.policy import Policy


def codes(found):
    """The codes of the rules that a policy runs."""
    return [rule.code for rule in found.rules()]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), [rule.code for rule in gd.RULES]),
        (("REQ",), (), ["REQ003", "REQ002", "REQ001"]),
        (("REQ", "REM001"), ("REQ003",), ["REQ002", "REQ001", "REM001"]),
        (("REQ003",), ("REQ",), ["REQ003"]),
        (("REQ",), ("REQ",), []),
        ((), ("TIE", "VAL", "STR", "PLA", "YR", "ROL", "NAR"), ["REQ003", "REQ002", "REQ001", "REM001"]),
    ],
)
def test_select_and_ignore(select, ignore, expected):
    """The longest beginning decides, ignoring goes before selecting, and no selection means every rule."""
    assert expected == codes(Policy(select=select, ignore=ignore))


def test_severity():
    """A rule gets the severity of the longest beginning that fits, and stays as it is otherwise."""
    found = {r.code: r for r in Policy(severity={"STR": gd.Severity.ERROR, "STR005": gd.Severity.INFO}).rules()}

    assert gd.Severity.ERROR is found["STR001"].severity
    assert gd.Severity.INFO is found["STR005"].severity
    assert found["REQ001"] in gd.RULES


@pytest.mark.parametrize(
    "wrong",
    [
        Policy(select=("REX",)),
        Policy(ignore=("STR999",)),
        Policy(severity={"X": gd.Severity.INFO}),
        Policy(select=("",)),
        Policy(ignore=("",)),
        Policy(severity={"": gd.Severity.INFO}),
    ],
)
def test_beginning_that_fits_no_rule(wrong):
    """A code that is misspelt is not passed over in silence."""
    with pytest.raises(gd.ConfigurationError, match=r"no rule has a code that starts with .*; there are: REQ, REM"):
        wrong.rules()


BAD = gd.replace(gd.zeros(2023), {"requests.received.total": 1})
BLANK = gd.replace(gd.zeros(2023), {"requests.received.total": gd.Gap.BLANK})
WARNING = gd.replace(gd.zeros(2023), {"proactive.licensing.decisions": gd.Gap.BLANK})


@pytest.mark.parametrize(
    ("report", "fail_on", "expected"),
    [
        (gd.zeros(2023), gd.Severity.INFO, 0),
        (BAD, gd.Severity.ERROR, 1),
        (BLANK, gd.Severity.ERROR, 1),
        (WARNING, gd.Severity.ERROR, 0),
        (WARNING, gd.Severity.WARNING, 1),
    ],
)
def test_exit_code(report, fail_on, expected):
    """A finding at or above the severity, or a result that is open, is 1; anything else is 0."""
    assert expected == policy.exit_code(gd.check(report), fail_on=fail_on)


def test_exit_code_of_a_selection():
    """Rules that were not asked for do not make a program complain."""
    rules = Policy(select=("VAL",)).rules()

    assert 0 == policy.exit_code(gd.check(BAD, rules=rules))


TEXT = """
select = ["REQ", "VAL"]
ignore = ["VAL004"]
blank-as-zero = true
fail-on = "warning"

[severity]
VAL003 = "error"
"""
EXPECTED = Policy(
    select=("REQ", "VAL"),
    ignore=("VAL004",),
    severity={"VAL003": gd.Severity.ERROR},
    blank_as_zero=True,
    fail_on=gd.Severity.WARNING,
)


def test_own_file(tmp_path):
    """`govdisclosure.toml` holds the settings at its top."""
    (tmp_path / "govdisclosure.toml").write_text(TEXT, encoding="utf-8")

    assert EXPECTED == policy.load(tmp_path)
    assert hash(EXPECTED) == hash(policy.load(tmp_path))


def test_project_file(tmp_path):
    """`pyproject.toml` holds them in its table."""
    table = TEXT.replace("[severity]", "[tool.govdisclosure.severity]")
    (tmp_path / "pyproject.toml").write_text(f"[tool.govdisclosure]{table}", encoding="utf-8")

    assert EXPECTED == policy.load(tmp_path)


def test_nearest_file_counts(tmp_path):
    """The search goes up, takes the nearest file that speaks of us, and our own before a project's."""
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "govdisclosure.toml").write_text('fail-on = "info"\n', encoding="utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "other"\n[tool.other]\nx = 1\n', encoding="utf-8")
    (deep / "pyproject.toml").write_text("no-tool = 1\n", encoding="utf-8")

    assert tmp_path / "govdisclosure.toml" == policy.discover(deep)
    assert gd.Severity.INFO is policy.load(deep).fail_on
    (tmp_path / "pyproject.toml").write_text("[tool.govdisclosure]\n", encoding="utf-8")
    assert tmp_path / "govdisclosure.toml" == policy.discover(deep)
    (deep / "pyproject.toml").write_text("[tool.govdisclosure]\nblank-as-zero = true\n", encoding="utf-8")
    assert policy.load(deep).blank_as_zero


def test_no_file(tmp_path, monkeypatch):
    """Without a configuration every rule is run as it is declared."""
    monkeypatch.setattr(policy, "OWN_FILE", "there-is-no-such-file.toml")
    monkeypatch.setattr(policy, "PROJECT_FILE", "nor-this-one.toml")

    assert policy.discover(tmp_path) is None
    assert Policy() == policy.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("selects = []", r"govdisclosure\.toml: unknown key 'selects', did you mean 'select'; there are: select, ig"),
        ("blank_as_zero = true", "unknown key 'blank_as_zero', did you mean 'blank-as-zero'; there are"),
        ("zzz = 1", "unknown key 'zzz'; there are: select, ignore"),
        ('exclude = "drafts"', "exclude must be a list of patterns of file names"),
        ('lang = "de"', "lang must be one of zh, en"),
        ('baseline = ""', "baseline must be a text that is not empty"),
        ("format = 1", "format must be a text that is not empty"),
        ('per-file-ignores = ["REQ"]', "per-file-ignores must be a table of patterns and codes"),
        ('[per-file-ignores]\n"*.md" = "REQ"', r"per-file-ignores\.\*\.md must be a list of codes"),
        ('[per-file-ignores]\n"*.md" = ["REX"]', "no rule has a code that starts with 'REX'"),
        ('select = "REQ"', "select must be a list of codes"),
        ("select = [1]", "select must be a list of codes"),
        ("blank-as-zero = 1", "blank-as-zero must be true or false"),
        ('fail-on = "never"', "fail-on must be one of error, warning, info"),
        ("fail-on = 1", "fail-on must be one of"),
        ('severity = "error"', "severity must be a table"),
        ('[severity]\nREQ = "never"', r"severity\.REQ must be one of"),
        ("select = [", "not TOML"),
    ],
)
def test_wrong_file(text, match, tmp_path):
    """Whatever is wrong with a configuration is named with the file and the key."""
    path = tmp_path / "govdisclosure.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(gd.ConfigurationError, match=match) as caught:
        policy.load(tmp_path)

    assert caught.value.message("zh").startswith(f"{path}：")


def test_wrong_settings_in_chinese(tmp_path):
    """What is wrong is said in Chinese as well, with the place in the file where that is known."""
    path = tmp_path / "govdisclosure.toml"
    path.write_text("blank-as-zero = 1\nselect 3", encoding="utf-8")
    with pytest.raises(gd.ConfigurationError) as caught:
        policy.from_file(path)
    assert f"{path}：不是格式正确的 TOML（第 2 行第 8 列有误）" == caught.value.message("zh")

    with pytest.raises(gd.ConfigurationError, match=r"^configuration: severity\.REQ must be") as caught:
        policy.from_table({"severity": {"REQ": "never"}})
    assert "配置：severity.REQ 只能是 error, warning, info, off 之一（现为 'never'）" == caught.value.message("zh")


@pytest.mark.parametrize("text", ["", "tool = 1", "[tool.other]\nx = 1"])
def test_project_file_without_our_table(text, tmp_path):
    """A project file that is named must speak of us."""
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(gd.ConfigurationError, match=r"there is no table \[tool.govdisclosure\]"):
        policy.from_file(path)


@pytest.mark.parametrize("text", ["[tool]\ngovdisclosure = 1", "[[tool.govdisclosure]]\nselect = []"])
def test_project_file_that_speaks_of_us_in_no_table(text, tmp_path):
    """Settings that are there and cannot be read are not passed over, by name or on the way up."""
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")

    for load in (policy.from_file, policy.discover, policy.load):
        with pytest.raises(gd.ConfigurationError, match=r"pyproject\.toml: tool\.govdisclosure must be a table"):
            load(path if load is policy.from_file else tmp_path)


def test_byte_order_mark(tmp_path):
    """An editor that puts a mark before the text breaks nothing."""
    path = tmp_path / "govdisclosure.toml"
    path.write_text(TEXT, encoding="utf-8-sig")

    assert EXPECTED == policy.from_file(path)


def test_one_code_alone():
    """A text is one code, not a list of letters."""
    assert ["REQ003", "REQ002", "REQ001"] == codes(Policy(select="REQ"))
    assert ["VAL001"] == codes(Policy(select="VAL", ignore=["VAL002", "VAL003", "VAL004", "VAL005"]))


def test_severities_by_name():
    """A severity may be given by its name; one that there is not is refused at once."""
    by_name = Policy(severity={"REQ": "info"}, fail_on="warning")

    assert Policy(severity={"REQ": gd.Severity.INFO}, fail_on=gd.Severity.WARNING) == by_name
    with pytest.raises(ValueError, match="'never' is not a valid Severity"):
        Policy(fail_on="never")
    with pytest.raises(ValueError, match="'offf' is not a valid Severity"):
        Policy(severity={"REQ": "offf"})


def test_off():
    """A rule that is off is not run; what of it is not off by a longer beginning is."""
    found = Policy(select="REQ", severity={"REQ": "off", "REQ003": "warning"}).rules()

    assert [("REQ003", gd.Severity.WARNING)] == [(rule.code, rule.severity) for rule in found]


CONFIGURATION = """
exclude = ["drafts", "*.tmp.html", "old/20*/a.md"]
lang = "en"
format = "github"
baseline = "known.json"
help-uri = "https://example.org/{code}"
[severity]
PLA = "off"
[per-file-ignores]
"2019/*" = ["STR"]
"*.md" = ["REM001", "NAR"]
"""


def test_configuration(tmp_path, monkeypatch):
    """What is beside the policy: files to pass over, codes for files, and what the output is like."""
    (tmp_path / "govdisclosure.toml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    found = policy.configured(tmp_path / "sub")
    monkeypatch.chdir(tmp_path / "sub")

    assert ("en", "github", "known.json", "https://example.org/{code}", tmp_path) == (
        found.lang,
        found.format,
        found.baseline,
        found.help_uri,
        found.folder,
    )
    assert Policy(severity={"PLA": "off"}) == found.policy == policy.load(tmp_path)
    for name in ("../drafts/a.html", "../x/drafts/y/a.html", "a.tmp.html", "../old/2019/a.md"):
        assert found.excludes(name), name
    for name in ("../draft/a.html", "old/2019/a.md", "a.html", "../drafts.html", "/elsewhere/a.md"):
        assert not found.excludes(name), name
    assert ("STR", "REM001", "NAR") == found.ignored(tmp_path / "2019" / "a.md")
    assert ("REM001", "NAR") == found.ignored("/elsewhere/a.md")
    assert () == found.ignored("2019/a.html")
    assert not policy.UNCONFIGURED.excludes("drafts")


def test_patterns_without_a_folder(tmp_path, monkeypatch):
    """Of a configuration that came from no file they are those of the current folder."""
    monkeypatch.chdir(tmp_path)

    assert policy.Configuration(exclude=("a/b",)).excludes("a/b/c.html")


def test_file_that_is_not_there(tmp_path):
    """A missing file is named with what the system says."""
    with pytest.raises(gd.ConfigurationError, match=r"nowhere\.toml: No such file"):
        policy.from_file(tmp_path / "nowhere.toml")


def test_file_that_is_no_text(tmp_path):
    """A file in another encoding is refused."""
    path = tmp_path / "govdisclosure.toml"
    path.write_bytes("# 规则\n".encode("gbk"))

    with pytest.raises(gd.ConfigurationError, match="not TOML"):
        policy.from_file(path)
