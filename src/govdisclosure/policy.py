"""What a user wants of the rules: which are run, how much each matters, and when a program should complain.

A policy, and what else a program is told for all its runs, comes from ``[tool.govdisclosure]`` in ``pyproject.toml`` or
from ``govdisclosure.toml``, the nearest one from the current folder up.
"""

import difflib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

import attrs

from govdisclosure.checking import Result
from govdisclosure.errors import ConfigurationError, system_text
from govdisclosure.forms.demands import demand, every, is_a, mapping
from govdisclosure.forms.text import Lang, Text
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.kernel import Verdict
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Rule, Severity

OWN_FILE: Final = "govdisclosure.toml"
PROJECT_FILE: Final = "pyproject.toml"
Level = Severity | Literal["off"]
"""How much a rule matters, or that it is not run."""
OFF: Final = "off"
NOWHERE: Final = Text("", "")
NO_SEVERITIES: FrozenMap[str, Level] = FrozenMap()


def _severities(given: Mapping[str, Level]) -> FrozenMap[str, Level]:
    every(mapping(given, "Policy.severity"), str, "Policy.severity")
    return FrozenMap({code: OFF if severity == OFF else _severity(severity) for code, severity in given.items()})


def _severity(given: Severity | str) -> Severity:
    demand(given, (Severity, str), "severity")
    return Severity(given)


def _tuple(codes: Iterable[str]) -> tuple[str, ...]:
    # a text is an iterable of texts: "REQ" would select whatever starts with R
    return (codes,) if isinstance(codes, str) else every(codes, str, "Policy.select, ignore")


@attrs.frozen(kw_only=True)
class Policy:
    """Which rules are run, how much each matters, and how blanks count.

    ``select`` and ``ignore`` hold codes or their beginnings (``REQ``, ``STR005``); the longest that fits a rule counts,
    and ``ignore`` where both are as long. No ``select`` means every rule. ``severity`` gives rules another severity by
    code or beginning, the longest that fits again; a rule whose severity is "off" is not run. ``fail_on`` is the
    severity from which a finding makes a program exit with 1.
    """

    select: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    severity: FrozenMap[str, Level] = attrs.field(default=NO_SEVERITIES, converter=_severities)
    blank_as_zero: bool = attrs.field(default=False, validator=is_a(bool))
    fail_on: Severity = attrs.field(default=Severity.ERROR, converter=_severity)

    def rules(self, rules: Sequence[Rule] = RULES) -> tuple[Rule, ...]:
        """The rules to run, each with the severity it has here; a beginning that fits no rule is an error."""
        rules = every(rules, Rule, "rules")
        codes = [rule.code for rule in rules]
        known((*self.select, *self.ignore, *self.severity), codes)
        levels = ((rule, self._level(rule)) for rule in rules if self._wants(rule.code))
        return tuple(
            rule if level is rule.severity else attrs.evolve(rule, severity=level)
            for rule, level in levels
            if level != OFF
        )

    def _wants(self, code: str) -> bool:
        chosen = _longest(code, self.select) if self.select else 0
        return chosen is not None and chosen > (-1 if (left := _longest(code, self.ignore)) is None else left)

    def _level(self, rule: Rule) -> Level:
        length = _longest(rule.code, self.severity)
        return rule.severity if length is None else self.severity[rule.code[:length]]


def known(starts: Iterable[str], codes: Sequence[str], where: Text = NOWHERE) -> None:
    """`ConfigurationError` for a beginning that fits no code; ``where`` it stands comes before."""
    for start in starts:
        if not start or not any(code.startswith(start) for code in codes):
            raise ConfigurationError(
                f"{where.en}no rule has a code that starts with {start!r}; there are: {_families(codes)}",
                zh=f"{where.zh}没有代码以 {start!r} 开头的规则；现有：{_families(codes)}",
            )


def _longest(code: str, starts: Iterable[str]) -> int | None:
    """The length of the longest beginning of the code among these; None if there is none."""
    return max((len(start) for start in starts if code.startswith(start)), default=None)


def _families(codes: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(code.rstrip("0123456789") for code in codes))


DEFAULT: Final = Policy()
"""Every rule, as it is declared; a blank is not a zero."""


def exit_code(result: Result, *, fail_on: Severity = Severity.ERROR) -> int:
    """What a program should exit with: 1 if anything from ``fail_on`` up was found or what was asked is not known."""
    found = any(outcome.severity.rank <= fail_on.rank for outcome in result.findings)
    return 1 if found or result.asked is Verdict.NOT_EVALUATED else 0


# ---------------------------------------------------------------------------------------------------- configuration


