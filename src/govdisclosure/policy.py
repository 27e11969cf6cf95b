"""What a user wants of the rules: which are run, how much each matters, and when a program should complain.

A policy comes from ``[tool.govdisclosure]`` in ``pyproject.toml`` or from ``govdisclosure.toml``, the nearest one from
the current folder up.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import attrs

from govdisclosure.checking import Result
from govdisclosure.errors import ConfigurationError, system_text
from govdisclosure.forms.demands import demand, every, is_a, mapping
from govdisclosure.forms.text import Text
from govdisclosure.frozenmap import FrozenMap
from govdisclosure.kernel import Verdict
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Rule, Severity

OWN_FILE: Final = "govdisclosure.toml"
PROJECT_FILE: Final = "pyproject.toml"
NO_SEVERITIES: FrozenMap[str, Severity] = FrozenMap()


def _severities(given: Mapping[str, Severity]) -> FrozenMap[str, Severity]:
    every(mapping(given, "Policy.severity"), str, "Policy.severity")
    return FrozenMap({code: _severity(severity) for code, severity in given.items()})


def _severity(given: Severity) -> Severity:
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
    code or beginning, the longest that fits again. ``fail_on`` is the severity from which a finding makes a program
    exit with 1.
    """

    select: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_tuple)
    severity: FrozenMap[str, Severity] = attrs.field(default=NO_SEVERITIES, converter=_severities)
    blank_as_zero: bool = attrs.field(default=False, validator=is_a(bool))
    fail_on: Severity = attrs.field(default=Severity.ERROR, converter=_severity)

    def rules(self, rules: Sequence[Rule] = RULES) -> tuple[Rule, ...]:
        """The rules to run, each with the severity it has here; a beginning that fits no rule is an error."""
        rules = every(rules, Rule, "rules")
        codes = [rule.code for rule in rules]
        for start in (*self.select, *self.ignore, *self.severity):
            if not start or not any(code.startswith(start) for code in codes):
                raise ConfigurationError(
                    f"no rule has a code that starts with {start!r}; there are: {_families(codes)}",
                    zh=f"没有代码以 {start!r} 开头的规则；现有：{_families(codes)}",
                )
        return tuple(self._with_severity(rule) for rule in rules if self._wants(rule.code))

    def _wants(self, code: str) -> bool:
        chosen = _longest(code, self.select) if self.select else 0
        return chosen is not None and chosen > (-1 if (left := _longest(code, self.ignore)) is None else left)

    def _with_severity(self, rule: Rule) -> Rule:
        length = _longest(rule.code, self.severity)
        return rule if length is None else attrs.evolve(rule, severity=self.severity[rule.code[:length]])


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


def from_file(path: str | Path) -> Policy:
    """The policy in a file; `ConfigurationError` names what is wrong with it."""
    path = Path(path)
    data = _toml(path)
    table = _project_table(data, str(path)) if path.name == PROJECT_FILE else data
    if table is None:
        raise ConfigurationError(
            f"{path}: there is no table [tool.govdisclosure]", zh=f"{path}：没有 [tool.govdisclosure] 这一节"
        )
    return from_table(table, str(path))


def load(folder: str | Path = ".") -> Policy:
    """The policy of the nearest configuration from ``folder`` up; the default one if there is none."""
    path = discover(folder)
    return DEFAULT if path is None else from_file(path)


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


def from_table(table: Mapping[str, object], where: str = "") -> Policy:
    """The policy that a table of settings describes; ``where`` names its source in errors."""
    source = Text(where or "配置", where or "configuration")
    settings: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            known = ", ".join(_READERS)
            raise ConfigurationError(
                f"{source.en}: unknown key {key!r}; there are: {known}",
                zh=f"{source.zh}：不认识的键 {key!r}；可用：{known}",
            )
        setting = Text(f"{source.zh}：{key}", f"{source.en}: {key}")
        settings[key.replace("-", "_")] = _READERS[key](value, setting)
    return Policy(**settings)


def _codes(value: object, where: Text) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else [None]
    codes = tuple(item for item in items if isinstance(item, str))
    if len(codes) != len(items):
        raise ConfigurationError(
            f"{where.en} must be a list of codes (got {value!r})",
            zh=f"{where.zh} 须为规则代码的列表（现为 {value!r}）",
        )
    return codes


def _flag(value: object, where: Text) -> bool:
    if not isinstance(value, bool):
        raise ConfigurationError(
            f"{where.en} must be true or false (got {value!r})",
            zh=f"{where.zh} 须为 true 或 false（现为 {value!r}）",
        )
    return value


def _one_severity(value: object, where: Text) -> Severity:
    words = {each.value: each for each in Severity}
    if not isinstance(value, str) or value not in words:
        known = ", ".join(words)
        raise ConfigurationError(
            f"{where.en} must be one of {known} (got {value!r})",
            zh=f"{where.zh} 只能是 {known} 之一（现为 {value!r}）",
        )
    return words[value]


def _severity_table(value: object, where: Text) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ConfigurationError(
            f"{where.en} must be a table of codes and severities (got {value!r})",
            zh=f"{where.zh} 须为规则代码与级别的对照表（现为 {value!r}）",
        )
    found = cast("dict[str, object]", value)
    return {code: _one_severity(each, Text(f"{where.zh}.{code}", f"{where.en}.{code}")) for code, each in found.items()}


_READERS: Final[Mapping[str, Callable[[object, Text], object]]] = {
    "select": _codes,
    "ignore": _codes,
    "severity": _severity_table,
    "blank-as-zero": _flag,
    "fail-on": _one_severity,
}
"""The keys of the configuration and what reads each."""