NO_IGNORES: FrozenMap[str, tuple[str, ...]] = FrozenMap()


@attrs.frozen(kw_only=True)
class Configuration:
    """What a file of configuration says: the policy, and what else a program is told for all its runs.

    Patterns are those of file names (``drafts/*.docx``), relative to ``folder``, that of the configuration; one
    that fits a folder fits all that is in it, one without a slash any part of the name. ``exclude`` are patterns of
    files that are passed over, ``per_file_ignores`` codes by pattern whose findings do not count, ``baseline`` is the
    file of findings that are known. ``lang`` and ``format`` are those of the output, unless the call says otherwise;
    ``help_uri`` is where the page of a rule is, with ``{code}`` for its code.
    """

    policy: Policy = DEFAULT
    exclude: tuple[str, ...] = ()
    per_file_ignores: FrozenMap[str, tuple[str, ...]] = NO_IGNORES
    lang: str = ""
    format: str = ""
    baseline: str = ""
    help_uri: str = ""
    folder: Path | None = None

    def excludes(self, path: str | Path) -> bool:
        """Whether a file is to be passed over."""
        return any(self._fits(path, pattern) for pattern in self.exclude)

    def ignored(self, path: str | Path) -> tuple[str, ...]:
        """The codes, or their beginnings, whose findings do not count for a file."""
        fitting = (codes for pattern, codes in self.per_file_ignores.items() if self._fits(path, pattern))
        return tuple(code for codes in fitting for code in codes)

    def _fits(self, path: str | Path, pattern: str) -> bool:
        whole = Path(os.path.abspath(path))
        folder = Path.cwd() if self.folder is None else self.folder
        name = whole.relative_to(folder) if whole.is_relative_to(folder) else whole
        bare = pattern.rstrip("/")
        return any(
            fnmatchcase(each.as_posix() if "/" in bare else each.name, bare)
            for each in (name, *name.parents)
            if each.name
        )


UNCONFIGURED: Final = Configuration()
"""What holds where there is no configuration."""


def discover(folder: str | Path = ".") -> Path | None:
    """The nearest file with a configuration, from ``folder`` up; None if there is none.

    In one folder ``govdisclosure.toml`` goes before ``pyproject.toml``, and a ``pyproject.toml`` without our table is
    passed over.
    """
    start = Path(folder).resolve()
    for each in (start, *start.parents):
        if (each / OWN_FILE).is_file():
            return each / OWN_FILE
        project = each / PROJECT_FILE
        if project.is_file() and _project_table(_toml(project), str(project)) is not None:
            return project
    return None


def configuration(path: str | Path) -> Configuration:
    """What a file says; `ConfigurationError` names what is wrong with it."""
    path = Path(path)
    data = _toml(path)
    table = _project_table(data, str(path)) if path.name == PROJECT_FILE else data
    if table is None:
        raise ConfigurationError(
            f"{path}: there is no table [tool.govdisclosure]", zh=f"{path}：没有 [tool.govdisclosure] 这一节"
        )
    return _configuration(table, str(path), path.resolve().parent)


def configured(folder: str | Path = ".") -> Configuration:
    """What the nearest configuration from ``folder`` up says; the defaults if there is none."""
    path = discover(folder)
    return UNCONFIGURED if path is None else configuration(path)


def from_file(path: str | Path) -> Policy:
    """The policy in a file; `ConfigurationError` names what is wrong with it."""
    return configuration(path).policy


def load(folder: str | Path = ".") -> Policy:
    """The policy of the nearest configuration from ``folder`` up; the default one if there is none."""
    return configured(folder).policy


def from_table(table: Mapping[str, object], where: str = "") -> Policy:
    """The policy that a table of settings describes; ``where`` names its source in errors."""
    return _configuration(table, where, None).policy


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # here, as most who check have no configuration

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors on Windows put a byte order mark first
    except OSError as error:
        raise ConfigurationError(
            f"{path}: {system_text(error, 'en')}", zh=f"{path}：{system_text(error, 'zh')}"
        ) from error
    except (ValueError, RecursionError) as error:  # not TOML, not UTF-8, a number too long, nested too deep
        raise ConfigurationError(
            f"{path}: not TOML: {error}", zh=f"{path}：不是格式正确的 TOML{_line_of(error)}"
        ) from error


def _line_of(error: Exception) -> str:
    """In Chinese which line of a file is meant; the standard library says what is wrong in English only."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"（第 {found[1]} 行第 {found[2]} 列有误）" if found else ""


def _project_table(data: Mapping[str, Any], where: str) -> Mapping[str, object] | None:
    """Our table of a project file; None if it does not speak of us, an error if it does in no table."""
    tool = data.get("tool")
    found = cast("Mapping[str, object]", tool).get("govdisclosure") if isinstance(tool, dict) else None
    if found is None or isinstance(found, dict):
        return cast("Mapping[str, object] | None", found)
    raise ConfigurationError(
        f"{where}: tool.govdisclosure must be a table (got {found!r})",
        zh=f"{where}：tool.govdisclosure 须为一节（现为 {found!r}）",
    )


def _configuration(table: Mapping[str, object], where: str, folder: Path | None) -> Configuration:
    source = Text(where or "配置", where or "configuration")
    settings: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            raise _unknown(key, source)
        setting = Text(f"{source.zh}：{key}", f"{source.en}: {key}")
        settings[key.replace("-", "_")] = _READERS[key](value, setting)
    ours = {name: settings.pop(name) for name in _POLICY if name in settings}
    return Configuration(policy=Policy(**ours), folder=folder, **settings)


_POLICY: Final = tuple(each.name for each in attrs.fields(Policy))


def _unknown(key: str, source: Text) -> ConfigurationError:
    """What is wrong with a key, with the nearest right one; a key of Python is one of ours with dashes."""
    near = difflib.get_close_matches(key.replace("_", "-"), _READERS, n=1)
    known = ", ".join(_READERS)
    meant = Text(f"，是否为 {near[0]!r}", f", did you mean {near[0]!r}") if near else Text("", "")
    return ConfigurationError(
        f"{source.en}: unknown key {key!r}{meant.en}; there are: {known}",
        zh=f"{source.zh}：不认识的键 {key!r}{meant.zh}；可用：{known}",
    )


def _wrong(where: Text, wanted: Text, value: object) -> ConfigurationError:
    return ConfigurationError(
        f"{where.en} must be {wanted.en} (got {value!r})", zh=f"{where.zh} {wanted.zh}（现为 {value!r}）"
    )


_A_LIST: Final = {
    "codes": Text("须为规则代码的列表", "a list of codes"),
    "patterns": Text("须为文件名模式的列表", "a list of patterns of file names"),
}


def _list_of(kind: str) -> Callable[[object, Text], tuple[str, ...]]:
    def read(value: object, where: Text) -> tuple[str, ...]:
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        texts = tuple(item for item in items if isinstance(item, str))
        if len(texts) != len(items):
            raise _wrong(where, _A_LIST[kind], value)
        return texts

    return read


def _flag(value: object, where: Text) -> bool:
    if not isinstance(value, bool):
        raise _wrong(where, Text("须为 true 或 false", "true or false"), value)
    return value


def _one_of(words: Iterable[str]) -> Callable[[object, Text], str]:
    known = tuple(words)

    def read(value: object, where: Text) -> str:
        if not isinstance(value, str) or value not in known:
            told = ", ".join(known)
            raise _wrong(where, Text(f"只能是 {told} 之一", f"one of {told}"), value)
        return value

    return read


def _text(value: object, where: Text) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(where, Text("须为非空的文本", "a text that is not empty"), value)
    return value


def _table_of(wanted: Text, read: Callable[[object, Text], object]) -> Callable[[object, Text], object]:
    def read_table(value: object, where: Text) -> FrozenMap[str, object]:
        if not isinstance(value, dict):
            raise _wrong(where, wanted, value)
        found = cast("dict[str, object]", value)
        return FrozenMap(
            {key: read(each, Text(f"{where.zh}.{key}", f"{where.en}.{key}")) for key, each in found.items()}
        )

    return read_table


def _ignores(value: object, where: Text) -> object:
    read = _table_of(Text("须为文件名模式与规则代码的对照表", "a table of patterns and codes"), _list_of("codes"))
    found = cast("FrozenMap[str, tuple[str, ...]]", read(value, where))
    before = Text(f"{where.zh}：", f"{where.en}: ")
    known((code for codes in found.values() for code in codes), [rule.code for rule in RULES], before)
    return found


_SEVERITIES: Final = tuple(each.value for each in Severity)
_READERS: Final[Mapping[str, Callable[[object, Text], object]]] = {
    "select": _list_of("codes"),
    "ignore": _list_of("codes"),
    "severity": _table_of(
        Text("须为规则代码与级别的对照表", "a table of codes and severities"), _one_of((*_SEVERITIES, OFF))
    ),
    "blank-as-zero": _flag,
    "fail-on": _one_of(_SEVERITIES),
    "per-file-ignores": _ignores,
    "exclude": _list_of("patterns"),
    "baseline": _text,
    "lang": _one_of(get_args(Lang)),
    "format": _text,
    "help-uri": _text,
}
"""The keys of the configuration and what reads each."""
